"""What keeps a text back is named in every form of a header, and a text without the plugin is judged too."""

import pytest
from pelican_blog.blog import Blog
from pelican_blog.proofreading.report import proofread

from .conftest import NOW, Check, leave_out, save, say

HTML = """\
<html><head><title>A</title><meta name="date" content="2025-02-03">
<meta name="published" content="false"></head><body><p>Texte.</p></body></html>
"""
HELD = "kept back as a draft because of"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.md", "---\ntitle: A\ndate: 2025-02-03\ndraft: true\n---\n\nTexte.\n", f"4: {HELD} `draft: true`"),
        (
            "a.md",
            '+++\ntitle = "A"\ndate = 2025-02-03\ndraft = true\n+++\n\nTexte.\n',
            f"4: {HELD} `draft: true`",
        ),
        ("a.rst", "Un\n##\n\n:date: 2025-02-03\n:draft: true\n\nTexte.\n", f"5: {HELD} `draft: true`"),
        (
            "a.html",
            HTML,
            f"2: {HELD} `published: false`",
        ),
        ("_drafts/a.md", "Title: A\nDate: 2025-02-03\n\nTexte.\n", f"1: {HELD} its folder _drafts"),
    ],
)
def test_what_keeps_a_text_back_is_named(check: Check, name: str, text: str, said: str) -> None:
    assert check({f"posts/{name}": text}) == [f"content/posts/{name}:{said}"]


def test_draft_by_any_word_needs_no_date_and_may_be_of_tomorrow(check: Check) -> None:
    (printed,) = check({"posts/a.md": "---\ntitle: A\ndraft: true\n---\n\nTexte.\n"})
    assert HELD in printed
    (printed,) = check({"posts/a.md": "---\ntitle: A\ndraft: true\ndate: 2999-01-01\n---\n\nTexte.\n"})
    assert HELD in printed


@pytest.mark.parametrize("between", ["\n", "Une ligne perdue\n", "\nUne ligne perdue\n", "* "])
def test_word_that_slipped_out_of_the_header_keeps_the_text_back(check: Check, between: str) -> None:
    printed = check({"posts/a.md": f"Title: A\nDate: 2025-02-03\n{between}Draft: true\n\nTexte.\n"})
    assert any(f"{HELD} `draft: true`" in line for line in printed), printed


@pytest.mark.parametrize(
    "text",
    [
        "Publish: or perish, as they say.\n",
        "Note\n\nUn paragraphe.\n\nDraft: true\n",
        "Private: ce mot en dit long sur nous.\n",
    ],
)
def test_prose_below_a_header_keeps_nothing_back(check: Check, text: str) -> None:
    assert check({"posts/a.md": f"Title: A\nDate: 2025-02-03\n\n{text}"}) == []


def test_link_to_a_text_that_is_kept_back_leads_to_a_draft(check: Check) -> None:
    files = {
        "posts/a.md": "---\ntitle: A\ndraft: true\n---\n\nTexte.\n",
        "posts/b.md": "Title: B\nDate: 2025-02-03\n\n[a]({filename}a.md)\n",
    }
    *_, last = check(files)
    assert last.startswith("content/posts/b.md:4: this leads to a draft, content/posts/a.md")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "---\ntitle: A: b\ndate: 2025-02-03\ntags:\n  - pain\n---\n\nTexte.\n",
            "2: this is not YAML (mapping values are not allowed here); correct it, or quote its value",
        ),
        (
            '---\ntitle: A: b\ndate: 2025-02-03\ntags: [pain, "levain"]\n---\n\nTexte.\n',
            "2: this is not YAML (mapping values are not allowed here); correct it, or quote its value",
        ),
        (
            '---\ntitle: "A"\ndate: 2025-02-03\n\nTexte.\n',
            "1: this header has no end; write a line --- below it",
        ),
        (
            '+++\ntitle = "A\ndate = 2025-02-03\n+++\n\nTexte.\n',
            "2: this is not TOML (",
        ),
        (
            '{"title": "A", "date": "2025-02-03"}\n\nTexte.\n',
            "1: a header in JSON is not read; begin it with a line such as `Title: My title`",
        ),
        (
            "<!--\n.. title: A\n.. date: 2025-02-03\n-->\n\nTexte.\n",
            "1: a header in a comment, as Nikola has it, is not read; begin it with",
        ),
        ("Title\uff1aA\n\nTexte.\n", "1: the colon of a header is `:`, not `\uff1a`; write `Title:`"),
    ],
)
def test_header_that_is_not_read_as_it_is_meant_is_named(check: Check, text: str, said: str) -> None:
    printed = check({"posts/a.md": text})
    assert any(line.startswith(f"content/posts/a.md:{said}") for line in printed), printed
    assert sum("of a header" in line or "is not YAML" in line for line in printed) <= 1


def test_plain_lines_between_dashes_are_a_header_as_before(check: Check) -> None:
    assert check({"posts/a.md": "---\nTitle: A: b\nDate: 2025-02-03\n---\n\nTexte.\n"}) == []


@pytest.mark.parametrize("text", ["<p>Texte.</p>\n", "", "<html><head></head><body>Texte.</body></html>\n"])
def test_html_without_a_title_is_named(check: Check, text: str) -> None:
    printed = check({"posts/2025-02-03-a.html": text})
    assert any("the title is missing" in line for line in printed), printed


def test_status_is_judged_without_the_plugin(blog: Blog) -> None:
    save(blog, {"posts/a.md": "Title: A\nDate: 2025-02-03\nStatus: fini\n\nTexte.\n"})
    assert say(proofread(leave_out(blog, "frontmatter"), NOW).problems) == [
        "content/posts/a.md:3: Status: fini is unknown; write published, draft, hidden or skip"
    ]
