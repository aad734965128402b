"""Footnotes of the block editor, which keeps them beside the text, as Python-Markdown shows them."""

import json
from collections.abc import Iterator, Mapping

from pelican.plugins.comments.importing.elements import Element, Node
from pelican.plugins.comments.importing.parsing import parse_html

from .models import Job

_KEY = "footnotes"


def replace_footnotes(root: Element, job: Job) -> None:
    """Number the calls in the tree, and put the notes at the end, where Markdown has them."""
    notes = _read_notes(job)
    numbers = {identity: str(number) for number, identity in enumerate(notes, 1)}
    called: set[str] = set()
    root.children = [*_number_calls(root.children, numbers, called)]
    items = [_write_note(numbers[identity], html) for identity, html in notes.items() if identity in called]
    if items:
        root.children.append(
            Element("div", {"class": "footnote"}, [Element("hr"), Element("ol", {}, [*items])])
        )


def _read_notes(job: Job) -> Mapping[str, str]:
    """The HTML of each note by its id, in their order."""
    written = dict(job.item.meta).get(_KEY, "")
    try:
        notes = json.loads(written) if written else []
        return {str(note["id"]): str(note["content"]) for note in notes}
    except (ValueError, TypeError, KeyError, RecursionError):
        job.note("footnotes-unread", "footnotes that cannot be read", "write them as [^1] and [^1]: …")
        return {}


def _number_calls(nodes: list[Node], numbers: Mapping[str, str], called: set[str]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, str):
            yield node
            continue
        identity = node.attributes.get("data-fn", "")
        if node.name == "sup" and identity in numbers:
            called.add(identity)
            number = numbers[identity]
            link = Element("a", {"class": "footnote-ref", "href": f"#fn:{number}"}, [number])
            yield Element("sup", {"id": f"fnref:{number}"}, [link])
        else:
            node.children = [*_number_calls(node.children, numbers, called)]
            yield node


def _write_note(number: str, html: str) -> Element:
    return Element("li", {"id": f"fn:{number}"}, parse_html(html).children)
