"""Sites as folders of a few files, served as the audit serves them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from tools.audit.server import serve_folder
from tools.audit.sites import BuiltSite

MakeSite = Callable[[Iterable[str]], BuiltSite]
ServeFiles = Callable[..., BuiltSite]


def save_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """A function that creates a demo site of empty files, which is not served."""

    def make(paths: Iterable[str]) -> BuiltSite:
        save_files(tmp_path, dict.fromkeys(paths, ""))
        return BuiltSite(name="demo", base="/repo", folder=tmp_path, siteurl="http://127.0.0.1:1/repo")

    return make


@pytest.fixture
def serve_files(tmp_path: Path) -> Iterator[ServeFiles]:
    """A function that serves some files, given as path and text, below a base path."""
    with ExitStack() as stack:

        def serve(files: Mapping[str, str | bytes], base: str = "") -> BuiltSite:
            save_files(tmp_path, files)
            siteurl = stack.enter_context(serve_folder(tmp_path, base))
            return BuiltSite(name="scratch", base=base, folder=tmp_path, siteurl=siteurl)

        yield serve
