"""What a build depends on apart from texts, theme and settings: Python, packages, and the code of plugins."""

import locale
import os
import site
import sys
import sysconfig
import time
from functools import cache

from .digests import combine
from .files import Stamp, read_stamp

Code = dict[str, Stamp]
"""The stamps of files of code."""

_seen: Code = {}
"""The stamps that files of code had when they were first looked at, soon after they were loaded."""
_FOLDERS = tuple(
    {
        os.path.join(os.path.realpath(folder), "")
        for folder in (*sysconfig.get_paths().values(), *site.getsitepackages(), site.getusersitepackages())
    }
)
"""Where Python and its packages are, which are known by their versions."""


def identify_packages() -> bytes:
    """The digest of the versions of Python and of all packages, and of the language and time zone here."""
    names = sorted(
        (entry.name, entry.stat().st_mtime_ns)
        for folder in sys.path
        if os.path.isdir(folder)
        for entry in os.scandir(folder)
        if entry.name.endswith((".dist-info", ".egg-info", ".pth", ".egg-link"))
    )
    return combine([sys.version, names, list(locale.getlocale()), list(time.tzname)])


def list_code() -> Code:
    """The stamps of the loaded modules that are not packages' own, as they were when first asked for.

    A process that runs for long calls this once it has loaded its modules, which later changes do not reach.
    """
    files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    # A program of a package, such as `pelican`, has no suffix.
    own = (
        path for path in sorted(filter(None, files)) if os.path.splitext(path)[1] and not is_installed(path)
    )
    return {path: _seen.setdefault(path, read_stamp(path)) for path in own}


def is_unchanged(code: Code) -> bool:
    """Whether the files of this code are as they were."""
    return all(read_stamp(path) == stamp for path, stamp in code.items())


@cache
def is_installed(path: str) -> bool:
    """Whether a file belongs to Python or to a package, which are known by their versions."""
    folder, name = os.path.split(path)
    place = os.path.realpath(path) if os.path.islink(path) else os.path.join(_find_place(folder), name)
    return place.startswith(_FOLDERS)


@cache
def _find_place(folder: str) -> str:
    return os.path.realpath(folder)
