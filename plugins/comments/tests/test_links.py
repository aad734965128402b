"""The links by which readers answer and report, and what of them comes back in a subject."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import escape
from pelican.plugins.comments.links import (
    MAX_LINK,
    build_reply_link,
    build_report_link,
    lead_to_pages,
    parse_reference,
    split_at_links,
)
from pelican.plugins.comments.markup import render_markdown
from pelican.plugins.comments.models import Discussion, State
from pelican.plugins.comments.posts import Post
from pelican.plugins.comments.settings import CommentsSettings
from pelican.plugins.comments.translations import read_wording

FRENCH, ENGLISH = read_wording("fr"), read_wording("en")
EMAIL = "blog@example.org"
SITE = "https://example.org"


def make_post(slug: str = "article", title: str = "Un article") -> Post:
    return Post(slug=slug, title=title, url=f"{slug}/", lang="fr", state=State.OPEN)


def read_link(link: str | None) -> dict[str, str]:
    """The parts of a mailto: link as a mail program reads them, which does not take + for a space."""
    assert link is not None
    assert link.isascii()
    assert not {"+", " ", "<", '"', "\n"} & set(link)
    parts = urlsplit(link)
    assert (parts.scheme, parts.fragment) == ("mailto", "")
    fields = dict(pair.split("=") for pair in parts.query.split("&"))
    return {
        "to": unquote(parts.path),
        **{key: unquote(value, errors="strict") for key, value in fields.items()},
    }


def report(settings: CommentsSettings) -> str | None:
    return build_report_link(settings, make_post("l’été"), "gh-57", SITE, FRENCH)


def test_reply_begins_an_email_that_names_the_comment_and_asks_for_a_name() -> None:
    assert read_link(build_reply_link(EMAIL, make_post(), "gh-57", FRENCH)) == {
        "to": EMAIL,
        "subject": "Un article [article/gh-57]",
        "body": "Nom à afficher\u00a0: \r\n\r\n",
    }
    own = read_link(build_reply_link(EMAIL, make_post(), "", ENGLISH))  # a comment of its own
    assert (own["subject"], own["body"]) == ("Un article [article]", "Name to show: \r\n\r\n")
    for email in ("a+b&c=d?e#f%g@example.org", "b@exämple.org"):
        assert read_link(build_reply_link(email, make_post(), "1", FRENCH))["to"] == email


HOSTILE = [
    *("a&subject=b", "a?body=b", "a#b", "100% %41", "1 + 1", "l’été", "🍜 日本語", "[autre/1]", "]x["),
    *("a\r\nBcc: b", "\"<b>'", "e\u0301"),
]
SLUGS = st.sampled_from([*HOSTILE, "s" * 255, "é" * 127, "🍜" * 63]) | st.text(min_size=1, max_size=60)
TITLES = st.sampled_from([*HOSTILE, "", "x" * 5000]) | st.text()


@given(slug=SLUGS, title=TITLES, parent=st.from_regex(r"[a-z0-9-]{0,64}", fullmatch=True))
@example(slug="🍜" * 63, title="🍜" * 5000, parent="a" * 64)
def test_any_slug_survives_the_way_to_the_subject_and_back(slug: str, title: str, parent: str) -> None:
    link = build_reply_link(EMAIL, make_post(slug, title), parent, FRENCH)
    fields = read_link(link)
    assert len(link) <= MAX_LINK
    assert set(fields) == {"to", "subject", "body"}
    assert not {"\r", "\n"} & set(fields["subject"])
    assert parse_reference(fields["subject"]) == (slug, parent)


@pytest.mark.parametrize(("subject", "reference"), [
    # the last thing in brackets, unless an earlier one is known
    ("[liste] Re: Un article [article/gh-57] ", ("article", "gh-57")), ("[article/]", ("article", "")),
    ("[l%27%C3%A9t%C3%A9/1]", ("l'été", "1")), ("[autre/1][autre/2]", ("autre", "2")),
    ("[..%2F..%2Fx/1]", ("../../x", "1")),
    *((text, None) for text in ("[../../x/1]", "[a b]", "[]", "[/1]", "]article[", "")),
    *((subject, ("article", "1")) for subject in (
        "[EXTERNE] Re: Un article [article/1] [liste]", "{Spam?} Un article [article/1] (was: [autre/2])",
        "Un article [ article / 1 ]", "Un article [arti cle/1]", "Un article ［article／1］",
        "Un%20article%20%5Barticle%2F1%5D", "[[article/1]]", "[Liste] [article/1][article/x/y]")),
    ("[clos/1] Un titre [article/2]", ("article", "2")), ("[Liste du blog] Bonjour", None),
])  # fmt: skip
def test_reference_is_found_in_a_subject(subject: str, reference: tuple[str, str] | None) -> None:
    assert parse_reference(subject, {"article", "clos"}.__contains__) == reference


def test_report_goes_by_email_or_else_to_github_with_the_address_of_the_comment() -> None:
    fields = read_link(report(CommentsSettings(email=EMAIL, repository="owner/blog")))
    assert (fields["to"], fields["subject"]) == (EMAIL, "Signaler un commentaire")
    assert fields["body"].split() == [f"{SITE}/l’été/#comment-gh-57"]
    for wording in (FRENCH, ENGLISH):  # not taken for an answer
        link = build_report_link(CommentsSettings(email=EMAIL), make_post(), "1", SITE, wording)
        assert parse_reference(read_link(link)["subject"]) is None
    parts = urlsplit(str(report(CommentsSettings(repository="owner/blog"))))
    assert parts._replace(query="").geturl() == "https://github.com/owner/blog/issues/new"
    query = parse_qs(parts.query, strict_parsing=True)
    assert (query["title"], query["body"]) == ([fields["subject"]], [fields["body"]])
    # the privacy page says how to report, and would lead in a circle
    assert report(CommentsSettings(privacy_page="vie-privee/")) is None


BODY = render_markdown('[x](#comment-1) [y](#comment-2) <a href="#comment-2"> `<a href="#comment-3">`')
ODD_SITE = "https://example.org/b?c&d"


def test_links_lead_to_the_comments_pages() -> None:
    """And stay within the page as they are, except in a feed."""
    first, second = (f'<a href="{escape(ODD_SITE)}/a/{page}' for page in ("", "comments-2/"))
    thread = Discussion(number=1, numbers={"1": 1, "2": 2, "3": 2}, addresses=("a/", "a/comments-2/"))
    on_first = str(BODY).replace('<a href="#comment-2"', f'{second}#comment-2"')
    assert lead_to_pages(BODY, thread, ODD_SITE) == on_first
    in_feed = on_first.replace('<a href="#comment-1"', f'{first}#comment-1"')
    assert lead_to_pages(BODY, thread, ODD_SITE, in_feed=True) == in_feed
    assert len(split_at_links(BODY)) == 3
    assert all(part in in_feed for part in split_at_links(BODY))
