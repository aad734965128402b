"""Files that plugins write into the output folder by themselves."""

from collections.abc import Callable
from pathlib import Path

from pelican.utils import sanitised_join
from pelican.writers import Writer

from .incremental import keep_file


def write_output(writer: Writer, name: str, compose: Callable[[], str], key: str | None = None) -> None:
    """Write a text file, by its path below the output folder; in an inventory it is only noted.

    An earlier build's file can stay if a key says all that `compose` makes it from, besides the settings.
    Raises RuntimeError where the path leads outside, and OSError where the disk refuses.
    """
    path = sanitised_join(writer.output_path, name)
    if note := getattr(writer, "note_output", None):
        note(name)
        return
    file = Path(path)

    def write() -> None:
        document = compose()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(document, encoding="utf-8")

    if key is None:
        write()
    else:
        keep_file(file, key, write)
