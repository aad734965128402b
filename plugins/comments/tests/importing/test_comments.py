"""Comments of an export become files that say the same, and nothing that nobody may see."""

import re
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pelican.plugins.comments.importing.comparison import compare_html
from pelican.plugins.comments.importing.wordpress.comment_texts import write_words
from pelican.plugins.comments.importing.wordpress.comments import CommentPlan, Fate, plan_comments
from pelican.plugins.comments.importing.wordpress.models import Item
from pelican.plugins.comments.importing.wordpress.people import read_name, read_website
from pelican.plugins.comments.importing.wordpress.wxr import open_export
from pelican.plugins.comments.markup import MAX_SOURCE, sanitize_html, strip_tags
from pelican.plugins.comments.models import Comment
from pelican.plugins.comments.parsing import parse_comment
from pelican.plugins.comments.privacy import find_addresses
from pelican.plugins.comments.threads import build_discussion

from .exports import save_export, write_comment, write_item

PARIS = ZoneInfo("Europe/Paris")


def plan(folder: Path, *comments: str, pingbacks: bool = True) -> CommentPlan:
    (item,) = open_export([save_export(folder, write_item(comments=comments))]).read_items()
    return plan_item(item, pingbacks=pingbacks)


def plan_item(item: Item, *, pingbacks: bool = True) -> CommentPlan:
    return plan_comments(
        item, slug="article", registered={"7"}, timezone=PARIS, pingbacks=pingbacks, anonymous="Anonyme"
    )


def read(found: CommentPlan) -> dict[str, Comment]:
    """The published comments as a build reads them, by id."""
    files = {file.path: file.data for file in found.published}
    comments = [
        parse_comment(str(data), Path("/c", path), timezone=PARIS, root=Path("/c"))
        for path, data in files.items()
    ]
    assert not build_discussion(comments, max_depth=5).problems
    return {comment.id: comment for comment in comments}


def list_codes(found: CommentPlan) -> list[tuple[str, str, int]]:
    return [(note.kind, note.item, note.count) for note in found.notes]


def test_a_comment_becomes_a_file(tmp_path: Path) -> None:
    found = plan(
        tmp_path,
        write_comment(id="2416", user="7"),
        write_comment(
            id="2417",
            parent="2416",
            author="Jean &amp; l&#8217;ami <b>Paul</b>",
            website="http://a.example/?b&c",
            content="Merci *beaucoup* !\nVoir http://b.example/_x_.\n\n<b>Bravo</b>",
        ),
    )
    assert [(file.path, file.data) for file in found.published][1] == (
        "article/2417.md",
        """author: Jean & l’ami Paul
date: 2011-11-20T16:00:00+01:00
replyto: 2416
website: http://a.example/?b&c
source: wordpress:2417

Merci \\*beaucoup\\* !
Voir <http://b.example/_x_>.

**Bravo**
""",
    )
    assert [comment.by_author for comment in read(found).values()] == [True, False]
    assert not found.waiting
    assert not found.notes


def test_each_comment_has_the_fate_of_its_status_and_type(tmp_path: Path) -> None:
    fates = {
        ("1", ""): Fate.PUBLISHED,
        ("1", "comment"): Fate.PUBLISHED,
        ("approve", "review"): Fate.PUBLISHED,
        ("0", "comment"): Fate.WAITING,
        ("hold", ""): Fate.WAITING,
        ("", ""): Fate.WAITING,
        ("spam", "pingback"): Fate.SPAM,
        ("trash", ""): Fate.TRASH,
        ("post-trashed", ""): Fate.TRASH,
        ("1", "note"): Fate.OTHER_TYPE,
        ("1", "order_note"): Fate.OTHER_TYPE,
        ("0", "like"): Fate.OTHER_TYPE,
        ("1", "pingback"): Fate.PING,
        ("1", "Trackback"): Fate.PING,
        ("0", "pingback"): Fate.SKIPPED_PING,
    }
    comments = [
        write_comment(id=str(number), approved=approved, kind=kind)
        for number, (approved, kind) in enumerate(fates, start=1)
    ]
    found = plan(tmp_path, *comments)
    assert found.counts == {fate: [*fates.values()].count(fate) for fate in fates.values()}
    assert [comment.type for comment in read(found).values()] == [*["comment"] * 3, "pingback", "trackback"]
    assert [file.path for file in found.waiting] == ["article/4.md", "article/5.md", "article/6.md"]
    assert list_codes(found) == [
        ("comment-spam", "article", 1),
        ("comment-trash", "article", 2),
        *[("comment-other-type", "article", 1)] * 3,
        ("comment-skipped-ping", "article", 1),
    ]
    skipped = plan(tmp_path, *comments, pingbacks=False)
    assert skipped.counts[Fate.SKIPPED_PING] == 3
    assert len(skipped.published) == 3


@pytest.mark.parametrize(
    ("written", "parents", "code"),
    [
        ([("1", "0", "1"), ("2", "1", "1"), ("3", "2", "1")], {"2": "1", "3": "2"}, {}),
        ([("1", "0", "1"), ("2", "1", "spam"), ("3", "2", "1")], {"3": "1"}, {"3": "dropped"}),
        ([("1", "0", "spam"), ("2", "1", "trash"), ("3", "2", "1")], {}, {"3": "dropped"}),
        ([("3", "99", "1")], {}, {"3": "missing"}),
        ([("1", "1", "1"), ("2", "1", "1")], {"2": "1"}, {"1": "circle"}),
        ([("1", "3", "1"), ("2", "1", "1"), ("3", "2", "1")], {"2": "1", "3": "2"}, {"1": "circle"}),
        ([("1", "2", "spam"), ("2", "1", "spam"), ("3", "2", "1")], {}, {"3": "circle"}),
        ([("1", "2", "1"), ("2", "1", "spam")], {}, {"1": "circle"}),
        ([("1", "0", "0"), ("2", "1", "1"), ("3", "1", "0")], {"3": "1"}, {"2": "dropped"}),
        ([("2", "1", "1"), ("1", "0", "1")], {"2": "1"}, {}),
    ],
)
def test_a_reply_stays_below_the_nearest_comment_that_is_carried_over(
    tmp_path: Path, written: Sequence[tuple[str, str, str]], parents: dict[str, str], code: dict[str, str]
) -> None:
    comments = [write_comment(id=id_, parent=parent, approved=approved) for id_, parent, approved in written]
    found = plan(tmp_path, *comments)
    read(found)
    files = [*found.published, *found.waiting]
    replies = {
        file.path[8:-3]: re.findall(r"^replyto: (.*)$", str(file.data), re.MULTILINE) for file in files
    }
    assert {name: reply[0] for name, reply in replies.items() if reply} == parents
    found_codes = {item[8:]: kind.rpartition("-")[2] for kind, item, _ in list_codes(found) if "/" in item}
    assert found_codes == code


def test_replies_to_pings_do_not_hang_below_them(tmp_path: Path) -> None:
    found = plan(tmp_path, write_comment(id="1", kind="pingback"), write_comment(id="2", parent="1"))
    assert read(found)["2"].reply_to is None


@pytest.mark.parametrize(
    ("gmt", "local", "date"),
    [
        ("2011-07-20 15:00:00", "2011-07-20 12:00:00", "2011-07-20T17:00:00+02:00"),
        ("0000-00-00 00:00:00", "2011-07-20 12:00:00", "2011-07-20T12:00:00+02:00"),
        ("", "2011-11-20 12:00:00", "2011-11-20T12:00:00+01:00"),
        ("0000-00-00 00:00:00", "0000-00-00 00:00:00", None),
        ("yesterday", "2011-13-45 12:00:00", None),
        ("0001-01-01 00:00:00", "9999-12-31 23:59:59", None),
    ],
)
def test_dates_are_moments_in_the_zone_of_the_site(
    tmp_path: Path, gmt: str, local: str, date: str | None
) -> None:
    found = plan(tmp_path, write_comment(date_gmt=gmt, date=local))
    (comment,) = read(found).values()
    assert (comment.date and comment.date.isoformat()) == date
    assert [kind for kind, _, _ in list_codes(found)] == ["comment-undated"] * (date is None)


@pytest.mark.parametrize(
    ("written", "name", "code"),
    [
        ("Jeanne", "Jeanne", ""),
        ("L&#8217;ami &amp;amp; <i>moi</i>", "L’ami & moi", ""),
        ("a < b", "a < b", ""),
        ("", "", ""),
        (" \u200b ", "", ""),
        ("x" * 90, "x" * 80, "comment-name-cut"),
        ("jeanne@example.org", "", "comment-name-address"),
        ("Jeanne <jeanne@example.org>", "Jeanne", ""),
        ("Jeanne &lt;jeanne&#64;example.org&gt;", "Jeanne", "comment-name-address"),
        ("192.0.2.7", "", "comment-name-address"),
        ("visitor 192.0.2.7", "visitor", "comment-name-address"),
        ("@jeanne@example.org", "@jeanne@example.org", ""),
    ],
)
def test_names_are_shown_without_addresses(written: str, name: str, code: str) -> None:
    assert read_name(written) == (name, code)


@pytest.mark.parametrize("address", ["http://www.a.example/b?c=d&amp;e", "https://a.example", "a.example/b"])
def test_websites_are_kept(address: str) -> None:
    website, code = read_website(address)
    assert website is not None
    assert website.endswith(address.replace("&amp;", "&").removeprefix("http://"))
    assert not code


@pytest.mark.parametrize(
    "address",
    [
        *(
            "http://jeanne@example.org",
            "mailto:jeanne@example.org",
            "jeanne@example.org",
            "http://j%40example.org",
        ),
        *(
            "http://jeanne%2540example.org/",
            "http://example.com/?m=jeanne@example.org",
            "http://j&#64;example.org",
        ),
        *("http://example.com/jeanne@example.org", "http://example.com/a#jeanne%40example.org"),
        *(
            "http://u:p@example.com/",
            "http://mailto:jeanne@example.org",
            "https://example.com/mail/j@example.org/x",
        ),
    ],
)
def test_websites_that_hide_an_address_are_dropped(tmp_path: Path, address: str) -> None:
    assert read_website(address) == (None, "comment-website-address")
    found = plan(tmp_path, write_comment(website=address.replace("&", "&amp;")))
    assert "example.org" not in repr(found).replace("https://example.org/2011", "")
    assert [kind for kind, _, _ in list_codes(found)] == ["comment-website-address"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        *((empty, "") for empty in ("", "http://", "https://", " http:// ")),
        *(
            (bad, "comment-website")
            for bad in ("javascript:alert(1)", "ftp://a.example", "rien du tout", "x" * 300)
        ),
    ],
)
def test_other_websites_are_dropped_and_an_empty_one_is_none(address: str, code: str) -> None:
    assert read_website(address) == (None, code)


def test_websites_with_an_at_sign_that_is_no_address_are_kept() -> None:
    for address in (
        "https://medium.com/@jeanne",
        "https://flickr.com/photos/12345@N00/",
        "http://a%5B.example/",
        "https://m.example/@reader@example.org",
    ):
        assert read_website(address) == (address, "")


@pytest.mark.parametrize(
    ("content", "suffix", "text"),
    [
        ("1. un\n2. deux", ".md", "1\\. un\n2\\. deux"),
        ("<strong>a</strong> &lt;b&gt; &amp; c", ".md", "**a** &lt;b> & c"),
        ('<a href="/2010/x/">ici</a>', ".md", "[ici](https://example.org/2010/x/)"),
        ("if (a < b) { x<y; }", ".md", "if (a < b) \\{ x&lt;y; }"),
        ("a --> <!-- b", ".md", "a --> &lt;!-- b"),
        ('<a href="#comment-5">là</a>', ".md", "[là](#comment-5)"),
        ('<img src="http://a.example/b.png" alt="moi" />', ".md", "[moi](http://a.example/b.png)"),
        (
            '<a href="http://a.example"><img src="http://a.example/b.png"></a>',
            ".md",
            "[http://a.example/b.png](http://a.example)",
        ),
        ('<iframe src="//v.example/1"></iframe>', ".md", "[//v.example/1](https://v.example/1)"),
        (
            "<table><tr><td colspan=2>a</td></tr></table>",
            ".html",
            "<table><tbody><tr><td>a</td></tr></tbody></table>",
        ),
        ("x<script>alert(1)</script>", ".md", "x"),
        ('<a href="jeanne@example.org">moi</a> <a href="mailto:j@example.org">toi</a>', ".md", "moi toi"),
        ('<a href="//[x">ici</a> http://[y', ".md", "ici http://\\[y"),
        (
            "<h2>Un</h2><dl><dt>a</dt><dd>b</dd></dl><div>c</div><div>d</div>",
            ".md",
            "**Un**\n\n**a**\n\nb\n\nc\n\nd",
        ),
        ("write to jeanne@example.org", ".md", "write to jeanne@example.org"),
    ],
)
def test_texts_are_markdown_or_else_html(tmp_path: Path, content: str, suffix: str, text: str) -> None:
    found = plan(tmp_path, write_comment(content=content))
    (file,) = found.published
    assert file.path == f"article/1{suffix}"
    assert str(file.data).partition("\n\n")[2] == f"{text}\n"
    assert read(found)["1"].body
    codes = {kind for kind, _, _ in list_codes(found)}
    assert codes == {"comment-html"} if suffix == ".html" else codes <= {"comment-address"}
    assert ("comment-address" in codes) is bool(find_addresses(text))


@pytest.mark.parametrize(
    "content",
    [
        "x" * 30_000,
        "mot " * 16_000,
        "**" * 9_000,
        "<b>x</b> &amp; " * 4_000,
        "<i>" * 15_000 + "x",
        "http://a.example/x " * 3_400,
        "&\n" * 32_000,
    ],
)
def test_long_texts_lose_nothing(tmp_path: Path, content: str) -> None:
    found = plan(tmp_path, write_comment(content=content))
    assert found.published[0].path.endswith(".html")
    words = re.sub(r"<[^>]*>|\s", "", content).replace("&amp;", "&")
    assert re.sub(r"\s", "", strip_tags(read(found)["1"].body)) == words


@pytest.mark.parametrize("content", ["", " \n ", "&nbsp;", "<p></p>", "<script>x</script>", "&#8203;"])
def test_a_comment_without_a_text_keeps_its_place(tmp_path: Path, content: str) -> None:
    found = plan(
        tmp_path,
        write_comment(content=content, author="", website="http://a.example"),
        write_comment(id="2", parent="1"),
        write_comment(id="3", content=content, approved="0"),
        write_comment(id="4", content=content, kind="pingback"),
    )
    comments = read(found)
    assert (comments["1"].status, comments["1"].author, comments["2"].reply_to) == ("lost", "Anonyme", "1")
    assert comments["4"].body
    assert not found.waiting
    assert found.counts[Fate.EMPTY] == 1


def test_what_waits_has_no_address_and_only_what_moderation_reads(tmp_path: Path) -> None:
    found = plan(
        tmp_path,
        write_comment(
            id="5",
            approved="0",
            website="http://a.example",
            content="<table><tr><td>a</td></tr></table>\n\nmon adresse : jeanne@example.org",
        ),
        write_comment(id="6", approved="0", content=f"{'mot ' * 3000}\n\nfin"),
    )
    assert "example.org" not in repr(found.waiting)
    first, second = (str(file.data) for file in found.waiting)
    assert "[…@…]" in first
    assert "website" not in first
    own = [line for line in second.partition("\n\n")[2].split("\n") if not line.startswith("✂")]
    assert len("\n".join(own)) <= MAX_SOURCE
    assert second.rstrip().endswith("fin")
    assert {kind for kind, _, _ in list_codes(found)} == {
        *("comment-website-waiting", "comment-address-masked", "comment-simplified", "comment-long"),
    }


_SIGNS = [
    "mot",
    " ",
    "\n",
    "\n\n",
    "*",
    "_x_",
    "# ",
    "- ",
    "1. ",
    "> ",
    "`",
    "\\",
    "~~",
    "|",
    "é",
    "&amp;",
    "&lt;",
]
_MARKUP = [
    "<b>",
    "</b>",
    "<i>a</i>",
    "<code>",
    "</code>",
    "http://a.example/b_c",
    "[a](b)",
    "<blockquote>",
    "</blockquote>",
    "<br>",
]
_PARTS = st.sampled_from([*_SIGNS, *_MARKUP])


@settings(deadline=None)
@given(parts=st.lists(_PARTS, max_size=12))
def test_any_text_says_the_same_as_on_the_old_site(parts: list[str]) -> None:
    words = write_words("".join(parts))
    if words.markdown:
        comment = parse_comment(
            f"author: A\n\n{words.markdown}\n", Path("/c/1.md"), timezone=PARIS, root=Path("/c")
        )
        assert compare_html(words.html, str(comment.body)) is None
    elif words.html:
        comment = parse_comment(
            f"author: A\n\n{words.html}\n", Path("/c/1.html"), timezone=PARIS, root=Path("/c")
        )
        assert comment.body == sanitize_html(words.html)
        assert compare_html(words.html, str(comment.body)) is None
