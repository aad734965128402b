"""Files that plugins write into the output folder by themselves."""

from pathlib import Path

from pelican.utils import sanitised_join
from pelican.writers import Writer


def write_output(writer: Writer, name: str, document: str) -> None:
    """Write a text file, by its path below the output folder; in an inventory it is only noted.

    Raises RuntimeError where the path leads outside, and OSError where the disk refuses.
    """
    file = Path(sanitised_join(writer.output_path, name))
    if note := getattr(writer, "note_output", None):
        note(name)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(document, encoding="utf-8")
