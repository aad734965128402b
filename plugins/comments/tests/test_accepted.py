"""Whatever the gate lets in can be published: in both feeds, in JSON-LD, and before `check`."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import html5lib
from hypothesis import example, given
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from pelican.plugins.comments.discussions import prepare_comments
from pelican.plugins.comments.feeds import Article, Channel, Entry, render_feed
from pelican.plugins.comments.intake import NewComment, Origin, Submission, examine
from pelican.plugins.comments.keeping import keep
from pelican.plugins.comments.links import lead_to_pages
from pelican.plugins.comments.markup import sanitize_html, strip_tags
from pelican.plugins.comments.models import Comment
from pelican.plugins.comments.moderation.checks import check_comments
from pelican.plugins.comments.schema import describe_discussion
from pelican.plugins.comments.settings import CommentsSettings
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.storage import read_comment
from pelican.plugins.comments.threads import build_discussion
from pelican.plugins.comments.translations import read_wording
from pelican.plugins.typography import typeset
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

from .conftest import make_post
from .readers_texts import NAMES, TEXTS

ATOM = "{http://www.w3.org/2005/Atom}"
DATE = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
ORIGIN = Origin(id="gh-61", date=DATE, source="github:61")
LINK = "https://example.org/article/"
ARTICLE = Article(title="L’article", link=LINK, feed_id="urn:x", date=None, slug="article", lang="fr")
CHANNEL = Channel(
    site="Un blog", siteurl="https://example.org", path="feeds/comments.atom.xml", title="Les commentaires",
    link="https://example.org/", lang="fr", wording=read_wording("fr"), max_items=None,
)  # fmt: skip


def list_texts(html: str) -> Iterator[str]:
    """The texts and attribute values that a browser reads in HTML."""
    parser = html5lib.HTMLParser()
    fragment = parser.parseFragment(html)
    assert [name for _, name, _ in parser.errors if "codepoint" in name] == []
    for element in fragment.iter():
        yield from filter(None, (element.text, element.tail, *element.attrib.values()))


def assert_is_published(accepted: Comment, settings: CommentsSettings | None = None) -> None:
    """Every output that carries comments can be read, and says what the comment says."""
    settings, post = settings or CommentsSettings(), make_post("article")
    (comment,) = prepare_comments([accepted], post, settings, thread_lang="fr", read_wording=read_wording)
    discussion = build_discussion([comment], max_depth=5, url="article/")
    text = lead_to_pages(comment.body, discussion, "https://example.org", in_feed=True)
    page = f"{LINK}comments-2/"
    entry = Entry(article=ARTICLE, comment=comment, text=text, parent=comment, page=page, page_of_parent=page)
    feed = ET.fromstring(render_feed(CHANNEL, [entry]).encode())  # noqa: S314  # our own
    assert feed.findtext(f"{ATOM}entry/{ATOM}content") == text
    assert feed.findtext(f"{ATOM}entry/{ATOM}author/{ATOM}name") == comment.author
    content = SimpleNamespace(url="article/", lang="fr", comments=discussion)
    described = describe_discussion(content, "https://example.org")
    (read,) = json.loads(htmlsafe_json_dumps(described).encode())["comment"]
    assert (read["author"]["name"], read["text"]) == (comment.author, strip_tags(comment.body))
    for text in list_texts(str(comment.body)):
        ET.fromstring(f"<p>{Markup.escape(text)}</p>".encode())  # noqa: S314  # as above


@SHARED_FIXTURES  # each example leaves the site as it was
@given(name=NAMES, message=TEXTS)
@example(name="Jeanne", message='[a&#xFFFE;](https://example.org/&#12; "b&#1;")')
@example(name="Jeanne &#12; ]]>", message="`&#65534;` &amp;#12; &#65534;")
def test_whatever_is_let_in_is_published(blog: Site, name: str, message: str) -> None:
    found = examine(Submission(post="article", name=name, message=message), ORIGIN, blog)
    if not isinstance(found, NewComment):
        return
    path = keep(found, blog, published=True).path
    try:
        assert [str(problem) for problem in check_comments(blog).problems] == []
        comment = read_comment(path, timezone=blog.timezone, root=blog.root)
    finally:
        path.unlink()
    assert_is_published(comment)
    assert_is_published(comment, replace(blog.settings, text_filter=typeset))


@given(TEXTS)
def test_imported_html_is_clean_too(html: str) -> None:
    """The words of a comment that another engine stored as HTML, which the gate has not seen."""
    body = sanitize_html(html)
    assert_is_published(Comment(id="1", path="1.html", author="Jeanne", date=DATE, body=body))
