"""Clones of this repository, with uncommitted changes, in which to do what a writer does."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

from tools import install

ROOT = Path(__file__).parent.parent
TEXTS = ("content/posts", "content/comments")
"""What this blog's writer has written, which has nothing to do with these tests."""
NOBODY = "http://127.0.0.1:9"
"""A proxy that does not exist, so that no video host is asked for anything."""
PATIENCE = 120
"""Seconds to wait for a program, however busy the machine."""


def list_sources() -> list[str]:
    """The files that git tracks or would track, below the repository's folder."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in sorted(printed.split("\0")) if name and (ROOT / name).is_file()]


def copy_sources(folder: Path, *, backwards: bool = False) -> list[Path]:
    """Copy all of them, in reverse order if asked; the copies in the order in which they were made."""
    copies = []
    for name in sorted(list_sources(), reverse=backwards):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, path)
        copies.append(path)
    return copies


class Clone:
    """A clone without this blog's texts; its git knows Anne, and https://github.com/you/blog.git."""

    def __init__(self, folder: Path, port: int) -> None:
        """Copy and commit the repository's files."""
        self.path, self.remote = folder / "blog", folder / "remote.git"
        copy_sources(self.path)
        for name in TEXTS:
            shutil.rmtree(self.path / name, ignore_errors=True)
            self.write({f"{name}/.gitkeep": ""})
        for page in (self.path / "content/pages").glob("*.md"):  # the menu links to them
            header, _, _ = page.read_text(encoding="utf-8").partition("\n\n")
            page.write_text(f"{header}\n\nDu sel et du vent.\n", encoding="utf-8")
        (self.path / ".venv").mkdir()
        for name in ("bin", "lib", "pyvenv.cfg"):  # nothing is installed again
            (self.path / ".venv" / name).symlink_to(Path(sys.prefix) / name)
        with chdir(self.path):
            install.mark_complete(["requirements.txt", "requirements-dev.txt"])
        home = folder / "home"
        home.mkdir()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not re.match("GIT|MAKE|SITEURL", name)},
            "HOME": str(home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "PORT": str(port),
            "no_proxy": "localhost",
            "SITEURL": "https://you.github.io/blog",
            "GITHUB_REPOSITORY": "you/blog",
            "http_proxy": NOBODY,
            "https_proxy": NOBODY,
        }
        (home / ".gitconfig").write_text(
            "[user]\nname = Anne\nemail = anne@example.org\n[init]\ndefaultBranch = main\n"
            f'[url "{self.remote}"]\ninsteadOf = https://github.com/you/blog.git\n'
        )
        self.run(f"git init --quiet --bare {self.remote}")
        self.run("git init --quiet && git add --all && git commit --quiet --message 'A blog'")

    def write(self, files: Mapping[str, str]) -> None:
        """Write files, by their paths below the clone's folder."""
        for name, text in files.items():
            (self.path / name).parent.mkdir(parents=True, exist_ok=True)
            (self.path / name).write_text(text, encoding="utf-8")

    def write_texts(self) -> None:
        """Add words to each new text that only has a header."""
        for name in self.run("git ls-files -z --others content").split("\0"):
            path = self.path / name
            if path.suffix == ".md" and path.read_text(encoding="utf-8").endswith("\n\n"):
                path.write_text(f"{path.read_text(encoding='utf-8')}Du sel et du vent.\n", encoding="utf-8")

    def run(self, command: str, answers: str = "") -> str:
        """What a command prints, which must succeed."""
        shell, pipe = ["bash", "-c", command], subprocess.PIPE
        done = subprocess.run(
            shell,
            cwd=self.path,
            env=self.environment,
            input=answers,
            stdout=pipe,
            stderr=pipe,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    @contextmanager
    def start(self, command: str) -> Iterator[None]:
        """A command that keeps running, and is stopped as if by Ctrl-C."""
        shell, null = ["bash", "-c", command], subprocess.DEVNULL
        process = subprocess.Popen(
            shell, cwd=self.path, env=self.environment, stdout=null, stderr=null, start_new_session=True
        )
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(timeout=PATIENCE)


def find_free_port() -> int:
    """A port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def wait_for_page(address: str) -> bytes:
    """The page at an address, as soon as a server sends all of it: a build may still be writing it."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(address, timeout=PATIENCE) as response:  # noqa: S310  # a server of this test
                page = bytes(response.read())
                if page.rstrip().endswith(b"</html>"):
                    return page
        except (OSError, HTTPException):
            pass
        if time.monotonic() > deadline:
            raise TimeoutError(f"{address} did not send a whole page within {PATIENCE} seconds")
        time.sleep(0.1)
