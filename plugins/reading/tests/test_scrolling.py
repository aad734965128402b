"""Code and tables: boxes that scroll, without a style or an attribute that the page may not have."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from markdown import markdown
from pelican.plugins.reading.extension import ReadingExtension
from pelican.plugins.reading.scrolling import mark_raw_html

Read = Callable[[str], BeautifulSoup]
Convert = Callable[[str], str]

TABLE = "| a | b | c | d |\n|---|--:|:-:|:--|\n| 1 | 2 | 3 | 4 |"


def test_table_is_in_a_box_that_takes_the_focus_and_has_a_name(read: Read) -> None:
    box = read(f"Avant\n\n{TABLE}\n\nAprès").table.parent
    assert box.attrs == {
        "class": ["table-scroll"], "role": "group", "aria-label": "Table", "tabindex": "0"
    }  # fmt: skip
    assert box.find_previous_sibling("p").text == "Avant"
    assert box.find_next_sibling("p").text == "Après"


def test_columns_are_aligned_by_classes(read: Read) -> None:
    table = read(TABLE).table
    expected = [None, ["align-right"], ["align-center"], None]
    for row in table.select("tr"):
        assert [cell.get("class") for cell in row.find_all(["th", "td"])] == expected
    assert not table.select("[style], [align]")


def test_alignment_by_attribute_becomes_a_class_too() -> None:
    extensions = ["tables", ReadingExtension()]
    configurations = {"tables": {"use_align_attribute": True}}
    html = markdown(TABLE, extensions=extensions, extension_configs=configurations)
    assert '<td class="align-right">2</td>' in html
    assert "align=" not in html


def test_tables_in_lists_and_quotations_scroll_too(read: Read) -> None:
    quoted = "\n".join(f"> {line}" for line in TABLE.splitlines())
    page = read(f"{TABLE}\n\n{quoted}")
    assert len(page.select(".table-scroll > table")) == len(page.select("table")) == 2


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<table><tr><td>1</td></tr></table>", "Table"),
        ('<TABLE class="x">\n<tr><td>1</td></tr>\n</TABLE>', "Table"),
        ("<table><caption>Les\n prix</caption><tr><td>1</td></tr></table>", "Les prix"),
        ('<table><caption>Les "prix" &amp; &lt;</caption></table>', "Les &quot;prix&quot; &amp; &lt;"),
        ("<table><caption><b>Les</b> prix</caption></table>", "Table"),
    ],
)
def test_table_written_in_html_stays_as_it_is_in_a_box(html: str, name: str) -> None:
    start = f'<div aria-label="{name}" class="table-scroll" role="group" tabindex="0">'
    assert mark_raw_html(html) == f"{start}{html}</div>"


def test_table_in_html_has_the_box_of_one_in_markdown(convert: Convert) -> None:
    start = '<div aria-label="Table" class="table-scroll" role="group" tabindex="0"><table>'
    assert convert(TABLE).startswith(start)
    assert convert("<table><tr><td>1</td></tr></table>").startswith(start)


def test_table_in_markdown_in_html_scrolls_too(read: Read) -> None:
    assert read(f'<div markdown="1">\n\n{TABLE}\n\n</div>').select("div > .table-scroll > table")


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<table",
        "<p>1</p>",
        "</table><table>",
        "<tables>1</tables>",
        "<div><table></table></div>",
        "<table></table><p>2</p>",
        '<pre tabindex="0">1</pre>',
        '<pre class="x" tabindex=0>1</pre>',
        "<prefix>1</prefix>",
        "<p><pre>1</pre>",
        "<!-- <pre>1</pre> -->",
    ],
)
def test_what_is_not_understood_is_left_alone(html: str) -> None:
    assert mark_raw_html(html) == html


@pytest.mark.parametrize(
    "text",
    ["    x = 1", "    :::python\n    x = 1", "```\nx = 1\n```", "```python\nx = 1\n```",
     '``` {.python hl_lines="1"}\nx = 1\n```', "<pre>x = 1</pre>", '<pre class="x">x = 1</pre>'],
)  # fmt: skip
def test_code_takes_the_focus(read: Read, text: str) -> None:
    (block,) = read(text).select("pre")
    assert block["tabindex"] == "0"
    assert "x = 1" in block.text


@pytest.mark.parametrize("text", ["    x = 1", "```\nx = 1\n```"])
def test_code_without_colours_takes_the_focus(text: str) -> None:
    html = markdown(text, extensions=["extra", ReadingExtension()])
    assert html == '<pre tabindex="0"><code>x = 1\n</code></pre>'


def test_fenced_code_is_coloured(read: Read) -> None:
    assert read("```python\ndef f(): pass\n```").select_one(".highlight .k").text == "def"
