"""Each rule has a name, a severity, a test that breaks it, and a line in the document for writers.

It is waived for a line, for a text, or for the blog; a waiver that is of no use is named.
"""

import re
from pathlib import Path

from pelican_blog.blog import Blog
from pelican_blog.proofreading.rules import Rule, suggest_rule

from tests.bad_texts import write_texts

from .conftest import OTHERS, ROOT, TOP, Check, proofread_with, save


def test_every_rule_is_broken_by_a_test() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert {*re.findall(r"\b\d+ ([a-z]+(?:-[a-z]+)*)", tests)} >= {rule.title for rule in Rule} - {"settings"}


def test_document_lists_every_rule_by_severity_and_name() -> None:
    document = (ROOT / "docs" / "writing.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \| (.+) \|$", document, re.MULTILINE)
    assert rows == [(rule.title, rule.severity, rule.summary) for rule in Rule]
    assert [row[:2] for row in rows] == sorted((row[:2] for row in rows), key=lambda row: (row[1], row[0]))


def test_nearest_rule_is_offered() -> None:
    assert suggest_rule("heading") == "did you mean headings?"
    assert suggest_rule("xyz") == "docs/writing.md lists the rules"


def test_secret_is_named_and_not_repeated(blog: Blog) -> None:
    token = "ghp_" + "a" * 36
    save(blog, {"posts/a.md": f"{TOP}Le jeton est `{token}`.\n"})
    (problem,) = proofread_with(blog)
    assert (problem.line, problem.rule) == (5, Rule.SECRET)  # 5 secret
    assert token not in str(problem)


def test_fault_of_the_theme_is_named_unless_a_text_may_explain_it(blog: Blog, check: Check) -> None:
    templates = {"THEME_TEMPLATES_OVERRIDES": [str(blog.root / "t")]}
    write_texts(blog.root / "t", {"archives.html": "{{ 1 / 0 }}"})
    check(OTHERS, "pelicanconf.py:1 text-unbuildable ZeroDivisionError", **templates)
    check({"posts/b.md": "Title: B\n\nTexte.\n"}, "posts/b.md:1 date-missing", **templates)


def test_rule_is_waived_in_a_text(check_table: Check) -> None:
    table = """
Proofread: ignore headings¶¶# Titre ¦ Proofread: ignore headings, link-dead¶¶# Titre¶¶[a](/rien/)
Proofread: Ignore HEADINGS link-dead¶¶# Titre¶¶[a](/rien/)
Proofread: ignore headings¶    ignore link-dead¶¶# Titre¶¶[a](/rien/)
Proofread: ignore headings¶Proofread: ignore link-dead¶¶# Titre¶¶[a](/rien/)
Proofread: ignore headings,¶    link-dead¶¶# T¶¶[a](/rien/) ¦ Proofread:¶¶Texte.
¶<!-- proofread: ignore headings -->¶# Titre
¶Texte.¶¶<!-- proofread: ignore headings, link-dead -->¶# [Titre](/rien/)
¶- un¶<!-- proofread: ignore link-dead -->¶- [deux](/rien/) ¦ ¶<!-- un mot -->¶¶Texte.
¶<!-- proofread: ignore headings -->¶<!-- proofread: ignore link-dead -->¶# [T](/rien/)
Proofread: ignore link-dead¶¶# T¶¶[a](/rien/) → 6 headings
Proofread: ignore headings¶¶Texte. → 4 waiver-unused rule headings
Proofread: ignore heading¶¶# T → 4 waiver-unused did you mean headings?; 6 headings
Proofread: non¶¶Texte. → 4 waiver-unused Proofread: non
Proofread: ignore waiver-unused, headings¶¶Texte. → 4 waiver-unused rule headings; 4 waiver-unused rule waiver
¶<!--proofread:ignore link-dead-->¶¶[a](/rien/)¶¶[b](/rien/) → 9 link-dead
¶<!-- proofread: ignore headings -->¶¶Texte. → 5 waiver-unused
¶`<!-- proofread: ignore headings -->`¶¶# Titre → 7 headings
¶    <!-- proofread: ignore headings -->¶¶# Titre → 7 headings
¶```¶<!-- proofread: ignore headings -->¶```¶¶# Titre → 9 headings
¶# Un¶¶<!-- proofread: ignore headings -->¶# Deux → 5 headings
¶<!-- proofread: ignore headings -->¶# Un¶¶# Deux → 8 headings
¶<!-- proofread: ignore -->¶¶Texte. → 5 waiver-unused proofread: ignore is not understood
¶<!-- proofread ignore headings -->¶¶Texte. → 5 waiver-unused proofread ignore headings is not
¶<!-- Proofread: headings -->¶¶Texte. → 5 waiver-unused Proofread: headings is not
"""
    check_table(table, "Title: Essai\nDate: 2025-02-03\nSlug: essai\nROW\n")
    check_table(
        "Proofread: ignore date-missing\nSlug: essai → 1 date-missing", "Title: Essai\nROW\n\nTexte.\n"
    )


def test_rule_is_waived_for_the_blog(blog: Blog, check: Check) -> None:
    conf = blog.root / "pelicanconf.py"
    conf.write_text(
        "A = 1\nPROOFREAD_IGNORE = [\n    'headings', 'link-dead',\n    'image-alt', 'link-ded',\n]\n"
    )
    files = {"posts/essai.md": f"{TOP}# Titre\n\n[a](/rien/)\n"}
    check(files, "posts/essai.md:7 link-dead", PROOFREAD_IGNORE=["headings"])
    useless = ("pelicanconf.py:4 waiver-unused rule image-alt", "pelicanconf.py:4 waiver-unused link-dead?")
    check(files, *useless, PROOFREAD_IGNORE=("Headings ", "link-dead", "image-alt", "link-ded"))
    check(files, "pelicanconf.py:2 settings", *both(files), PROOFREAD_IGNORE="headings")
    text = {"posts/essai.md": "Title: A\nDate: 2025-02-03\nProofread: ignore headings\n\nTexte.\n"}
    check(text, PROOFREAD_IGNORE=["waiver-unused"])


def both(files: dict[str, str]) -> tuple[str, ...]:
    return tuple(f"{name}:{problem}" for name in files for problem in ("5 headings", "7 link-dead"))
