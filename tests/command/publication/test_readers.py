"""What readers write never stops a publication; the same in the owner's words does."""

import json
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from pelican.generators import Generator
from pelican.plugins import signals  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.plugins.comments.intake import NewComment, Origin, Submission, examine
from pelican.plugins.comments.keeping import keep
from pelican.plugins.comments.models import State
from pelican.plugins.comments.posts import Post
from pelican.plugins.comments.settings import CommentsSettings
from pelican.plugins.comments.site import Site
from pelican.plugins.typography import typeset
from pelican_blog.publication.output import Draft, Waiting, find_output_obstacles
from pelican_blog.publication.readers import ReadersWords
from pelican_toolkit.contents import list_contents
from pelican_toolkit.testing import BuildSite, SaveFile, SavePost
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

from plugins.comments.tests.readers_texts import ADDRESS, NAMES, TEXTS, TOKENS
from tests.site import checks

from .conftest import TEMPLATE, Run, write_files, write_post

if TYPE_CHECKING:
    from pelican.contents import Content

SCHEMA = '{% include "discovery/schema.html" %}'
SITE = {
    "SITEURL": ADDRESS,
    "SITENAME": "Un blog",
    "DEFAULT_LANG": "fr",
    "RELATIVE_URLS": False,
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "COMMENTS": {"endpoint": "/comments", "email": "blog@example.org", "text_filter": typeset},
}
LINTERS = (
    checks.find_unrendered_text,
    checks.find_this_machine,
    checks.find_nameless_links,
    checks.find_repeated_ids,
    checks.find_foreign_resources,
    checks.find_inline_handlers,
)


@pytest.fixture
def site(tmp_path: Path, content_path: Path, save_post: SavePost, save_file: SaveFile) -> Site:
    """A site with one article, one draft and one comment that waits."""
    save_post("tango.md", "Tango")
    save_post("secret.md", "Secret", "Status: draft")
    save_file("../inbox/tango/w-1.md", "author: Paul\n\nJ’attends.")
    post = Post(slug="tango", title="Tango", url=f"{ADDRESS}/tango.html", lang="fr", state=State.OPEN)
    return Site(
        settings=CommentsSettings(**SITE["COMMENTS"]),  # type: ignore[arg-type]  # a dict of whatever there is
        name="Un blog",
        url=ADDRESS,
        lang="fr",
        timezone=UTC,
        root=content_path,
        comments=content_path / "comments",
        inbox=tmp_path / "inbox",
        output=tmp_path / "output",
        theme_catalogues=tmp_path / "none",
        posts={"tango": post},
        render=str,
    )


def publish_comments(sent: Sequence[tuple[str, str]], site: Site) -> int:
    """Publish those of these names and messages that the checks accept, and return how many."""
    count = 0
    for number, (name, message) in enumerate(sent):
        origin = Origin(id=f"gh-{number}", date=datetime(2026, 11, 22, tzinfo=UTC), source=f"github:{number}")
        found = examine(Submission(post="tango", name=name, message=message), origin, site)
        if isinstance(found, NewComment):
            keep(found, site, published=True)
            count += 1
    return count


def build_and_inspect(site: Site, build_site: BuildSite) -> list[str]:
    """The obstacles in the site, which is built without a warning."""
    contents: list[Content] = []

    def note_contents(generators: Sequence[Generator]) -> None:
        contents.extend(content for generator in generators for content in list_contents(generator))

    template = TEMPLATE.replace("!theme", "!simple").replace("{% endblock %}", f"{SCHEMA}{{% endblock %}}")
    with signals.all_generators_finalized.connected_to(note_contents):
        folder = build_site(
            {"article.html": template}, PLUGINS=["comments", "discovery"], DRAFT_SAVE_AS="", **SITE
        )
    address = f"{ADDRESS}/drafts/secret/"
    draft = Draft(path=site.root / "secret.md", name="secret.md", save_as="", address=address)
    waiting = Waiting(path=site.inbox / "tango/w-1.md", post="tango")
    return [*find_output_obstacles(folder, drafts=[draft], waiting=[waiting], readers=ReadersWords(contents))]


def assert_is_read(folder: Path, count: int) -> None:
    """Every file with comments is well-formed, and has them all."""
    page = BeautifulSoup((folder / "tango.html").read_text(encoding="utf-8"), "html.parser")
    assert len(page.select(".comment-body")) == count
    assert [fault for linter in LINTERS for fault in linter(page)] == []
    scripts = [json.loads(script.text) for script in page.select('script[type="application/ld+json"]')]
    described = [
        len(node.get("comment", [])) for script in scripts for node in script.get("@graph", [script])
    ]
    assert set(described) <= {0, count}
    for name in ("feeds/comments.atom.xml", "feeds/comments/tango.atom.xml") if count else ():
        feed = ET.fromstring((folder / name).read_bytes())  # noqa: S314  # our own
        assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == count
    for path in folder.rglob("*.xml"):
        ET.fromstring(path.read_bytes())  # noqa: S314  # as above


@settings(SHARED_FIXTURES, max_examples=2)  # each builds a site
@given(st.lists(st.tuples(NAMES, TEXTS), min_size=30, max_size=40))
def test_whatever_is_let_in_is_published(
    site: Site, build_site: BuildSite, sent: list[tuple[str, str]]
) -> None:
    try:
        count = publish_comments(sent, site)
        assert build_and_inspect(site, build_site) == []
        assert_is_read(site.output, count)
    finally:
        for folder in (site.comments, site.output):
            shutil.rmtree(folder, ignore_errors=True)


WORDS = [
    *TOKENS,
    "\n".join((TOKENS[-2], TOKENS[-1])),
    f"{ADDRESS}/drafts/secret/",
    f'Voyez id="comment-w-1" et <p id="comment-w-1"> dans [ma page]({ADDRESS}/drafts/secret/#x).',
    "Mon routeur est à 192.168.1.1, ::1 ou http://localhost:8000/.",
    "[](https://example.org/) et {{ SITEURL }}, {filename}a.md, {% raw %}",
]
FORMS = ("{}", "`{}`", "*a* {}", "« {} » & <a>", "[plus haut](#comment-gh-0) {} [ici](#comment-gh-1)")
READERS = ("Jeanne", TOKENS[0], f"<{TOKENS[2]}>", f"{TOKENS[6]} & é", "{{ x }} **", "None")
QUOTES = (("Jeanne", "{}"), ("Paul", "Tu dis {} ?"))
OWN = {
    TOKENS[0]: "contains a token of GitHub's",
    f"{TOKENS[-2]}\n{TOKENS[-1]}": "contains a private key",
    f"[x]({ADDRESS}/drafts/secret/)": "is a draft, so readers cannot open it",
}


def test_readers_words_stop_nothing_and_the_owners_do(
    site: Site, build_site: BuildSite, save_post: SavePost
) -> None:
    """Even the same words."""
    sent = [("Jeanne", form.format(words)) for form in FORMS for words in WORDS]
    sent += [(name, "Bonjour.") for name in READERS]
    assert publish_comments(sent, site) == len(sent)
    assert build_and_inspect(site, build_site) == []
    assert_is_read(site.output, len(sent))
    shutil.rmtree(site.comments)
    sent = [(name, form.format(words)) for name, form in QUOTES for words in OWN]
    assert publish_comments(sent, site) == len(sent)
    save_post("tango.md", "Tango", text="\n\n".join(f"Voici {words}" for words in OWN))
    found = build_and_inspect(site, build_site)
    assert [obstacle for obstacle in OWN.values() if obstacle not in "\n".join(found)] == []
    assert [line for line in found if not any(obstacle in line for obstacle in OWN.values())] == []


def test_make_publish_accepts_readers_words_before_they_are_committed(blog: Path, publish: Run) -> None:
    text = f"author: {TOKENS[0]}\n\n{TOKENS[2]} et {ADDRESS}/drafts/secret/\n"
    draft = {"content/posts/secret.md": write_post("Secret", "Status: draft")}
    write_files(blog, {"content/comments/tango/gh-1.md": text, **draft})
    done = publish()
    assert done.returncode == 0, done.stderr
    write_files(blog, {"content/posts/own.md": write_post("Own") + TOKENS[0]})
    assert "own.md: contains a token of GitHub's and is not committed yet" in publish().stderr
