"""Code and tables: boxes that scroll, without a style or an attribute that the page may not have."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from pelican.plugins.reading.scrolling import focus_raw_code, wrap_raw_table

Read = Callable[..., BeautifulSoup]
Convert = Callable[..., str]

TABLE = "| a | b | c | d |\n|---|--:|:-:|:--|\n| 1 | 2 | 3 | 4 |"
START = '<div aria-label="{}" class="table-scroll" role="group" tabindex="0">'


@pytest.mark.parametrize("others", [("extra",), ("tables",)], ids=["styles", "attributes"])
def test_table_is_in_a_box_and_its_columns_are_aligned_by_classes(read: Read, others: tuple[str]) -> None:
    page = read(
        f"Avant\n\n{TABLE}\n\nAprès\n\n" + "\n".join(f"> {line}" for line in TABLE.splitlines()),
        others=others,
    )
    assert str(page).count(START.format("Table") + "<table>") == len(page.select("table")) == 2
    assert [element.text for element in page.find_all("p", recursive=False)] == ["Avant", "Après"]
    expected = [None, ["align-right"], ["align-center"], None]
    for row in page.select("tr"):
        assert [cell.get("class") for cell in row.find_all(["th", "td"])] == expected
    assert not page.select("[style], [align]")


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<table><tr><td>1</td></tr></table>", "T"),
        ('\n<TABLE class="x">\n<tr><td><table></table></td></tr>\n</TABLE>\n', "T"),
        ("<table><caption>Les\n prix</caption><tr><td>1</td></tr></table>", "Les prix"),
        ('<table><caption>Les "prix" &amp; &lt;</caption></table>', "Les &#34;prix&#34; &amp; &lt;"),
        ("<table><caption><b>Les</b> prix</caption></table>", "Les prix"),
        ("<table><caption>Les prix", None),
    ],
)
def test_table_written_in_html_stays_as_it_is_in_a_box(html: str, name: str | None) -> None:
    assert wrap_raw_table(html, "T") == (html if name is None else f"{START.format(name)}{html}</div>")


def test_tables_written_in_html_are_found(read: Read, convert: Convert) -> None:
    assert convert("<table><tr><td>1</td></tr></table>").startswith(f"{START.format('Table')}<table>")
    assert read(f'<div markdown="1">\n\n{TABLE}\n\n</div>').select("div > .table-scroll > table")


@pytest.mark.parametrize(
    "html",
    ["", "<table", "<p>1</p>", "</table><table>", "<tables>1</tables>", "<div><table></table></div>",
     "<table></table><p>2</p>", "<table></table><table></table>", "<table><table></table>",
      '<pre tabindex="0">1</pre>',
     '<pre class="x" tabindex=0>1</pre>', "<prefix>1</prefix>", "<p><pre>1</pre>", "<!-- <pre>1</pre> -->"],
)  # fmt: skip
def test_other_html_is_left_alone(html: str) -> None:
    assert wrap_raw_table(html, "T") == focus_raw_code(html) == html


@pytest.mark.parametrize(
    "text",
    ["    x = 1", "    :::python\n    x = 1", "```\nx = 1\n```", "```python\nx = 1\n```",
     '``` {.python hl_lines="1"}\nx = 1\n```', "<pre>x = 1</pre>", '<pre class="x">x = 1</pre>'],
)  # fmt: skip
def test_code_takes_the_focus(read: Read, text: str) -> None:
    for others in (("extra",), ("extra", "codehilite")):
        (block,) = read(text, others=others).select("pre")
        assert block["tabindex"] == "0"
        assert "x = 1" in block.text
