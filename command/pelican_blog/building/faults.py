"""Collects the faults of a build, each once, as file: problem; remedy."""

import logging
import os
import pkgutil
import re
import sys
import traceback
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import FrameType
from urllib.parse import unquote, urlsplit

import pelican.plugins
from jinja2 import TemplateSyntaxError
from pelican.contents import Content, Static
from pelican.log import LimitFilter
from pelican.plugins.incremental.installed import is_installed

_NO_FAULTS = (
    # alt="" is right for decorative pictures; proofreading checks those in Markdown.
    "Empty alt attribute for image %s in %s",
    # This works; proofreading advises {static}.
    "{filename} used for linking to static content %s in %s. Use {static} instead",
)
"""Warnings of Pelican that do not count as faults."""

_HARMLESS = (
    "Docutils has no localization for '%s'. Using 'en' instead.",
    "Meta tag in file %s does not have a 'name' attribute, skipping. Attributes: %s",
    "Meta tag attribute 'contents' used in file %s, should be changed to 'content'",
)
"""Warnings of Pelican about things that still work, like everything it says about old names of settings."""
_SETTINGS = "pelican.settings"

_FAILED = "Could not process %s"
_MISSING = "Skipping %s: could not find information about '%s'"
_ATTACHED = (
    "The {attach} link in %s cannot relocate %s because %s. Falling back to {filename} link behavior instead."
)
_UNLOADED = "Cannot load plugin `%s`\n%s"
_UNFOUND = "Unable to find '%s', skipping url replacement."
_REWORDED: dict[str, tuple[int | None, str]] = {
    _UNFOUND: (
        None,
        "no file found for the link {0}; look for it in content/ and correct the link.",
    ),
    _MISSING: (
        0,
        "the header has no line '{1}'; add it.",
    ),
    "Unknown status '%s' for file %s, skipping it. (Not in %s)": (
        1,
        "Status: {0} is unknown; write published, draft, hidden or skip.",
    ),
    "Skipping %s: file %r would be written outside output path": (
        0,
        "its page would be outside the site, at {1}; correct Save_as, Slug or Lang.",
    ),
    "Duplicate definition of `%s` for %s. Using first one.": (
        1,
        "{0} is set more than once; keep one line.",
    ),
    'Unable to generate valid slug for %s "%s".': (
        None,
        "{0} {1} cannot be part of an address; write it with a letter or a digit, or remove it.",
    ),
    _ATTACHED: (
        0,
        "another link already decided where {1} goes; write {{static}} before its path.",
    ),
    "A problem occurred copying file %s to %s; %s": (0, "it cannot be copied: {2}"),
    _UNLOADED: (
        None,
        "Cannot load plugin `{0}`. Correct its name in PLUGINS of pelicanconf.py, or install it: {plugins}",
    ),
}
"""Messages of Pelican: the argument that is the file, and our own wording.

Without such an argument, the file is the text that Pelican is working on.
"""
_UNREGISTERED = "Cannot register plugin `%s`"
_PLUGIN = "correct that, or take {0} out of PLUGINS."
_ANY = "*"
_LONGEST = 1000
"""Characters of a message: a header may contain anything."""
_SAME_SLUG = re.compile(r"There are %s (items|original)")
_NO_ORIGINAL = re.compile(r"All items \(\"%s\"\)")


class Faults(logging.Handler):
    """Collects what is logged as a warning or worse, and what is reported; prints nothing.

    Harmless warnings are notices: every page still becomes what it should.
    """

    def __init__(self) -> None:
        """Start without any."""
        super().__init__(logging.WARNING)
        self.content: Path | None = None
        """The folder of the texts, once the settings are known."""
        self.missing: dict[str, str] = {}
        """The texts that Pelican skips, each with the key it lacks."""
        self._messages: dict[str, str] = {}
        """Each with the text that it may follow from, if that could not be read; empty for most."""
        self._notices: dict[str, None] = {}
        self._skips_texts = False

    @property
    def messages(self) -> tuple[str, ...]:
        """The faults, sorted by file; not those that follow from others."""
        faulty = {message.partition(": ")[0] for message in self._messages}
        faulty |= {_ANY} if self._skips_texts else set()
        return tuple(sorted(message for message, cause in self._messages.items() if cause not in faulty))

    @property
    def notices(self) -> tuple[str, ...]:
        """What the writer should know but need not fix, sorted by file."""
        return tuple(sorted(self._notices))

    def report(self, message: str, cause: str = "") -> None:
        """Keep a message, once; it does not count if there is one about the text that is its `cause`.

        With _ANY, it does not count if Pelican skips any text.
        """
        if len(message) > _LONGEST:
            message = f"{message[:_LONGEST]}…"
        self._messages.setdefault(self._name_file(message.strip()), cause)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what a record says, unless the site filters it (LOG_FILTER)."""
        template, message = str(record.msg), _read_message(record)
        unheard = LimitFilter._ignore  # noqa: SLF001  # it has no public name
        if template in _NO_FAULTS or {(record.levelno, text) for text in (template, message)} & unheard:
            return
        if getattr(record, "harmless", False) or template in _HARMLESS or record.name == _SETTINGS:
            self._notices.update(dict.fromkeys(map(self._name_file, message.splitlines())))
            return
        arguments = record.args if isinstance(record.args, tuple) else ()
        if template == _MISSING:
            self.missing[str(arguments[0])] = str(arguments[1])
        self._skips_texts |= template in {_MISSING, _FAILED}
        if template == "%s":  # of our plugins, which may list several problems
            for line in message.splitlines():
                self.report(line)
        elif raised := _reword_error(template, arguments):
            self.report(raised)
        elif _NO_ORIGINAL.match(template):
            for path in arguments[-int(str(arguments[0])) :]:
                self.report(
                    f"{path}: Translation: true, but no text with its Slug is the original; remove the line.",
                    _ANY,
                )
        elif _SAME_SLUG.match(template):
            first, *others = sorted(str(path) for path in arguments[-int(str(arguments[0])) :])
            self.report(
                f"{first}: has the same Slug as {', '.join(others)}; change it, or give each its own Lang."
            )
        else:
            cause = self._find_target(str(arguments[0])) if template == _UNFOUND else ""
            self.report(_reword(template, arguments) or _name_text(message), cause)

    def _find_target(self, link: str) -> str:
        """The path to which the text that Pelican is working on links, from where the writer runs make."""
        source = find_text_at_work(sys._getframe())  # noqa: SLF001  # as below
        path = unquote(urlsplit(link).path)
        if not (self.content and source):
            return ""
        return os.path.relpath(f"{self.content}{path}" if path[:1] == "/" else Path(source).parent / path)

    def _name_file(self, message: str) -> str:
        """The message with the path of its file from the folder where the writer runs make."""
        message = message.replace(f"{Path.cwd()}{os.sep}", "")
        name, colon, _ = message.partition(": ")
        if colon and self.content and lies_in(self.content, name) and not lies_in(Path(), name):
            return f"{os.path.relpath(self.content)}{os.sep}{message}"
        return message


def _read_message(record: logging.LogRecord) -> str:
    """What a record says, or its template if the arguments do not fit, which must not stop a build."""
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return str(record.msg)


def _reword_error(template: str, arguments: Sequence[object]) -> str:
    """What to say where Pelican names the error that it has caught; empty where it does not."""
    error = sys.exc_info()[1]
    if template == _FAILED:
        return f"{os.path.normpath(str(arguments[0]))}: {explain(error)}"
    if template == _UNREGISTERED:
        return f"{describe_error(error)}; {_PLUGIN.format(*arguments)}"
    missing = find_missing_module(str(arguments[0])) if template == _UNLOADED else ""
    return f"{missing}; {_PLUGIN.format(*arguments)}" if missing else ""


def _reword(template: str, arguments: tuple[object, ...]) -> str | None:
    if template not in _REWORDED:
        return None
    place, sentence = _REWORDED[template]
    said = sentence.format(*arguments, plugins=", ".join(list_plugins()))
    source = find_text_at_work(sys._getframe()) if place is None else arguments[place]  # noqa: SLF001  # no other way
    return f"{source}: {said}" if source else said


def _name_text(message: str) -> str:
    """A message with the text that Pelican is working on, if it names none."""
    source = find_text_at_work(sys._getframe())  # noqa: SLF001  # as above
    return f"{source}: {message}" if source and Path(source).name not in message else message


def find_text_at_work(frame: FrameType | None) -> str | None:
    """The text that one of the calling frames is working on, as Pelican does not always name it."""
    while frame is not None:
        worker = frame.f_locals.get("self")
        if isinstance(worker, Content) and not isinstance(worker, Static):
            return str(worker.source_path)
        frame = frame.f_back
    return None


def list_plugins() -> list[str]:
    """The short names of the plugins that are installed."""
    return [module.name for module in pkgutil.iter_modules(pelican.plugins.__path__) if module.ispkg]


def lies_in(folder: Path, name: str) -> bool:
    """Whether there is something of this name in a folder, be it a link that leads nowhere."""
    try:
        return os.path.lexists(folder / name)
    except ValueError:
        return False


def is_file_within(folder: Path, name: str) -> bool:
    """Whether a path from a folder leads to a file in it; a name that no file can have leads to none."""
    path = Path(os.path.normpath(name))
    try:
        return not path.is_absolute() and path.parts[:1] != ("..",) and (folder / path).is_file()
    except (OSError, ValueError):
        return False


def explain(error: BaseException | None) -> str:
    """Why a text could not be read, and what to do."""
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8 (byte {error.start}); save the file as UTF-8."
    if isinstance(error, OSError):
        return f"cannot read file ({error.strerror or error}); check who may read it."
    if isinstance(error, ModuleNotFoundError):
        return f"cannot read this without {error.name}; install it, or correct MARKDOWN in the settings."
    if error and (place := find_place(error)):
        return f"{place}{type(error).__name__}: {error}; correct that, or the text."
    if isinstance(error, ValueError):
        return f"{error}; correct the header or the text."
    return f"cannot read this ({type(error).__name__}: {error}); correct the header or the text."


def describe_error(error: BaseException | None) -> str:
    """What the site's own code, a template or a plugin raised, and where."""
    return f"{find_place(error) if error else ''}{type(error).__name__}: {error}"


def find_missing_module(plugin: str) -> str:
    """What a plugin lacks that cannot be loaded, if that is not the plugin itself."""
    error = sys.exc_info()[1]
    if not isinstance(error, ModuleNotFoundError) or f"{plugin}.".startswith(f"{error.name}."):
        return ""
    return f"{find_place(error)}{error.name} is not installed"


def describe_exit(stop: SystemExit) -> str:
    """Why something of the site ended the build; empty if that was said before."""
    if isinstance(stop.code, str):
        return stop.code
    place = find_place(stop)
    return f"{place}this ends the program; take it out, or say what is wrong: sys.exit('…')." if place else ""


def find_place(error: BaseException) -> str:
    """The line of a template, or of the site's own code, that raised an error, with a colon; or nothing."""
    if isinstance(error, TemplateSyntaxError):
        return f"{os.path.relpath(error.filename or error.name or '')}, line {error.lineno}: "
    if isinstance(error, SyntaxError) and error.filename:
        return f"{os.path.relpath(error.filename)}, line {error.lineno}: "
    frames = traceback.extract_tb(error.__traceback__)
    places = [frame for frame in frames if is_own(frame.filename)]
    return f"{os.path.relpath(places[-1].filename)}, line {places[-1].lineno}: " if places else ""


def is_own(path: str) -> bool:
    """Whether a file is the writer's: a template, or code that is neither a package's nor of this project."""
    parts = Path(path).parts
    is_ours = "pelican_blog" in parts or ("pelican", "plugins") in pairwise(parts)
    return not (path.endswith(">") or is_ours or (path.endswith(".py") and is_installed(path)))
