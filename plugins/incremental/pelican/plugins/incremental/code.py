"""What a build depends on apart from texts, theme and settings: Python, packages, and the code of plugins."""

import locale
import os
import sys
import time
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import cache
from pathlib import Path

from .digests import PlainDigester, UnobservableError, combine
from .files import Stamp, read_stamp
from .installed import is_installed

_TOOLS = (__package__, "pelican_blog", "pelican_toolkit")
"""What works on all sites alike: what it holds is the state of its work."""
Code = dict[str, Stamp]
"""The stamps of files of code."""


def identify_packages() -> bytes:
    """The digest of the versions of Python and of all packages, and of the language and time zone here."""
    names = sorted(
        (entry.name, entry.stat().st_mtime_ns)
        for folder in sys.path
        if os.path.isdir(folder)
        for entry in os.scandir(folder)
        if entry.name.endswith((".dist-info", ".egg-info", ".pth", ".egg-link"))
    )
    zone = (
        time.timezone,
        time.altzone,
        *time.tzname,
        os.environ.get("TZ"),
        os.path.realpath("/etc/localtime"),
    )
    return combine([sys.version, names, list(locale.getlocale()), zone])


def list_code() -> Code:
    """The stamps of the loaded modules that are not packages' own, as they were when first asked for.

    A process that runs for long calls this once it has loaded its modules, which later changes do not reach.
    """
    return {path: _read_first_stamp(path) for path in sorted(_name_own_modules())}


def list_sites_code() -> AbstractSet[str]:
    """The files of `list_code` without those of our own tools, of which a command may need one more."""
    return {path for path, name in _name_own_modules().items() if not name.startswith(_TOOLS)}


def _name_own_modules() -> dict[str, str]:
    """The names of the loaded modules that are not packages' own, by their files."""
    files = {getattr(module, "__file__", None): name for name, module in [*sys.modules.items()]}
    # A program of a package, such as `pelican`, has no suffix.
    return {
        path: name for path, name in files.items() if path and not is_installed(path) and Path(path).suffix
    }


@cache
def _read_first_stamp(path: str) -> Stamp:
    """The stamp that a file of code had when it was first looked at, soon after it was loaded."""
    return read_stamp(path)


def digest_data() -> dict[str, bytes]:
    """The digests of what modules that are not packages' own hold as data, such as what they read of a file.

    These are texts and collections; numbers are more often moments or counts.
    """
    code, digester, digests = list_code().keys(), PlainDigester({}, {}, {}), {}
    for name, module in [*sys.modules.items()]:
        path = getattr(module, "__file__", None)
        if path in code and not name.startswith(_TOOLS):
            forms = []
            for key, value in vars(module).items():
                if isinstance(value, str | bytes | list | tuple | dict | set | frozenset) and key[:2] != "__":
                    with suppress(UnobservableError):
                        forms.append((key, digester.describe(value)))
            digests[path] = combine(forms)
    return digests


def find_change(code: Code) -> str:
    """What has become of a file of this code that is not as it was; empty if there is none."""
    for path, stamp in code.items():
        if (now := read_stamp(path)) != stamp:
            return f"{path} has changed" if now else f"{path} is gone"
    return ""
