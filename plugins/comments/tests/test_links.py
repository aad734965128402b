"""The links by which readers answer and report, and what of them comes back in a subject."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
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
from pelican.plugins.comments.translations import Wording, read_wording

FRENCH, ENGLISH = read_wording("fr"), read_wording("en")
EMAIL = "blog@example.org"
SITE = "https://example.org"


def make_post(slug: str = "article", title: str = "Un article") -> Post:
    return Post(slug=slug, title=title, url=f"{slug}/", lang="fr", state=State.OPEN)


def read_link(link: str) -> dict[str, str]:
    """The parts of a mailto: link as a mail program reads them, which does not take + for a space."""
    parts = urlsplit(link)
    fields = dict(pair.split("=") for pair in parts.query.split("&"))
    return {"scheme": parts.scheme, "to": unquote(parts.path), "fragment": parts.fragment} | {
        name: unquote(value, errors="strict") for name, value in fields.items()
    }


def test_reply_begins_an_email_that_names_the_comment_and_asks_for_a_name() -> None:
    assert read_link(build_reply_link(EMAIL, make_post(), "gh-57", FRENCH)) == {
        "scheme": "mailto",
        "to": EMAIL,
        "fragment": "",
        "subject": "Un article [article/gh-57]",
        "body": "Nom à afficher\u00a0: \r\n\r\n",
    }


def test_comment_of_its_own_names_the_article_alone() -> None:
    fields = read_link(build_reply_link(EMAIL, make_post(), "", ENGLISH))
    assert fields["subject"] == "Un article [article]"
    assert fields["body"] == "Name to show: \r\n\r\n"


@pytest.mark.parametrize("email", ["blog+comments@example.org", "a&b=c?d#e%f@example.org", "b@exämple.org"])
def test_address_of_the_blog_survives(email: str) -> None:
    link = build_reply_link(email, make_post(), "1", FRENCH)
    assert read_link(link)["to"] == email
    assert "+" not in link


HOSTILE = [
    *("a&subject=b", "a?body=b", "a#b", "100% %41", "1 + 1", "l’été", "🍜 日本語", "[autre/1]", "]x["),
    *("a\r\nBcc: b", "\"<b>'", "e\u0301", ""),
]


TITLES = [*HOSTILE, "x" * 5000, "🍜" * 5000]
SLUGS = [*filter(None, HOSTILE), "s" * 255, "é" * 127, "🍜" * 63]


@pytest.mark.parametrize(
    ("title", "slug"), [*((title, SLUGS[-1]) for title in TITLES), *((TITLES[-1], slug) for slug in SLUGS)]
)
@pytest.mark.parametrize("parent", ["", "a" * 64])
def test_hostile_titles_and_slugs_survive_the_way_to_the_subject_and_back(
    title: str, slug: str, parent: str
) -> None:
    link = build_reply_link(EMAIL, make_post(slug, title), parent, FRENCH)
    fields = read_link(link)
    assert link.isascii()
    assert len(link) <= MAX_LINK
    assert not {"+", " ", "<", '"', "\n"} & set(link)
    assert set(fields) == {"scheme", "to", "fragment", "subject", "body"}
    assert fields["fragment"] == ""
    assert not {"\r", "\n"} & set(fields["subject"])
    assert parse_reference(fields["subject"]) == (slug, parent)


@given(
    slug=st.text(min_size=1, max_size=60),
    title=st.text(),
    parent=st.from_regex(r"[a-z0-9-]*", fullmatch=True),
)
def test_any_slug_comes_back(slug: str, title: str, parent: str) -> None:
    fields = read_link(build_reply_link(EMAIL, make_post(slug, title), parent[:64], ENGLISH))
    assert parse_reference(fields["subject"]) == (slug, parent[:64])


def test_title_that_fits_is_whole_and_a_longer_one_is_cut_to_what_does() -> None:
    fits, cut = (
        read_link(build_reply_link(EMAIL, make_post(title=title), "1", FRENCH))["subject"]
        for title in ("é" * 200, "é" * 2000)
    )
    assert fits == f"{'é' * 200} [article/1]"
    assert cut.startswith("é" * 240)
    assert cut.endswith("é… [article/1]")


@pytest.mark.parametrize(
    ("subject", "reference"),
    [
        ("Re: Un article [article/1]", ("article", "1")),
        ("AW: WG: [article]", ("article", "")),
        ("[liste] Re: [vidéo] Un article [article/gh-57] ", ("article", "gh-57")),
        ("[article/]", ("article", "")),
        ("[l%27%C3%A9t%C3%A9/1]", ("l'été", "1")),
        ("[été/1]", ("été", "1")),
        ("[article/1][autre/2]", ("autre", "2")),
        ("[../../x/1]", None),
        ("[..%2F..%2Fx/1]", ("../../x", "1")),
        ("[a b]", None),
        ("[]", None),
        ("[/1]", None),
        ("]article[", None),
        ("Un article", None),
        ("", None),
    ],
)
def test_reference_is_the_last_thing_in_brackets(subject: str, reference: tuple[str, str] | None) -> None:
    assert parse_reference(subject) == reference


@pytest.mark.parametrize(
    "subject",
    [
        "[article/1] [EXT]",
        "[EXTERNE] Re: Un article [article/1] [liste]",
        "RE: [article/1] – [suite]",
        "***SPAM*** [SPAM?] Un article [article/1]",
        "{Spam?} Un article [article/1] (was: [autre/2])",
        "Un article [ article / 1 ]",
        "Un article [arti cle/1]",
        "Un article [article\u00a0/1]",
        "Un article ［article/1］",
        "Un article [article／1]",
        "Un%20article%20%5Barticle%2F1%5D",
        "[article] Un article [article/1] [Bulk Mail]",
        "[[article/1]]",
        "[Liste] [article/1][article/x/y]",
    ],
)
def test_reference_is_the_one_that_names_an_article_whatever_programs_did_to_the_subject(
    subject: str,
) -> None:
    assert parse_reference(subject, {"article", "clos"}.__contains__) == ("article", "1")


def test_last_of_two_references_that_name_articles_holds() -> None:
    assert parse_reference("[clos/1] Un titre [article/2]", {"article", "clos"}.__contains__) == (
        "article",
        "2",
    )


@pytest.mark.parametrize(
    ("subject", "reference"),
    [("[EXT] Bonjour", ("EXT", "")), ("[Liste du blog] Bonjour", None), ("Bonjour", None)],
)
def test_what_names_no_article_is_no_reference_to_one(
    subject: str, reference: tuple[str, str] | None
) -> None:
    assert parse_reference(subject, {"article"}.__contains__) == reference


def report(settings: CommentsSettings, siteurl: str = SITE) -> str | None:
    return build_report_link(settings, make_post("l’été"), "gh-57", siteurl, FRENCH)


def test_report_goes_by_email_with_the_address_of_the_comment() -> None:
    settings = CommentsSettings(email=EMAIL, repository="owner/blog", privacy_page="vie-privee/")
    link = report(settings)
    assert link is not None
    fields = read_link(link)
    assert (fields["to"], fields["subject"]) == (EMAIL, "Signaler un commentaire")
    assert fields["body"].split() == [f"{SITE}/l’été/#comment-gh-57"]
    assert "+" not in link


@pytest.mark.parametrize("wording", [FRENCH, ENGLISH])
def test_report_is_not_taken_for_an_answer(wording: Wording) -> None:
    link = build_report_link(CommentsSettings(email=EMAIL), make_post(), "1", SITE, wording)
    assert link is not None
    assert parse_reference(read_link(link)["subject"]) is None


def test_report_goes_to_github_where_there_is_no_address() -> None:
    link = report(CommentsSettings(repository="owner/blog", privacy_page="vie-privee/"))
    assert link is not None
    parts = urlsplit(link)
    assert parts._replace(query="").geturl() == "https://github.com/owner/blog/issues/new"
    fields = parse_qs(parts.query, strict_parsing=True)
    assert fields["title"] == ["Signaler un commentaire"]
    assert fields["body"][0].split() == [f"{SITE}/l’été/#comment-gh-57"]


def test_without_any_way_there_is_no_report() -> None:
    """The privacy page is none: it says how to report, and would lead in a circle."""
    assert report(CommentsSettings(privacy_page="vie-privee/")) is None


BODY = render_markdown('[x](#comment-1) [y](#comment-2) <a href="#comment-2"> `<a href="#comment-3">`')
ODD_SITE = "https://example.org/b?c&d"


@pytest.mark.parametrize(
    ("number", "is_in_feed", "first", "second"),
    [
        (1, False, "#comment-1", f"{ODD_SITE}/a/comments-2/#comment-2"),
        (2, False, f"{ODD_SITE}/a/#comment-1", "#comment-2"),
        (1, True, f"{ODD_SITE}/a/#comment-1", f"{ODD_SITE}/a/comments-2/#comment-2"),
    ],
)
def test_links_to_comments_lead_to_their_pages(
    number: int, first: str, second: str, *, is_in_feed: bool
) -> None:
    numbers = {"1": 1, "2": 2, "3": 2}
    page = Discussion(number=number, numbers=numbers, addresses=("a/", "a/comments-2/"))
    expected = str(BODY)
    for old, new in (("#comment-1", first), ("#comment-2", second)):
        expected = expected.replace(f'<a href="{old}"', f'<a href="{escape(new)}"')
    assert lead_to_pages(BODY, page, ODD_SITE, in_feed=is_in_feed) == expected


def test_links_to_comments_of_a_thread_on_one_page_stay_but_in_a_feed() -> None:
    thread = Discussion(addresses=("a/",))
    assert lead_to_pages(BODY, thread, ODD_SITE) == BODY
    address = escape(f"{ODD_SITE}/a/")
    whole = str(BODY).replace('<a href="#', f'<a href="{address}#')
    assert lead_to_pages(BODY, thread, ODD_SITE, in_feed=True) == whole


def test_parts_between_links_to_comments_are_the_same_everywhere() -> None:
    parts = split_at_links(BODY)
    shown = lead_to_pages(BODY, Discussion(addresses=("a/",)), ODD_SITE, in_feed=True)
    assert len(parts) == 3
    assert [part in shown for part in parts] == [True] * 3
