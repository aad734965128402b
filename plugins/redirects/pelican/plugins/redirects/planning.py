"""Which old addresses get a page: each once, and never in the place of something else."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from pathlib import PurePosixPath

from .models import Redirect

RESERVED = frozenset({"robots.txt", "sitemap.xml", "CNAME", ".nojekyll"})
"""Files that others write for machines."""


def choose_redirects(
    redirects: Iterable[Redirect], taken: AbstractSet[str], name_owner: Callable[[str], str]
) -> tuple[list[Redirect], list[str]]:
    """Those that get a page, and why others get none. `taken` are the files of the site."""
    chosen: dict[str, Redirect] = {}
    folders = {str(folder) for path in taken for folder in PurePosixPath(path).parents}
    problems = []
    for redirect in redirects:
        first = chosen.setdefault(redirect.path, redirect)
        if first is not redirect:
            if first.target != redirect.target:
                problems.append(
                    f"{redirect.where}: {redirect.origin} already leads to /{first.target} ({first.where}); "
                    "remove it from one of them"
                )
        elif owner := _find_owner(redirect.path, taken, folders):
            del chosen[redirect.path]
            if redirect.content is None or owner != redirect.content.save_as:
                problems.append(
                    f"{redirect.where}: {redirect.origin} is the address of {name_owner(owner)}, "
                    "so it leads nowhere else; remove it"
                )
    return _drop_nested([*chosen.values()], problems), problems


def _find_owner(path: str, taken: AbstractSet[str], folders: AbstractSet[str]) -> str:
    """What is in the way of a file: the same one, a file where it needs a folder, a folder in its place."""
    above = (str(parent) for parent in PurePosixPath(path).parents)
    return next((name for name in (path, *above) if name in taken), path if path in folders else "")


def _drop_nested(redirects: list[Redirect], problems: list[str]) -> list[Redirect]:
    """Those of which none needs a folder that is the file of another."""
    files = {redirect.path: redirect for redirect in redirects}
    kept = []
    for redirect in redirects:
        above = next((str(one) for one in PurePosixPath(redirect.path).parents if str(one) in files), None)
        if above is None:
            kept.append(redirect)
        else:
            problems.append(
                f"{redirect.where}: there can be no page at {redirect.origin}, as {files[above].origin} "
                f"({files[above].where}) is a page; remove one of them"
            )
    return kept
