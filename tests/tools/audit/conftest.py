"""Sites as folders of a few files, served as the audit serves them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from tools.audit.server import serve_folder
from tools.audit.sites import BuiltSite

ServeFiles = Callable[..., BuiltSite]


@pytest.fixture
def serve_files(tmp_path: Path) -> Iterator[ServeFiles]:
    """A function that serves some files, given as path and text, below a base path."""
    with ExitStack() as stack:

        def serve(files: Mapping[str, str | bytes], base: str = "") -> BuiltSite:
            for name, data in files.items():
                path = tmp_path / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data.encode() if isinstance(data, str) else data)
            siteurl = stack.enter_context(serve_folder(tmp_path, base))
            return BuiltSite(name="scratch", base=base, folder=tmp_path, siteurl=siteurl)

        yield serve
