"""Texts that get into each other's way: one slug, one address, one tag under two names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from copy import copy

from pelican.contents import Article
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.models import State
from pelican.plugins.comments.settings import KEY
from pelican.plugins.comments.states import read_state
from unidecode import unidecode

from .rules import Problem, Rule
from .site import Site, list_terms, name_file
from .texts import Text

_PARTS = re.compile(r"[\s_.-]+")


def check_collisions(texts: Iterable[Text], site: Site) -> Iterator[Problem]:
    """What is wrong with the texts beside each other; each problem is the later file's."""
    in_order = sorted(texts, key=lambda text: text.source.key)
    slugs: defaultdict[str, list[Text]] = defaultdict(list)
    for text in in_order:
        if getattr(text.content, "slug", None):  # one without a title has none
            slugs[text.content.slug].append(text)
    for group in slugs.values():
        yield from _check_slugs(group, site)
        yield from _check_dates(group)
        yield from _check_originals(group)
        yield from _check_states(group)
    yield from _check_places(in_order, site)
    yield from _check_terms(in_order)


def _report(text: Text, rule: Rule, message: str, *keys: str) -> Problem:
    return Problem(file=text.source.name, line=text.find_line(*keys), rule=rule, message=message)


def _check_slugs(group: list[Text], site: Site) -> Iterator[Problem]:
    """Texts of one slug that are no translations of each other."""
    first: dict[tuple[type, str], Text] = {}
    for text in group:
        kind, slug = text.source.kind, text.content.slug
        same = first.setdefault((kind, text.content.lang), text)
        other = next((owner for owner in first.values() if owner.source.kind is not kind), None)
        if same is not text:
            message = (
                f"its slug {slug} and its language are those of {same.source.name} too; "
                "give one of them another line `Slug:`, or its own `Lang:` if it is a translation"
            )
            yield _report(text, Rule.COLLISION, message, "slug", "title")
        elif other and site.has_thread(slug) and _shows_thread(text) and _shows_thread(other):
            message = (
                f"its slug {slug} is that of {other.source.name} too, so both would show the same comments; "
                "give one of them another line `Slug:`"
            )
            yield _report(text, Rule.COLLISION, message, "slug", "title")


def _check_originals(group: list[Text]) -> Iterator[Problem]:
    """Texts of one slug of which none, or more than one, is the original of the others."""
    for kind in {text.source.kind for text in group}:
        texts = [text for text in group if text.source.kind is kind]
        originals = [text for text in texts if not _says_translation(text)]
        is_decided = any(text.content.in_default_lang for text in originals)
        for text in texts if not originals else ():
            message = "it says `Translation: true`, and no text with its slug is the original; remove it"
            yield _report(text, Rule.COLLISION, message, "translation")
        for text in originals[1:] if not is_decided else ():
            if text.content.lang != originals[0].content.lang:
                message = (
                    f"neither this nor {originals[0].source.name} is in the language of the blog, so neither "
                    "is the original; add `Translation: true` to one of them"
                )
                yield _report(text, Rule.COLLISION, message, "lang", "slug")


def _says_translation(text: Text) -> bool:
    return str(text.content.metadata.get("translation", "false")).lower() != "false"


def _shows_thread(text: Text) -> bool:
    """Whether the comments for its slug are shown below a text."""
    return _read_state(text) is not State.HIDDEN


def _read_state(text: Text) -> State | None:
    with suppress(CommentsError):  # of a word that is unknown, which `check_header_values` says
        return read_state(text.content)
    return None


def _check_states(group: list[Text]) -> Iterator[Problem]:
    """Translations whose `Comments:` contradicts that of their original, which decides for their thread."""
    for kind in {text.source.kind for text in group if KEY in text.content.settings}:
        texts = [text for text in group if text.source.kind is kind]
        original = next((text for text in texts if text.content.in_default_lang), texts[0])
        first = _read_state(original)
        for text in texts:
            own = _read_state(text)
            if own and first and own is not first and first is not State.OPEN:
                message = (
                    f"its comments are {own}, but those of {original.source.name} are {first}, and it shares "
                    "that thread; give both the same line `Comments:`"
                )
                yield _report(text, Rule.COMMENTS_TRANSLATION, message, "comments", "lang")


def _check_dates(group: list[Text]) -> Iterator[Problem]:
    """Translations that are not where their originals lead one to look for them."""
    posts = [text for text in group if text.source.kind is Article and hasattr(text.content, "date")]
    original = next((text for text in posts if text.content.in_default_lang), posts[0] if posts else None)
    for text in posts:
        if original and text.content.lang != original.content.lang:
            twin = copy(text.content)
            twin.date = original.content.date
            if twin.url != text.content.url:
                message = (
                    f"its Date is not that of {original.source.name}, whose translation it is, so its "
                    f"address is /{text.content.url} and not /{twin.url}; give both the same Date"
                )
                yield _report(text, Rule.TRANSLATION_DATE, message, "date")


def _check_places(texts: Iterable[Text], site: Site) -> Iterator[Problem]:
    for text in texts:
        address = name_file(text.content.url) if getattr(text.content, "slug", None) else ""
        takes_place = hasattr(text.content, "override_save_as") and address in site.inventory.pages
        if address in site.others and not takes_place:
            place = f"/{text.content.url} is an address that the site itself uses"
            message = f"{place}; give this another line `Slug:`"
            yield _report(text, Rule.COLLISION, message, "slug", "title")


def _check_terms(texts: Iterable[Text]) -> Iterator[Problem]:
    """Terms of different names that get one address, where the second loses its name."""
    first: dict[tuple[str, str], tuple[str, Text]] = {}
    for text in texts:
        for key, term in list_terms(text):
            name, owner = first.setdefault((key, term.slug), (term.name, text))
            if _simplify(name) != _simplify(term.name):
                message = (
                    f"{term.name} gets the address of {name} in {owner.source.name}, /{term.url}, and would "
                    "be listed as that; write one of them in other letters"
                )
                yield _report(text, Rule.TERM_COLLISION, message, key, "author")


def _simplify(name: str) -> str:
    """What differs between two names that are not the same but for case, accents and hyphens."""
    return _PARTS.sub(" ", unidecode(name).casefold()).strip()
