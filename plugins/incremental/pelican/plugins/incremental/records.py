"""What is read while an output is made: names and templates, attributes of contents and generators."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from threading import get_ident
from typing import Any

from jinja2 import Environment, Template, TemplateNotFound, nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context
from jinja2.utils import missing
from pelican.contents import Content
from pelican.generators import Generator

from .digests import MISSING, Owner, combine, identify
from .files import Files, unwatched, watched_again, watching
from .installed import is_installed

EVERYTHING = "*"
"""For an attribute: everything that a content holds; for a name: everything in Pelican's context."""
CONSTANT = frozenset({"localsiteurl", "SITEURL", "output_file", "relative_urls"})
"""Names in a template's context that follow from the output's address and the settings."""

_WHOLE = frozenset({"__dict__", "__getstate__"})
"""What those ask a content for who copy it."""


@dataclass(slots=True)
class Record:
    """Everything that was read while one output was made."""

    names: set[str] = field(default_factory=set)
    attributes: dict[Owner, set[str]] = field(default_factory=dict)
    templates: set[str] = field(default_factory=set)

    def add(self, other: "Record") -> None:
        """Add what another record has."""
        self.names |= other.names
        self.templates |= other.templates
        for owner, names in other.attributes.items():
            self.attributes.setdefault(owner, set()).update(names)


_records: list[Record | None] = [None]
"""The records being made, the innermost last; None where nothing is recorded."""
_thread = get_ident()
"""The thread that decides what is recorded; of others, which plugins start, all is."""


@contextmanager
def recording(record: Record | None) -> Iterator[None]:
    """Record what is read meanwhile; with None, nothing is."""
    if get_ident() != _thread:
        yield
        return
    _records.append(record)
    try:
        yield
    finally:
        _records.pop()


def note_name(name: str) -> None:
    """Note that a name is read, if a record is being made."""
    if (record := _records[-1]) is not None:
        record.names.add(name)


class ObservedContext(Context):
    """A template's context that notes which names are read."""

    _parent: dict[str, Any]

    @property
    def parent(self) -> dict[str, Any]:  # an attribute of Jinja's
        """What the template was given, of which a filter may read anything."""
        note_name(EVERYTHING)
        return self._parent

    @parent.setter
    def parent(self, values: dict[str, Any]) -> None:
        self._parent = values

    def resolve_or_missing(self, key: str) -> Any:  # Jinja's own
        """The value of a name; Jinja's `missing` if it has none."""
        record = _records[-1]
        if record is not None and key not in CONSTANT:
            record.names.add(key)
        if key in self.vars:
            return self.vars[key]
        return self._parent.get(key, missing)

    def __contains__(self, name: object) -> bool:
        """Whether there is a value with this name, for which Jinja would look into `parent`."""
        if name not in CONSTANT:
            note_name(str(name))
        return name in self.vars or name in self._parent

    def get_all(self) -> dict[str, Any]:
        """All names with their values."""
        record, caller = _records[-1], sys._getframe(1)
        if caller.f_back and caller.f_code is Context.derived.__code__:  # for a scoped block
            caller = caller.f_back
        # A template that includes or imports another asks too; what the other reads is noted.
        if record is not None and caller.f_globals.get("environment") is not self.environment:
            record.names.add(EVERYTHING)
        return {**self._parent, **self.vars} if self.vars else self._parent


class ObservedTemplate(Template):
    """A template; what it reads when it is first imported counts for all that import it."""

    def _get_default_module(self, ctx: Context | None = None) -> Any:  # Jinja's own
        reads: dict[Template, Record] = self.environment.module_reads
        record = None if self in reads else reads.setdefault(self, Record())
        with recording(record):
            module = super()._get_default_module(ctx)
        if (current := _records[-1]) is not None:
            current.add(reads[self])
        return module


class ObservedCode(CodeGenerator):
    """Compiles templates so that they ask each time for what a filter or test makes of a constant."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # Jinja's own
        """Compile without Jinja's optimizer."""
        super().__init__(*arguments, **options)
        self.optimizer = None

    def _output_child_to_const(self, node: nodes.Expr, *more: Any) -> str:  # Jinja's own
        if not isinstance(node, nodes.TemplateData | nodes.Const):
            raise nodes.Impossible
        return super()._output_child_to_const(node, *more)


class ObservedNames(dict[str, Any]):
    """An environment's filters or tests; those that templates use are noted as names with a sign in front."""

    def __init__(self, values: Mapping[str, Any], sign: str) -> None:
        """Take these filters or tests."""
        super().__init__(values)
        self._sign = sign

    def __getitem__(self, name: str) -> Any:  # a function
        """The filter or test of this name."""
        if (record := _records[-1]) is not None:
            record.names.add(self._sign + name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:  # as above
        """The filter or test of this name, or the default."""
        return self[name] if name in self else default  # noqa: SIM401  # this is how it is defined


def digest_template(env: Environment, name: str) -> bytes:
    """The digest of a template's source and place."""
    try:
        source, path, _ = env.loader.get_source(env, name)  # type: ignore[union-attr]
    except (AttributeError, TemplateNotFound, OSError, UnicodeError):
        return MISSING
    return combine([source, path])


class ObservedEnvironment(Environment):
    """Notes which templates are loaded, and whether a template's extensions open files.

    It takes the place of an environment's class, so that its overlays have their own options.
    """

    sources: dict[str, bytes]
    """The digests of the templates that were loaded, as they were then."""
    module_reads: dict[Template, Record]
    compiles_files: bool

    def overlay(self, *arguments: Any, **options: Any) -> Any:  # Jinja's own
        """An environment with other options, for which templates are compiled apart."""
        overlay = super().overlay(*arguments, **options)
        overlay.sources, overlay.module_reads = {}, {}
        if overlay.bytecode_cache is self.bytecode_cache:
            overlay.bytecode_cache = None
        return overlay

    def compile(self, *arguments: Any, **options: Any) -> Any:  # Jinja's own
        """What Jinja makes of a template's source."""
        files = Files()
        with watched_again(), watching(files):  # an extension may open some
            code = super().compile(*arguments, **options)
        opened = files.read.keys() - files.listed
        self.compiles_files = not all(map(is_installed, opened))
        return code

    def _load_template(self, name: str, globals: Any) -> Template:  # noqa: A002  # Jinja's own
        if (record := _records[-1]) is not None:
            record.templates.add(name)
        if name in self.sources and type(self.cache) is dict and not self.auto_reload:
            return super()._load_template(name, globals)  # it is in there for good, so nothing is read
        with recording(None), unwatched():
            if name not in self.sources:
                self.sources[name] = digest_template(self, name)
            return super()._load_template(name, globals)


@cache
def _observe_class(kind: Any) -> Any:  # a class of environments
    return type(f"Observed{kind.__name__}", (ObservedEnvironment, kind), {})


def observe_templates(env: Environment) -> None:
    """Note what the templates of an environment read."""
    env.filters, env.tests = ObservedNames(env.filters, "|"), ObservedNames(env.tests, "?")
    env.context_class = ObservedContext
    env.template_class = ObservedTemplate
    env.code_generator_class = ObservedCode
    env.sources, env.module_reads, env.compiles_files = {}, {}, False
    kind: Any = type(env)
    env.__class__ = _observe_class(kind)  # every way to a template leads through it


def load_template(env: Environment, name: str, digest: bytes) -> None:
    """Have a template ready if its digest is still this one."""
    if digest_template(env, name) == digest:
        env.get_template(name)


@contextmanager
def observed_attributes(owners: Mapping[int, Owner]) -> Iterator[None]:
    """Note meanwhile which attributes of contents and generators are read, by the owners' ids."""
    global _thread  # noqa: PLW0603  # each run may have another one
    _thread = get_ident()
    Content.__getattribute__ = _observe(owners, EVERYTHING)
    Generator.__getattribute__ = _observe(owners, "")
    try:
        yield
    finally:
        del Content.__getattribute__, Generator.__getattribute__


def _observe(owners: Mapping[int, Owner], method_reads: str) -> Callable[[Any, str], Any]:
    """A `__getattribute__` that notes what is read.

    Pelican's properties and methods keep their results in places of their own, so what they read shows only
    the first time: a property counts as what it returns, and a method as `method_reads`.
    """
    read: Callable[[Any, str], Any] = object.__getattribute__
    kinds: dict[type, dict[str, str]] = {}

    def observe(self: Any, name: str) -> Any:  # any attribute
        record = _records[-1]
        if record is None or (name.startswith("__") and name not in _WHOLE):
            return read(self, name)
        owner = owners.get(identify(self))
        if owner is None:  # a copy, which is compared by what it holds
            return read(self, name)
        own = kinds.get(type(self)) or kinds.setdefault(type(self), {})
        kind = own.get(name) or own.setdefault(name, _find_kind(type(self), name))
        if noted := method_reads if kind == "method" else name:
            names = record.attributes.get(owner)
            if names is None:
                names = record.attributes[owner] = set()
            names.add(noted)
        if kind == "context":
            record.names.add(EVERYTHING)
        elif kind == "property" and get_ident() == _thread:
            _records.append(None)
            try:
                return read(self, name)
            finally:
                _records.pop()
        return read(self, name)

    return observe


def _find_kind(owner: type, name: str) -> str:
    if name in _WHOLE:
        return "method"
    if name in {"context", "_context"}:
        return "context"
    value = getattr(owner, name, None)
    if isinstance(value, property):
        return "property"
    return "method" if callable(value) else "attribute"
