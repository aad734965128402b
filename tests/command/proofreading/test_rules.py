"""Each rule has a name, a severity, a text that breaks it, and a line in the document for writers.

It is waived for a line, for a text, or for the blog; a waiver that is of no use is named.
"""

import re
from dataclasses import replace

import pytest
from pelican_blog.blog import Blog
from pelican_blog.proofreading.report import proofread
from pelican_blog.proofreading.rules import Rule, Severity, suggest_rule

from .conftest import ESSAY, JPEG, NOW, OTHERS, PNG, ROOT, Check, CheckText, say

TOP = "Title: Essai\nDate: 2025-02-03\nSlug: essai\n"
TOKEN = "ghp_" + "a" * 36
BREAKS: dict[Rule, str | dict[str, str | bytes]] = {
    Rule.ADDRESS_BARE: f"{TOP}\nhttps://example.com/\n",
    Rule.ADDRESS_INVALID: f"{TOP}\n[a](htps://example.com/)\n",
    Rule.CODE_BLOCK: f"{TOP}\nAvant.\n\n```python\nprint()\n\nAprès.\n",
    Rule.COLLISION: f"{TOP.replace('essai', 'la-tarte')}\nTexte.\n",
    Rule.COMMENT: {"posts/a.md": f"{TOP}\nTexte.\n", "comments/essai/1.md": "autre: x\n\nOui.\n"},
    Rule.COMMENTS_STATE: f"{TOP}Comments: peut-être\n\nTexte.\n",
    Rule.COMMENTS_TRANSLATION: {
        "posts/a.md": f"{TOP}Comments: closed\n\nTexte.\n",
        "posts/a.en.md": f"{TOP}Lang: en\n\nTexte.\n",
    },
    Rule.DATE_FUTURE: "Title: Essai\nDate: 2999-01-01\n\nTexte.\n",
    Rule.DATE_INVALID: "Title: Essai\nDate: 2025-99-01\n\nTexte.\n",
    Rule.DATE_MISSING: "Title: Essai\n\nTexte.\n",
    Rule.EMBED_BLOCKED: f'{TOP}\n<iframe src="https://example.com/"></iframe>\n',
    Rule.FILE_IGNORED: {"posts/a.docx": "x"},
    Rule.FILE_UNREADABLE: {"posts/a.md": b"Title: \xe9\n"},
    Rule.FOOTNOTE: f"{TOP}\nUn[^1].\n",
    Rule.FOREIGN_MARKUP: f"{TOP}\n{{% notebook x.ipynb %}}\n",
    Rule.HEADER_LINE: "Title: Essai\nDate: 2025-02-03\nTags : pain\n\nTexte.\n",
    Rule.HEADER_MISSING: "Rien qu’un paragraphe.\n",
    Rule.HEADINGS: f"{TOP}\n# Un titre\n\nTexte.\n",
    Rule.HELD_BACK: f"{TOP}Draft: true\n\nTexte.\n",
    Rule.ID_REPEATED: f'{TOP}\n<p id="un">a</p>\n\n<p id="un">b</p>\n',
    Rule.IMAGE_ALT: f"{TOP}\n![]({{static}}/images/plat.jpg)\n",
    Rule.IMAGE_BROKEN: {"images/a.jpg": b"<html>"},
    Rule.IMAGE_INVALID: f"{TOP}Image: images/rien.jpg\n\nTexte.\n",
    Rule.IMAGE_REMOTE: f"{TOP}\n![Un plat](https://example.com/a.jpg)\n",
    Rule.IMAGE_SUFFIX: {"images/a.jpg": PNG},
    Rule.KEY_REPEATED: f"{TOP}Slug: autre\n\nTexte.\n",
    Rule.KEY_UNKNOWN: f"{TOP}Categorie: Pain\n\nTexte.\n",
    Rule.LANG_UNKNOWN: f"{TOP}Lang: français\n\nTexte.\n",
    Rule.LINK_DEAD: f"{TOP}\n[a](/rien/)\n",
    Rule.LINK_DEVSERVER: f"{TOP}\n[a](http://localhost:8000/a-propos/)\n",
    Rule.LINK_DRAFT: f"{TOP}\n[a]({{filename}}ebauche.md)\n",
    Rule.LINK_FRAGMENT: f"{TOP}\n[a](#rien)\n",
    Rule.LINK_STATIC: f"{TOP}\n![Un plat]({{filename}}/images/plat.jpg)\n",
    Rule.LINK_WORDS: f"{TOP}\n[](https://example.com/)\n",
    Rule.MARKUP_IGNORED: f'{TOP}\n<p style="color: red">Texte.</p>\n',
    Rule.MARKUP_UNRENDERED: f"{TOP}\nDu ** sel**.\n",
    Rule.MODIFIED_EARLY: f"{TOP}Modified: 2025-01-01\n\nTexte.\n",
    Rule.REFERENCE_UNDEFINED: f"{TOP}\n[ici][la]\n",
    Rule.SECRET: f"{TOP}\nLe jeton est `{TOKEN}`.\n",
    Rule.SLUG_INVALID: "Title: Essai\nDate: 2025-02-03\nSlug: a?b\n\nTexte.\n",
    Rule.STATUS_UNKNOWN: f"{TOP}Status: fini\n\nTexte.\n",
    Rule.TEMPLATE_MISSING: f"{TOP}Template: contact\n\nTexte.\n",
    Rule.TERM_COLLISION: {
        "posts/a.md": f"{TOP}Tags: C++\n\nTexte.\n",
        "posts/b.md": "Title: B\nDate: 2025-02-03\nTags: C#\n\nTexte.\n",
    },
    Rule.TEXT_EMPTY: f"{TOP}\n",
    Rule.TEXT_UNBUILDABLE: f"{TOP}\nUn.\n\n[^1]:\n",
    Rule.TIMEZONE_UNKNOWN: "Title: Essai\nDate: 2025-02-03 18:30 CET\n\nTexte.\n",
    Rule.TITLE_MARKUP: "Title: Hello &#8220;world&#8221;\nDate: 2025-02-03\n\nTexte.\n",
    Rule.TITLE_MISSING: "Date: 2025-02-03\nSlug: essai\n\nTexte.\n",
    Rule.TRANSLATION_DATE: {
        "posts/a.md": f"{TOP}\nTexte.\n",
        "posts/a.en.md": f"{TOP.replace('-03', '-04')}Lang: en\n\nTexte.\n",
    },
    Rule.VIDEO_INVALID: f"{TOP}Video: https://example.com/film\n\nTexte.\n",
    Rule.WAIVER_UNUSED: f"{TOP}Proofread: ignore headings\n\nTexte.\n",
}
"""By rule, a post that breaks it and no other rule, or more files than one."""
BY_SETTINGS = {
    Rule.DATE_AMBIGUOUS: ({"DEFAULT_LANG": "en"}, "Title: Essai\nDate: 03/02/2025\n\nTexte.\n"),
    Rule.DATE_SCHEDULED: ({"WITH_FUTURE_DATES": False}, "Title: Essai\nDate: 2999-01-01\n\nTexte.\n"),
    Rule.LINK_ROOT: ({"SITEURL": "https://example.org/blog"}, f"{TOP}\n[a](/a-propos/)\n"),
    Rule.SETTINGS: ({"MENUITEMS": ["archives/"]}, f"{TOP}\nTexte.\n"),
}
"""The same, where settings have a part in it."""
DOCUMENT = (ROOT / "docs" / "writing.md").read_text(encoding="utf-8")


def place(files: str | dict[str, str | bytes]) -> dict[str, str | bytes]:
    return files if isinstance(files, dict) else {"posts/2025/essai.md": files}


@pytest.mark.parametrize("rule", BREAKS, ids=[rule.title for rule in BREAKS])
def test_rule_finds_what_it_is_for(blog: Blog, check: Check, rule: Rule) -> None:
    check({**OTHERS, **place(BREAKS[rule])})
    problems = proofread(blog, NOW).problems
    assert {problem.rule for problem in problems} == {rule}, [*map(str, problems)]
    assert str(problems[0]).endswith(f" [{rule.title}]")
    assert f": {rule.severity}: " in str(problems[0])


@pytest.mark.parametrize("rule", BY_SETTINGS, ids=[rule.title for rule in BY_SETTINGS])
def test_rule_that_depends_on_settings_finds_what_it_is_for(blog: Blog, check: Check, rule: Rule) -> None:
    settings, text = BY_SETTINGS[rule]
    check({**OTHERS, **place(text)})
    problems = proofread(replace(blog, settings={**blog.settings, **settings}), NOW).problems
    assert {problem.rule for problem in problems} == {rule}, [*map(str, problems)]


def test_every_rule_has_a_text_that_breaks_it() -> None:
    assert {*BREAKS, *BY_SETTINGS} == set(Rule)


def test_document_lists_every_rule() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \| (.+) \|$", DOCUMENT, re.MULTILINE)
    assert rows == [(rule.title, rule.severity, rule.summary) for rule in Rule]


def test_nearest_rule_is_offered() -> None:
    assert suggest_rule("heading") == "did you mean headings?"
    assert suggest_rule("xyz") == "docs/writing.md lists the rules"


@pytest.mark.parametrize("severity", Severity)
def test_rules_are_listed_by_severity_and_name(severity: Severity) -> None:
    names = [rule.title for rule in Rule if rule.severity is severity]
    assert names == sorted(names)
    assert [rule.severity for rule in Rule] == sorted(rule.severity for rule in Rule)


def test_filename_before_a_file_that_is_not_copied_is_a_dead_link(blog: Blog, check: Check) -> None:
    check({"posts/a.md": f"{TOP}\n![Un plat]({{filename}}plat.jpg)\n", "posts/plat.jpg": JPEG})
    (problem,) = proofread(blog, NOW).problems
    assert problem.rule is Rule.LINK_DEAD


def test_secret_is_not_repeated(blog: Blog, check: Check) -> None:
    check(place(BREAKS[Rule.SECRET]))
    (problem,) = proofread(blog, NOW).problems
    assert TOKEN not in str(problem)
    assert problem.line == 5


TITLE = "# is reserved for the title of the page; start with ##"
DEAD = "/rien/ leads to nothing on this site; correct or remove it"
IGNORE_LINK = "<!-- proofread: ignore link-dead -->"
USELESS = "nothing breaks the rule {} here; remove it from what is ignored"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (f"{TOP}Proofread: ignore headings\n\n# Titre\n", []),
        (f"{TOP}Proofread: ignore headings, link-dead\n\n# Titre\n\n[a](/rien/)\n", []),
        (f"{TOP}Proofread: Ignore HEADINGS link-dead\n\n# Titre\n\n[a](/rien/)\n", []),
        (f"{TOP}Proofread: ignore headings\n    ignore link-dead\n\n# Titre\n\n[a](/rien/)\n", []),
        (f"{TOP}Proofread: ignore headings\nProofread: ignore link-dead\n\n# Titre\n\n[a](/rien/)\n", []),
        (f"{TOP}Proofread: ignore link-dead\n\n# T\n\n[a](/rien/)\n", [f"6: {TITLE}"]),
        (f"{TOP}Proofread: ignore headings\n\nTexte.\n", [f"4: {USELESS.format('headings')}"]),
        (
            f"{TOP}Proofread: ignore heading\n\n# T\n",
            ["4: no rule is called heading; did you mean headings?", f"6: {TITLE}"],
        ),
        (
            f"{TOP}Proofread: non\n\nTexte.\n",
            [
                (
                    "4: Proofread: non is not understood; write `ignore` and the names of rules, as in "
                    "`ignore headings, image-alt`"
                )
            ],
        ),
        (f"{TOP}Proofread:\n\nTexte.\n", []),
        ("Title: Essai\nProofread: ignore date-missing\n\nTexte.\n", []),
        (f"{TOP}\n<!-- proofread: ignore headings -->\n# Titre\n", []),
        (f"{TOP}\n<!--proofread:ignore link-dead-->\n\n[a](/rien/)\n\n[b](/rien/)\n", [f"9: {DEAD}"]),
        (f"{TOP}\nTexte.\n\n<!-- proofread: ignore headings, link-dead -->\n# [Titre](/rien/)\n", []),
        (f"{TOP}\n<!-- proofread: ignore headings -->\n\nTexte.\n", [f"5: {USELESS.format('headings')}"]),
        (f"{TOP}\n- un\n<!-- proofread: ignore link-dead -->\n- [deux](/rien/)\n", []),
        (f"{TOP}\n`<!-- proofread: ignore headings -->`\n\n# Titre\n", [f"7: {TITLE}"]),
        (f"{TOP}\n    <!-- proofread: ignore headings -->\n\n# Titre\n", [f"7: {TITLE}"]),
        (f"{TOP}\n```\n<!-- proofread: ignore headings -->\n```\n\n# Titre\n", [f"9: {TITLE}"]),
        (f"{TOP}\n<!-- un mot -->\n\nTexte.\n", []),
        (
            f"{TOP}\n<!-- proofread: ignore headings -->\n{IGNORE_LINK}\n# [T](/rien/)\n",
            [],
        ),
        (f"{TOP}Proofread: ignore headings,\n    link-dead\n\n# T\n\n[a](/rien/)\n", []),
        (f"{TOP}\n# Un\n\n<!-- proofread: ignore headings -->\n# Deux\n", [f"5: {TITLE}"]),
        (f"{TOP}\n<!-- proofread: ignore headings -->\n# Un\n\n# Deux\n", [f"8: {TITLE}"]),
        *(
            (
                f"{TOP}\n<!-- {said} -->\n\nTexte.\n",
                [f"5: {said} is not understood; write `proofread: ignore` and rules"],
            )
            for said in ("proofread: ignore", "proofread ignore headings", "Proofread: headings")
        ),
        (f"{TOP}Proofread: ignore waiver-unused, headings\n\nTexte.\n", [f"4: {USELESS.format('headings')}"]),
    ],
)
def test_rule_is_waived_in_a_text(check_text: CheckText, text: str, problems: list[str]) -> None:
    found = [line for line in check_text(text) if "waiver-unused here" not in line]
    assert found == problems


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("r.rst", "Un\n##\n\n:date: 2025-02-03\n:proofread: ignore link-dead\n\n`a </rien/>`_\n"),
        ("r.rst", "Un\n##\n\n:date: 2025-02-03\n\n.. proofread: ignore link-dead\n\n`a </rien/>`_\n"),
        (
            "r.html",
            (
                '<html><head><title>R</title><meta name="date" content="2025-02-03">\n'
                '<meta name="proofread" content="ignore link-dead"></head>\n'
                '<body><a href="/rien/">a</a></body></html>\n'
            ),
        ),
        (
            "r.html",
            (
                '<html><head><title>R</title><meta name="date" content="2025-02-03"></head><body>\n'
                '<!-- proofread: ignore link-dead -->\n<a href="/rien/">a</a></body></html>\n'
            ),
        ),
    ],
)
def test_rule_is_waived_in_other_markup(check: Check, name: str, text: str) -> None:
    assert check({f"posts/{name}": text}) == []
    without = text.replace("ignore link-dead", "ignore link-draft")
    assert len(check({f"posts/{name}": without})) == 2


def ignore(blog: Blog, *titles: object) -> Blog:
    """The blog with these rules in its settings, as its settings file has them."""
    (blog.root / "pelicanconf.py").write_text(f"A = 1\nPROOFREAD_IGNORE = {[*titles]}\n", encoding="utf-8")
    return replace(blog, settings={**blog.settings, "PROOFREAD_IGNORE": [*titles]})


def test_rule_is_waived_for_the_blog(blog: Blog, check: Check) -> None:
    check({**OTHERS, "posts/2025/essai.md": f"{TOP}\n# Titre\n\n[a](/rien/)\n"})
    assert say(proofread(ignore(blog, "headings"), NOW).problems) == [f"{ESSAY}7: {DEAD}"]
    assert say(proofread(ignore(blog, "headings", "link-dead", "image-alt"), NOW).problems) == [
        f"pelicanconf.py:2: {USELESS.format('image-alt')}"
    ]
    assert say(proofread(ignore(blog, "headings", "link-ded"), NOW).problems) == [
        f"{ESSAY}7: {DEAD}",
        "pelicanconf.py:2: no rule is called link-ded; did you mean link-dead?",
    ]


def test_waiver_of_no_use_can_be_waived_for_the_blog(blog: Blog, check: Check) -> None:
    check({**OTHERS, "posts/2025/essai.md": f"{TOP}Proofread: ignore headings\n\nTexte.\n"})
    assert proofread(ignore(blog, "waiver-unused"), NOW).problems == ()


def test_setting_of_another_form_is_named(blog: Blog, check: Check) -> None:
    check(OTHERS)
    wrong = replace(ignore(blog), settings={**blog.settings, "PROOFREAD_IGNORE": "headings"})
    assert say(proofread(wrong, NOW).problems) == [
        "pelicanconf.py:2: PROOFREAD_IGNORE is 'headings'; write a list of rules, such as ['headings']"
    ]
