"""Copies of comment files made by programs, named in any language, and other leftovers."""

import re
from collections.abc import Iterator
from pathlib import Path

_COPY = (
    "copy|copie|kopie|copia|cópia|còpia|kopia|kopi|kopio|kopya|kópia|kopija|koopia|másolat|afrit|копия|копія|"
    "копие|αντίγραφο|副本|拷貝|コピー|복사본|사본|نسخة|עותק"
)
_CONFLICT = "confli|konfli|конфликт|конфлікт|競合|冲突|衝突|충돌|motstridig|ristiriita|çakı"  # noqa: RUF001  # Turkish

# Each contains the name of the original; the rest says who made the copy, where and when.
_MARKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<base>.+)\.sync-conflict-\d{8}-\d{6}(-\w+)?",  # Syncthing
        # Dropbox, Nextcloud
        rf"(?P<base>.+?) ?\([^()]*(?:\([^()]*\))?[^()]*(?:{_CONFLICT})[^()]*(?:\([^()]*\))?\)",
        rf"(?P<base>.+?)[ _.-]+(?:{_CONFLICT})\w*[ _.-]*[\d ._-]*",  # ownCloud, Resilio Sync
        r"(?P<base>.+)_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+",  # git mergetool
        rf"(?P<base>.+?)(?: - | |_)(?:{_COPY})(?: ?\(?\d+\)?)?",  # Windows, macOS, editors
        rf"(?P<base>.+?) \((?:[^()]+ )?(?:{_COPY})(?: \d+)?\)",  # GNOME, KDE
        rf"(?:{_COPY})(?: ?\(\d+\))? (?:of|de|von|di|do|da|van|av|af) (?P<base>.+)",  # Google Drive
    )
)
_CHOSEN = re.compile(r"[a-z0-9-]+")
"""A valid id, which was chosen on purpose, even `9-copy`."""
_LEFTOVER = re.compile(
    r"(?:\.#|\._|#|~\$?|\.(?=.+\.sw[a-p]$)|\.~lock\.)?(?P<name>.+?\.(?:md|html))"
    r"(?:#|~|\.~\d+~|\.(?:bak|backup|orig|rej|old|save|sav|tmp|part|mine|txt|un|kate-swp|r?\d+|sw[a-p])|\.#.*)*",
    re.IGNORECASE,
)

_VALUE = re.compile(r"^(date|author):[ \t]*(\S.*)$", re.MULTILINE)


def find_original(path: Path) -> Path | None:
    """The comment file of which this one is a copy, judging by the names; None for any other file.

    If the name only ends differently, such as with a number, that may be the writer's choice: then both must
    also have the same text or date.
    """
    if _CHOSEN.fullmatch(path.stem):
        return None
    bases = _list_bases(path.stem)
    for base in bases:
        if found := _find_beside(path, base):
            return found
    for base in (start for name in (path.stem, *bases) for start in _list_starts(name)):
        if (found := _find_beside(path, base)) and _is_version(path, found):
            return found
    return None


def is_marked_as_copy(path: Path) -> bool:
    """Whether a file is named like a copy, even if there is no original."""
    return not _CHOSEN.fullmatch(path.stem) and bool(_list_bases(path.stem))


def is_leftover(path: Path) -> bool:
    """Whether a file is a backup or scratch file of an editor or another tool."""
    match = _LEFTOVER.fullmatch(path.name)
    return match is not None and match["name"] != path.name


def _list_bases(stem: str) -> list[str]:
    """The possible originals of a copy, or of a copy of a copy: `9 - Copie (2)`, `9 - Copie`, `9`."""
    names = [stem]
    for name in names:  # the list grows meanwhile
        bases = (match["base"] for pattern in _MARKS if (match := pattern.fullmatch(name)))
        names += [base for base in dict.fromkeys(bases) if base not in names]
    return names[1:]


def _list_starts(name: str) -> Iterator[str]:
    """The beginnings of a name that end at the end of a word, longest first."""
    ends = range(len(name) - 1, 0, -1)
    yield from (name[:end] for end in ends if name[end - 1].isalnum() and not name[end].isalnum())


def _find_beside(path: Path, base: str) -> Path | None:
    names = (f"{base}{path.suffix}", f"{base}.md", f"{base}.html")
    return next((found for name in names if (found := path.with_name(name)).is_file()), None)


def _is_version(path: Path, other: Path) -> bool:
    """Whether two files have the same text or date; if that has no time, the author must be the same too."""
    texts = [file.read_text(encoding="utf-8-sig", errors="replace").rstrip() for file in (path, other)]
    own, its = (dict(_VALUE.findall(text.partition("\n\n")[0].lower())) for text in texts)
    has_same_date = "date" in own and own["date"] == its.get("date")
    return texts[0] == texts[1] or (has_same_date and (":" in own["date"] or own == its))
