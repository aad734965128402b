"""The script that sets up .venv, in a folder of its own, with an index of tiny wheels and no network."""

import ast
import base64
import hashlib
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

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
UV = f"""\
#!/bin/sh
[ ! -e signal ] || {{ kill -s "$(cat signal)" $PPID; rm signal; sleep 0.2; }}
exec {Path(sys.executable).with_name("uv")} "$@"
"""
"""The true one, before which the script that called it gets a signal, if the test has asked for one."""
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
"""Runs a script until it is about to change its so many-th thing, of which Python tells its auditors."""
KNOWING = """\
import os, sys

sys.path.insert(0, os.path.dirname(sys.argv.pop(1)))
import install

install.translate_settings = lambda _: {"UV_FIND_LINKS": os.environ["PIP_FIND_LINKS"], "UV_OFFLINE": "1"}
sys.exit(install.main(sys.argv[1:]))
"""
"""Runs the script without what it asks pip, to which a new pip takes a second to answer."""


def make_wheel(folder: Path, name: str, version: str, files: Mapping[str, str]) -> Path:
    """A wheel of these files."""
    about = f"{name}-{version}.dist-info"
    held = {
        **files,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = [f"{path},sha256={encode_digest(text)},{len(text)}\n" for path, text in held.items()]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for inner, text in {**held, f"{about}/RECORD": "".join([*lines, f"{about}/RECORD,,\n"])}.items():
            entry = zipfile.ZipInfo(inner)
            entry.external_attr = 0o100755 << 16  # a file that can be run, as a script has to be
            wheel.writestr(entry, text)
    return path


def encode_digest(text: str) -> str:
    """A digest as RECORD has it."""
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Blog:
    """A folder with the script, locks and packages, beside the index."""

    path: Path
    index: Path

    def publish(self, name: str, version: str, files: Mapping[str, str] | None = None) -> str:
        """The line of a lock for a wheel that the index has from now on."""
        module = files or {f"{name}.py": f"version = {version!r}\n"}
        wheel = make_wheel(self.index, name, version, module)
        return f"{name}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"

    def lock(self, *lines: str, name: str = "requirements.txt") -> None:
        """Write a lock."""
        (self.path / name).write_text("".join(lines), encoding="utf-8")

    def deliver(self, colour: str) -> str:
        """The lines of a lock for the wheel `theme` in packages/, which is of this colour from now on."""
        wheel = make_wheel(self.path / "packages", "theme", "1", {"theme.py": f"colour = {colour!r}\n"})
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        return f"--find-links packages\ntheme==1 --hash=sha256:{digest}\n"

    def run(self, *locks: str, by: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
        """What the script does, or what Python makes of it by these arguments."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PIP_", "UV_", "PYTHON"))
        }
        command = [sys.executable, *by, str(SCRIPT), *(locks or ["requirements.txt"])]
        return subprocess.run(
            command,
            cwd=self.path,
            env={
                **kept,
                "HOME": str(self.path.parent),
                "PIP_CONFIG_FILE": os.devnull,
                "PIP_FIND_LINKS": str(self.index),
                "PIP_NO_INDEX": "1",
                "XDG_CACHE_HOME": str(self.path.parent / "cache"),
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def ask(self, code: str) -> str:
        """What the environment's Python prints."""
        command = [str(self.path / ".venv/bin/python"), "-c", code]
        done = subprocess.run(command, cwd=self.path, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def list_installed(self) -> dict[str, str]:
        """The environment's packages, by what each was installed with."""
        folders = self.path.glob(".venv/lib/python3*/site-packages/*.dist-info")
        return {
            folder.name.partition("-")[0]: (folder / "INSTALLER").read_text().strip()
            for folder in folders
            if not folder.name.startswith(("pip-", "uv-"))
        }


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    """A blog that nothing is installed for: with a lock of `one`, a folder `ours` and a wheel `theme`."""
    blog = Blog(path=tmp_path / "blog", index=tmp_path / "index")
    for name, text in {
        "plugins/ours/pyproject.toml": PROJECT,
        "plugins/ours/backend.py": BACKEND,
        "plugins/ours/ours.py": "",
    }.items():
        (blog.path / name).parent.mkdir(parents=True, exist_ok=True)
        (blog.path / name).write_text(text, encoding="utf-8")
    blog.lock(blog.publish("uv", "1", {"uv-1.data/scripts/uv": UV}), name="requirements-uv.txt")
    blog.lock(blog.publish("one", "1"), blog.deliver("red"))
    return blog


def test_what_changes_is_followed_and_what_is_interrupted_at_any_moment_is_made_up_for(blog: Blog) -> None:
    """One test of all that, as each installation takes seconds."""
    knowing = ["-c", KNOWING]
    for moment in (1, 5, 40):  # each finds what the one before has left
        assert blog.run(by=["-c", KILLED, str(moment)]).returncode == -signal.SIGKILL
    done = blog.run()
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Setting up .venv with Python ")
    assert "WARNING" not in done.stdout
    assert blog.list_installed() == {"one": "uv", "theme": "uv", "ours": "uv"}
    assert blog.ask("import ours; print(ours.__file__)") == str(blog.path / "plugins/ours/ours.py")
    again = blog.run()
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")

    was, wanted = (blog.path / "requirements.txt").read_text(), blog.publish("two", "1")
    blog.lock(wanted, blog.deliver("red"))
    for moment in (2, 3, 4):
        assert blog.run(by=["-c", KILLED, str(moment)]).returncode == -signal.SIGKILL
    (blog.path / "signal").write_text("INT")
    stopped = blog.run(by=knowing)
    assert (stopped.returncode, stopped.stderr.partition(";")[0]) == (1, "\nStopped")
    (blog.path / "signal").write_text("KILL")  # uv goes on
    assert blog.run(by=knowing).returncode == -signal.SIGKILL
    blog.lock(was)
    assert "Setting up" not in blog.run().stdout
    assert blog.list_installed() == {"one": "uv", "theme": "uv", "ours": "uv"}

    blog.lock(wanted, blog.deliver("blue"))
    assert " again, because what it needs has changed.\n" in blog.run(by=knowing).stdout
    assert blog.list_installed() == {"two": "uv", "theme": "uv", "ours": "uv"}
    assert blog.ask("import theme; print(theme.colour)") == "blue"

    blog.lock(f"nowhere==1 --hash=sha256:{'0' * 64}\n")
    failed = blog.run(by=knowing)
    assert failed.returncode == 1
    assert "nowhere==1" in failed.stderr
    assert "Nothing is broken" in failed.stderr
    blog.lock(wanted, blog.deliver("blue"))
    assert blog.run().stdout == ""
    assert blog.list_installed() == {"two": "uv", "theme": "uv", "ours": "uv"}
    assert not (blog.path / ".cache/venv").exists()


def test_pip_installs_where_uv_cannot_be_had(blog: Blog) -> None:
    (blog.index / "uv-1-py3-none-any.whl").unlink()
    blog.lock(blog.publish("two", "1"), blog.publish("one", "1"), name="requirements-dev.txt")
    done = blog.run("requirements.txt", "requirements-dev.txt")
    assert done.returncode == 0, done.stderr
    assert blog.list_installed() == {"one": "pip", "two": "pip", "theme": "pip", "ours": "pip"}
    assert blog.run("requirements.txt", "requirements-dev.txt").stdout == blog.run().stdout == ""


def test_python_that_is_too_old_can_read_the_script_and_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 8))
    monkeypatch.setattr(sys, "version_info", (3, 8, 20))
    with pytest.raises(
        install.InstallationError, match=r" 3\.11 or newer is needed: .*make PYTHON=python3\.1"
    ):
        install.create_environment()


def test_python_without_venv_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(install.InstallationError, match="apt-get install python3-venv"):
        install.create_environment()
