"""Footnotes: their roles, the names of the links back, plain ids."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

Read = Callable[..., BeautifulSoup]

TEXT = "Un[^a], deux[^b] et encore un[^a].\n\n[^a]: Note *une*.\n[^b]:\n    Note deux.\n\n    Sa suite."


def test_parts_have_roles_and_names_and_are_kept_out_of_the_search(read: Read) -> None:
    page = read(TEXT)
    assert page.select_one("div.footnote")["role"] == "doc-endnotes"
    calls, back = page.select("sup > a"), page.select("a.footnote-backref")
    assert [link["role"] for link in calls] == ["doc-noteref"] * 3
    assert [link["role"] for link in back] == ["doc-backlink"] * 3
    assert [link["aria-label"] for link in back] == [
        f"Back to the text from note {number}" for number in ("1", "1 (2)", "2")
    ]
    assert all(link.has_attr("data-pagefind-ignore") for link in (*calls, *back))
    assert [(link.text, link.get("title")) for link in back] == [("↩\ufe0e", None)] * 3


@pytest.mark.parametrize("label", ["1", "a", "d’un titre", "été", "a b", '"><b>', "note-1", "a:b"])
def test_call_and_note_lead_to_each_other_by_plain_ids(read: Read, label: str) -> None:
    page = read(f"Zéro[^z], un[^{label}], et encore[^{label}].\n\n[^z]: Zéro.\n[^{label}]: Un.")
    ids = [element["id"] for element in page.select("[id]")]
    assert len(set(ids)) == len(ids) == 5
    assert all(name.isascii() and " " not in name and '"' not in name for name in ids)
    for call in page.select("sup"):
        note = page.find(id=call.a["href"].removeprefix("#"))
        assert f"#{call['id']}" in [link["href"] for link in note.select("a")]


@pytest.mark.parametrize("labels", [("été", "note-1"), ("note-1", "été"), ("été", "note-1", "à", "note-2")])
def test_no_note_gets_the_label_of_another(read: Read, labels: tuple[str, ...]) -> None:
    calls, notes = (f"[^{label}]" for label in labels), (f"[^{label}]: {label}" for label in labels)
    page = read(" ".join(calls) + "\n\n" + "\n".join(notes))
    called = [page.find(id=call["href"].removeprefix("#")) for call in page.select("sup > a")]
    assert [note.p.find(string=True).strip() for note in called] == list(labels)


def test_links_of_the_writer_are_left_alone(read: Read) -> None:
    text = "[a](#fn-x) [b](/x#fn:é) [c](#fnord) un[^é]\n\n[^é]: Note."
    assert [link["href"] for link in read(text).select("p > a")][:3] == ["#fn-x", "/x#fn:é", "#fnord"]
