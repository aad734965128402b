"""The only module that knows Pelican's signals."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pelican import Pelican
from pelican.contents import Content
from pelican.generators import Generator
from pelican.log import FatalLogger
from pelican.plugins import signals

from .extension import FrontmatterExtension
from .reservations import judge_reservation, judge_status
from .sources import read_source

_EXTENSION = f"{FrontmatterExtension.__module__}:{FrontmatterExtension.__name__}"
_META = "markdown.extensions.meta"

log = logging.getLogger(__name__)


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(configure_markdown)
    signals.content_object_init.connect(examine_content)
    signals.all_generators_finalized.connect(report)


def configure_markdown(pelican: Pelican) -> None:
    """Have Pelican load the Markdown extension, behind the one whose place it takes.

    An extension and no reader, so that every reader of Markdown has it, in whatever order the plugins come.
    """
    markdown = pelican.settings["MARKDOWN"]
    extensions: list[object] = []
    for name in (*markdown.get("extensions", []), *markdown.get("extension_configs", {}), _META):
        if name not in (*extensions, _EXTENSION):
            extensions.append(name)
    pelican.settings["MARKDOWN"] = {**markdown, "extensions": [*extensions, _EXTENSION]}


def examine_content(content: Content) -> None:
    """Make a draft of an article or a page that is not for readers, and remember why.

    Not earlier, by the signal that hands over the metadata alone: the file's name counts too, and so do lines
    of its header that Pelican does not read.
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
    if content.reservation:  # what Pelican has not skipped it cannot skip any more
        status = content.reservation.status.replace("skip", "draft")
        content.status = content.metadata["status"] = status
    elif content.status not in content.allowed_statuses:
        content.status = content.metadata["status"] = judge_status(content.status) or content.status


def _read_text(content: Content) -> str:
    """What the file holds; nothing where the content is no file's."""
    try:
        return Path(content.source_path).read_text(encoding="utf-8", errors="replace")
    except (OSError, TypeError, ValueError):
        return ""


def report(generators: Sequence[Generator]) -> None:
    """Name each text that is kept back by another word than Pelican's own.

    What is plain is a warning for whoever reads warnings, and nothing that ends a build which warnings end.
    """
    plain = logging.WARNING if FatalLogger.fatal_lvl > logging.WARNING else logging.INFO
    doubts = []
    for content in sorted(_list_contents(generators), key=lambda content: str(content.relative_source_path)):
        reservation, name = content.reservation, content.relative_source_path
        if content.header_problem:
            doubts.append(f"{name}: {content.header_problem}")
        if reservation and not reservation.is_understood:
            doubts.append(f"{name}: {reservation.sentence}")
        elif reservation and not reservation.is_native:
            log.log(plain, "%s: %s", name, reservation.sentence, extra={"harmless": True})
    if doubts:  # all at once, as the first may be the last
        log.warning("%s", "\n".join(doubts))


def _list_contents(generators: Sequence[Generator]) -> Iterator[Content]:
    """Every text that Pelican has found to be one; for others it keeps None."""
    for generator in generators[:1]:
        for content in generator.context["generated_content"].values():
            if hasattr(content, "reservation"):
                yield content
