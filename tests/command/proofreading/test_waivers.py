"""A rule is waived for a line, for a text, or for the blog; a waiver that is of no use is named."""

from dataclasses import replace

import pytest
from pelican_blog.blog import Blog
from pelican_blog.proofreading.report import proofread

from .conftest import ESSAY, NOW, OTHERS, Check, CheckText, say

TOP = "Title: Essai\nDate: 2025-02-03\nSlug: essai\n"
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
