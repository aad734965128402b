"""Which files are those of Python and of installed packages."""

import os
import site
import sysconfig
from functools import cache

_FOLDERS = tuple(
    dict.fromkeys(
        os.path.join(os.path.realpath(folder), "")
        for folder in (
            *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib", "scripts")),
            *site.getsitepackages(),
            site.getusersitepackages(),
        )
    )
)
"""Where Python and its packages are, which are known by their versions; a site may be beside them."""


def is_compiled(path: str) -> bool:
    """Whether Python has compiled this from code, which counts by itself."""
    return f"{os.sep}__pycache__{os.sep}" in path


@cache
def is_installed(path: str) -> bool:
    """Whether a file belongs to Python or to a package, which are known by their versions."""
    folder, name = os.path.split(path)
    place = os.path.realpath(path) if os.path.islink(path) else os.path.join(_find_place(folder), name)
    return place.startswith(_FOLDERS)


@cache
def _find_place(folder: str) -> str:
    return os.path.realpath(folder)
