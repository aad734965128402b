"""Sets up .venv in this folder with what the locks pin, and our own packages; silent if nothing is missing.

    python3 tools/install.py requirements.txt [requirements-dev.txt …]

It needs nothing but Python, and is written so that even 3.8 can read it and say that it is too old. An
environment is never changed: one that lacks something is put aside and made anew, and put back if that fails.
Only one that is whole has the file `complete`, so that one which was interrupted is known for what it is.
"""

from __future__ import annotations

import ast
import fcntl
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TextIO

VENV = Path(".venv")
PYTHON = VENV / "bin/python"
COMPLETE = "complete"
BEFORE = Path(".cache/venv")
"""Where the environment that was is kept until the new one is whole."""
LOG = Path(".cache/install.log")
UV = VENV / "bin/uv"
UV_LOCK = "requirements-uv.txt"
KEPT = Path(os.environ.get("XDG_CACHE_HOME") or Path(os.environ.get("HOME", "."), ".cache")) / "pelican-blog"
"""Where uv is kept for the next environment on this machine: it takes pip seconds to get it."""
PINNED = ("--no-deps", "--require-hashes")
"""How to install what the locks name: all of it, and nothing else."""
OWN = ("--no-deps", "--no-build-isolation", "--no-cache-dir")
"""How to install our own folders: they change and keep their version, so a cache would give the old one."""
SECONDS = 4
"""How often to say how far an installer is."""
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_OFFLINE",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
}
"""The variables by which uv is told what stands in pip's configuration, which it does not read."""
UV_VARIABLES = {
    "UV_PYTHON": os.fspath(PYTHON),
    "UV_PYTHON_DOWNLOADS": "never",
    "UV_INDEX_STRATEGY": "unsafe-best-match",  # as pip chooses; the hashes make it safe
    # Python compiles what it runs for the first time, where it may.
    "UV_COMPILE_BYTECODE": str("PYTHONDONTWRITEBYTECODE" in os.environ),
}
"""How uv is to work in any case."""


class InstallationError(Exception):
    """The environment is as it was; the message says why and what to do."""


def list_packages() -> list[Path]:
    """Our own packages: wheels in a blog, which its lock names, and folders where they are developed."""
    projects = [*Path().glob("plugins/*/pyproject.toml"), *Path().glob("command/pyproject.toml")]
    return sorted([*Path().glob("packages/*.whl"), *(project.parent for project in projects)])


def describe_environment(locks: Sequence[str]) -> dict[str, str]:
    """What an environment is made of: if any of this changes, it has to be made anew."""
    packages = [path / "pyproject.toml" if path.is_dir() else path for path in list_packages()]
    return {
        "folder": os.fspath(Path.cwd()),  # its commands begin with it
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
    try:
        if VENV.exists():
            VENV.rename(BEFORE)
        create_environment()
        install_packages(locks)
        mark_complete(locks)
    finally:
        undo_interrupted()


def mark_complete(locks: Sequence[str]) -> None:
    """Write down what the environment is made of, all at once."""
    draft = VENV / "complete.draft"
    draft.write_text(json.dumps(describe_environment(locks), indent=2), encoding="utf-8")
    draft.replace(VENV / COMPLETE)


def undo_interrupted() -> None:
    """Leave an environment that is whole, or none: where the new one is not, the one before it comes back."""
    if not (VENV / COMPLETE).exists():
        remove_environment(VENV)
        if (BEFORE / COMPLETE).exists():
            BEFORE.rename(VENV)
    remove_environment(BEFORE)


def remove_environment(folder: Path) -> None:
    """Remove it, and first of all what says that it is whole."""
    if folder.is_symlink():  # what it points to is not ours
        folder.unlink()
    elif folder.exists():
        (folder / COMPLETE).unlink(missing_ok=True)
        shutil.rmtree(folder)


def create_environment() -> None:
    """Create one that has pip and nothing else.

    Raises InstallationError where Python is too old, or comes without venv.
    """
    version = sys.version.split()[0]
    if sys.version_info < (3, 11):  # noqa: UP036  # this is where older ones are turned away
        found = [name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)]
        remedy = f"make PYTHON={found[0]} …" if found else "install it, then: make PYTHON=python3.13 …"
        raise InstallationError(f"{sys.executable} is Python {version}; 3.11 or newer is needed: {remedy}")
    again = " again, because what it needs has changed" if BEFORE.exists() else "; this happens once"
    say(f"Setting up .venv with Python {version}{again}.")
    try:
        import ensurepip  # noqa: PLC0415  # Debian has it in a package of its own
        import venv  # noqa: PLC0415  # slow to import, and rarely needed

        bundled = sysconfig.get_config_var("WHEEL_PKG_DIR") or Path(ensurepip.__file__).parent / "_bundled"
        wheel = max(Path(bundled).glob("pip-*.whl"))
    except (ImportError, ValueError):
        problem = "Python has no venv; on Debian or Ubuntu: apt-get install python3-venv"
        raise InstallationError(problem) from None
    venv.EnvBuilder(symlinks=True).create(VENV)
    # Unpacked, pip works, and is there ten times sooner than by ensurepip.
    shutil.unpack_archive(wheel, next(VENV.glob("lib/python3*/site-packages")), "zip")


def install_packages(locks: Sequence[str]) -> None:
    """Install by uv, or by pip where uv cannot be had or fails.

    Raises InstallationError where neither can.
    """
    say("Getting uv, the installer.")
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    pip = [os.fspath(PYTHON), "-m", "pip"]
    installers = [(pip, {**variables, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0"})]
    if fetch_uv(*installers[0]):
        uv = [os.fspath(UV), "pip"]
        installers.insert(0, (uv, {**translate_settings(pip), **variables, **UV_VARIABLES}))
    if not any(install_by(*installer, locks) for installer in installers):
        raise InstallationError(
            "\n".join(read_log()[-4:]) + f"\nThe packages could not be installed; details: {LOG}. "
            "Nothing is broken: fix what is named above, or get online, then run the same command again."
        )


def fetch_uv(pip: Sequence[str], variables: Mapping[str, str]) -> bool:
    """Whether the environment has uv, as it was kept or fetched by pip."""
    kept = KEPT / f"uv-{compute_digest(Path(UV_LOCK))}"
    with suppress(OSError):  # there is none
        shutil.copy2(kept, UV)
        return True
    if not run([*pip, "install", *PINNED, "--only-binary=uv", f"--requirement={UV_LOCK}"], variables):
        return False
    with suppress(OSError):  # then the next one has to fetch it again
        KEPT.mkdir(parents=True, exist_ok=True)
        draft = KEPT / f"draft-{os.getpid()}"
        shutil.copy2(UV, draft)
        draft.replace(kept)
    return True


def install_by(installer: Sequence[str], variables: Mapping[str, str], locks: Sequence[str]) -> bool:
    """Whether an installer has installed what the locks pin, then our own packages, and all fits together."""
    count = sum(Path(lock).read_text(encoding="utf-8").count("==") for lock in locks)
    say(f"Installing {count} packages with {'uv' if installer[0] == os.fspath(UV) else 'pip'}.")
    pinned = [f"--requirement={lock}" for lock in locks]
    own = [f"--editable=./{path}" for path in list_packages() if path.is_dir()]
    return (
        run([*installer, "install", *PINNED, *pinned], variables)
        and (not own or run([*installer, "install", *OWN, *own], variables))
        and run([*installer, "check"], variables)
    )


def translate_settings(pip: Sequence[str]) -> dict[str, str]:
    """The variables that make uv use the indexes, proxies and certificates that pip uses."""
    command = [*pip, "config", "list"]
    printed = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603  # no shell
    variables: dict[str, str] = {}
    for section in ("global.", "install.", ":env:."):  # as they override each other
        for line in printed.splitlines():
            name, _, value = line.partition("=")
            variable = UV_NAMES.get(name[len(section) :]) if name.startswith(section) else None
            if variable:
                separator = "," if variable == "UV_FIND_LINKS" else " "
                variables[variable] = separator.join(ast.literal_eval(value).split())
    return variables


def run(command: Sequence[str], variables: Mapping[str, str]) -> bool:
    """Whether a command succeeds; the log has what it prints, of which the last is said every few seconds."""
    started = time.monotonic()
    process = None
    try:
        with LOG.open("a", encoding="utf-8") as log:
            log.write(f"$ {' '.join(command)}\n")
            log.flush()
            try:
                with postponed_interrupt():
                    process = start(command, variables, log)
            except OSError as error:  # this machine is of another kind than it says
                log.write(f"ERROR: {error}\n")
                return False
        while True:
            try:
                return process.wait(timeout=SECONDS) == 0
            except subprocess.TimeoutExpired:
                last = read_log()[-1]
                doing = "Compiling what is installed" if last.startswith("Installed ") else last
                say(f"{time.monotonic() - started:5.0f} s  {doing.partition(' @ ')[0]:.70}".rstrip())
    finally:
        if process:
            process.kill()
            process.wait()


def start(command: Sequence[str], variables: Mapping[str, str], log: TextIO) -> subprocess.Popen[bytes]:
    """The process of a command that writes into the log."""
    return subprocess.Popen(  # noqa: S603  # no shell
        command, env=variables, close_fds=False, stdin=subprocess.DEVNULL, stdout=log, stderr=log
    )


@contextmanager
def postponed_interrupt() -> Iterator[None]:
    """Time in which a Ctrl-C waits: it is heard once the process is known that it has to end."""
    heard: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:  # it is, in the background
        signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if heard:
            raise KeyboardInterrupt


def read_log() -> list[str]:
    """The lines of the log that tell a reader something."""
    lines = LOG.read_text(encoding="utf-8", errors="replace").splitlines()
    noise = ("$ ", "WARNING: Location ", "Looking in ")
    return [line.strip() for line in lines if line and not line.startswith(noise)] or [""]


@contextmanager
def lock_folder() -> Iterator[None]:
    """Time in which nothing else installs here.

    An installer inherits the lock, and so keeps it where it outlives a run that was killed.
    """
    folder = os.open(".", os.O_RDONLY)
    os.set_inheritable(folder, True)  # noqa: FBT003  # it has no name
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
    try:
        if is_complete(locks):
            return 0
        with lock_folder():
            undo_interrupted()
            if not is_complete(locks):  # another run may have seen to it
                make_environment(locks)
    except InstallationError as error:
        sys.stderr.write(f"{error}\n")
    except OSError as error:
        sys.stderr.write(f"{error.filename or VENV}: {error.strerror or error}\n")
    except KeyboardInterrupt:
        sys.stderr.write(
            "\nStopped; nothing is left half done. To set up .venv, run the same command again.\n"
        )
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
