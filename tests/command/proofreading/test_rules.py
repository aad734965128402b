"""Each rule has a name, a severity, a text that breaks it, and a line in the document for writers."""

import re
from dataclasses import replace

import pytest
from pelican_blog.blog import Blog
from pelican_blog.proofreading.report import proofread
from pelican_blog.proofreading.rules import Rule, Severity, suggest_rule

from .conftest import JPEG, NOW, OTHERS, PNG, ROOT, Check

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
