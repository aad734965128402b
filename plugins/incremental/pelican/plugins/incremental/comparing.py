"""Compares what pages and feeds are made from with what they were made from in the build before."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Any

from jinja2 import Template

from .digests import MISSING, Owner, UnobservableError, combine
from .files import read_stamp
from .records import CONSTANT, EVERYTHING
from .state import Look, Names, Output, State
from .values import Values


class Comparison:
    """What has changed since the build before."""

    def __init__(self, before: State, values: Values, finds: Callable[[str, Look], bool]) -> None:
        """Compare the values of this build with the state that the one before has left.

        `finds` says whether somebody would find the same in the output folder now.
        """
        self._before, self._values, self._finds = before, values, finds
        self._unchanged_names: dict[tuple[str, Names, Names], bool] = {}
        self._unchanged_templates: dict[tuple[str, Names], bool] = {}
        with values.describing():
            self._changed = self._find_changes()

    def is_of(self, before: Output, template: Template, context: Mapping[str, Any]) -> bool:
        """Whether an output of the build before is what this template would give."""
        made_by = (self._values.find_environment(template.environment), template.name)
        return (before.environment, before.template) == made_by and self.is_current(before, context)

    def is_current(self, before: Output, context: Mapping[str, Any]) -> bool:
        """Whether a page or feed that gets these values would be as the build before made it."""
        local = find_local(before.names, context, self._values.context)
        if not self._is_unaffected(before, local):
            return False
        try:
            return self._values.own({name: context[name] for name in local}) == before.own
        except UnobservableError:
            return False

    def _is_unaffected(self, before: Output, local: Names) -> bool:
        """Whether an output of the build before can stay, if its `local` names mean the same."""
        return not (
            before.problem
            or not before.products
            or not self._have_same_names(before, local)
            or not self._have_same_templates(before)
            or any(
                before.attributes[owner] & self._changed[owner]
                for owner in self._changed.keys() & before.attributes.keys()
            )
            or any(read_stamp(path) != stamp for path, stamp in before.products.items())
            or not all(self._finds(path, look) for path, look in before.looked.items())
        )

    def _have_same_names(self, before: Output, local: Names) -> bool:
        key = (before.environment, before.names, local)
        if key not in self._unchanged_names:
            self._unchanged_names[key] = all(
                self._is_same_name(before.environment, name) for name in before.names - local
            )
        return self._unchanged_names[key]

    def _is_same_name(self, environment: str, name: str) -> bool:
        try:
            key, digest = self._values.name(environment, name)
        except (UnobservableError, KeyError):
            return False
        return self._before.names.get(key) == digest

    def _have_same_templates(self, before: Output) -> bool:
        key = (before.environment, before.templates)
        if key not in self._unchanged_templates:
            self._unchanged_templates[key] = all(
                self._before.templates.get((before.environment, name))
                == self._values.template(before.environment, name)
                for name in before.templates
            )
        return self._unchanged_templates[key]

    def _find_changes(self) -> dict[Owner, set[str]]:
        """The attributes that have changed, by owner."""
        changes = {}
        for owner, (state, attributes) in self._before.contents.items():
            now = self._values.state(owner)
            if now is None or now != state:
                changed = {
                    name for name, digest in attributes.items() if self._has_changed(owner, name, digest)
                }
                if changed:
                    changes[owner] = changed
        return changes

    def _has_changed(self, owner: Owner, name: str, digest: bytes) -> bool:
        try:
            return self._values.attribute(owner, name) != digest
        except UnobservableError:
            return True

    def find_list(self, name: str, template: Template, values: Mapping[str, Any]) -> tuple[str, ...]:
        """The pages of a list if all of them stay; else none."""
        digest, pages = self._before.lists.get(name, (MISSING, ()))
        outputs = [self._before.outputs.get(page) for page in pages]
        try:
            if digest != self.digest_list(template, values):
                return ()
        except UnobservableError:
            return ()
        if not all(output and self._is_unaffected(output, output.local) for output in outputs):
            return ()
        return pages

    def digest_list(self, template: Template, values: Mapping[str, Any]) -> bytes:
        """The digest of what the pages of a list are made from, apart from what all pages share."""
        made_by = self._values.find_environment(template.environment), template.name
        return combine([made_by, self._values.own(values)])

    def complete(self, state: State) -> None:
        """Put into a state the digests of all that its outputs were made from."""
        values = self._values
        read: defaultdict[Owner, set[Names]] = defaultdict(set)
        for environment, names in {(output.environment, output.names) for output in state.outputs.values()}:
            for name in names:
                with suppress(UnobservableError, KeyError):
                    key, digest = values.name(environment, name)
                    state.names[key] = digest
        for output in state.outputs.values():
            for owner, attributes in output.attributes.items():
                read[owner].add(attributes)
        for environment, names in {
            (output.environment, output.templates)
            for output in state.outputs.values()
            if output.environment  # feeds have none, and pages with one that a plugin made have a problem
        }:
            for name in names:
                state.templates[environment, name] = values.template(environment, name)
        problems: dict[Owner, dict[str, str]] = {}
        with values.describing():
            for owner, asked in read.items():
                digests, unknown = self._digest_attributes(owner, frozenset().union(*asked))
                state.contents[owner] = (values.state(owner), digests)
                if unknown:
                    problems[owner] = unknown
        for output in state.outputs.values() if problems else ():
            found = [
                problems[owner][name]
                for owner in sorted(output.attributes.keys() & problems.keys())
                for name in sorted(output.attributes[owner] & problems[owner].keys())
            ]
            output.problem = output.problem or "".join(found[:1])

    def _digest_attributes(self, owner: Owner, names: Names) -> tuple[dict[str, bytes], dict[str, str]]:
        """The digests of what was read of a content or generator, and why the rest has none."""
        known = self._before.contents.get(owner)
        now = self._values.state(owner)
        digests = dict(known[1]) if known and now is not None and known[0] == now else {}
        problems = {}
        for name in names - digests.keys():
            try:
                digests[name] = self._values.attribute(owner, name)
            except UnobservableError as error:
                what = "something that a text holds" if name == EVERYTHING else name
                problems[name] = f"{what} cannot be compared ({error})"
        return digests, problems


def find_local(names: Collection[str], context: Mapping[str, Any], shared: Mapping[str, Any]) -> Names:
    """Those of the names that this output does not share with all others."""
    asked = context.keys() - CONSTANT if EVERYTHING in names else names
    return frozenset(
        name for name in asked if name in context and context[name] is not shared.get(name, MISSING)
    )
