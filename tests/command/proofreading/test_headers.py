from dataclasses import replace

import pytest
from pelican_blog.blog import Blog
from pelican_blog.proofreading.report import proofread
from pelican_blog.proofreading.rules import Rule

from .conftest import NOW, Check, CheckText, leave_out, save

ENDS = "so this ends the header, and all from here on would be text"
OR_TEXT = ", or, if this is text, an empty line above it"
NO_HEADER = "1: it does not begin with a header; begin it with a line such as `Title: My title`"
TOP = "Title: Essai\nDate: 2025-02-03\n"


@pytest.mark.parametrize("text", ["", "\n", "Texte.\n", "---\n---\n", "Été : non\n"])
def test_text_begins_with_a_header(check_text: CheckText, text: str) -> None:
    assert check_text(text) == [NO_HEADER]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("Tags : pain\n", f"3: no space may stand before the colon, {ENDS}; write `Tags:`{OR_TEXT}"),
        ("Tags\u00a0: pain\n", f"3: no space may stand before the colon, {ENDS}; write `Tags:`{OR_TEXT}"),
        (
            "Slug: essai\nTags\t: pain\n",
            f"4: no space may stand before the colon, {ENDS}; write `Tags:`{OR_TEXT}",
        ),
        ("Catégorie: Pain\n", f"3: a key has no accents, {ENDS}; write `Category:`{OR_TEXT}"),
        ("Résumé : Pain\n", f"3: a key has no accents, {ENDS}; write `Summary:`{OR_TEXT}"),
        ("Déjà-vu: Pain\n", f"3: a key has no accents, {ENDS}; write it without them{OR_TEXT}"),
        (
            "Summary: Un pain\n  de deux jours\n",
            f"4: a line that goes on with a value begins with four spaces, {ENDS}; indent it so",
        ),
        (
            "du pain\nSlug: essai\n",
            f"3: this is not a line of a header, which is `Key: value`, {ENDS}; correct or remove it",
        ),
    ],
)
def test_line_that_ends_the_header_is_named(check_text: CheckText, lines: str, problem: str) -> None:
    assert check_text(f"{TOP}{lines}\nTexte.\n") == [problem]


@pytest.mark.parametrize(
    "text",
    [
        f"{TOP}Tags: pain : levain\n\nTexte.\n",
        f"{TOP}Summary: Un pain\n    de deux jours\n\tet demi\n\nTexte.\n",
        f"{TOP}Texte qui suit aussitôt.\nEt une ligne.\n",
        f"{TOP}Texte qui suit aussitôt.\nNote: deux lignes.",
        f"{TOP}Texte qui suit aussitôt.\n\nSlug: c’est une autre affaire.\n",
        f"---\n{TOP}---\nTexte.\n",
        f"---\n{TOP}...\nTexte.\n",
        f"\ufeff{TOP}\nTexte.\n",
        f"{TOP}\nTexte.\n".replace("\n", "\r\n"),
        f"{TOP}\n",
        f"{TOP}Video: https://vimeo.com/1",
    ],
)
def test_header_is_a_header(check_text: CheckText, text: str) -> None:
    problems = check_text(text)
    assert problems == (
        ["4: there is no text below the header; write it, or add `Status: draft`"]
        if text == f"{TOP}\n"
        else []
    )


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ("Categorie: Pain\n", ["3: the key Categorie is unknown; if you mean Category, write `Category:`"]),
        ("Langue: fr\n", ["3: the key Langue is unknown; if you mean Lang, write `Lang:`"]),
        (
            "Video-title: Pain\n",
            ["3: the key Video-title is unknown; if you mean Video_title, write `Video_title:`"],
        ),
        ("Slug: a\nSlug: b\n", ["4: Slug is there already, in line 3; keep one of them"]),
        ("Slug: a\n    b\n", ["4: Slug has one line; write all of it in line 3"]),
        ("Title: Autre\n", ["3: Title is there already, in line 1; keep one of them"]),
        ("Comments: open\nComments: closed\n", ["4: Comments is there already, in line 3; keep one of them"]),
        ("Summary: a\nSummary: b\n", []),
        ("Recette: pain\nRecette: levain\n", []),
        ("Update: 2025-02-04\nRatings: 5\nDescription: x\n", []),
        ("Statut: brouillon\n", ["3: kept back as a draft because of `statut: brouillon`"]),
        ("Etiquettes: x\n", ["3: the key Etiquettes is unknown; if you mean Tags, write `Tags:`"]),
        ("Titre-court: Pain\nMa_cle: 1\n    2\n", []),
        ("Template: article\nTranslation: false\nAuthors: Jo; Lou\nKeywords: pain\n", []),
    ],
)
def test_key_is_known_or_foreign_and_there_once(
    check_text: CheckText, lines: str, problems: list[str]
) -> None:
    assert check_text(f"{TOP}{lines}\nTexte.\n") == problems


def test_titel_is_no_title(check_text: CheckText) -> None:
    assert check_text("Titel: Essai\nDate: 2025-02-03\nSlug: essai\n\nTexte.\n") == [
        "1: the key Titel is unknown; if you mean Title, write `Title:`",
        "1: the title is missing; add a line such as `Title: My title`",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "Title : Un titre\nDate : 2025-02-03\n\nTexte.\n",
            "1: no space may stand before the colon, or this is not a header; write `Title:`",
        ),
        (
            "\nTitle: Essai\n\nTexte.\n",
            "2: the header has to begin in the first line; remove what is above it",
        ),
    ],
)
def test_header_that_is_not_seen_is_named(check_text: CheckText, text: str, problem: str) -> None:
    assert check_text(text) == [problem]


def test_key_that_several_texts_have_is_meant(check: Check) -> None:
    recipe = "Title: {0}\nDate: 2025-02-03\nTitel: {0}\n\nTexte.\n"
    (printed,) = check({"posts/a.md": recipe.format("A")})
    assert "the key Titel is unknown" in printed
    assert check({"posts/b.md": recipe.format("B")}) == []


def test_text_that_is_to_be_skipped_is_not_read(check_text: CheckText) -> None:
    assert check_text("Status: skip\nCategorie: Pain\n\n![](rien.jpg)\n") == []


FORM = "write year, month, day, as in 2026-11-25 or 2026-11-25 18:30"
IS_FUTURE = "is in the future (in Europe/Paris), and the post"
FUTURE = f"{IS_FUTURE} would be published now; correct it, or add `Status: draft`"
CORRECT = "correct the header or the text"
OTHER_FORM = "is not a date that the build can read"


@pytest.mark.parametrize(
    ("header", "problems"),
    [
        (
            "Date: 2025-02-03\nSlug: essai\n",
            ["1: the title is missing; add a line such as `Title: My title`"],
        ),
        (
            "Slug: essai\nDate: 2025-02-03\nTitle:\n",
            ["3: the title is empty; write it, as in `Title: My title`"],
        ),
        (
            "Title: ???\nDate: 2025-02-03\n",
            ["1: the title holds nothing for an address; add a line such as `Slug: my-title`"],
        ),
        ("Title: ???\nDate: 2025-02-03\nSlug: quoi\n", []),
        ("Title: Essai\n", ["1: the date is missing; add a line such as `Date: 2026-01-01`"]),
        ("Title: Essai\nStatus: hidden\n", ["1: the date is missing; add a line such as `Date: 2026-01-01`"]),
        ("Title: Essai\nStatus: draft\n", []),
    ],
)
def test_title_and_date_are_there(check_text: CheckText, header: str, problems: list[str]) -> None:
    assert check_text(f"{header}\nTexte.\n") == problems


@pytest.mark.parametrize("line", ["Tags: pain", "Date: 31/11/2026", "Date: 2025-02-03\nModified: hier"])
def test_text_is_judged_though_its_date_cannot_be_read(check_text: CheckText, line: str) -> None:
    wrong, dead = check_text(f"Title: Essai\n{line}\n\n[a](/rien/)\n")
    assert "date" in wrong.lower()
    assert "/rien/ leads to nothing" in dead


def test_nothing_is_said_of_what_a_missing_date_decides(check: Check) -> None:
    """Where a post is, which its links and those to it go by, and whether it is where its translation is."""
    posts = {
        "essai.md": "Title: Essai\nDate: 2025-02-30\n\n[b](../../../03/04/tarte/)\n",
        "essai.en.md": "Title: Essay\nSlug: essai\nLang: en\nDate: 2025-02-03\n\nWords.\n",
        "autre.md": "Title: Autre\nDate: 2025-02-04\n\n[a](/2025/02/03/essai/)\n",
        "tarte.md": "Title: Tarte\nDate: 2025-03-04\n\nBonne.\n",
    }
    (wrong,) = check({f"posts/{name}": text for name, text in posts.items()})
    assert wrong.startswith("content/posts/essai.md:2: Date: ")


@pytest.mark.parametrize(
    ("title", "problem"),
    [
        ("Tom &amp; Jerry", "1: readers would see &amp; in the title as it is; write &"),
        ("C&#39;est &#8230;", "1: readers would see &#39; in the title as it is; write '"),
        ("Un <em>mot</em>", "1: readers would see <em> in the title as it is; take it out"),
        ("Tom & Jerry, R&D; 1 < 2 > 0", None),
    ],
)
def test_html_in_a_title_is_named(check_text: CheckText, title: str, problem: str | None) -> None:
    text = f"Title: {title}\nDate: 2025-02-03\nSlug: essai\n\nTexte.\n"
    assert check_text(text) == ([problem] if problem else [])


def test_day_without_an_hour_is_not_before_an_hour_of_it(check_text: CheckText) -> None:
    text = "Title: Essai\nDate: 2025-02-03 18:30\nModified: {}\n\nTexte.\n"
    assert check_text(text.format("2025-02-03")) == []
    for value in ("2025-02-02", "2025-02-03 18:29"):
        assert check_text(text.format(value)) == ["3: Modified is before Date; correct one of them"]


def test_date_and_title_may_stand_elsewhere(blog: Blog, check: Check) -> None:
    assert check({"posts/2025-02-03-a.md": "Title: A\n\nTexte.\n"}) == []
    check({"pages/b.md": "Slug: b\n\nTexte.\n"})
    titled = replace(blog, settings={**blog.settings, "PATH_METADATA": "pages/(?P<title>.*)[.]md"})
    assert proofread(titled, NOW).problems == ()


def test_date_in_a_name_is_one(check: Check) -> None:
    problem = f"'2025-02-30' is not a valid date; {CORRECT}"
    text = "Title: {}\n\nTexte.\n"
    assert check({f"posts/2025-02-{day}-c.md": text.format(f"C{day}") for day in (28, 30)}) == [
        f"content/posts/2025-02-30-c.md:1: {problem}"
    ]


def test_page_needs_no_date(check: Check) -> None:
    page = "Title: Page\nDate: {}\n\nTexte.\n"
    assert check({"pages/une.md": "Title: Une page\n\nTexte.\n"}) == []
    assert check({"pages/une.md": page.format("2027-01-01")}) == []
    assert check({"pages/une.md": page.format("hier")}) == [
        f"content/pages/une.md:2: Date: hier {OTHER_FORM}; {FORM}"
    ]


@pytest.mark.parametrize(
    ("date", "problems"),
    [
        *(
            (date, [])
            for date in (
                *("2025-02-03", "2025-02-03 18:30", "2025-02-03T18:30:15Z", "2024-02-29", "2025-2-3"),
                *("2025-02-03 18:30+01:00", "2025-02-03_18:30", "2025-02-03 18:30:00.5 -0300", "20250203"),
                *("2014-06-10 8:30", "2025-02-03 18h30", "25/12/2025", "12/25/2025", "3.3.2025", "29-2-2024"),
                *("2025/02/03", "Mon, 03 Feb 2025 18:30:00 +0100", "Feb 3, 2025", "3 February 2025"),
            )
        ),
        *(
            (date, [f"2: Date: {date} is not a date that the build can read; {FORM}"])
            for date in ("3 février 2025", "2025-W05", "31/02/2025", "13.13.2025", "hier", "2025年2月3日")
        ),
        *(
            (date, [f"2: Date: {date} does not say which day; {FORM}"])
            for date in ("2025-02", "2025", "February 2025", "18:30", "3")
        ),
        *(
            (
                date,
                [f"2: Date: the build reads {date} as 2025-03-02, not as 2025-02-03; write the day you mean"],
            )
            for date in ("03/02/2025", "3.2.25 18:30", "٠٣/٠٢/٢٠٢٥")
        ),
        *(
            (date, [f"2: Date: the build ignores the time zone {zone}; write it as +01:00"])
            for date, zone in (("2025-02-03 18:30 CET", "CET"), ("2025-02-03 18:30 EST", "EST"))
        ),
        *(
            (date, [f"2: Date: there is no {date}; correct the day or the hour"])
            for date in (
                "2025-02-29",
                "2025-13-01",
                "0000-01-01",
                "2025-02-03 25:00",
                "2025-02-03 10:00+99:00",
                "0001-01-01",
            )
        ),
        ("", ["2: Date is empty; write a date behind it, such as 2026-11-25, or remove the line"]),
        ("2026-01-01 00:59", []),
        ("2026-01-01 01:00", []),
        ("2026-01-01 01:01", [f"2: Date: 2026-01-01 01:01 {FUTURE}"]),
        ("2026-01-01 00:01Z", [f"2: Date: 2026-01-01 00:01Z {FUTURE}"]),
        ("9999-12-31", [f"2: Date: 9999-12-31 {FUTURE}"]),
    ],
)
def test_date_is_one_that_is_there_and_past(check_text: CheckText, date: str, problems: list[str]) -> None:
    assert check_text(f"Title: Essai\nDate: {date}\n\nTexte.\n") == problems


@pytest.mark.parametrize(
    ("lang", "rule"), [("fr", Rule.DATE_INVALID), ("pt-BR", Rule.DATE_INVALID), ("en", Rule.DATE_AMBIGUOUS)]
)
def test_month_that_comes_first_is_wrong_where_days_do(
    blog: Blog, check: Check, lang: str, rule: Rule
) -> None:
    check({"posts/essai.md": "Title: Essai\nDate: 03/02/2025\n\nTexte.\n"})
    (problem,) = proofread(replace(blog, settings={**blog.settings, "DEFAULT_LANG": lang}), NOW).problems
    assert problem.rule is rule


def test_draft_may_be_of_tomorrow(check_text: CheckText) -> None:
    assert check_text("Title: Essai\nDate: 2026-01-02\nStatus: draft\n\nTexte.\n") == []


def test_where_the_future_is_held_back_this_is_said(blog: Blog, check: Check) -> None:
    check({"posts/essai.md": "Title: Essai\nDate: 2026-01-02\n\nTexte.\n"})
    held_back = replace(blog, settings={**blog.settings, "WITH_FUTURE_DATES": False})
    (problem,) = proofread(held_back, NOW).problems
    assert problem.message == (
        f"Date: 2026-01-02 {IS_FUTURE} stays a draft until a build after that; correct it if not meant"
    )


UNCLEAR = "does not say whether it is for readers; write `status: draft` or `status: published` in its place"
HELD_BACK = ("Draft: true", "DRAFT: yes", "Published: false", "Private: oui", "Visibility: private")


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ("Modified: 2025-02-03\n", []),
        ("Modified: 2025-02-02 23:59\n", ["3: Modified is before Date; correct one of them"]),
        ("Modified: demain\n", [f"3: Modified: demain {OTHER_FORM}; {FORM}"]),
        *((f"Status: {status}\n", []) for status in ("Hidden", "Draft", "PUBLISHED", "skip")),
        *(
            (f"Status: {status}\n", [f"3: kept back as a draft because of `status: {status}`"])
            for status in ("Skip", "SKIP", "pending", "privé", "brouillon")
        ),
        *((f"{line}\n", [f"3: kept back as a draft because of `{line.lower()}`"]) for line in HELD_BACK),
        *(
            (f"{line}\n", [f"3: kept back as a draft, because `{line.lower()}` {UNCLEAR}"])
            for line in ("Status: fini", "Draft: peut-etre", "Published: un jour")
        ),
        *(
            (f"{line}\n", [])
            for line in ("Draft: false", "Published: true", "Status: publié", "Private_notes: x")
        ),
        ("Status:\nCategory:\nTags:\nAuthor:\n", []),
        ("Comments: Closed\n", []),
        ("Comments:\n", []),
        ("Comments: non\n", ["3: Comments: 'non' is unknown; write open, closed or hidden."]),
        ("Lang: en\n", []),
        ("Lang: pt-BR\n", []),
        (
            "Lang: français\n",
            ["3: Lang: français is not a language code; write one, such as en, or remove the line"],
        ),
        ("Lang:\n", ["3: Lang: nothing is not a language code; write one, such as en, or remove the line"]),
        ("Slug: été-2025_2.0\n", []),
        ("Slug:\n", ["3: Slug is empty; write the end of the address behind it, or remove the line"]),
        ("Slug: Mon pain\n", ["3: Slug: Mon pain cannot be the end of an address; write it as mon-pain"]),
        ("Slug: ../pain\n", ["3: Slug: ../pain cannot be the end of an address; write it as pain"]),
        ("Slug: ..\n", ["3: Slug: .. cannot be the end of an address; write it as my-title"]),
        ("Slug: pa\x00in\n", ["3: Slug: pa\x00in cannot be the end of an address; write it as pain"]),
        ("Slug: pain?\n", ["3: Slug: pain? cannot be the end of an address; write it as pain"]),
        (
            "Timezone: Mars\n",
            [
                "3: Timezone: Mars is not a time zone; write one such as Europe/Paris",
            ],
        ),
    ],
)
def test_value_means_something(check_text: CheckText, lines: str, problems: list[str]) -> None:
    assert check_text(f"{TOP}{lines}\nTexte.\n") == problems


UNKNOWN_VIDEO = (
    "is no video of a host that this site knows (YouTube, Vimeo, Dailymotion, PeerTube hosts in "
    'VIDEO["peertube"], or a .webm or .mp4 file below the content folder). '
    "Correct the address or remove the line."
)
FOUR = """\
Video: https://example.com/film
Video_poster: images/rien.jpg
Video_duration: longtemps
Video_date: hier
"""
NO_PICTURE = "correct the path from there, or add the file."
NO_FILE = "Correct the path, which starts at the content folder, or put the file there."


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        (
            "Video: https://vimeo.com/1\nVideo_title: A\nVideo_duration: 3:12\nVideo_date: 2025-01-01\n",
            [],
        ),
        ("Video: https://tube.example.org/w/123456789ABCDEFGHJKLMN\n", []),
        ("Video: videos/film.mp4\n", []),
        ("Video:\nVideo_poster:\n", []),
        (
            FOUR,
            [
                f"3: Video: https://example.com/film {UNKNOWN_VIDEO}",
                f"4: Video_poster: there is no file images/rien.jpg in the content folder. {NO_FILE}",
                "5: Video_duration: longtemps is no duration. Write it as 3:12, 1:02:03 or PT3M12S.",
                "6: Video_date: hier is no date. Write it as 2015-11-20 or 2015-11-20T18:30:00+01:00.",
            ],
        ),
        (
            "Video: videos/rien.mp4\n",
            [f"3: Video: there is no file videos/rien.mp4 in the content folder. {NO_FILE}"],
        ),
        (
            "Video_title: Un film\nVideo_duration: 3:12\n",
            ["3: Video_title is there without Video. Add a Video line or remove this one."],
        ),
        (
            "Image: images/rien.jpg\n",
            [
                f"3: Image: no file images/rien.jpg in the content folder; {NO_PICTURE}",
            ],
        ),
        ("Image_alt: Un plat\n", ["3: Image_alt without Image; add that line or remove it."]),
        ("Image:\nImage_alt:\n", []),
    ],
)
def test_files_and_videos_are_judged_by_their_plugins(
    check_text: CheckText, lines: str, problems: list[str]
) -> None:
    assert check_text(f"{TOP}{lines}\nTexte.\n") == problems


def test_plugins_that_are_not_in_use_are_not_asked(blog: Blog) -> None:
    save(blog, {"posts/essai.md": f"{TOP}Comments: non\nVideo: rien\n\nhttps://example.com/\n"})
    without = leave_out(leave_out(leave_out(blog, "comments"), "video"), "discovery")
    (problem,) = proofread(without, NOW).problems
    assert problem.message.startswith("https://example.com/ is not a video")
