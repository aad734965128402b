"""What is printed, the rules, how each is waived, and the command as the writer runs it.

Whatever stands in a file, proofreading and the build agree: what the one passes the other builds.
"""

import re
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pelican_blog.blog import Blog, load_blog
from pelican_blog.building.build import run_pelican
from pelican_blog.proofreading.report import Report, format_github, proofread
from pelican_blog.proofreading.rules import Problem, Rule
from pelican_toolkit.testing.hypotheses import FEW

from tests.bad_texts import write_texts
from tests.command.calling import call

from .conftest import JPEG, NOW, ROOT, SETTINGS, TOP, Check, proofread_with


def test_workflow_gets_annotations() -> None:
    """https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions."""
    problem = Problem(file="a,b.md", line=3, rule=Rule.LINK_DEAD, message="100% of it\nleads: nowhere")
    said = format_github(Report(texts=2, comments=0, problems=(problem,))).splitlines()[0]
    assert said == "::error file=a%2Cb.md,line=3,title=link-dead::100%25 of it leads: nowhere"


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
    ours = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    write_texts(tmp_path / "content", TEXTS)
    write_texts(tmp_path, {"publishconf.py": nameless_publishconf, "pelicanconf.py": ours + own})
    for name in ("theme", "siteconf.py"):
        (tmp_path / name).symlink_to(ROOT / name)
    done = call(tmp_path, "proofread")
    first, _, others = done.stdout.partition("\n")
    assert re.fullmatch(r"content/comments/a/1\.md:2: error: .*'autre'.* \[comment\]", first), done.stderr
    assert (done.returncode, others) == (1, PRINTED)
    done = call(ROOT, "proofread", "--settings", "tests/demo/democonf.py")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert re.fullmatch(r"[1-9].* read, no problems found\.\n", done.stdout)


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


def test_rule_is_waived_in_a_text(check_table: Check) -> None:
    table = """
Proofread: Ignore HEADINGS link-dead¶¶# Titre¶¶[a](/rien/) ¦ Proofread:¶¶Texte.
Proofread: ignore headings,¶    link-dead¶¶# Titre¶¶[a](/rien/) ¦ ¶<!-- un mot -->¶¶Texte.
¶Texte.¶¶<!-- proofread: ignore headings, link-dead -->¶# [Titre](/rien/)
¶<!-- proofread: ignore headings -->¶<!-- proofread: ignore link-dead -->¶# [T](/rien/)
Proofread: ignore heading¶¶# T → 4 waiver-unused did you mean headings?; 6 headings
Proofread: ignore xyz¶¶a → 4 waiver-unused docs/writing.md ‖ Proofread: non¶¶a → 4 waiver-unused non is not
¶<!--proofread:ignore link-dead-->¶¶[a](/rien/)¶¶[b](/rien/) → 9 link-dead
¶```¶<!-- proofread: ignore headings -->¶```¶¶# Titre → 9 headings
¶# Un¶¶<!-- proofread: ignore headings -->¶Texte.¶¶# Deux → 5 headings (also in line 10); 7 waiver-unused
"""
    check_table(table, "Title: Essai\nDate: 2025-02-03\nSlug: essai\nROW\n")


def test_rule_is_waived_for_the_blog(blog: Blog, check: Check) -> None:
    conf = "A = 1\nPROOFREAD_IGNORE = [\n    'headings', 'link-dead',\n    'image-alt', 'link-ded',\n]\n"
    (blog.root / "pelicanconf.py").write_text(conf)
    files = {"posts/essai.md": f"{TOP}# Titre\n\n[a](/rien/)\n"}
    check(files, "posts/essai.md:7 link-dead", PROOFREAD_IGNORE=["headings"])
    useless = "pelicanconf.py:4 waiver-unused rule image-alt; 4 waiver-unused link-dead?"
    check(files, useless, PROOFREAD_IGNORE=("Headings ", "link-dead", "image-alt", "link-ded"))
    wrong = ("pelicanconf.py:2 settings", "posts/essai.md:5 headings; 7 link-dead")
    check(files, *wrong, PROOFREAD_IGNORE="headings")


TITLES = ("A", "Archives", "Été", "…", "", "A\nTitle: B", "<b>A</b>", "a/b")
DATES = "2025-02-03|2025-02-03 18:30|03/02/2025|hier||0001-01-01 00:00+23:59|9999-12-31 23:59-23:59|25"
KEYS = """\
Slug: a|Slug: ../x|Slug: ..|Slug: été|Slug: 404|Slug: \x00|Lang: en|Lang: fr|Lang: x y|Status: draft
Status: hidden|Status: skip|Status: Brouillon|Status: {x}|Tags: a, b|Tags: C, C++|Tags: ,;,|Category: C
Category:|Author: ;|Authors: Jo; Lou|Translation: true|Template: page|Template: base|Template: archives
Template: rien|Template: index|Template: article|Template:|Modified: 9999-12-31|Save_as: index.html|Save_as:
Save_as: ../../x|Url: //x|Url: http://[|Url: {slug|Path: x|Summary: [a]({filename}rien.md)|Date_format: x
Video: https://vimeo.com/1|Video: a\x00b.mp4|Image: images/plat.jpg|Image: ../x|Image: a\x00|Is_valid: x
Comments: closed|Comments: peut-être|Timezone: Europe/Rome|Timezone: Lune|Content: x|_content: x|Locale: x
Settings: x|Context: x|source_path: /x|metadata: y|url_format: z|in_default_lang: x|Default_template: x"""
PASSAGES = """\
Texte.|[a](#rien)|[a]({filename}b.md)|[a]({filename}rien.md)|[a](/archives/)|[a]({tag}a)|[a]({rien}x)
![Un plat]({static}/images/plat.jpg)|![Un plat]({static}/images/rien.jpg)|[a]({attach}/images/plat.jpg)
[a]({index})|Une note[^1].|a\x07b|[^1]:|    {{ x }}|{% raw %}|https://vimeo.com/1|[a](http://[x)|\ufffe|"""
SIGNS = """\
---|```|[^1]: x|[^]:|[b]: x|### h|![](|![a](|[a](|)|{static}|{x}|//[|http://[x|#|%zz|%00|\x00|{|}|`|    |\t|\r
\u2028|<img|<a href='|'>|<!--|-->|[^1]|[a][|]|> |- |é|\ud7ff|&amp;|<h9>|<h2 id=>|<pre>|</pre>
[a]({static}//[x)|<video poster=|srcset=',,'|data:|C:\\x|mailto:|\\|*"""


def pick(words: str, *others: str) -> st.SearchStrategy[str]:
    """One of the words between bars and line ends, or another."""
    return st.sampled_from([*re.split(r"[|\n]", words), *others])


LINES = st.builds("{}\n".format, pick(KEYS + "|" + PASSAGES))


@st.composite
def write_text(draw: st.DrawFn) -> str:
    """A text with a header that is right or wrong in some way, or any signs at all."""
    if draw(st.booleans()):
        dated = [f"Title: {draw(st.sampled_from(TITLES))}", f"Date: {draw(pick(DATES))}"]
        texts = st.lists(pick(PASSAGES, "## Un\n\n[a](#h-un)"), max_size=2)
        return "\n".join([*dated, *draw(st.lists(pick(KEYS), max_size=3)), "", *draw(texts), ""])
    start = draw(st.sampled_from(["", "Title: A\n", "Title: A\nDate: 2025-02-03\n", "---\ntitle: A\n"]))
    return start + "".join(draw(st.lists(LINES | pick(SIGNS, "\n"), max_size=30)))


COMMENTS = st.sampled_from(
    ["author: Jo\n\nO", "author Jo\n\nO", "author: Jo\nreplyto: 9\n\nO", "date: hier\n\nO"]
)
OPTIONAL = {
    **dict.fromkeys(("posts/b.md", "posts/c.md", "pages/page.md"), write_text()),
    **dict.fromkeys(("comments/a/1.md", "comments/a/2.md"), COMMENTS),
}
DATED = "Title: A\nDate: 2025-02-03\n"
ATTACHING = f"{DATED}\n[a]({{attach}}/images/plat.jpg)\n"


@pytest.fixture(scope="module")
def conf(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The settings of this blog, its theme compiled once, and without the index, which belongs to no text."""
    compiled = str(tmp_path_factory.mktemp("compiled"))
    return SETTINGS + (
        "from jinja2 import FileSystemBytecodeCache\n"
        f"JINJA_ENVIRONMENT['bytecode_cache'] = FileSystemBytecodeCache({compiled!r})\n"
        "PLUGINS = [name for name in PLUGINS if name != 'pagefind']\n"
        f"IMAGES = {{'cache': {compiled!r}}}\n"
    )


@settings(parent=FEW, max_examples=20)  # each is a site of several texts, and costs a build
@example({"posts/a.md": f"{DATED}\n![](Title: A\n)"})
@example(
    {"posts/a.md": f"{DATED}Template: archives\n\nTexte.\n", "posts/b.md": f"{DATED}Is_valid: x\n\nTexte.\n"}
)
@example({"posts/a.md": f"{DATED}Template: index\n\nTexte.\n"})
@example({"posts/a.md": ATTACHING, "posts/b.md": ATTACHING.replace("A", "B", 1)})
@example({"posts/a.md": f"{DATED}\n[a]({{filename}}b.md)\n", "comments/a/1.md": "author Jo\n"})
@given(st.fixed_dictionaries({"posts/a.md": write_text()}, optional=OPTIONAL))
def test_what_is_passed_is_built_and_what_is_refused_is_named(conf: str, texts: dict[str, str]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "pelicanconf.py"
        path.write_text(conf.replace('"content"', repr(str(folder / "content"))), encoding="utf-8")
        write_texts(folder / "content", {**texts, "images/plat.jpg": JPEG})
        problems = proofread(load_blog(path), NOW).problems
        with chdir(folder):
            outcome = run_pelican(str(path), [], folder / "output")
    for problem in problems:
        lines = re.split("\r\n|\r|\n", texts.get(problem.file.removeprefix("content/"), ""))
        assert (1 <= problem.line <= len(lines), "\n" in str(problem)) == (True, False)
    named = {problem.file.removeprefix("content/") for problem in problems if problem.is_error}
    if not named:
        assert outcome.is_complete
        assert outcome.faults == ()
    if outcome.faults:
        assert named
        assert named <= {*texts, "comments/a"}
        lost = [fault for fault in outcome.faults if not any(name in fault for name in named)]
        assert all("slug" in fault for fault in lost), (lost, problems)  # as yet
