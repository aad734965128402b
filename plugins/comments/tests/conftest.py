"""A site for the ways in and the moderation: three threads, one of them with comments."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from pelican.plugins.comments.__main__ import main
from pelican.plugins.comments.models import State
from pelican.plugins.comments.moderation import commands
from pelican.plugins.comments.posts import Post
from pelican.plugins.comments.settings import CommentsSettings
from pelican.plugins.comments.site import Site

SaveComment = Callable[..., Path]
Run = Callable[..., Result]


def make_post(slug: str, state: State = State.OPEN) -> Post:
    return Post(slug=slug, title=f"L’{slug}", url=f"https://example.org/{slug}/", lang="fr", state=state)


@pytest.fixture
def blog(tmp_path: Path) -> Site:
    """A site with an open, a closed and a hidden thread, and a draft; the first has comments 1 and gh-57."""
    content, output = tmp_path / "content", tmp_path / "output"
    (content / "comments" / "article").mkdir(parents=True)
    output.mkdir()
    for name, author in (("1", "Jeanne"), ("gh-57", "Paul")):
        (content / "comments" / "article" / f"{name}.md").write_text(f"author: {author}\n\nBonjour.\n")
    posts = [make_post("article"), make_post("clos", State.CLOSED), make_post("cache", State.HIDDEN)]
    return Site(
        settings=CommentsSettings(repository="owner/blog", endpoint="/commentaires", accept_label="accepté"),
        name="Un blog",
        url="https://example.org",
        lang="fr",
        timezone=ZoneInfo("Europe/Paris"),
        root=content,
        comments=content / "comments",
        inbox=tmp_path / "inbox",
        output=output,
        theme_catalogues=tmp_path / "theme" / "locale",
        posts={post.slug: post for post in posts},
        drafts={"brouillon": make_post("brouillon")},
        render=lambda template, **_: f"[{template}]",
    )


@pytest.fixture
def save_comment(blog: Site) -> SaveComment:
    """A function that saves a comment of the blog, published or waiting: id, header lines, text."""

    def save(
        name: str, *lines: str, post: str = "article", text: str = "Merci !", waits: bool = False
    ) -> Path:
        folder = (blog.inbox if waits else blog.comments) / post
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / (name if "." in name else f"{name}.md")
        path.write_text("\n".join([*lines, "", text, ""]), encoding="utf-8")
        return path

    return save


@pytest.fixture
def bilingual(blog: Site) -> Site:
    """The same site, whose open article is in English too."""
    original = blog.posts["article"]
    page = replace(
        original, lang="en", title="The article", url="https://example.org/en/article/", is_translation=True
    )
    return replace(blog, posts={**blog.posts, "article": replace(original, translations=(page,))})


@pytest.fixture
def run(blog: Site, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs pelican-comments beside the blog's content: arguments, input, expected status."""
    monkeypatch.setattr(commands, "load_site", lambda _: blog)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(blog.root.parent)

    def run_it(*arguments: str, typed: str = "", status: int = 0) -> Result:
        result = CliRunner().invoke(main, arguments, input=typed)
        assert result.exit_code == status, result.output
        return result

    return run_it
