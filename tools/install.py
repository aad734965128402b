"""Sets up .venv in this folder with the pinned packages and our own; silent if nothing is missing.

    python3 tools/install.py [--check] requirements.txt [requirements-dev.txt …]

It only needs Python; even 3.8 can parse it, to report that it is too old. An environment is never changed:
if it lacks something, it is moved aside and a new one is made; if that fails, it is moved back. The file
`complete` is written last, so that an interrupted environment can be recognized.
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
"""Where the old environment is kept until the new one is complete."""
LOG = Path(".cache/install.log")
UV = VENV / "bin/uv"
UV_LOCK = "requirements-uv.txt"
KEPT = Path(os.environ.get("XDG_CACHE_HOME") or Path(os.environ.get("HOME", "."), ".cache")) / "pelican-blog"
"""Where uv is kept for the next environment on this machine: pip takes seconds to fetch it."""
PINNED = ("--no-deps", "--require-hashes")
"""How to install what the locks list: all of it, and nothing else."""
OWN = ("--no-deps", "--no-build-isolation", "--no-cache-dir")
"""How to install our own folders: they change without a new version, so a cache would give an old one."""
SECONDS = 4
"""How often to report an installer's progress."""
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
"""The variables that pass pip's configuration on to uv, which does not read it."""
UV_VARIABLES = {
    "UV_PYTHON": os.fspath(PYTHON),
    "UV_PYTHON_DOWNLOADS": "never",
    "UV_INDEX_STRATEGY": "unsafe-best-match",  # like pip; the hashes make it safe
    # Otherwise Python compiles modules when it first imports them.
    "UV_COMPILE_BYTECODE": str("PYTHONDONTWRITEBYTECODE" in os.environ),
}
"""The variables that uv always gets."""


class InstallationError(Exception):
    """The environment was left as it was; the message says why and what to do."""


def list_packages() -> list[Path]:
    """Our own packages: wheels in a blog, whose lock lists them, and folders in this repository."""
    projects = [*Path().glob("plugins/*/pyproject.toml"), *Path().glob("command/pyproject.toml")]
    return sorted([*Path().glob("packages/*.whl"), *(project.parent for project in projects)])


def describe_environment(locks: Sequence[str]) -> dict[str, str]:
    """What an environment depends on: if any of it changes, a new one has to be made."""
    packages = [path / "pyproject.toml" if path.is_dir() else path for path in list_packages()]
    return {
        "folder": os.fspath(Path.cwd()),  # its scripts contain this path
        "interpreter": os.path.realpath(PYTHON),
        "our packages": " ".join(f"{path}:{compute_digest(path)}" for path in packages),
        **{lock: compute_digest(Path(lock)) for lock in locks},
    }


def compute_digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_complete(locks: Sequence[str]) -> bool:
    """Whether the environment has everything that the locks and our own packages require."""
    try:
        found = json.loads((VENV / COMPLETE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return PYTHON.exists() and describe_environment(locks).items() <= found.items()


def make_environment(locks: Sequence[str]) -> None:
    """Make a new environment, or keep the old one and raise InstallationError if that fails."""
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
    """Record, in one step, what the environment depends on."""
    draft = VENV / "complete.draft"
    draft.write_text(json.dumps(describe_environment(locks), indent=2), encoding="utf-8")
    draft.replace(VENV / COMPLETE)


def undo_interrupted() -> None:
    """Leave a complete environment or none: unless the new one is complete, the old one comes back."""
    if not (VENV / COMPLETE).exists():
        remove_environment(VENV)
        if (BEFORE / COMPLETE).exists():
            BEFORE.rename(VENV)
    remove_environment(BEFORE)


def remove_environment(folder: Path) -> None:
    """Remove an environment, starting with the file that marks it as complete."""
    if folder.is_symlink():  # its target is not ours
        folder.unlink()
    elif folder.exists():
        (folder / COMPLETE).unlink(missing_ok=True)
        shutil.rmtree(folder)


def create_environment() -> None:
    """Create an environment with pip alone. Raises InstallationError if Python is too old or has no venv."""
    version = sys.version.split()[0]
    if sys.version_info < (3, 11):  # noqa: UP036  # older ones are turned away here
        found = [name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)]
        remedy = f"make PYTHON={found[0]} …" if found else "install one, then: make PYTHON=python3.13 …"
        raise InstallationError(f"{sys.executable} is Python {version}; 3.11 or newer is needed: {remedy}")
    again = " again, because its requirements have changed" if BEFORE.exists() else "; this happens once"
    say(f"Setting up .venv with Python {version}{again}.")
    try:
        import ensurepip  # noqa: PLC0415  # a separate package on Debian
        import venv  # noqa: PLC0415  # slow to import and rarely needed

        bundled = sysconfig.get_config_var("WHEEL_PKG_DIR") or Path(ensurepip.__file__).parent / "_bundled"
        wheel = max(Path(bundled).glob("pip-*.whl"))
    except (ImportError, ValueError):
        problem = "Python has no venv; install it; on Debian or Ubuntu: apt-get install python3-venv"
        raise InstallationError(problem) from None
    venv.EnvBuilder(symlinks=True).create(VENV)
    # Unpacking pip is ten times faster than ensurepip.
    shutil.unpack_archive(wheel, next(VENV.glob("lib/python3*/site-packages")), "zip")


def install_packages(locks: Sequence[str]) -> None:
    """Install with uv, or with pip if uv is not available or fails. Raises InstallationError if both fail."""
    say("Getting uv, the installer.")
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    pip = [os.fspath(PYTHON), "-m", "pip"]
    installers = [(pip, {**variables, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0"})]
    if fetch_uv(*installers[0]):
        uv = [os.fspath(UV), "pip"]
        installers.insert(0, (uv, {**translate_settings(pip), **variables, **UV_VARIABLES}))
    if not any(install_by(*installer, locks) for installer in installers):
        raise InstallationError(
            "\n".join(read_log()[-4:]) + f"\nCould not install the packages; details: {LOG}. "
            "Nothing is broken: fix the problem above, or go online, then run the same command again."
        )


def fetch_uv(pip: Sequence[str], variables: Mapping[str, str]) -> bool:
    """Put uv into the environment, from the kept copy or with pip; whether that worked."""
    kept = KEPT / f"uv-{compute_digest(Path(UV_LOCK))}"
    with suppress(OSError):  # there is no copy
        shutil.copy2(kept, UV)
        return True
    if not run([*pip, "install", *PINNED, "--only-binary=uv", f"--requirement={UV_LOCK}"], variables):
        return False
    with suppress(OSError):  # then the next environment has to fetch it again
        KEPT.mkdir(parents=True, exist_ok=True)
        draft = KEPT / f"draft-{os.getpid()}"
        shutil.copy2(UV, draft)
        draft.replace(kept)
    return True


def install_by(installer: Sequence[str], variables: Mapping[str, str], locks: Sequence[str]) -> bool:
    """Install what the locks pin, then our own packages, and check them all; whether that worked."""
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
    """The variables that make uv use pip's indexes, proxies and certificates."""
    command = [*pip, "config", "list"]
    printed = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603  # no shell
    variables: dict[str, str] = {}
    for section in ("global.", "install.", ":env:."):  # later ones override
        for line in printed.splitlines():
            name, _, value = line.partition("=")
            variable = UV_NAMES.get(name[len(section) :]) if name.startswith(section) else None
            if variable:
                separator = "," if variable == "UV_FIND_LINKS" else " "
                variables[variable] = separator.join(ast.literal_eval(value).split())
    return variables


def run(command: Sequence[str], variables: Mapping[str, str]) -> bool:
    """Run a command, log its output, and print its last line every few seconds; whether it succeeded."""
    started = time.monotonic()
    process = None
    try:
        with LOG.open("a", encoding="utf-8") as log:
            log.write(f"$ {' '.join(command)}\n")
            log.flush()
            try:
                with postponed_interrupt():
                    process = start(command, variables, log)
            except OSError as error:  # the program is for another kind of machine
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
    """Start a command that writes to the log."""
    return subprocess.Popen(  # noqa: S603  # no shell
        command, env=variables, close_fds=False, stdin=subprocess.DEVNULL, stdout=log, stderr=log
    )


@contextmanager
def postponed_interrupt() -> Iterator[None]:
    """A context that delays Ctrl-C until we know the process that it has to end."""
    heard: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:  # as it is in the background
        signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if heard:
            raise KeyboardInterrupt


def read_log() -> list[str]:
    """The lines of the log that are worth reading."""
    lines = LOG.read_text(encoding="utf-8", errors="replace").splitlines()
    noise = ("$ ", "WARNING: Location ", "Looking in ")
    return [line.strip() for line in lines if line and not line.startswith(noise)] or [""]


@contextmanager
def lock_folder() -> Iterator[None]:
    """A context in which nothing else installs here.

    Installers inherit the lock, so one that outlives a killed run still holds it.
    """
    folder = os.open(".", os.O_RDONLY)
    os.set_inheritable(folder, True)  # noqa: FBT003  # it cannot be a keyword
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Waiting for another installation in this folder to finish.")
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
    """The exit status: 0 when the environment has all that it needs; with `--check`, nothing is done."""
    if locks[:1] == ["--check"]:
        return 0 if is_complete(locks[1:]) else 1
    try:
        if is_complete(locks):
            return 0
        with lock_folder():
            undo_interrupted()
            if not is_complete(locks):  # another run may have made it meanwhile
                make_environment(locks)
    except InstallationError as error:
        sys.stderr.write(f"{error}\n")
    except OSError as error:
        sys.stderr.write(f"{error.filename or VENV}: {error.strerror or error}\n")
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped; nothing is left half done. To continue, run the same command again.\n")
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
