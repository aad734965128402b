"""The script that sets up .venv, in a folder of its own, with an index of tiny wheels and no network."""

import ast
import fcntl
import hashlib
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tools import install

SCRIPT = Path(install.__file__)
BACKEND = """\
import zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    with zipfile.ZipFile(f"{folder}/ours-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("ours.pth", __file__.rpartition("/")[0])
        wheel.writestr("ours-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: ours\\nVersion: 1\\n")
        wheel.writestr("ours-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        wheel.writestr("ours-1.dist-info/RECORD", "ours.pth,,\\nours-1.dist-info/METADATA,,\\n")
    return "ours-1-py3-none-any.whl"
"""
PROJECT = """\
[project]
name = "ours"
version = "1"
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
KILLED = """\
import os, runpy, signal, sys

CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree", "subprocess.Popen"}

def count(event, arguments):
    global left
    writes = event == "open" and isinstance(arguments[1], str) and arguments[1][0] in "wa"
    left -= writes or event in CHANGES
    if left < 0:
        left = sys.maxsize  # os.kill is an event too
        os.kill(os.getpid(), signal.SIGKILL)

left = int(sys.argv.pop(1))
sys.argv.pop(0)
sys.addaudithook(count)
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Runs a script until just before its n-th change, as Python's audit events tell."""


def make_wheel(folder: Path, name: str, version: str, files: Mapping[str, str]) -> str:
    """Make a wheel of these files; the line of a lock for it."""
    about = f"{name}-{version}.dist-info"
    members = {
        **files,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    members[f"{about}/RECORD"] = "".join(f"{path},,\n" for path in (*members, f"{about}/RECORD"))
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in members.items():
            member = zipfile.ZipInfo(path)
            member.external_attr = 0o100755 << 16  # executable, as scripts have to be
            archive.writestr(member, text)
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


class Blog(NamedTuple):
    """A folder with locks and packages, next to an index."""

    path: Path
    index: Path

    def publish(self, name: str) -> str:
        """Add a wheel to the index; the line of a lock for it."""
        return make_wheel(self.index, name, "1", {f"{name}.py": ""})

    def deliver(self, colour: str) -> str:
        """Put the wheel `theme`, of this colour, into packages/; the lines of a lock for it."""
        files = {"theme.py": f"colour = {colour!r}\n"}
        return f"--find-links packages\n{make_wheel(self.path / 'packages', 'theme', '1', files)}"

    def lock(self, *lines: str, name: str = "requirements.txt") -> None:
        """Write a lock."""
        (self.path / name).write_text("".join(lines), encoding="utf-8")

    def start(self, *locks: str, by: Sequence[str] = ()) -> subprocess.Popen[str]:
        """Start the script, or Python with it and these arguments."""
        foreign = ("PIP_", "UV_", "PYTHON")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        home = str(self.path.parent)
        kept |= {"HOME": home, "XDG_CACHE_HOME": f"{home}/cache", "PIP_CONFIG_FILE": os.devnull}
        kept |= {"PIP_FIND_LINKS": str(self.index), "PIP_NO_INDEX": "1"}
        command = [sys.executable, *by, str(SCRIPT), *(locks or ["requirements.txt"])]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=self.path, env=kept, stdout=pipe, stderr=pipe, text=True)

    def run(self, *locks: str, by: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
        """Run it to its end."""
        with self.start(*locks, by=by) as process:
            printed, errors = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, printed, errors)

    def ask(self, code: str) -> str:
        """What the environment's Python prints."""
        command = [str(self.path / ".venv/bin/python"), "-c", code]
        done = subprocess.run(command, cwd=self.path, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def list_installed(self, installer: str) -> list[str]:
        """The environment's packages, all of which this installer has installed."""
        folders = self.path.glob(".venv/lib/python3*/site-packages/*.dist-info")
        ours = [folder for folder in folders if not folder.name.startswith(("pip-", "uv-"))]
        assert {(folder / "INSTALLER").read_text().strip() for folder in ours} == {installer}
        return sorted(folder.name.partition("-")[0] for folder in ours)


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    """A blog without an environment: with a lock of `one`, a folder `ours` and a wheel `theme`."""
    blog = Blog(path=tmp_path / "blog", index=tmp_path / "index")
    ours = blog.path / "plugins/ours"
    ours.mkdir(parents=True)
    for name, text in {"pyproject.toml": PROJECT, "backend.py": BACKEND, "ours.py": ""}.items():
        (ours / name).write_text(text, encoding="utf-8")
    uv = {"uv-1.data/scripts/uv": f'#!/bin/sh\nexec {Path(sys.executable).with_name("uv")} "$@"\n'}
    blog.lock(make_wheel(blog.index, "uv", "1", uv), name="requirements-uv.txt")
    blog.lock(blog.publish("one"), blog.deliver("red"))
    return blog


@pytest.mark.slow
def test_changes_are_followed_and_interruptions_at_any_moment_do_no_harm(blog: Blog) -> None:
    """In a single test, as each installation takes seconds."""
    for moment in (1, 5, 40):  # each finds what the one before has left
        assert blog.run(by=["-c", KILLED, str(moment)]).returncode == -signal.SIGKILL
    done = blog.run()
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Setting up .venv with Python ")
    assert "WARNING" not in done.stdout
    assert blog.list_installed("uv") == ["one", "ours", "theme"]
    assert blog.ask("import ours; print(ours.__file__)") == str(blog.path / "plugins/ours/ours.py")
    again = blog.run()
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert blog.run("--check", "requirements.txt").returncode == 0

    was, wanted = (blog.path / "requirements.txt").read_text(), blog.publish("two")
    blog.lock(wanted, blog.deliver("red"))
    for moment in (2, 3, 4):
        assert blog.run(by=["-c", KILLED, str(moment)]).returncode == -signal.SIGKILL
    folder = os.open(blog.path, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)  # as another installation does
    with blog.start() as waiting:
        assert waiting.stdout
        assert waiting.stdout.readline().startswith("Waiting for another installation")
        blog.lock(was)  # for which there is nothing to do once the other has finished
        os.close(folder)
        assert waiting.communicate() == ("", "")
    assert blog.list_installed("uv") == ["one", "ours", "theme"]

    blog.lock(wanted, blog.deliver("blue"))
    assert blog.run("--check", "requirements.txt").returncode == 1
    assert blog.list_installed("uv") == ["one", "ours", "theme"]
    assert " again, because its requirements have changed.\n" in blog.run().stdout
    assert blog.list_installed("uv") == ["ours", "theme", "two"]
    assert blog.ask("import theme; print(theme.colour)") == "blue"

    blog.lock("one==1\n")  # without a hash
    failed = blog.run()
    assert failed.returncode == 1
    assert "one==1" in failed.stderr
    assert "Nothing is broken" in failed.stderr
    blog.lock(wanted, blog.deliver("blue"))
    assert blog.run().stdout == ""
    assert blog.list_installed("uv") == ["ours", "theme", "two"]
    assert not (blog.path / ".cache/venv").exists()


@pytest.mark.slow
def test_pip_installs_if_uv_is_not_available(blog: Blog) -> None:
    (blog.index / "uv-1-py3-none-any.whl").unlink()
    blog.lock(blog.publish("two"), blog.publish("one"), name="requirements-dev.txt")
    done = blog.run("requirements.txt", "requirements-dev.txt")
    assert done.returncode == 0, done.stderr
    assert blog.list_installed("pip") == ["one", "ours", "theme", "two"]
    assert blog.run("requirements.txt", "requirements-dev.txt").stdout == blog.run().stdout == ""


def test_unsuitable_python_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even one that is too old can read the script."""
    assert ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 8))
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "ensurepip", None)
        with pytest.raises(install.InstallationError, match="apt-get install python3-venv"):
            install.create_environment()
    monkeypatch.setattr(sys, "version_info", (3, 8, 20))
    with pytest.raises(
        install.InstallationError, match=r" 3\.11 or newer is needed: .*make PYTHON=python3\.1"
    ):
        install.create_environment()
