"""Files that no writer made: the copies of comment files that programs leave beside them, in any language."""

import re
from collections.abc import Iterator
from pathlib import Path

_COPY = (
    "copy|copie|kopie|copia|cópia|còpia|kopia|kopi|kopio|kopya|kópia|kopija|koopia|másolat|afrit|копия|копія|"
    "копие|αντίγραφο|副本|拷貝|コピー|복사본|사본|نسخة|עותק"
)
_CONFLICT = "confli|konfli|конфликт|конфлікт|競合|冲突|衝突|충돌|motstridig|ristiriita|çakı"  # noqa: RUF001  # Turkish

# Each names the file that it was made of. What programs say beside it (who, where, when) does not matter.
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
"""A name that is an id: somebody gave it, be it `9-copy`."""
_LEFTOVER = re.compile(
    r"(?:\.#|\._|#|~\$?|\.(?=.+\.sw[a-p]$)|\.~lock\.)?(?P<name>.+?\.(?:md|html))"
    r"(?:#|~|\.~\d+~|\.(?:bak|backup|orig|rej|old|save|sav|tmp|part|mine|txt|un|kate-swp|r?\d+|sw[a-p])|\.#.*)*",
    re.IGNORECASE,
)

_VALUE = re.compile(r"^(date|author):[ \t]*(\S.*)$", re.MULTILINE)


def find_original(path: Path) -> Path | None:
    """The comment file beside another one of which that is a copy, by its name; None for any other file.

    What else follows the name of another one, a number or that of a computer, may be a writer's, so that then
    both must say the same or be of the same moment.
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
    """Whether a program has named a file as a copy, be the original there or not."""
    return not _CHOSEN.fullmatch(path.stem) and bool(_list_bases(path.stem))


def is_leftover(path: Path) -> bool:
    """Whether an editor or a tool has put a file aside, which it did not mean for anybody to read."""
    match = _LEFTOVER.fullmatch(path.name)
    return match is not None and match["name"] != path.name


def _list_bases(stem: str) -> list[str]:
    """The names of which one may have been made, copy after copy: `9 - Copie (2)` of `9 - Copie` of `9`."""
    names = [stem]
    for name in names:  # which grows meanwhile
        bases = (match["base"] for pattern in _MARKS if (match := pattern.fullmatch(name)))
        names += [base for base in dict.fromkeys(bases) if base not in names]
    return names[1:]


def _list_starts(name: str) -> Iterator[str]:
    """Each beginning of a name that ends where a word does, the longest first."""
    ends = range(len(name) - 1, 0, -1)
    yield from (name[:end] for end in ends if name[end - 1].isalnum() and not name[end].isalnum())


def _find_beside(path: Path, base: str) -> Path | None:
    names = (f"{base}{path.suffix}", f"{base}.md", f"{base}.html")
    return next((found for name in names if (found := path.with_name(name)).is_file()), None)


def _is_version(path: Path, other: Path) -> bool:
    """Whether two files say the same, or are of the same moment; of a day alone, by the same writer too."""
    texts = [file.read_text(encoding="utf-8-sig", errors="replace").rstrip() for file in (path, other)]
    own, its = (dict(_VALUE.findall(text.partition("\n\n")[0].lower())) for text in texts)
    has_same_date = "date" in own and own["date"] == its.get("date")
    return texts[0] == texts[1] or (has_same_date and (":" in own["date"] or own == its))
