"""The only module that knows Pelican's signals."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pelican import Pelican
from pelican.contents import Content
from pelican.generators import Generator
from pelican.plugins import signals
from pelican_toolkit.contents import list_contents
from pelican_toolkit.errors import warnings_end_builds
from pelican_toolkit.extensions import add_markdown_extension
from pelican_toolkit.incremental import pure

from .extension import FrontmatterExtension
from .reservations import judge_reservation, judge_status
from .sources import read_source

_META = "markdown.extensions.meta"

log = logging.getLogger(__name__)


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(configure_markdown)
    signals.content_object_init.connect(examine_content)
    signals.article_generator_pretaxonomy.connect(hide_drafts)
    signals.page_generator_finalized.connect(hide_drafts)
    signals.all_generators_finalized.connect(report)


def configure_markdown(pelican: Pelican) -> None:
    """Have Pelican load the Markdown extension, after `meta`, which it replaces.

    An extension, not a reader, so that every Markdown reader has it, whatever the order of the plugins.
    """
    markdown = pelican.settings["MARKDOWN"]
    extensions = [*(markdown.get("extensions") or ())]
    if _META not in (*extensions, *(markdown.get("extension_configs") or ())):
        extensions.append(_META)  # as Pelican would, but after ours
    pelican.settings["MARKDOWN"] = {**markdown, "extensions": extensions}
    add_markdown_extension(pelican.settings, FrontmatterExtension, {})


@pure
def examine_content(content: Content) -> None:
    """Turn an article or page that is not for readers into a draft, and remember why.

    Pelican's earlier signal passes only the metadata, but the file's name counts too, and header lines that
    Pelican does not read.
    """
    if "draft" not in getattr(content, "allowed_statuses", ()):
        return
    path = str(content.relative_source_path or "")
    source = read_source(_read_text(content), Path(path).suffix.lower())
    now = datetime.now(ZoneInfo(content.settings.get("TIMEZONE") or "UTC"))
    metadata = {**source.words}
    for key, value in content.metadata.items():
        metadata[key.lower()] = [*metadata.get(key.lower(), []), value]
    content.header_problem = source.problem
    content.reservation = judge_reservation(metadata, path, now=now)
    if content.reservation:  # too late for Pelican to skip it
        status = content.reservation.status.replace("skip", "draft")
        content.status = content.metadata["status"] = status
    elif content.status not in content.allowed_statuses:
        content.status = content.metadata["status"] = judge_status(content.status) or content.status


def _read_text(content: Content) -> str:
    """The file's text; empty for content without a file."""
    try:
        return Path(content.source_path).read_text(encoding="utf-8", errors="replace")
    except (OSError, TypeError, ValueError):
        return ""


def hide_drafts(generator: Generator) -> None:
    """Keep each draft from the address that its header names, where Pelican would write it, for now.

    Not earlier, as Pelican turns an article from the future into a draft after it has read it.
    """
    for content in list_contents(generator):
        if content.status == "draft":
            for name in ("override_save_as", "override_url"):
                vars(content).pop(name, None)


def report(generators: Sequence[Generator]) -> None:
    """Log each text kept back by a word that Pelican itself does not know.

    Clear cases are warnings, but not in a build that ends at the first warning; doubtful ones always are.
    """
    plain = logging.INFO if warnings_end_builds() else logging.WARNING
    doubts = []
    for content in sorted(_list_contents(generators), key=lambda content: str(content.relative_source_path)):
        reservation, name = content.reservation, content.relative_source_path
        if content.header_problem:
            doubts.append(f"{name}: {content.header_problem}")
        if reservation and not reservation.is_understood:
            doubts.append(f"{name}: {reservation.sentence}")
        elif reservation and not reservation.is_native:
            log.log(plain, "%s: %s", name, reservation.sentence, extra={"harmless": True})
    if doubts:  # in one message: the build may end at the first
        log.warning("%s", "\n".join(doubts))


def _list_contents(generators: Sequence[Generator]) -> Iterator[Content]:
    """Every article or page that Pelican has read; it keeps None for files that failed."""
    for generator in generators[:1]:
        for content in generator.context["generated_content"].values():
            if hasattr(content, "reservation"):
                yield content
