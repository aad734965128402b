"""The entries of menus, which stand in the settings and lead to pages all the same."""

from dataclasses import replace
from typing import Any

import pytest
from pelican_blog.blog import Blog
from pelican_blog.proofreading.report import proofread

from .conftest import NOW, OTHERS, Check, say

CONF = """\
MENUITEMS = [
    ("Archives", "archives/"),
    ("Entrée", "ENTRY"),
]
"""
NOTHING = "leads to nothing on this site; correct the address, or take the entry out"


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("rien/", f"Entrée: rien/ {NOTHING}"),
        ("a-propo/", "Entrée: a-propo/ leads to nothing on this site; write a-propos/"),
        (
            "drafts/ebauche/",
            (
                "Entrée: drafts/ebauche/ leads to a draft, content/posts/2025/ebauche.md; "
                "publish it too, or wait"
            ),
        ),
        ("http://[x/", "Entrée: http://[x/ is not an address; correct it"),
        ("https://", "Entrée: https:// names no site; correct it, as in https://example.org/"),
        ("a-propos/#rien", "Entrée: nothing in content/pages/a-propos.md has the id rien"),
        (
            "www.example.com",
            (
                "Entrée: www.example.com leads to nothing on this site; if it is another site's, write "
                "https://www.example.com"
            ),
        ),
        (
            "http://localhost:8000/a-propos/",
            (
                "Entrée: http://localhost:8000/a-propos/ is your own machine, which readers cannot open; "
                "write the path alone"
            ),
        ),
        *(
            (address, None)
            for address in (
                *("a-propos/", "/a-propos/", "a-propos", "a-propos/#h-qui", "a-propos/?x=1", "", "#comments"),
                *("tag/pain/", "category/cuisine/", "images/plat.jpg", "feeds/fr.atom.xml", "index.html"),
                *(
                    "https://example.com/",
                    "//example.com/",
                    "mailto:jo@example.org",
                    "tel:+331",
                    "xmpp:a@example.org",
                ),
            )
        ),
    ],
)
@pytest.mark.parametrize("name", ["MENUITEMS", "FOOTER_ITEMS"])
def test_entry_leads_somewhere(
    blog: Blog, check: Check, name: str, address: str, problem: str | None
) -> None:
    check(OTHERS)
    conf = CONF.replace("MENUITEMS", name).replace("ENTRY", address)
    (blog.root / "pelicanconf.py").write_text(conf, encoding="utf-8")
    entries = [("Archives", "archives/"), ("Entrée", address)]
    with_menu = replace(blog, settings={**blog.settings, name: entries})
    line = 3 if address else 1
    expected = [f"pelicanconf.py:{line}: {name}: {problem}"] if problem else []
    assert say(proofread(with_menu, NOW).problems) == expected


def test_menu_of_another_language_is_read(blog: Blog, check: Check) -> None:
    check(OTHERS)
    others = {"en": {"MENUITEMS": [("About", "about/")]}}
    with_menu = replace(blog, settings={**blog.settings, "SITE_TRANSLATIONS": others})
    assert say(proofread(with_menu, NOW).problems) == [
        f"pelicanconf.py:1: MENUITEMS: About: about/ {NOTHING}"
    ]


@pytest.mark.parametrize(
    "entries", [["archives/"], [("Archives",)], [("Archives", 1)], "archives/", [("a", "b", "c")]]
)
def test_entry_of_another_form_is_named(blog: Blog, check: Check, entries: Any) -> None:
    check(OTHERS)
    (problem,) = proofread(replace(blog, settings={**blog.settings, "MENUITEMS": entries}), NOW).problems
    assert problem.message.startswith("MENUITEMS holds ")
    assert problem.message.endswith('; write each entry as ("Words", "address/")')
