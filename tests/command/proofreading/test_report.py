"""What is printed, the rules, how each is waived, and the command as the writer runs it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pelican_blog.blog import Blog
from pelican_blog.proofreading.report import Report, format_github, format_text
from pelican_blog.proofreading.rules import Problem, Rule

from tests.bad_texts import write_texts
from tests.command.calling import call

from .conftest import OTHERS, ROOT, TOP, Check, proofread_with

ERROR = Problem(file="content/a,b.md", line=3, rule=Rule.LINK_DEAD, message="100% of it\nleads: nowhere")
WARNING = Problem(file="content/c.md", line=1, rule=Rule.HEADINGS, message="# is reserved")


def test_workflow_gets_annotations_and_all_problems_are_counted() -> None:
    """https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions."""
    report = Report(texts=2, comments=0, problems=(ERROR, WARNING))
    assert format_github(report).splitlines() == [
        "::error file=content/a%2Cb.md,line=3,title=link-dead::100%25 of it leads: nowhere",
        "::warning file=content/c.md,line=1,title=headings::# is reserved",
        "1 error and 1 warning in 2 files, of 2 texts read.",
    ]
    warnings = replace(report, problems=(WARNING, replace(WARNING, line=2)))
    assert (report.errors, warnings.errors) == (1, 0)
    last = "2 warnings in 1 file, of 2 texts read. Warnings do not stop `make publish`."
    assert format_text(warnings).splitlines()[-1] == last
    assert format_text(replace(report, texts=1, problems=())) == "1 text read, no problems found."


TEXTS = {
    "posts/2026/tarte.md": "Title: A\nDate: 2025-02-03\nCategorie: A\n\n# Une [tarte](/a/)\n",
    "comments/a/1.md": "author: Jo\nautre: x\n\nTexte.\n",
    **{f"{name}/.keep": "" for name in ("pages", "images", "videos")},
}
PRINTED = """\
content/posts/2026/tarte.md:3: warning: the key Categorie is unknown; did you mean `Category:`? [key-unknown]
content/posts/2026/tarte.md:5: warning: # is reserved for the page title; start with ## [headings]
content/posts/2026/tarte.md:5: error: /a/ leads nowhere on this site; correct or remove it [link-dead]
2 errors and 2 warnings in 2 files, of 1 text and 1 comment read.
"""


def test_every_mistake_is_printed_at_once_and_the_demo_has_none(
    tmp_path: Path, nameless_publishconf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a repository whose address nobody knows yet. `make check` proofreads this blog."""
    for name in ("SITEURL", "GITHUB_REPOSITORY", "DEMO_SITEURL", "DEMO_REPOSITORY"):
        monkeypatch.delenv(name, raising=False)
    own = 'DEFAULT_LANG, TIMEZONE = "fr", "Europe/Paris"\nMENUITEMS, FOOTER_ITEMS = [], []\n'
    settings = (ROOT / "pelicanconf.py").read_text(encoding="utf-8") + own
    write_texts(tmp_path / "content", TEXTS)
    write_texts(tmp_path, {"publishconf.py": nameless_publishconf, "pelicanconf.py": settings})
    for name in ("theme", "siteconf.py"):
        (tmp_path / name).symlink_to(ROOT / name)
    done = call(tmp_path, "proofread")
    first, _, others = done.stdout.partition("\n")
    assert re.fullmatch(r"content/comments/a/1\.md:2: error: .*'autre'.* \[comment\]", first), done.stderr
    assert (done.returncode, others) == (1, PRINTED)
    done = call(ROOT, "proofread", "--settings", "tests/demo/democonf.py")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert re.fullmatch(r"[1-9].* read, no problems found\.\n", done.stdout)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('SITEURL = "http://[x"\n', "SITEURL is 'http://[x', which is not an address"),
        ('DIRECT_TEMPLATES = ["x"]\n', "PelicanTemplateNotFound: [templates] unable to load x"),
        ('raise SystemExit("No.")\n', "No."),
    ],
)
def test_settings_that_are_wrong_are_said_to_be(tmp_path: Path, settings: str, said: str) -> None:
    (tmp_path / "publishconf.py").write_text(f"{settings}PATH = '.'\n", encoding="utf-8")
    done = call(tmp_path, "proofread", "--format=github")
    for printed, start in ((done.stderr, "Error: "), (done.stdout, "::error::")):
        assert (done.returncode, printed.startswith(start), said in printed) == (1, True, True)


def test_every_rule_is_in_the_document_for_writers_and_broken_by_a_test() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert {*re.findall(r"\b\d+ ([a-z]+(?:-[a-z]+)*)", tests)} >= {rule.title for rule in Rule} - {"settings"}
    document = (ROOT / "docs" / "writing.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \| (.+) \|$", document, re.MULTILINE)
    assert rows == [(rule.title, rule.severity, rule.summary) for rule in Rule]


def test_secret_is_named_and_not_repeated(blog: Blog) -> None:
    token = "ghp_" + "a" * 36
    write_texts(blog.content, {"posts/a.md": f"{TOP}Le jeton est `{token}`.\n"})
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
Proofread: Ignore HEADINGS link-dead¶¶# Titre¶¶[a](/rien/) ¦ Proofread:¶¶Texte.
Proofread: ignore headings,¶    link-dead¶¶# Titre¶¶[a](/rien/)
¶Texte.¶¶<!-- proofread: ignore headings, link-dead -->¶# [Titre](/rien/) ¦ ¶<!-- un mot -->¶¶Texte.
¶<!-- proofread: ignore headings -->¶<!-- proofread: ignore link-dead -->¶# [T](/rien/)
Proofread: ignore heading¶¶# T → 4 waiver-unused did you mean headings?; 6 headings
Proofread: ignore xyz¶¶Texte. → 4 waiver-unused docs/writing.md lists the rules
Proofread: non¶¶Texte. → 4 waiver-unused Proofread: non
¶<!--proofread:ignore link-dead-->¶¶[a](/rien/)¶¶[b](/rien/) → 9 link-dead
¶```¶<!-- proofread: ignore headings -->¶```¶¶# Titre → 9 headings
¶# Un¶¶<!-- proofread: ignore headings -->¶Texte.¶¶# Deux → 5 headings (also in line 10); 7 waiver-unused
¶<!-- proofread ignore headings -->¶¶Texte. → 5 waiver-unused proofread ignore headings is not
"""
    check_table(table, "Title: Essai\nDate: 2025-02-03\nSlug: essai\nROW\n")


def test_rule_is_waived_for_the_blog(blog: Blog, check: Check) -> None:
    conf = "A = 1\nPROOFREAD_IGNORE = [\n    'headings', 'link-dead',\n    'image-alt', 'link-ded',\n]\n"
    (blog.root / "pelicanconf.py").write_text(conf)
    files = {"posts/essai.md": f"{TOP}# Titre\n\n[a](/rien/)\n"}
    check(files, "posts/essai.md:7 link-dead", PROOFREAD_IGNORE=["headings"])
    useless = ("pelicanconf.py:4 waiver-unused rule image-alt", "pelicanconf.py:4 waiver-unused link-dead?")
    check(files, *useless, PROOFREAD_IGNORE=("Headings ", "link-dead", "image-alt", "link-ded"))
    wrong = ("pelicanconf.py:2 settings", "posts/essai.md:5 headings; 7 link-dead")
    check(files, *wrong, PROOFREAD_IGNORE="headings")
