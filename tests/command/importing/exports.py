"""Exports of WordPress for the tests, made of what a case is about."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

Fields = Mapping[str, str]

_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
  xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Chez Jeanne</title><link>https://old.example.org</link><description></description><language>fr-FR</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://old.example.org</wp:base_site_url>
<wp:base_blog_url>https://old.example.org</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>jeanne</wp:author_login>
<wp:author_email>owner@example.org</wp:author_email><wp:author_display_name>Jeanne</wp:author_display_name></wp:author>
"""
_DEFAULTS = {
    "title": "Le titre",
    "link": "https://old.example.org/2011/11/29/le-titre/",
    "guid": "https://old.example.org/?p=1",
    "dc:creator": "jeanne",
    "content:encoded": "Le texte.",
    "excerpt:encoded": "",
    "wp:post_id": "1",
    "wp:post_date": "2011-11-29 14:30:05",
    "wp:post_date_gmt": "2011-11-29 13:30:05",
    "wp:comment_status": "open",
    "wp:post_name": "le-titre",
    "wp:status": "publish",
    "wp:post_parent": "0",
    "wp:menu_order": "0",
    "wp:post_type": "post",
    "wp:post_password": "",
    "wp:is_sticky": "0",
}
_COMMENT = {
    "wp:comment_id": "11",
    "wp:comment_author": "Paul",
    "wp:comment_author_email": "paul@example.org",
    "wp:comment_author_url": "",
    "wp:comment_author_IP": "192.0.2.7",
    "wp:comment_date": "2011-11-30 10:00:00",
    "wp:comment_date_gmt": "2011-11-30 09:00:00",
    "wp:comment_content": "Merci !",
    "wp:comment_approved": "1",
    "wp:comment_type": "",
    "wp:comment_parent": "0",
    "wp:comment_user_id": "0",
}


def comment(number: int, **fields: str) -> str:
    """A comment; `parent` stands for `wp:comment_parent`, and so on."""
    own = {f"wp:comment_{key}": value for key, value in fields.items()}
    values = {**_COMMENT, "wp:comment_id": str(number), **own}
    return f"<wp:comment>{_write(values)}</wp:comment>"


def item(
    number: int = 1,
    *,
    comments: Sequence[str] = (),
    terms: Sequence[tuple[str, str, str]] = (),
    meta: Fields | None = None,
    **fields: str,
) -> str:
    """An item; `terms` are domain, slug and name; `content`, `title`, `link`, `status` … its fields."""
    named = {_name(key): value for key, value in fields.items()}
    values = {**_DEFAULTS, "wp:post_id": str(number), "guid": f"https://old.example.org/?p={number}", **named}
    categories = "".join(
        f'<category domain="{domain}" nicename="{slug}"><![CDATA[{name}]]></category>'
        for domain, slug, name in terms
    )
    fields_of_meta = "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{_cdata(value)}</wp:meta_value></wp:postmeta>"
        for key, value in (meta or {}).items()
    )
    return f"<item>{_write(values)}{categories}{fields_of_meta}{''.join(comments)}</item>\n"


def post(number: int, slug: str, **values: object) -> str:
    """A published post at the address that `slug` has on that day."""
    own: dict[str, object] = {
        "post_name": slug,
        "title": slug.replace("-", " ").capitalize(),
        "link": f"https://old.example.org/2011/11/29/{slug}/",
        **values,
    }
    return item(number, **own)  # type: ignore[arg-type]  # strings and the three keywords of item


def category(slug: str, name: str, parent: str = "") -> str:
    """A category of the channel."""
    values = {"category_nicename": slug, "category_parent": parent, "cat_name": name}
    return "<wp:category>" + _write({f"wp:{key}": value for key, value in values.items()}) + "</wp:category>"


def build(*items: str, channel: str = "") -> str:
    """The whole export; `channel` comes before the items."""
    return f"{_HEAD}{channel}{''.join(items)}</channel></rss>\n"


def write(path: Path, *items: str, channel: str = "") -> Path:
    """The whole export as a file."""
    path.write_text(build(*items, channel=channel), encoding="utf-8")
    return path


def _name(key: str) -> str:
    if key in {"title", "link", "guid"}:
        return key
    if key in {"content", "excerpt"}:
        return f"{key}:encoded"
    return "dc:creator" if key == "creator" else f"wp:{key}"


def _write(values: Fields) -> str:
    return "".join(f"<{key}>{_protect(key, value)}</{key}>" for key, value in values.items())


def _protect(key: str, value: str) -> str:
    return _cdata(value) if key.endswith(("encoded", "comment_content")) else escape(value)


def _cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"
