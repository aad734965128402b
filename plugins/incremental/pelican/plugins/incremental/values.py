"""The digests of everything that outputs are made from, as it is in this build."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from operator import itemgetter
from typing import Any

from jinja2 import Environment
from jinja2.defaults import DEFAULT_FILTERS, DEFAULT_TESTS
from pelican import contents
from pelican.contents import Content, Static
from pelican.generators import Generator
from pelican.settings import DEFAULT_CONFIG
from pelican.urlwrappers import URLWrapper

from .digests import MISSING, Digester, Form, Owner, UnobservableError, combine, identify
from .lists import ToldList
from .records import EVERYTHING, digest_template, note_name

_OBSERVED_BY_NAME = frozenset({"JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS"})
"""Settings that templates read as names, and nothing else does."""
_WITHOUT_EFFECT = frozenset({"INCREMENTAL_PROCESSES"})
"""Settings that change nothing in what is made."""
_DEEPEST = 5
"""How far it is looked into settings that cannot be compared as a whole."""
_UNORDERED = frozenset({"generated_content", "static_content", "staticfiles"})
"""Names in Pelican's context of what is in the order in which files were found, which is any."""
_PLACE = frozenset({"override_save_as", "override_url"})
"""Where a file is that a text has moved."""
OFFER = "!"
"""How names of what plugins offer begin."""
_LIST = "#"
"""How names of the articles of a category, tag or author begin."""
_SITEURL = "/-"
"""Stands for the address of the site, which each page knows relative to itself."""


def digest_settings(settings: Mapping[str, Any]) -> dict[str, bytes]:
    """The digest of each setting; what cannot be compared gets the reason instead, its parts their own."""
    digester = Digester(settings, {}, {})
    counted = ((name, settings[name]) for name in settings.keys() - _OBSERVED_BY_NAME - _WITHOUT_EFFECT)
    return {name: digest for item in counted for name, digest in _digest_setting(digester, *item)}


def _digest_setting(
    digester: Digester, name: str, value: object, depth: int = 0
) -> Iterator[tuple[str, bytes]]:
    """The digest of a value; where it has none, the reason, and the digests of its parts."""
    try:
        yield name, digester.digest(value)
    except UnobservableError as error:
        yield name, f"{error}".encode()
        for key, part in _list_parts(value) if depth < _DEEPEST else ():
            yield from _digest_setting(digester, f"{name}[{key}]", part, depth + 1)


def _list_parts(value: object) -> Iterable[tuple[object, object]]:
    if isinstance(value, Mapping):
        return value.items()
    if isinstance(value, list | tuple):
        return enumerate(value)
    return () if callable(value) else getattr(value, "__dict__", {}).items()


class Values:
    """The digests of this build, each computed when it is first asked for.

    They raise UnobservableError where there is none.
    """

    def __init__(
        self, generators: Sequence[Generator], offers: Mapping[str, Callable[[str], object]]
    ) -> None:
        """Take everything from the generators, once all have read their texts, and what plugins offer."""
        self._offers = offers
        # Pelican takes anything that has `generate_output`.
        generators = [generator for generator in generators if isinstance(generator, Generator)]
        self.context = generators[0].context
        """Pelican's context, which all generators share."""
        self._settings = generators[0].settings
        self._lists: dict[str, ToldList] = {}
        """The articles of categories, tags and authors, by their names here."""
        self._told: set[str] = set()
        """The names in the context of the lists that have them."""
        self._observe_terms(generators)
        names = name_generators(generators)
        self._environments = {name: generator.env for name, generator in names.items()}
        self._owners: dict[Owner, Content | Generator] = {
            ("generator", name): generator for name, generator in names.items()
        }
        for group in ("generated_content", "static_content"):
            for content in self.context[group].values():
                if content:
                    self._owners[type(content).__name__, content.source_path] = content
        self.ids = {identify(value): owner for owner, value in self._owners.items()}
        """What identifies contents and generators, by their ids in memory."""
        self._digester = Digester(self._settings, self.context, self.ids, self._digest_links)
        self._names: dict[tuple[str, str], bytes | UnobservableError] = {}
        self._templates: dict[tuple[str, str], bytes] = {}
        self._states: dict[Owner, bytes | None] = {}
        self._attributes: dict[tuple[Owner, str], bytes] = {}
        self.movable = self._list_movable()
        """Linked files, and the texts that link, if any of these moves files beside its page."""
        self._places = {identify(static): dict(_read_place(static)) for static in self._list_statics()}
        with self.describing():
            self._attached = combine(self._describe_links(generators))
        for environment, env in self._environments.items():
            for name in list_own_names(env):  # now: they may remember more while pages are rendered
                with suppress(UnobservableError):
                    self.name(environment, name)

    def _observe_terms(self, generators: Sequence[Generator]) -> None:
        """Have the lists of categories, tags and authors tell whose articles are read."""
        told: dict[int, tuple[list[Content], ToldList]] = {}
        for name, terms in self.context.items():
            for place, (term, articles) in enumerate(_list_terms(terms)):
                key = f"{_LIST}{name} {term.slug}"
                if key not in self._lists:
                    own = self._lists[key] = ToldList(articles, key, note_name)
                    told[identify(articles)] = articles, own
                    terms[place] = (term, own)
                    self._told.add(name)
        for generator in generators:
            for terms in vars(generator).values():
                # `isinstance` may run a plugin's code, as below.
                for term, articles in terms.items() if issubclass(type(terms), dict) else ():
                    if identify(articles) in told:
                        terms[term] = told[identify(articles)][1]

    def _list_movable(self) -> frozenset[Owner]:
        texts = {owner: value for owner, value in self._owners.items() if has_links(value)}
        if not any(map(attaches, texts.values())):
            return frozenset()
        return frozenset(texts) | {
            owner for owner, value in self._owners.items() if isinstance(value, Static)
        }

    def _list_statics(self) -> list[Static]:
        return [static for static in self.context["static_content"].values() if static]

    def _describe_links(self, generators: Sequence[Generator]) -> Form:
        """All links and the order of the texts that have them: a file stays where the first link found it."""
        texts = {owner: self._owners[owner] for owner in self.movable if has_links(self._owners[owner])}
        links = [
            (owner, text.save_as, text._get_intrasite_link_regex().findall(text._content))
            for owner, text in sorted(texts.items(), key=itemgetter(0))
        ]
        lists = (
            value
            for generator in generators
            for value in vars(generator).values()
            if issubclass(type(value), list)
        )
        owners = ([self.ids.get(identify(item)) for item in items] for items in lists)
        return [links, [[owner for owner in order if owner in texts] for order in owners]]

    def move_files(self, owner: Owner, names: Iterable[str]) -> None:
        """Have a content resolve its links again where these attributes of it were read."""
        for name in names if owner in self.movable else ():
            getattr(self._owners[owner], "content" if name == EVERYTHING else name, None)

    @cached_property
    def _addresses(self) -> bytes:
        """The digest of what a link may lead to, and of what moves linked files."""
        with self.describing():
            urls = [(owner, value.url) for owner, value in self._owners.items() if isinstance(value, Content)]
        return combine([sorted(urls), self._attached])  # Pelican finds files in any order

    def _digest_links(self, content: Content) -> bytes:
        return self._addresses if has_links(content) else b""

    def find_environment(self, env: Environment) -> str:
        """The name of the generator whose templates these are; empty if they are nobody's."""
        return next((name for name, own in self._environments.items() if own is env), "")

    def name(self, environment: str, name: str) -> tuple[tuple[str, str], bytes]:
        """The key and digest of what a name means to all templates of a generator; filters begin with `|`."""
        is_shared = name in self.context or name == EVERYTHING or name.startswith((OFFER, _LIST))
        key = ("" if is_shared else environment, name)
        digest = self._names.get(key)
        if digest is None:
            try:
                digest = self._digest_name(environment, name)
            except UnobservableError as error:
                digest = error
            self._names[key] = digest
        if isinstance(digest, UnobservableError):
            raise digest
        return key, digest

    def template(self, environment: str, name: str) -> bytes:
        """The digest of a template's source and place."""
        key = (environment, name)
        if key not in self._templates:
            env = self._environments[environment]
            # What is loaded was read just before; a later change shows in the next build.
            self._templates[key] = env.sources.get(name) or digest_template(env, name)
        return self._templates[key]

    def state(self, owner: Owner) -> bytes | None:
        """The digest of everything that a content holds; None where that cannot be compared.

        While `describing`, as is `attribute`.
        """
        if owner not in self._states:
            value = self._owners.get(owner)
            digest = MISSING if value is None else None
            if isinstance(value, Content):
                try:
                    digest = combine(self._digester.describe_state(value))
                except UnobservableError:
                    digest = None
            self._states[owner] = digest
        return self._states[owner]

    def attribute(self, owner: Owner, name: str) -> bytes:
        """The digest of an attribute of a content or generator."""
        key = (owner, name)
        if key not in self._attributes:
            self._attributes[key] = self._digest_attribute(owner, name)
        return self._attributes[key]

    def own(self, values: Mapping[str, Any]) -> bytes:
        """The digest of what one output alone got."""
        return combine([(name, self._digester.describe(values[name])) for name in sorted(values)])

    def _digest_name(self, environment: str, name: str) -> bytes:
        if name == EVERYTHING:
            shared = self.context.keys() - self._settings.keys() - {"localsiteurl"}
            return self._digester.digest([(key, self._read_context(key)) for key in sorted(shared)])
        if name.startswith(OFFER):
            kind, _, key = name.removeprefix(OFFER).partition(" ")
            if kind not in self._offers:
                return MISSING
            return combine([self._digester.digest(self._offers[kind](key)), self._attached])
        if name.startswith(_LIST):
            return self._digester.digest(self._lists[name]) if name in self._lists else MISSING
        if name in self.context:
            value = self._read_context(name)
            if name in self._told and type(value) is list:
                value = [_leave_out(item) for item in value]
            return self._digester.digest(value)
        env: Environment = self._environments[environment]
        places = {"|": env.filters, "?": env.tests}
        place, key = (places[name[0]], name[1:]) if name[:1] in places else (env.globals, name)
        return self._digester.digest(place[key]) if key in place else MISSING

    def _read_context(self, name: str) -> object:
        value = self.context[name]
        if name in _UNORDERED:
            return frozenset(value.items() if isinstance(value, dict) else value)
        return value

    def _digest_attribute(self, owner: Owner, name: str) -> bytes:
        value = self._owners.get(owner)
        if value is None:
            return MISSING
        if name == EVERYTHING:
            digest = self.state(owner)
            if digest is None:
                raise UnobservableError(f"{owner[1]} holds what cannot be compared")
            return digest
        try:
            read = getattr(value, name)
        except AttributeError:
            return MISSING
        except Exception as error:  # whatever a plugin's class does
            raise UnobservableError(f"{name} of {owner[1]} cannot be read") from error
        return combine([self._digester.describe(read), self._attached if owner in self.movable else b""])

    @contextmanager
    def describing(self) -> Iterator[None]:
        """Resolve links meanwhile without what Pelican does besides: move files, note it, and warn."""
        if self.context["localsiteurl"] == _SITEURL:
            yield
            return
        before, attach = self.context["localsiteurl"], Static.attach_to
        statics = [(static, dict(vars(static))) for static in self._list_statics()]
        for static, _ in statics:
            for name in _PLACE:
                vars(static).pop(name, None)
            vars(static).update(self._places[identify(static)])
        self.context["localsiteurl"], contents.logger.disabled = _SITEURL, True
        Static.attach_to = lambda *_: None
        try:
            yield
        finally:
            Static.attach_to = attach
            self.context["localsiteurl"], contents.logger.disabled = before, False
            for static, state in statics:
                vars(static).clear()
                vars(static).update(state)


def name_generators(generators: Iterable[Generator]) -> dict[str, Generator]:
    """The generators by the names of their classes, which get a number where several have the same."""
    names: dict[str, Generator] = {}
    for generator in generators:
        kind, number = type(generator).__qualname__, 1
        while (name := f"{kind} {number}" if number > 1 else kind) in names:
            number += 1
        names[name] = generator
    return names


def list_own_names(env: Environment) -> Iterator[str]:
    """The names of what templates can use, apart from what Jinja has for all; as `Values.name` takes them."""
    yield from env.globals
    for sign, own, usual in (("|", env.filters, DEFAULT_FILTERS), ("?", env.tests, DEFAULT_TESTS)):
        yield from (f"{sign}{name}" for name, value in own.items() if usual.get(name) is not value)


def _read_place(static: Static) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in vars(static).items() if name in _PLACE)


def has_links(content: Content | Generator) -> bool:
    """Whether this is a text that may have links which Pelican resolves, such as `{filename}other.md`."""
    text = getattr(content, "_content", None)  # as it was before
    is_usual = content.settings["INTRASITE_LINK_REGEX"] == DEFAULT_CONFIG["INTRASITE_LINK_REGEX"]
    return isinstance(text, str) and (not is_usual or "{" in text or "|" in text)


def attaches(content: Content) -> bool:
    """Whether a text moves files beside its page when it is rendered."""
    text = content._content  # as it was before
    if not (has_links(content) and "attach" in text):
        return False
    links = content._get_intrasite_link_regex().finditer(text)
    return any(link["what"] == "attach" for link in links)


def _list_terms(value: object) -> Iterator[tuple[URLWrapper, list[Content]]]:
    """The items of a list of categories, tags or authors with their articles; none of any other value."""
    for item in value if type(value) is list else ():
        if not (type(item) is tuple and len(item) == 2):  # noqa: PLR2004
            break
        if not (issubclass(type(item[0]), URLWrapper) and type(item[1]) is list):
            break
        yield item


def _leave_out(item: object) -> object:
    """A category, tag or author without its articles, which count by themselves; anything else as it is."""
    if type(item) is tuple and len(item) == 2 and type(item[1]) is ToldList:  # noqa: PLR2004
        return item[0], item[1].key
    return item


def describe_name(name: str) -> str:
    """What a template or feed calls by this name, for the log."""
    if name == EVERYTHING:
        return "something that all pages share"
    if name.startswith(OFFER):
        return f"{name.removeprefix(OFFER)} of a plugin"
    kinds = {"|": "the filter", "?": "the test", _LIST: "the articles of"}
    return f"{kinds[name[0]]} {name[1:]}" if name[0] in kinds else name
