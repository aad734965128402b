"""Digests of values: equal for what renders equally, in this build and in the next one.

Neither `pickle` nor `repr` gives that: they depend on identities, on the order of sets, on addresses.
"""

import builtins
import datetime as dt
import marshal
import sys
import types
import zoneinfo
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache, cached_property, partial
from hashlib import blake2b
from pathlib import PurePath
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Macro
from markupsafe import Markup
from pelican.contents import Content
from pelican.generators import Generator
from pelican.paginator import Page, Paginator
from pelican.urlwrappers import URLWrapper

from .installed import is_installed
from .lists import ToldList

Form = Any
"""A value made of None, numbers, strings, bytes, tuples and lists alone, which `marshal` writes by value."""
SIZE = 16
"""Bytes of a digest."""
MISSING = b"-"
"""The digest of what is not there."""
_DEEPEST = 60
_CLOCK = frozenset(
    {
        *("now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"),
        *("random", "randint", "randrange", "choice", "choices", "shuffle", "sample", "uuid1", "uuid4"),
        *("token_hex", "token_urlsafe", "urandom", "getpid", "environ", "getenv"),
    }
)
"""What code calls that gives another result each time."""
_CLOCK_OF_TIME = frozenset({"strftime", "ctime", "asctime"})
"""The same of the module `time`, where dates have methods with such a name."""
_CLOCKS = frozenset({"datetime", "os", "posix", "random", "secrets", "time", "uuid"})
"""The modules with all that."""
_PLAIN = frozenset({type(None), bool, int, float, complex, str, bytes, type(Ellipsis)})
_VALUES: Mapping[type, Callable[[Any], Form]] = {
    kind: kind.__str__ if kind is str else kind for kind in (str, bytes, int, float, complex)
}
"""The plain types of which there can be classes, with what gives the value alone."""
_DATA = frozenset({*_PLAIN, list, tuple, dict, set, frozenset}) - {type(None)}
"""Types of what a module may hold as data for its functions."""
_NO_DATA = (Content, Environment, Generator, Template, types.ModuleType)
_CACHED = type(cache(print))
"""What `functools.cache` returns."""
_LONG = 50
"""Items from which a list is described once a build."""
_UNREAD = frozenset({"settings", "_context", "_output_location_referenced"})
"""What a content holds besides itself, and what changes when it is asked for."""
_LAZY = frozenset({"settings", "_name", "_slug", "_slug_from_name", "name", "slug"})
"""What Pelican's terms compute when they are asked."""

identify: Callable[[object], int] = object.__hash__
"""What tells an object from all others that are alive, as `id` does, which Python tells every audit hook."""
Owner = tuple[str, str]
"""What identifies a content or a generator, in this build and in the next one."""


class UnobservableError(Exception):
    """A value that has no lasting digest; the message says why."""


def combine(form: Form) -> bytes:
    """The digest of a form; raises UnobservableError if it is too deep."""
    try:
        # Version 2 of the format knows neither references nor interned strings, which depend on identity.
        data = marshal.dumps(form, 2)
    except ValueError as error:
        raise UnobservableError(str(error)) from error
    return blake2b(data, digest_size=SIZE).digest()


class Digester:
    """Digests the values of one build."""

    def __init__(
        self,
        settings: Mapping[str, Any],
        context: Mapping[str, Any],
        owners: Mapping[int, Owner],
        digest_links: Callable[[Content], bytes] = lambda _: b"",
    ) -> None:
        """Take settings, context, and the `owners` by their ids, for themselves wherever a value has them.

        `digest_links` stands for what the links in a content lead to.
        """
        self._digest_links = digest_links
        self._own = {identify(settings): "settings", identify(context): "context"}
        self._alive = (settings, context, owners)  # else other objects might get their ids
        self._owners = owners
        self._long: dict[int, tuple[object, Form]] = {}
        self._met: dict[int, tuple[int, object]] = {}
        """The terms and copies of contents in the value that is being described, by their ids, numbered."""
        self._helpers: dict[types.FunctionType, Form] = {}
        self._forms: dict[type, Callable[[Any, int], Form]] = dict.fromkeys(_PLAIN, _keep)
        self._forms |= {
            list: self._describe_list,
            ToldList: self._describe_list,
            tuple: self._describe_list,
            dict: self._describe_mapping,
            set: self._describe_set,
            frozenset: self._describe_set,
            Markup: lambda value, _: ("markup", str(value)),
            zoneinfo.ZoneInfo: lambda value, _: ("zone", str(value)),
        }

    def digest(self, value: object) -> bytes:
        """The digest of a value; raises UnobservableError if it has none."""
        return combine(self.describe(value))

    def describe(self, value: object, depth: int = 0) -> Form:
        """The form of a value; raises UnobservableError, also where a plugin's class fails to tell."""
        if not depth:
            self._met.clear()
        try:
            form = self._forms.get(type(value))
            if form is None:
                form = self._forms[type(value)] = self._choose(value)
            return form(value, depth)
        except UnobservableError:
            raise
        except Exception as error:  # whatever it does when it is looked at
            raise UnobservableError(f"a {_name(type(value))} cannot be compared") from error

    def describe_state(self, content: Content, depth: int = 0) -> Form:
        """The form of everything that a content holds, apart from Pelican's settings and context."""
        if not depth:
            self._met.clear()
        depth = self._deepen(depth)
        state = [
            (name, value if type(value) in _PLAIN else self.describe(value, depth))
            for name, value in list_state(content)
        ]
        return (state, self._digest_links(content))

    def _choose(self, value: object) -> Callable[[Any, int], Form]:
        kind = type(value)
        if hasattr(kind, "digest_key"):
            return self._describe_key
        for base, form in (
            (Content, self._describe_content),
            (Generator, lambda value, _: ("generator", _name(type(value)))),
            (URLWrapper, self._describe_term),
            (Page, self._describe_page),
            (Paginator, self._describe_paginator),
            (Enum, lambda value, _: (_name(type(value)), value.name)),
            (types.FunctionType, self._describe_function),
            (types.MethodType, self._describe_method),
            (types.ModuleType, _describe_module),
            (type, _describe_class),
            (Environment, lambda _, __: ("environment",)),
            (Template, _describe_template),
            (Macro, lambda value, _: ("macro", value.name)),
            (dt.timedelta, lambda value, _: repr(value)),
            ((dt.date, dt.time, dt.tzinfo), self._describe_time),
            (PurePath, lambda value, _: ("path", str(value))),
            (
                partial,
                lambda value, depth: self._describe_list([value.func, value.args, value.keywords], depth),
            ),
        ):
            if isinstance(value, base):
                return form
        if hasattr(value, "__wrapped__") and callable(value):  # functools.cache: what it holds is not its own
            return lambda value, depth: self.describe(value.__wrapped__, depth + 1)
        return self._describe_object

    def _describe_content(self, value: Any, _: int) -> Form:
        """What identifies a content of the site; everything that it holds if it is a copy of one."""
        owner = self._owners.get(identify(value))
        if owner:
            return owner
        return ("copy", _name(type(value)), self._describe_once(value, self.describe_state, value))

    def _describe_once(self, value: object, describe: Callable[[Any, int], Form], state: Any) -> Form:
        """The form of what a value holds; a number where the value is met again."""
        if known := self._met.get(identify(value)):
            return known[0]
        self._met[identify(value)] = (len(self._met), value)
        return describe(state, 1)

    def _describe_list(self, value: Any, depth: int) -> Form:
        if len(value) < _LONG:
            depth = self._deepen(depth)
            items = [item if type(item) in _PLAIN else self.describe(item, depth) for item in value]
            return ("tuple" if type(value) is tuple else "list", items)
        known = self._long.get(identify(value))
        if known is None:  # such as all articles, which every page of a list gets
            depth = self._deepen(depth)
            items = [self.describe(item, depth) for item in value]
            known = (value, ("tuple" if type(value) is tuple else "list", combine(items)))
            if not self._met:  # elsewhere their numbers would be others
                self._long[identify(value)] = known
        return known[1]

    def _describe_key(self, value: Any, depth: int) -> Form:
        known = self._long.get(identify(value))
        if known is None:
            form = self.describe(value.digest_key, self._deepen(depth))
            known = (value, (_name(type(value)), form))
            if not self._met:  # as above
                self._long[identify(value)] = known
        return known[1]

    def _describe_mapping(self, value: Any, depth: int) -> Form:
        if own := self._own.get(identify(value)):
            return ("own", own)
        return (
            type(value).__name__,
            [
                (self.describe(name, self._deepen(depth)), self.describe(item, depth + 1))
                for name, item in value.items()
            ],
        )

    def _describe_set(self, value: Any, depth: int) -> Form:
        return ("set", sorted(combine(self.describe(item, self._deepen(depth))) for item in value))

    def _describe_term(self, value: Any, _: int) -> Form:
        """The form of a category, tag or author; a plugin may have given it others, which lead back to it."""
        mine = (_name(type(value)), value.name, value.slug)
        more = {name: item for name, item in vars(value).items() if name not in _LAZY}
        return (mine, self._describe_once(value, self._describe_mapping, more)) if more else mine

    def _describe_page(self, value: Any, depth: int) -> Form:
        mine = (value.full_name, value.base_url, value.number)
        return (
            "page",
            mine,
            self.describe(value.object_list, depth + 1),
            self.describe(value.paginator, depth),
        )

    def _describe_paginator(self, value: Any, depth: int) -> Form:
        mine = (value.name, value.url, value.per_page, value.orphans)
        return ("paginator", mine, self.describe(value.object_list, depth + 1))

    def _describe_method(self, value: Any, depth: int) -> Form:
        depth = self._deepen(depth)
        return ("method", self.describe(value.__func__, depth), self.describe(value.__self__, depth))

    def _describe_function(self, value: Any, depth: int) -> Form:
        if clock := find_clock(value):
            raise UnobservableError(f"{value.__qualname__} reads {clock}, which may differ each time")
        mine = (value.__module__, value.__qualname__, describe_code(value.__code__))
        data = [(name, item) for name, item in list_globals(value) if type(item) in _DATA]
        rest = [*list_cells(value), value.__defaults__, value.__kwdefaults__, data]
        helpers = [self._describe_helper(helper) for helper in list_helpers(value)]
        return ("function", mine, self._describe_list(rest, depth), self._list_data(value), helpers)

    def _describe_helper(self, helper: types.FunctionType) -> Form:
        """The form of a function that others call; what is in a module's file is known by that."""
        if helper in self._helpers:
            return self._helpers[helper]
        is_known = helper.__code__.co_filename == helper.__globals__.get("__file__")
        code = None if is_known else describe_code(helper.__code__)
        form = self._helpers[helper] = combine([helper.__qualname__, code, self._list_data(helper)])
        return form

    def _list_data(self, function: types.FunctionType) -> list[Form]:
        """The forms of the data that a function may read beside what it is given, with their names."""
        kept = enumerate([*list_cells(function), function.__defaults__, function.__kwdefaults__])
        found: list[Form] = []
        for name, item in (*kept, *list_globals(function)):
            with suppress(UnobservableError):
                found.append((name, self._data.describe(item)))
        return found

    @cached_property
    def _data(self) -> "Digester":
        return DataDigester({}, {}, {})

    def _describe_object(self, value: Any, depth: int) -> Form:
        """The form of an object of any class: its state by name, or what it would be pickled as."""
        shape = find_shape(type(value))  # type: ignore[arg-type]  # a class is hashable
        if shape.is_builtin:
            if is_clock(value) or getattr(value, "__name__", "") in _CLOCK:
                raise UnobservableError(f"it is {value.__qualname__}")
            return ("builtin", getattr(value, "__qualname__", shape.name), self._describe_owner(value, depth))
        depth = self._deepen(depth)
        state = [
            (name, self.describe(item, depth))
            for name, item in getattr(value, "__dict__", {}).items()
            if name not in shape.ignored
        ]
        state += [
            (name, self.describe(getattr(value, name), depth))
            for name in shape.slots
            if name not in shape.ignored and hasattr(value, name)
        ]
        for base, read in _VALUES.items():
            if isinstance(value, base):
                return (shape.name, read(value), state)
        if state and shape.is_plain:
            return (shape.name, state, self._describe_items(value, depth))
        return (shape.name, self._describe_reduced(value, depth))

    def _describe_items(self, value: Any, depth: int) -> Form:
        if isinstance(value, dict):
            return self._describe_mapping(value, depth)
        if isinstance(value, list | tuple):
            return self._describe_list(value, depth)
        return self._describe_set(value, depth) if isinstance(value, set | frozenset) else None

    def _describe_time(self, value: Any, depth: int) -> Form:
        more = getattr(value, "__dict__", None)
        return (_name(type(value)), repr(value), self._describe_mapping(more, depth) if more else None)

    def _describe_owner(self, value: Any, depth: int) -> Form:
        owner = getattr(value, "__self__", None)
        return (
            None if isinstance(owner, types.ModuleType | None) else self.describe(owner, self._deepen(depth))
        )

    def _describe_reduced(self, value: Any, depth: int) -> Form:
        reduced = value.__reduce_ex__(4)
        if isinstance(reduced, str):
            return reduced
        parts = [list(part) if hasattr(part, "__next__") else part for part in reduced[1:]]
        made_by = reduced[0]
        return (getattr(made_by, "__qualname__", ""), self._describe_list(parts, depth))

    def _deepen(self, depth: int) -> int:
        if depth > _DEEPEST:
            raise UnobservableError("a value holds itself")
        return depth + 1


class DataDigester(Digester):
    """Digests nothing but data; all else, such as functions and what is Pelican's, has no digest."""

    def _choose(self, value: object) -> Callable[[Any, int], Form]:
        if callable(value) or isinstance(value, _NO_DATA):
            raise UnobservableError(f"a {_name(type(value))} is more than data")
        return super()._choose(value)


class PlainDigester(Digester):
    """Digests texts, and lists and mappings of texts and numbers; all else has no digest."""

    def _choose(self, value: object) -> Callable[[Any, int], Form]:
        if not isinstance(value, str | list | tuple | dict | set | frozenset):
            raise UnobservableError(f"a {_name(type(value))} is more than plain data")
        return super()._choose(value)


def list_state(content: Content) -> Iterator[tuple[str, Any]]:
    """Everything that a content holds, apart from Pelican's settings and context."""
    return ((name, value) for name, value in vars(content).items() if name not in _UNREAD)


def find_clock(function: types.FunctionType) -> str:
    """What a function, or one of its module that it calls, asks for that differs each time; else empty."""
    functions, names = [function], set[str]()
    while functions:
        function = functions.pop()
        for code in list_codes(function.__code__):
            if found := _CLOCK.intersection(code.co_names):
                return min(found)
        for name, item in list_globals(function):
            if is_clock(item):
                return name
            is_new = name not in names and isinstance(item, types.FunctionType)
            if is_new and item.__module__.partition(".")[0] not in sys.stdlib_module_names:
                functions.append(item)
            names.add(name)
    return ""


def is_clock(value: object) -> bool:
    """Whether this is a function of Python's own that returns something else each time, under any name."""
    if not isinstance(value, types.BuiltinFunctionType | types.FunctionType | types.MethodType):
        return False
    return value.__name__ in _CLOCK | _CLOCK_OF_TIME and value.__module__ in _CLOCKS


def list_codes(code: types.CodeType) -> Iterator[types.CodeType]:
    """The code of a function, and of all that it defines."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from list_codes(constant)


def list_globals(function: types.FunctionType) -> list[tuple[str, Any]]:
    """What a function reads of its module, by name."""
    shared = function.__globals__
    names = {name for code in list_codes(function.__code__) for name in code.co_names if name in shared}
    return [(name, shared[name]) for name in sorted(names)]


def list_cells(function: types.FunctionType) -> list[object]:
    """What a function reads of the one that it is defined in; None for what is not set yet."""
    cells: list[object] = []
    for cell in function.__closure__ or ():
        try:
            cells.append(cell.cell_contents)
        except ValueError:
            cells.append(None)
    return cells


def list_helpers(function: types.FunctionType) -> list[types.FunctionType]:
    """The functions that a function calls, also by way of others and of objects; not those of packages."""
    found, waiting = {function: None}, [function]
    while waiting:
        current = waiting.pop()
        for item in (*list_cells(current), *(value for _, value in list_globals(current))):
            for helper in list_functions(item):
                if helper not in found and not is_installed(helper.__globals__.get("__file__") or ""):
                    found[helper] = None
                    waiting.append(helper)
    return [*found][1:]


def list_functions(value: Any) -> Sequence[types.FunctionType]:
    """The functions behind a value: itself, what it wraps, or those of its class."""
    while inner := _find_inner(value):
        value = inner
    if isinstance(value, types.FunctionType):
        return (value,)
    return _list_methods(value if isinstance(value, type) else type(value))


def _find_inner(value: Any) -> Any:
    if isinstance(value, partial):
        return value.func
    if isinstance(value, types.MethodType):
        return value.__func__
    return value.__wrapped__ if isinstance(value, _CACHED) else None


@cache
def _list_methods(kind: Any) -> Sequence[types.FunctionType]:
    members = [member for base in kind.__mro__ for member in vars(base).values()]
    inner = (getattr(member, "fget", None) or getattr(member, "func", None) or member for member in members)
    functions = (getattr(member, "__func__", member) for member in inner)
    return [function for function in functions if isinstance(function, types.FunctionType)]


def describe_code(code: types.CodeType) -> Form:
    """The form of compiled code, without its place in the file."""
    constants = [
        describe_code(constant)
        if isinstance(constant, types.CodeType)
        else sorted(map(repr, constant))
        if isinstance(constant, frozenset)
        else repr(constant)
        for constant in code.co_consts
    ]
    names = [code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars]
    counts = (code.co_flags, code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount)
    return (code.co_code, code.co_exceptiontable, constants, [[*group] for group in names], counts)


def _keep(value: Any, _: int) -> Form:
    return value


def _describe_template(value: Template, _: int) -> Form:
    """The form of a template: its name, or its code if it was made of a text."""
    parts = [value.root_render_func, *value.blocks.values()]
    return ("template", value.name or [describe_code(part.__code__) for part in parts])


def _describe_module(value: Any, _: int) -> Form:
    if value.__name__ in _CLOCKS:
        raise UnobservableError(f"it is the module {value.__name__}")
    return ("module", value.__name__)


def _describe_class(value: Any, _: int) -> Form:
    if issubclass(value, dt.date):
        raise UnobservableError(f"it is the class {_name(value)}")
    return ("class", _name(value))


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How the objects of a class are described."""

    name: str
    slots: tuple[str, ...]
    ignored: frozenset[str]
    """Attributes that are computed when they are asked for, or do not count when two objects are compared."""
    is_builtin: bool
    is_plain: bool
    """Whether an object is what its attributes and items are."""


@cache
def find_shape(kind: Any) -> Shape:
    """How the objects of a class are described."""
    bases = kind.__mro__[:-1]
    slots = [vars(base).get("__slots__", ()) for base in bases]
    names = [name for group in slots for name in ((group,) if isinstance(group, str) else group)]
    members = {name: member for base in reversed(bases) for name, member in vars(base).items()}
    return Shape(
        name=_name(kind),
        slots=tuple(name for name in names if name not in {"__dict__", "__weakref__"}),
        ignored=frozenset(
            [name for name, member in members.items() if isinstance(member, cached_property)]
            + [own.name for own in (fields(kind) if is_dataclass(kind) else ()) if not own.compare]
        ),
        is_builtin=kind.__module__ == builtins.__name__ and callable(getattr(kind, "__call__", None)),  # noqa: B004
        is_plain=not {"__reduce__", "__reduce_ex__", "__getnewargs_ex__"} & members.keys(),
    )
