"""Whatever stands in a file, it is read to its end, and what is said of it is one line each.

Proofreading and the build agree: what the one passes the other builds; what it refuses has its line.
"""

from collections.abc import Sequence
from contextlib import chdir
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pelican_blog.blog import Blog, load_blog
from pelican_blog.building.build import Outcome, run_pelican
from pelican_blog.proofreading.report import Report, proofread

from .conftest import JPEG, NOW, SETTINGS, save

LINES = (  # noqa: SIM905  # a hundred strings read better so
    "Title: a|Title:|Date: 2025-02-03|Date: 0001-01-01 00:00+23:59|Date: 9999-12-31 23:59-23:59|"
    "Modified: 9999-12-31|Slug: ..|Slug: a/b|Slug: \x00|Lang: x|Lang: en|Status: skip|Status: draft|"
    "Status: {x}|Tags: ,;,|Tags: a;b|Category:|Author: ;|Authors: ;|Save_as: ../../x|Save_as:|Url: //x|Url: http://[|"
    "Url: {slug|Path: x|Template:|Video: http://[|Video: ../x.mp4|Video: a\x00b.mp4|Image: ../x|Image: a\x00|"
    "Comments: x|Date_format: x|Content: x|Translations: x|Settings: x|_content: x|Locale: x|Context: x|"
    "source_path: /x|Timezone: UTC|in_default_lang: x|metadata: y|url_format: z|---|```|[^1]: x|[^]:|[b]: x|"
    "https://x|https://vimeo.com/1||# h|### h"
).split("|")
SIGNS = (  # noqa: SIM905  # as above
    "text ;![](;![a](;[a](;);{static};{filename};{tag};{x};//[;http://[x;#;%;%zz;%00;\x00;{;};|a|;`;    ;"
    "<img;<a href=';'>;<!--;-->;[^1];[a][;];][;> ;- ;* ;\t;\r;\u2028;é;\ud7ff;&amp;<h9>;<h2 id=>;<pre>;"
    "</pre>;[a]({static}//[x);<video poster=;srcset=',,';data:;C:\\x;mailto:;\\;*"
).split(";")
PARTS = st.sampled_from([*(f"{line}\n" for line in LINES), *SIGNS])


@example(parts=["![](", "Title: a\n", "Title: a\n", ")"], starts_well=True)
@given(parts=st.lists(PARTS, max_size=40), starts_well=st.booleans())
def test_nothing_that_is_written_stops_it(loaded: Blog, parts: list[str], *, starts_well: bool) -> None:
    text = ("Title: a\nDate: 2025-02-03\n" if starts_well else "") + "".join(parts)
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        (content / "posts").mkdir(parents=True)
        (content / "posts" / "a.md").write_text(text, encoding="utf-8", newline="")
        blog = replace(loaded, root=Path(folder), content=content)
        report = proofread(replace(blog, settings={**loaded.settings, "PATH": str(content)}), NOW)
    last = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(
        problem.file == "content/posts/a.md" and 1 <= problem.line <= last for problem in report.problems
    )
    assert not any("\n" in str(problem) for problem in report.problems)


TITLES = st.sampled_from(["A", "Archives", "Été", "B", "…", "", "A\nTitle: B", "<b>A</b>", "a/b"])
DATES = st.sampled_from(
    [
        "2025-02-03",
        "2025-02-03 18:30",
        "03/02/2025",
        "2025-13-01",
        "hier",
        "",
        "0001-01-01",
        "9999-12-31",
        "25",
    ]
)
KEYS = st.sampled_from(
    [
        *("Slug: a", "Slug: b", "Slug: ../x", "Slug: été", "Slug: 404", "Lang: en", "Lang: fr", "Lang: x y"),
        *("Status: draft", "Status: hidden", "Status: skip", "Status: Brouillon", "Status: published"),
        *("Tags: a, b", "Tags: C, C++", "Category: C", "Author: Jo", "Authors: Jo; Lou", "Translation: true"),
        *("Template: page", "Template: base", "Template: archives", "Template: rien", "Modified: 2026-01-01"),
        *("Save_as: x.html", "Save_as: index.html", "Url: x.html", "Summary: [a]({filename}rien.md)"),
        *("Video: https://vimeo.com/1", "Video: rien", "Image: images/plat.jpg", "Image: rien.jpg"),
        *("Comments: closed", "Comments: peut-être", "Timezone: Europe/Rome", "Timezone: Lune", "Content: x"),
        *("Is_valid: x", "Default_template: x", "Template: index", "Template: article"),
    ]
)
TEXTS = st.sampled_from(
    [
        *("Texte.", "", "## Un\n\n[a](#h-un)", "[a](#rien)", "[a]({filename}b.md)", "[a]({filename}rien.md)"),
        *("![Un plat]({static}/images/plat.jpg)", "![Un plat]({static}/images/rien.jpg)", "[a](/archives/)"),
        *("[a]({attach}/images/plat.jpg)", "[a]({tag}a)", "[a]({index})", "[a]({rien}x)", "Une note[^1]."),
        *("a\x07b", "[^1]:", "    {{ x }}", "{% raw %}", "https://vimeo.com/1", "[a](http://[x)", "\ufffe"),
    ]
)


@st.composite
def write_texts(draw: st.DrawFn) -> str:
    """A text with a header that is right or wrong in some way, or any signs at all."""
    if draw(st.booleans()):
        header = [f"Title: {draw(TITLES)}", f"Date: {draw(DATES)}", *draw(st.lists(KEYS, max_size=3))]
        return "\n".join([*header, "", *draw(st.lists(TEXTS, max_size=2)), ""])
    start = draw(st.sampled_from(["", "Title: A\n", "Title: A\nDate: 2025-02-03\n", "---\ntitle: A\n"]))
    return start + "".join(draw(st.lists(PARTS, max_size=12)))


COMMENTS = st.sampled_from(
    [
        "author: Jo\n\nOui.\n",
        "author Jo\n\nOui.\n",
        "author: Jo\nreplyto: 9\n\nOui.\n",
        "author: Jo\ndate: hier\n\nO.\n",
    ]
)


ATTACHING = "Title: A\nDate: 2025-02-03\n\n[a]({attach}/images/plat.jpg)\n"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The settings of this blog, its theme compiled once, and without the index, which is of no text."""
    compiled = str(tmp_path_factory.mktemp("compiled"))
    return SETTINGS + (
        "from jinja2 import FileSystemBytecodeCache\n"
        f"JINJA_ENVIRONMENT['bytecode_cache'] = FileSystemBytecodeCache({compiled!r})\n"
        "PLUGINS = [name for name in PLUGINS if name != 'pagefind']\n"
        f"IMAGES = {{'cache': {compiled!r}}}\n"
    )


def judge(folder: Path, settings: str) -> tuple[Report, Outcome]:
    """What proofreading says of a blog, and what becomes of its build."""
    path = folder / "pelicanconf.py"
    path.write_text(settings.replace('"content"', repr(str(folder / "content"))), encoding="utf-8")
    report = proofread(load_blog(path), NOW)
    with chdir(folder):
        return report, run_pelican(str(path), [], folder / "output")


@example(texts=["Title: A\nDate: 2025-02-03\nTemplate: archives\n\nTexte.\n"], pages=[], comments=[])
@example(texts=["Title: A\nDate: 2025-02-03\nTemplate: index\n\nTexte.\n"], pages=[], comments=[])
@example(texts=[ATTACHING, ATTACHING.replace("A", "B", 1)], pages=[], comments=[])
@example(texts=["Title: A\nDate: 2025-02-03\nIs_valid: x\n\nTexte.\n"], pages=[], comments=[])
@example(texts=["Title: A\nDate: 2025-02-03\n\n[a]({filename}b.md)\n"], pages=[], comments=["author Jo\n"])
@given(
    texts=st.lists(write_texts(), min_size=1, max_size=3),
    pages=st.lists(write_texts(), max_size=1),
    comments=st.lists(COMMENTS, max_size=2),
)
def test_what_is_passed_is_built_and_what_is_refused_is_named(
    settings: str, texts: Sequence[str], pages: Sequence[str], comments: Sequence[str]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        blog = Blog(root=folder, content=folder / "content", settings={})
        files = {
            **{f"posts/{letter}.md": text for letter, text in zip("abc", texts, strict=False)},
            **{f"pages/page-{number}.md": text for number, text in enumerate(pages)},
            **{f"comments/a/{number}.md": text for number, text in enumerate(comments, start=1)},
            "images/plat.jpg": JPEG,
        }
        save(blog, files)
        report, outcome = judge(folder, settings)
    errors = [problem for problem in report.problems if problem.is_error]
    if not errors:
        assert outcome.is_complete
        assert outcome.faults == ()
    if outcome.faults:
        named = {problem.file: problem for problem in errors}
        assert named
        names = [name.removeprefix("content/") for name in named]
        lost = [fault for fault in outcome.faults if not any(name in fault for name in names)]
        assert all("no article or page has this slug" in fault for fault in lost), (lost, errors)  # as yet
        assert not named.keys() - {f"content/{name}" for name in files} - {"content/comments/a"}, errors
