"""What is read while an output is made: names in templates, templates, attributes of contents and generators."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context, missing
from pelican.contents import Content
from pelican.generators import Generator

from .digests import identify
from .files import unwatched

EVERYTHING = "*"
"""In the place of an attribute, everything that a content holds; of a name, everything in Pelican's context."""
Owner = tuple[str, str]
"""What identifies a content or a generator, in this build and the next."""

CONSTANT = frozenset({"localsiteurl", "SITEURL", "output_file", "relative_urls"})
"""Names in a template's context that follow from the output's address and the settings."""


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


@contextmanager
def recording(record: Record | None) -> Iterator[None]:
    """Record what is read meanwhile; with None, nothing is."""
    _records.append(record)
    try:
        yield
    finally:
        _records.pop()


class ObservedContext(Context):
    """A template's context that notes which names are read."""

    def resolve_or_missing(self, key: str) -> Any:  # noqa: ANN401  # Jinja's own
        """The value of a name; Jinja's `missing` if it has none."""
        record = _records[-1]
        if record is not None and key not in CONSTANT:
            record.names.add(key)
        if key in self.vars:
            return self.vars[key]
        return self.parent.get(key, missing)

    def get_all(self) -> dict[str, Any]:
        """All names with their values."""
        record = _records[-1]
        # A template that imports or includes another "with context" asks too, and what the other reads is noted.
        if record is not None and sys._getframe(1).f_globals.get("environment") is not self.environment:  # noqa: SLF001
            record.names.add(EVERYTHING)
        return super().get_all()


class ObservedTemplate(Template):
    """A template; what it reads when it is first imported counts for all that import it."""

    def _get_default_module(self, ctx: Context | None = None) -> Any:  # noqa: ANN401  # Jinja's own
        reads: dict[Template, Record] = self.environment.module_reads  # type: ignore[attr-defined]
        record = None if self in reads else reads.setdefault(self, Record())
        with recording(record):
            module = super()._get_default_module(ctx)
        if (current := _records[-1]) is not None:
            current.add(reads[self])
        return module


class ObservedNames(dict[str, Any]):
    """An environment's filters or tests; those that templates use are noted as names with a sign in front."""

    def __init__(self, values: Mapping[str, Any], sign: str) -> None:
        """Take these filters or tests."""
        super().__init__(values)
        self._sign = sign

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  # a function
        """The filter or test of this name."""
        if (record := _records[-1]) is not None:
            record.names.add(self._sign + name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401  # as above
        """The filter or test of this name, or the default."""
        return self[name] if name in self else default


def observe_templates(env: Environment) -> None:
    """Note what the templates of an environment read."""
    env.filters, env.tests = ObservedNames(env.filters, "|"), ObservedNames(env.tests, "?")
    env.context_class = ObservedContext
    env.template_class = ObservedTemplate
    env.module_reads = {}  # type: ignore[attr-defined]
    load = env._load_template  # noqa: SLF001  # every way to a template leads through it

    def load_template(name: str, variables: Any) -> Template:  # noqa: ANN401  # Jinja's own
        if (record := _records[-1]) is not None:
            record.templates.add(name)
        with recording(None), unwatched():
            return load(name, variables)

    env._load_template = load_template  # type: ignore[method-assign]  # noqa: SLF001


@contextmanager
def observed_attributes() -> Iterator[dict[Owner, Content | Generator]]:
    """Note meanwhile which attributes are read; gives the contents and generators they were read of."""
    owners: dict[Owner, Content | Generator] = {}
    Content.__getattribute__ = _observe(owners, identify, EVERYTHING)  # type: ignore[method-assign]
    Generator.__getattribute__ = _observe(owners, identify_generator, "")  # type: ignore[method-assign]
    try:
        yield owners
    finally:
        del Content.__getattribute__, Generator.__getattribute__


def identify_generator(generator: Generator) -> Owner:
    """What identifies a generator: its class."""
    return ("generator", type(generator).__qualname__)


def _observe(
    owners: dict[Owner, Any], identify: Callable[[Any], Owner], method_reads: str
) -> Callable[[Any, str], Any]:
    """A `__getattribute__` that notes what is read.

    Pelican's properties and methods keep their results in places of their own, so what they read shows only
    the first time: a property counts as what it returns, and a method as `method_reads`.
    """
    read: Callable[[Any, str], Any] = object.__getattribute__
    known: dict[int, tuple[object, Owner]] = {}
    kinds: dict[tuple[type, str], type] = {}

    def observe(self: Any, name: str) -> Any:  # noqa: ANN401  # any attribute
        record = _records[-1]
        if record is None or name.startswith("__"):
            return read(self, name)
        if name in {"context", "_context"}:
            record.names.add(EVERYTHING)
        own = type(self)
        kind = kinds.get((own, name))
        if kind is None:
            kind = kinds[own, name] = type(getattr(own, name, None))
        with_owner = known.get(id(self))
        if with_owner is None:
            with recording(None):
                with_owner = known[id(self)] = (self, identify(self))
            owners[with_owner[1]] = self
        noted = method_reads if issubclass(kind, FunctionType) else name
        if noted:
            names = record.attributes.get(with_owner[1])
            if names is None:
                names = record.attributes[with_owner[1]] = set()
            names.add(noted)
        if kind is property:
            with recording(None):
                return read(self, name)
        return read(self, name)

    return observe
