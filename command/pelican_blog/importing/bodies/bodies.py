"""A text of WordPress as Markdown that says the same."""

from typing import Literal

from pelican.plugins.comments.importing.comparison import Difference, compare_html
from pelican.plugins.comments.importing.elements import MORE, serialize
from pelican.plugins.comments.importing.markdown import Conversion, Dialect, convert_html
from pelican.plugins.comments.importing.parsing import parse_html
from pelican.plugins.comments.importing.wordpress.models import Item

from .models import Body, Job, Library
from .resolving import resolve
from .tidying import tidy

Mode = Literal["verified", "html"]


def convert_body(item: Item, *, library: Library, dialect: Dialect, mode: Mode = "verified") -> Body:
    """The text of an item, and its excerpt, as the new site has them."""
    job = Job(item=item, library=library)
    root = tidy(parse_html(resolve(item.content, job)), job)
    reference = serialize(root.children)
    conversion = convert_html(reference, dialect=dialect, keeps_all=mode == "html")
    if conversion.difference:
        _note_difference(conversion.difference, job)
    return Body(
        text=conversion.markdown,
        summary=_write_summary(item.excerpt, job, dialect),
        has_more=any(element.name == MORE for element in root.walk()),
        notes=job.list_notes(),
        media=tuple(job.media),
        blocks=conversion.blocks,
        kept=len(conversion.kept),
        reference=reference,
    )


def compare_body(reference: str, text: str, *, dialect: Dialect) -> Difference | None:
    """How a text, rendered, differs from the HTML that it was made from; None if it says the same."""
    root = parse_html(reference)
    targets = (element.attributes.get("href", "") for element in root.walk() if element.name == "a")
    anchors = {address[1:] for address in targets if address.startswith("#")}
    return compare_html(root, dialect.render(text), anchors=anchors)


def _note_difference(difference: Difference, job: Job) -> None:
    detail = f"{difference.kind}: {difference.expected!r} became {difference.found!r}"
    job.note("text-differs", detail, "compare this text with the old page")


def _write_summary(excerpt: str, job: Job, dialect: Dialect) -> str:
    """The excerpt on one line: as Markdown if it is one paragraph, otherwise as HTML."""
    root = tidy(parse_html(resolve(excerpt, job)), job)
    html = serialize(root.children)
    conversion: Conversion = convert_html(html, dialect=dialect)
    if conversion.blocks == 1 and not conversion.kept and "\n" not in conversion.markdown:
        return conversion.markdown
    return " ".join(html.split())
