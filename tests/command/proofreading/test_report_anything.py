"""Whatever stands in a file, it is read to its end, and what is said of it is one line each.

Proofreading and the build agree: what the one passes the other builds; what it refuses has its line.
"""

import re
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pelican_blog.blog import load_blog
from pelican_blog.building.build import run_pelican
from pelican_blog.proofreading.report import proofread
from pelican_toolkit.testing.hypotheses import FEW

from tests.bad_texts import write_texts

from .conftest import JPEG, NOW, SETTINGS

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
TEXTS = """\
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


LINES = st.builds("{}\n".format, pick(KEYS + "|" + TEXTS))


@st.composite
def write_text(draw: st.DrawFn) -> str:
    """A text with a header that is right or wrong in some way, or any signs at all."""
    if draw(st.booleans()):
        dated = [f"Title: {draw(st.sampled_from(TITLES))}", f"Date: {draw(pick(DATES))}"]
        texts = st.lists(pick(TEXTS, "## Un\n\n[a](#h-un)"), max_size=2)
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
TOP = "Title: A\nDate: 2025-02-03\n"
ATTACHING = f"{TOP}\n[a]({{attach}}/images/plat.jpg)\n"


@pytest.fixture(scope="module")
def conf(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The settings of this blog, its theme compiled once, and without the index, which is of no text."""
    compiled = str(tmp_path_factory.mktemp("compiled"))
    return SETTINGS + (
        "from jinja2 import FileSystemBytecodeCache\n"
        f"JINJA_ENVIRONMENT['bytecode_cache'] = FileSystemBytecodeCache({compiled!r})\n"
        "PLUGINS = [name for name in PLUGINS if name != 'pagefind']\n"
        f"IMAGES = {{'cache': {compiled!r}}}\n"
    )


@settings(parent=FEW, max_examples=20)  # each is a site of several texts, and costs a build
@example({"posts/a.md": f"{TOP}\n![](Title: A\n)"})
@example(
    {"posts/a.md": f"{TOP}Template: archives\n\nTexte.\n", "posts/b.md": f"{TOP}Is_valid: x\n\nTexte.\n"}
)
@example({"posts/a.md": f"{TOP}Template: index\n\nTexte.\n"})
@example({"posts/a.md": ATTACHING, "posts/b.md": ATTACHING.replace("A", "B", 1)})
@example({"posts/a.md": f"{TOP}\n[a]({{filename}}b.md)\n", "comments/a/1.md": "author Jo\n"})
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
