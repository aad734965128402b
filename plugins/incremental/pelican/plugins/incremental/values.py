"""The digests of everything that outputs are made from, as it is in this build."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import Any

from jinja2 import Environment, TemplateNotFound
from pelican import contents
from pelican.contents import Content, Static
from pelican.generators import Generator

from .digests import MISSING, Digester, Owner, UnobservableError, combine
from .records import EVERYTHING

_OBSERVED_BY_NAME = frozenset({"JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS"})
"""Settings that templates read as names, and nothing else does."""
_UNORDERED = frozenset({"generated_content", "static_content", "staticfiles"})
"""Names in Pelican's context of what is in the order in which files were found, which is any."""
_SITEURL = "/-"
"""Stands for the address of the site, which each page knows relative to itself."""


def digest_settings(settings: Mapping[str, Any]) -> dict[str, bytes]:
    """The digest of each setting; what cannot be compared gets the reason instead."""
    digester, digests = Digester(settings, {}, {}), {}
    for name, value in settings.items():
        if name not in _OBSERVED_BY_NAME:
            try:
                digests[name] = digester.digest(value)
            except UnobservableError as error:
                digests[name] = f"{error}".encode()
    return digests


class Values:
    """The digests of this build, each computed when it is first asked for.

    They raise UnobservableError where there is none.
    """

    def __init__(self, generators: Sequence[Generator]) -> None:
        """Take everything from the generators, once all have read their texts."""
        self._context = generators[0].context
        self._settings = generators[0].settings
        self._environments = {type(generator).__qualname__: generator.env for generator in generators}
        self._owners: dict[Owner, Content | Generator] = {
            ("generator", type(generator).__qualname__): generator for generator in generators
        }
        for group in ("generated_content", "static_content"):
            for content in self._context[group].values():
                if content:
                    self._owners[type(content).__name__, content.source_path] = content
        self.ids = {id(value): owner for owner, value in self._owners.items()}
        """What identifies contents and generators, by their ids in memory."""
        self._digester = Digester(self._settings, self._context, self.ids)
        self._names: dict[tuple[str, str], bytes | UnobservableError] = {}
        self._templates: dict[tuple[str, str], bytes] = {}
        self._states: dict[Owner, bytes | None] = {}
        self._attributes: dict[tuple[Owner, str], bytes] = {}
        for environment, env in self._environments.items():
            for name in env.globals:  # now: objects may remember more while pages are rendered
                with suppress(UnobservableError):
                    self.name(environment, name)
        with self.describing():
            self._attached = combine(
                sorted(
                    (owner, content.save_as, content._content)
                    for owner, content in self._owners.items()
                    if isinstance(content, Content) and attaches(content)
                )
            )

    @cached_property
    def _addresses(self) -> bytes:
        """The digest of what a link may lead to, and of what moves linked files."""
        contents = [(owner, value.url) for owner, value in self._owners.items() if isinstance(value, Content)]
        return combine([sorted(contents), self._attached])  # Pelican finds files in any order

    def find(self, owner: Owner) -> Content | Generator:
        """What is identified by this."""
        return self._owners[owner]

    def find_environment(self, env: Environment) -> str:
        """The class of the generator whose templates these are; empty if they are nobody's."""
        return next((name for name, own in self._environments.items() if own is env), "")

    def list_contents(self) -> Iterator[Owner]:
        """What identifies the contents of the site."""
        return (owner for owner, value in self._owners.items() if isinstance(value, Content))

    def name(self, environment: str, name: str) -> tuple[tuple[str, str], bytes]:
        """The key and digest of what a name means to all templates of a generator; filters begin with `|`."""
        key = ("" if name in self._context or name == EVERYTHING else environment, name)
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
            try:
                source, path, _ = env.loader.get_source(env, name)
                self._templates[key] = combine([source, path])
            except (TemplateNotFound, OSError, UnicodeError):
                self._templates[key] = MISSING
        return self._templates[key]

    def state(self, owner: Owner) -> bytes | None:
        """The digest of everything that a content holds; None where that cannot be compared."""
        if owner not in self._states:
            value = self._owners.get(owner)
            digest: bytes | None = MISSING
            if isinstance(value, Content):
                with self.describing():
                    try:
                        links = self._addresses if has_links(value) else b""
                        digest = combine([self._digester.describe_state(value), links])
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
            shared = self._context.keys() - self._settings.keys() - {"localsiteurl"}
            return self._digester.digest([(key, self._read_context(key)) for key in sorted(shared)])
        if name in self._context:
            return self._digester.digest(self._read_context(name))
        env: Environment = self._environments[environment]
        places = {"|": env.filters, "?": env.tests}
        place, key = (places[name[0]], name[1:]) if name[:1] in places else (env.globals, name)
        return self._digester.digest(place[key]) if key in place else MISSING

    def _read_context(self, name: str) -> object:
        value = self._context[name]
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
        with self.describing():
            try:
                form = self._digester.describe(getattr(value, name))
            except AttributeError:
                return MISSING
        return combine([form, self._attached if isinstance(value, Content) and has_links(value) else b""])

    @contextmanager
    def describing(self) -> Iterator[None]:
        """Resolve links meanwhile without what Pelican does besides: move files, note it, and warn."""
        if self._context["localsiteurl"] == _SITEURL:
            yield
            return
        before, attach = self._context["localsiteurl"], Static.attach_to
        statics = [content for content in self._context["static_content"].values() if content]
        asked = [static._output_location_referenced for static in statics]
        self._context["localsiteurl"], contents.logger.disabled = _SITEURL, True
        Static.attach_to = lambda *_: None
        try:
            yield
        finally:
            Static.attach_to = attach
            self._context["localsiteurl"], contents.logger.disabled = before, False
            for static, was_asked in zip(statics, asked, strict=True):
                static._output_location_referenced = was_asked


def has_links(content: Content) -> bool:
    """Whether a text may have links that Pelican resolves, such as `{filename}other.md`."""
    text = content._content  # as it was before
    return isinstance(text, str) and ("{" in text or "|" in text)


def attaches(content: Content) -> bool:
    """Whether a text moves files beside its page when it is rendered."""
    text = content._content  # as it was before
    return isinstance(text, str) and ("{attach}" in text or "|attach|" in text)
