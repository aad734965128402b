"""Sets up .venv with the packages that the locks pin, and our own; says nothing where all of them are there.

    python3 tools/install.py requirements.txt [requirements-dev.txt …]

It needs Python and nothing else, and is written so that Python 3.8 can read it and say that it is too old. An environment
is never changed: one that lacks something is put aside and made anew, and comes back where that fails. It is whole once it
has the file `complete`, so that whatever is interrupted at any moment is seen for what it is by the next run.
"""

from __future__ import annotations

import ast
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(".venv")
PYTHON = VENV / "bin/python"
BEFORE = Path(".cache/venv")
"""Where the environment that was is kept until the new one is whole."""
COMPLETE = "complete"
"""The file that an environment has once it is whole: what it was made of."""
LOG = Path(".cache/install.log")
INSTALLER = "requirements-uv.txt"
"""The lock of uv, which does in seconds what takes pip a minute."""
OLDEST = (3, 11)
PATIENCE = 4
"""Seconds until a word on how far an installer is."""

UV_SETTINGS = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "no-index": ("UV_OFFLINE", " "),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "client-cert": ("SSL_CLIENT_CERT", " "),
    "proxy": ("ALL_PROXY", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
}
"""What pip's settings are called by uv, which does not read them, and what stands between several values."""


class InstallationError(Exception):
    """The environment is as it was; the message says why and what to do."""


def list_packages() -> list[Path]:
    """Our own packages: wheels in a blog, folders where they are developed."""
    projects = [*Path("plugins").glob("*/pyproject.toml"), *Path("command").glob("pyproject.toml")]
    return sorted([*Path("packages").glob("*.whl"), *(project.parent for project in projects)])


def describe_environment(locks: Sequence[str]) -> dict[str, str]:
    """What an environment is made of: where anything of this is another, it has to be made anew."""
    packages = [path / "pyproject.toml" if path.is_dir() else path for path in list_packages()]
    return {
        "folder": os.fspath(Path.cwd()),  # which stands in each of its commands
        "interpreter": os.path.realpath(PYTHON),
        "our packages": " ".join(f"{path}:{compute_digest(path)}" for path in packages),
        **{lock: compute_digest(Path(lock)) for lock in locks},
    }


def compute_digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_complete(locks: Sequence[str]) -> bool:
    """Whether the environment has all that the locks and our own packages ask for."""
    try:
        found = json.loads((VENV / COMPLETE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return PYTHON.exists() and describe_environment(locks).items() <= found.items()


def make_environment(locks: Sequence[str]) -> None:
    """Make it from nothing, or leave the one that was.

    Raises InstallationError where that fails.
    """
    BEFORE.parent.mkdir(exist_ok=True)
    LOG.write_bytes(b"")
    if VENV.exists():
        VENV.rename(BEFORE)
    try:
        create_environment()
        install_packages(locks)
        mark_complete(locks)
    finally:
        undo_interrupted()


def mark_complete(locks: Sequence[str]) -> None:
    """Write what the environment is made of, all or nothing."""
    draft = VENV / f"{COMPLETE}.draft"
    draft.write_text(json.dumps(describe_environment(locks), indent=2), encoding="utf-8")
    draft.replace(VENV / COMPLETE)


def undo_interrupted() -> None:
    """See to it that the environment is whole or missing, and the one before it is nowhere else."""
    if not (VENV / COMPLETE).exists():
        remove_environment(VENV)
        if (BEFORE / COMPLETE).exists():
            BEFORE.rename(VENV)
    remove_environment(BEFORE)


def remove_environment(folder: Path) -> None:
    """Remove it so that, interrupted, it is no whole one."""
    if folder.is_symlink():  # the folder that it names is somebody's own
        folder.unlink()
    if folder.exists():
        (folder / COMPLETE).unlink(missing_ok=True)
        shutil.rmtree(folder)


def create_environment() -> None:
    """Create one that has pip: its wheel is unpacked, which takes a tenth of the time of installing it.

    Raises InstallationError where Python is too old, or the system has left venv out.
    """
    if sys.version_info < OLDEST:
        found = next((name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)), "")
        remedy = f"type: make PYTHON={found} …" if found else "install a newer one, then: make PYTHON=python3.13 …"
        raise InstallationError(f"{sys.executable} is Python {sys.version.split()[0]}, older than 3.11; {remedy}")
    say(f"Setting up .venv with Python {sys.version.split()[0]}; this happens once.")
    try:
        import ensurepip  # noqa: PLC0415  # Debian leaves it out
        import venv  # noqa: PLC0415  # takes time where there is nothing to do
    except ImportError as error:
        raise InstallationError(
            "Python's venv is missing; on Debian or Ubuntu: apt-get install python3-venv"
        ) from error
    bundles = [sysconfig.get_config_var("WHEEL_PKG_DIR"), os.path.join(os.path.dirname(ensurepip.__file__), "_bundled")]
    wheels = [wheel for folder in bundles if folder for wheel in sorted(Path(folder).glob("pip-*.whl"))]
    if not wheels:
        raise InstallationError("Python comes without pip; on Debian or Ubuntu: apt-get install python3-venv")
    venv.EnvBuilder(symlinks=True).create(VENV)
    (site_packages,) = VENV.glob("lib/python3*/site-packages")
    shutil.unpack_archive(wheels[-1], site_packages, "zip")


def install_packages(locks: Sequence[str]) -> None:
    """Install by uv, or by pip where uv cannot be had or fails.

    Raises InstallationError where neither can.
    """
    pip = [os.fspath(PYTHON), "-m", "pip"]
    installers = [(pip, dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1"))]
    asked = ["--no-deps", "--require-hashes", "--requirement"]
    say("Fetching uv, which installs the rest.")
    if run([*pip, "install", "--only-binary=:all:", *asked, INSTALLER], installers[0][1]):
        installers.insert(0, ([os.fspath(VENV / "bin/uv"), "pip"], translate_settings(pip)))
    for installer, environment in installers:
        if install_by(installer, environment, locks):
            return
    lines = LOG.read_text(encoding="utf-8", errors="replace").splitlines()
    errors = [line for line in lines if line.startswith("ERROR:")] or lines[-5:]
    raise InstallationError(
        "\n".join([*dict.fromkeys(errors[-3:]), f"Not all packages could be installed; {LOG} says more. "])
        + "Nothing is broken: once this machine is online, run the same command again."
    )


def install_by(installer: Sequence[str], environment: dict[str, str], locks: Sequence[str]) -> bool:
    """Whether an installer has installed all that the locks pin, then our own, and all of it fits together."""
    pinned = [option for lock in locks for option in ("--requirement", lock)]
    own = [option for path in list_packages() for option in (("--editable",) * path.is_dir() + (f"./{path}",))]
    count = sum("==" in line for lock in locks for line in Path(lock).read_text(encoding="utf-8").splitlines())
    say(f"Installing {count} packages, and our own.")
    return (
        run([*installer, "install", "--no-deps", "--require-hashes", *pinned], environment)
        # One that was built before, or has another's version, would be taken from a cache.
        and run([*installer, "install", "--no-deps", "--no-build-isolation", "--no-cache-dir", *own], environment)
        and run([*installer, "check"], environment)
    )


def translate_settings(pip: Sequence[str]) -> dict[str, str]:
    """The environment for uv: what pip is told of indexes, proxies and certificates, and which Python is meant."""
    command = [*pip, "config", "list"]
    printed = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603
    settings: dict[str, str] = {}
    for section in ("global.", "install.", ":env:."):  # as pip ranks them
        for line in printed.splitlines():
            name, is_setting, value = line.partition("=")
            if is_setting and name.startswith(section) and name[len(section) :] in UV_SETTINGS:
                variable, separator = UV_SETTINGS[name[len(section) :]]
                settings[variable] = separator.join(ast.literal_eval(value).split())
    return {
        "UV_INDEX_STRATEGY": "unsafe-best-match",  # as pip chooses; the hashes say what may be chosen
        **settings,
        **os.environ,
        "UV_PYTHON": os.fspath(PYTHON),
        "UV_PYTHON_DOWNLOADS": "never",
    }


def run(command: Sequence[str], environment: dict[str, str]) -> bool:
    """Whether a command succeeds; what it prints goes to the log, and its last line is said every few seconds."""
    started = time.monotonic()
    with LOG.open("ab") as log:
        log.write(f"$ {' '.join(command)}\n".encode())
        log.flush()
        process = subprocess.Popen(  # noqa: S603  # no shell
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            close_fds=False,  # it holds the lock as long as it lives
        )
    try:
        while True:
            try:
                return process.wait(timeout=PATIENCE) == 0
            except subprocess.TimeoutExpired:
                (*_, last) = LOG.read_text(encoding="utf-8", errors="replace").split("\n")[:-1]
                say(f"  {time.monotonic() - started:3.0f} s  {last.strip():.80}")
    finally:
        process.kill()
        process.wait()


@contextmanager
def lock_folder() -> Iterator[None]:
    """A while in which no other installation runs in this folder, not even what one that was killed has left running."""
    folder = os.open(".", os.O_RDONLY)
    os.set_inheritable(folder, True)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Waiting for another installation in this folder to end.")
        fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(folder)


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(locks: Sequence[str]) -> int:
    """The exit status: 0 when the environment has all that is asked for."""
    os.chdir(ROOT)
    try:
        if not is_complete(locks):
            with lock_folder():
                undo_interrupted()
                if not is_complete(locks):
                    make_environment(locks)
    except InstallationError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}; .venv is as it was.\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped; nothing is left half done. To go on, run the same command again.\n")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
