"""Texts with something wrong, for sites that are built all the same: each by its file's name."""

from collections.abc import Mapping
from pathlib import Path

_HEADER = "Title: {0}\nDate: 2020-01-02\nSlug: {0}\n"


def _write(name: str, *lines: str, text: str = "Words.") -> str:
    return _HEADER.format(name) + "".join(f"{line}\n" for line in lines) + f"\n{text}\n"


SETTINGS = """\
SITENAME = "Un blog"
SITEURL = ""
TIMEZONE = "UTC"
PATH = "content"
ARTICLE_EXCLUDES = ["comments", "pages"]
STATIC_PATHS = ["images"]
PLUGINS = ["localization", "video", "images", "comments", "discovery"]
IMAGES = {"cache": ".cache/images"}
COMMENTS = {"endpoint": "/comments"}
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""
"""Of a blog with every plugin that has something to say about a text."""

GOOD = {
    "good.md": _write("good", "Tags: a, b", text="## One\n\nWords."),
    "pages/fine.md": "Title: Fine\nSlug: fine\n\nWords.\n",
    "comments/good/1.md": "author: Jeanne\n\nBonjour.\n",
}
"""What has to be there whatever else is wrong."""

BAD: dict[str, str | bytes] = {
    "impossible-date.md": "Title: X\nDate: 2020-99-02\n\nWords.\n",
    "no-date.md": "Title: X\n\nWords.\n",
    "no-title.md": "Date: 2020-01-02\n\nWords.\n",
    "no-header.md": "Only words.\n",
    "empty.md": "",
    "unknown-status.md": _write("unknown-status", "Status: finished"),
    "bad-modified.md": _write("bad-modified", "Modified: never"),
    "bad-zone.md": _write("bad-zone", "Timezone: Nowhere/Land"),
    "outside.md": _write("outside", "Save_as: ../../outside.html", "Url: x"),
    "folder-slug.md": "Title: X\nDate: 2020-01-02\nSlug: ..\n\nWords.\n",
    "latin-1.md": "Title: Été\nDate: 2020-01-02\n\nWords.\n".encode("latin-1"),
    "utf-16.md": "Title: Été\nDate: 2020-01-02\n\nWords.\n".encode("utf-16"),
    "unknown-directive.rst": "T\n=\n\n:date: 2020-01-02\n:slug: directive\n\n.. nosuch:: x\n",
    "reserved-key.md": _write("reserved-key", "Content: x"),
    "no-head.html": "Only words.",
    "two-langs.md": _write("two-langs", "Lang: fr", "Lang: en"),
    "bad-lang.md": _write("bad-lang", "Lang: klingonish"),
    "bad-video.md": _write("bad-video", "Video: https://evil.example/x"),
    "two-videos.md": _write("two-videos", "Video: a", "Video: b"),
    "no-video.md": _write("no-video", "Video: videos/none.mp4"),
    "long-video.md": _write("long-video", f"Video: {'x' * 5000}.mp4"),
    "bad-video-date.md": _write("bad-video-date", "Video: https://youtu.be/AbCdEfGhIjK", "Video_date: soon"),
    "no-image.md": _write("no-image", "Image: images/none.jpg"),
    "two-images.md": _write("two-images", "Image: a.jpg", "Image: b.jpg"),
    "no-picture.md": _write("no-picture", "Image: images/no-picture.jpg"),
    "bad-comments.md": _write("bad-comments", "Comments: perhaps"),
    "two-comments.md": _write("two-comments", "Comments: open", "Comments: closed"),
    "no-slug.md": "Title: …\nDate: 2020-01-02\n\nWords.\n",
    "bad-slug.md": "Title: X\nDate: 2020-01-02\nSlug: a/b\n\nWords.\n",
    "missing-picture.md": _write("missing-picture", text="![A]({static}/images/gone.jpg)"),
    "dead-link.md": _write("dead-link", text="[x]({filename}/gone.md)"),
    "dead-link-too.md": _write("dead-link-too", text="[x]({filename}/gone.md) [y]({filename}no-date.md)"),
    "dead-summary.md": _write("dead-summary", "Summary: [x]({filename}/gone.md)"),
    "pages/bad-page.md": "Title: X\nSlug: bad-page\nVideo: x\nImage: x\nComments: x\n\nWords.\n",
    "pages/page-without-title.md": "Slug: none\n\nWords.\n",
    "comments/good/no-key.md": "author Jeanne\n\nBonjour.\n",
    "comments/good/latin.md": "author: Léa\n\nÉté.\n".encode("latin-1"),
    "comments/good/orphan.md": "author: Paul\nreplyto: 99\n\nBonjour.\n",
    "comments/good/bad-date.md": "author: Paul\ndate: hier\n\nBonjour.\n",
    "images/no-picture.jpg": "no picture",
    "images/broken.png": b"\x89PNG\r\n\x1a\nxxxx",
}
"""Pelican builds the others beside each of these."""

BAD_FOR_PELICAN: dict[str, str | bytes] = {
    "control.md": _write("control", text="a\0b"),
    "two-translations.md": _write("two-translations", "Translation: true", "Translation: true"),
    "two-templates.md": _write("two-templates", "Template: a", "Template: b"),
    "no-template.md": _write("no-template", "Template: contact"),
    "long-slug.md": _write("x" * 300),
    "twin.md": _write("twin"),
    "other-twin.md": _write("twin"),
    "list.md": _write("archives"),
}
"""Each of these ends a build of Pelican's, but none of ours."""


def write_texts(content: Path, texts: Mapping[str, str | bytes]) -> None:
    """Save texts below a content folder."""
    for name, text in texts.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
