"""Whatever stands in a file, it is read to its end, and what is said of it is one line each."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st
from pelican_blog.blog import Blog
from pelican_blog.proofreading.report import proofread

from .conftest import NOW

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
