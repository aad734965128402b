"""Stamps of files, and which files are opened."""

import logging
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from hashlib import blake2b, file_digest
from stat import S_ISDIR, S_ISREG
from types import FrameType
from typing import Any
from urllib.parse import unquote, urlsplit

logger = logging.getLogger(__name__)

Stamp = tuple[int, int, int, int] | None
"""What changes whenever a file does: when content and status changed, size, number; None without a file."""

FOUND: Stamp = (-1, 0, 0, 0)
"""Stands for a folder that was found, of which nobody wanted to know what is in it."""
NEVER: Stamp = (0, 0, 0, 0)
"""The stamp of no file: what changed a moment ago could change again unnoticed."""
TICK = 20_000_000
"""Nanoseconds within which two changes may have the same time (a tick of Linux is at most 10 ms)."""


class Act(Enum):
    """What somebody is about to do with a path."""

    OPEN = auto()
    """Open it, give it its name or another one, or ask what is there."""
    REPLACE = auto()
    """Open it for writing from the start."""
    LIST = auto()
    """List what is in it."""
    MAKE_FOLDER = auto()
    """Make a folder, which fails if it is there."""
    NEED_FOLDER = auto()
    """Make a folder unless it is there."""
    RUN = auto()
    """Start or ask another program, which may do all of that."""


@dataclass(slots=True)
class Files:
    """Absolute paths of files and folders."""

    read: dict[str, Stamp] = field(default_factory=dict)
    """What was opened, listed or asked for, with its stamp just before; NEVER if a change might not show."""
    listed: set[str] = field(default_factory=set)
    """Which of these are folders that were listed."""
    written: set[str] = field(default_factory=set)
    """What was written, or got its name, in the folder that is looked at."""
    wants_reads: bool = True
    starts_programs: bool = False
    """Whether another program was started or asked, which may read and write anything."""
    follows_programs: bool = False
    """Whether somebody wants to know what these write."""
    replaced: set[str] = field(default_factory=set)
    """Which of what was written was there before; only if programs are followed."""
    found: dict[str, Stamp] = field(default_factory=dict)
    """What was in the output folder before the first program was started that is followed."""

    def note_written(self, path: str, *, replaces: bool) -> None:
        """Note that a file is about to be written; unless it `replaces` what is there, it adds to it."""
        if replaces and self.follows_programs and path not in self.written:
            was_there = path in self.found if self.starts_programs else read_stamp(path)
            if was_there:
                self.replaced.add(path)
        self.written.add(path)

    def note_program(self) -> None:
        """Note that a program is about to be started or asked."""
        with _lock:
            if self.follows_programs and not self.starts_programs:
                self.found = _list_output()
            self.starts_programs = True

    def add_from_programs(self) -> None:
        """Note also what programs have written, if they are followed.

        What only got other rights or another name besides, which is said by the time of the status alone, was
        not written.
        """
        if not (self.follows_programs and self.starts_programs):
            return
        for path, stamp in _list_output().items():
            if path not in self.found:
                self.written.add(path)
            elif path not in self.written and _leave_out_status(stamp) != _leave_out_status(self.found[path]):
                self.written.add(path)
                self.replaced.add(path)

    def list_stamps(self) -> dict[str, Stamp]:
        """What was read, with FOUND for folders of which nobody wanted to know what is in them.

        Temporary files that are gone do not count: what is read there has just been written.
        """
        temporary = os.path.join(os.path.abspath(tempfile.gettempdir()), "")
        return {
            path: FOUND if path not in self.listed and _leads_to_folder(path) else stamp
            for path, stamp in self.read.items()
            if not (path.startswith(temporary) and stamp and read_stamp(path) is None)
        }


_watches: list[Files] = []
_readers: list[Files] = []
"""Those of them that want reads."""
_lock = threading.Lock()
"""Held while it is looked what programs could change."""
_guard: Callable[[str, Act], None] | None = None
"""What is told of each path in the output folder before it is opened, listed or asked for."""
_recorder: Callable[..., None] | None = None
"""What is told of each path in the output folder before a file is made there."""
_stat = os.stat
_folder = _real_folder = ""
_is_hooked = False
_PROGRAMS = frozenset(
    {
        "subprocess.Popen",
        "os.system",
        "os.posix_spawn",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.startfile",
        "_winapi.CreateProcess",
        "socket.connect",
    }
)
"""The audit events of starting another program, or asking one."""
_SPAWNING = "popen_"
"""How modules are called that start processes unheard: multiprocessing's, and those of its kin.

Then they write to a pipe what these are to do.
"""
_NAMING = frozenset({"os.rename", "os.link", "os.symlink"})
_CHANGES = frozenset({"os.chmod", "os.remove", "os.truncate", "os.utime", "sqlite3.connect"})
"""The events of other changes to a file, whose path comes first."""
_HEARD = _PROGRAMS | _NAMING | _CHANGES | {"open", "os.listdir", "os.scandir", "os.mkdir"}
"""All that matters of a hundred kinds; most often Python tells of classes that `pickle` finds."""


def read_stamp(path: str) -> Stamp:
    """The stamp of a file or folder."""
    try:
        found = _stat(path)
    except (OSError, ValueError):
        return None
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def digest_file(path: str) -> bytes:
    """The digest of what a file holds; an empty one if nobody can read it."""
    try:
        with unwatched(), open(path, "rb") as file:
            return file_digest(file, blake2b).digest()
    except (OSError, ValueError):
        return b""


def is_same(path: str, stamp: Stamp) -> bool:
    """Whether a file or folder is as it was when it was read or found."""
    return _leads_to_folder(path) if stamp == FOUND else read_stamp(path) == stamp


def _leads_to_folder(path: str) -> bool:
    """Whether there is a folder, or a link to one, without being seen to ask."""
    try:
        return S_ISDIR(_stat(path).st_mode)
    except (OSError, ValueError):
        return False


def is_file(path: str) -> bool:
    """Whether there is a file, without being seen to ask."""
    try:
        return S_ISREG(_stat(path).st_mode)
    except (OSError, ValueError):
        return False


def is_folder(path: str) -> bool:
    """Whether there is a folder, and no link to one, without being seen to ask."""
    try:
        return S_ISDIR(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def is_plain_file(path: str) -> bool:
    """Whether there is a file that has no other name, so that nothing else changes with it."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return False
    return S_ISREG(found.st_mode) and found.st_nlink == 1


def is_settled(stamp: Stamp) -> bool:
    """Whether a file's next change will show in its stamp: not if the last one was a moment ago."""
    return stamp is None or max(stamp[:2]) < time.time_ns() - TICK


@contextmanager
def watching(files: Files) -> Iterator[None]:
    """Note meanwhile which files are opened for reading, and which are written in the output folder."""
    watch(files)
    try:
        yield
    finally:
        unwatch(files)


def watch(files: Files) -> None:
    """Note files from now on."""
    if has_helpers():
        files.note_program()
    _watches.append(files)
    if files.wants_reads:
        _readers.append(files)


def unwatch(files: Files) -> None:
    """Note no more."""
    for watches in (_watches, _readers):
        watches[:] = [other for other in watches if other is not files]


def has_helpers() -> bool:
    """Whether a plugin has processes that wait for work, of which they get to know unheard."""
    module = sys.modules.get("multiprocessing.process")
    return bool(module and module.active_children())


def _list_output() -> dict[str, Stamp]:
    """The files in the output folder, but for what version control keeps in hidden folders."""
    with unwatched():
        return {path: read_stamp(path) for path in list_files(_folder.rstrip(os.sep), hidden=False)}


def _leave_out_status(stamp: Stamp) -> Stamp:
    return stamp and (stamp[0], 0, stamp[2], stamp[3])


def note_copied(copied: Files) -> None:
    """Note what a copy of this process has written in the output folder."""
    for files in _watches:
        files.replaced |= copied.replaced - files.written
        files.written |= copied.written


@contextmanager
def unwatched() -> Iterator[None]:
    """Note no reads meanwhile."""
    suspended = _readers[:]
    _readers.clear()
    try:
        yield
    finally:
        _readers[:] = suspended


@contextmanager
def unheard() -> Iterator[None]:
    """Note nothing at all meanwhile, and go on in a copy of this process that is made meanwhile."""
    global _guard  # as below
    suspended = _watches[:], _readers[:], _guard
    _forget()
    try:
        yield
    finally:
        _watches[:], _readers[:], _guard = suspended


def _forget() -> None:
    """Note nothing any more: in a copy that a plugin makes of this process, nobody would get to know."""
    global _guard  # noqa: PLW0603  # as below
    _watches.clear()
    _readers.clear()
    _guard = None


@contextmanager
def watched_again() -> Iterator[None]:
    """Note reads meanwhile, also where they are not noted."""
    before = _readers[:]
    _readers[:] = [files for files in _watches if files.wants_reads]
    try:
        yield
    finally:
        _readers[:] = before


@contextmanager
def hooked(output: str) -> Iterator[None]:
    """Note writes in this folder, and `os.stat`, which has no event of its own, as a read."""
    global _folder, _real_folder, _is_hooked  # noqa: PLW0603  # an audit hook cannot be removed
    if not _is_hooked:
        sys.addaudithook(_hear)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=_forget)
        _is_hooked = True
    before, stat = (_folder, _real_folder), os.stat
    _folder, _real_folder = (os.path.join(find(output), "") for find in (os.path.abspath, os.path.realpath))

    def stat_and_note(path: Any, **options: Any) -> os.stat_result:  # like os.stat
        if options.get("dir_fd") is None:
            _note_read(path)
        return _stat(path, **options)

    supported = [
        names for names in (os.supports_follow_symlinks, os.supports_fd, os.supports_dir_fd) if _stat in names
    ]
    for names in supported:  # shutil looks there
        names.add(stat_and_note)
    os.stat = stat_and_note
    try:
        yield
    finally:
        os.stat = stat
        _folder, _real_folder = before
        for names in supported:
            names.discard(stat_and_note)


def is_output(name: str) -> bool:
    """Whether this is the output folder or in it."""
    return os.path.join(name, "").startswith(_folder)


@contextmanager
def guarded(guard: Callable[[str, Act], None] | None) -> Iterator[None]:
    """Tell this function meanwhile of each path in the output folder before anybody acts; it may raise."""
    global _guard  # noqa: PLW0603  # as above
    before, _guard = _guard, guard
    try:
        yield
    finally:
        _guard = before


@contextmanager
def recorded(recorder: Callable[..., None]) -> Iterator[None]:
    """Tell this function meanwhile of each path in the output folder before a file is made there.

    Also in copies of this process; and whether it `is_ours`, so that Pelican makes it.
    """
    global _recorder  # noqa: PLW0603  # as above
    before, _recorder = _recorder, recorder
    try:
        yield
    finally:
        _recorder = before


_LOOKS = frozenset({Act.OPEN, Act.LIST})
_FILE_MODULES = frozenset({"os", "genericpath", "posixpath", "ntpath", "pathlib", "shutil", "glob"})
_PACKAGE = f"{__name__.rpartition('.')[0]}."
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in _HEARD or not _watches:
        return
    if event == "open":
        _note_opened(*arguments)
    elif event in _PROGRAMS:
        _note_program()
    elif event in _NAMING:
        _note_name(event, *arguments[:2])
    elif event in _CHANGES:
        _note_change(event, arguments)
        if event == "sqlite3.connect":
            _note_database(arguments[0])
    elif event == "os.mkdir":
        _note_folder(arguments[0])
    else:
        _note_read(arguments[0], Act.LIST)


def _note_opened(path: Any, _mode: object, flags: int) -> None:  # whatever open() takes
    if isinstance(path, int):
        if _find_caller()[0].rpartition(".")[2].startswith(_SPAWNING):
            _note_program()
    elif flags & _WRITING:
        replaces = flags & (os.O_TRUNC | os.O_EXCL) == os.O_TRUNC
        _note_write(path, Act.REPLACE if replaces else Act.OPEN, replaces=replaces)
    else:
        _note_read(path)


def _note_program() -> None:
    if _guard:
        _guard(_folder.rstrip(os.sep), Act.RUN)
    for files in _watches:
        files.note_program()


def _note_read(path: Any, act: Act = Act.OPEN) -> None:  # as above
    if not (_readers or _guard):
        return
    if (name := _locate(path, act)) and not (is_output(name) and _shows_nothing(act)):
        for files in _readers:
            if act is Act.LIST:
                files.listed.add(name)
            if name not in files.read:
                stamp = read_stamp(name)
                files.read[name] = stamp if is_settled(stamp) else NEVER


def _note_write(path: Any, act: Act = Act.OPEN, *, replaces: bool = True) -> None:  # as above
    name = _locate(path, act)
    if name.startswith(_folder):
        if _recorder and not os.path.lexists(name):
            _recorder(name, is_ours=_is_ours())
        for files in _watches:
            files.note_written(name, replaces=replaces)


def _note_folder(path: Any) -> None:  # as above
    may_exist = _is_ours() or bool((last := _find_caller()[1]) and last.f_locals.get("exist_ok"))
    name = _locate(path, Act.NEED_FOLDER if may_exist else Act.MAKE_FOLDER)
    if not may_exist and is_output(name) and is_folder(name):  # an error will say so
        for files in _readers:
            files.read.setdefault(name, read_stamp(name))


def _note_name(event: str, path: Any, name: Any) -> None:  # as above
    if event != "os.symlink":  # whose path is only a text
        _locate(path)
    _note_write(name)


def _note_change(event: str, arguments: tuple[Any, ...]) -> None:
    is_in_open_folder = event not in {"os.truncate", "sqlite3.connect"} and arguments[-1] != -1
    if not (is_in_open_folder or _is_ours()):
        _note_write(arguments[0], replaces=event != "sqlite3.connect")


def _note_database(path: Any) -> None:  # whatever sqlite3.connect takes
    """Note a database as read, with the file of what was changed in it last: SQLite opens them unheard.

    https://sqlite.org/uri.html, https://sqlite.org/wal.html
    """
    name = os.fsdecode(path)
    if name.startswith("file:"):
        name = unquote(urlsplit(name).path)
    if name and name != ":memory:":
        for suffix in ("", "-wal"):
            _note_read(name + suffix)


def _find_caller() -> tuple[str, FrameType | None]:
    """The module that has called one of Python's own for files, with the last of their frames."""
    frame, last = sys._getframe(1), None
    while frame.f_back:
        name = frame.f_globals.get("__name__", "")
        if not (name == __name__ or name.partition(".")[0] in _FILE_MODULES):
            return name, last
        frame, last = frame.f_back, frame
    return "", last


def _is_ours() -> bool:
    """Whether Pelican itself, or this plugin, acts on a file or folder of the output."""
    name, _ = _find_caller()
    return name.startswith("pelican.") and (
        not name.startswith("pelican.plugins.") or name.startswith(_PACKAGE)
    )


def _shows_nothing(act: Act) -> bool:
    """Whether nothing follows from what is in the output folder, as Pelican asks, or what makes folders.

    Where Pelican lists it, it looks for texts, and takes pages for some.
    """
    name, last = _find_caller()
    if act is Act.LIST:
        return name.startswith(_PACKAGE)
    return bool(last and last.f_code.co_name in {"mkdir", "makedirs"}) or _is_ours()


def _locate(path: Any, act: Act = Act.OPEN) -> str:  # as above
    """The absolute path, which the guard is told of; an empty one for what is none, such as a number."""
    if not isinstance(path, str | bytes | os.PathLike):
        return ""
    name = os.path.abspath(os.fsdecode(path))
    if _real_folder != _folder and os.path.join(name, "").startswith(_real_folder):  # reached through a link
        name = os.path.join(_folder, name[len(_real_folder) :]).rstrip(os.sep)
    if _guard and is_output(name) and not (act in _LOOKS and _shows_nothing(act)):
        _guard(name, act)
    return name


def list_files(
    folder: str, retained: Sequence[str] = (), *, hidden: bool = True, empty: list[str] | None = None
) -> Iterator[str]:
    """The files in a folder and those below it, but not what the folder itself has by one of these names.

    Unless those in `hidden` folders are wanted, whose names begin with a dot, they are left out. The folders
    in which there is nothing are added to `empty`.
    """
    folders = [folder]
    while folders:
        place = folders.pop()
        try:
            with guarded(None):
                entries = [*os.scandir(place)]
        except OSError:  # it is gone, a file, or nobody may look into it
            continue
        if empty is not None and not entries and place != folder:
            empty.append(place)
        for entry in entries:
            if retained and entry.name in retained:
                continue
            if entry.is_dir(follow_symlinks=False):
                if hidden or not entry.name.startswith("."):
                    folders.append(entry.path)
            else:
                yield entry.path
        retained = ()


def list_parents(path: str, folder: str) -> Iterator[str]:
    """The folders that a path is in, up to but without this one."""
    while len(path := os.path.dirname(path)) > len(folder):
        yield path


def remove(path: str, output: str) -> None:
    """Remove a file in the output folder, and the folders around it that are then empty.

    A path that ends with a slash is that of a folder. A folder in a file's place is another's, and stays.
    """
    name = path.rstrip(os.sep)
    is_folder = os.path.isdir(name) and not os.path.islink(name)
    if not is_within(name, output) or is_folder != (name != path):
        return
    try:
        discard(name)
    except OSError as error:  # on Windows, while another program has it open
        message = "%s: cannot be removed (%s), but belongs to the site no more. Remove it yourself."
        logger.warning(message, name, error.strerror)
    prune(os.path.dirname(name), output)


def prune(folder: str, output: str) -> None:
    """Remove a folder in the output folder if it is empty, and the folders around it that are then empty."""
    while folder.startswith(output + os.sep):
        try:
            os.rmdir(folder)
        except OSError:
            break
        folder = os.path.dirname(folder)


def is_within(path: str, folder: str) -> bool:
    """Whether a path is in a folder, and not just linked there from elsewhere."""
    place = os.path.join(os.path.realpath(os.path.dirname(path)), "")
    return place.startswith(os.path.join(os.path.realpath(folder), ""))


def discard(path: str) -> None:
    """Remove a file or folder, if there is one."""
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path, ignore_errors=True)
    elif os.path.lexists(path):
        os.unlink(path)
