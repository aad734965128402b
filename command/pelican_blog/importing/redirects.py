"""Where old addresses lead that no text has anymore."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from .addresses import Roots, choose_file, is_safe
from .links import Targets
from .placing import Place
from .survey import Survey

_FEEDS = ("feed/", "feed/rss/", "feed/rss2/", "feed/atom/", "feed/rdf/")
"""WordPress's addresses of a feed, below those of a list."""


def list_aliases(place: Place) -> tuple[str, ...]:
    """The further addresses of a text that readers may know: by its number, and by its earlier slugs."""
    if not place.is_public:
        return ()
    found = list[str]()
    if place.entry.id is not None:
        found.append(f"/?{'page_id' if place.entry.type == 'page' else 'p'}={place.entry.id}")
    if place.moved and place.old and is_safe(place.old.path):
        found.append(f"/{place.old.path}")
    stem = place.url.rstrip("/")
    folder = stem.rpartition("/")[0]
    for slug in place.entry.old_slugs:
        if is_safe(slug) and slug != stem.rpartition("/")[2]:
            found.append(f"/{folder}/{slug}/".replace("//", "/"))
    return tuple(dict.fromkeys(found))


def list_redirects(  # noqa: PLR0913  # all by name
    survey: Survey,
    *,
    targets: Targets,
    roots: Roots,
    places: Sequence[Place],
    files: Mapping[int, str],
    settings: Mapping[str, Any],
) -> Iterator[tuple[str, str]]:
    """Old addresses and where they lead, both below the site's: pages of attachments, and feeds.

    `files` are the paths of the attachments that come along, by their ids. An address that a text has is no
    redirect.
    """
    own = {choose_file(place.url)[1] for place in places if place.is_public}
    for source, target in (
        *_list_attachments(survey, targets, roots, files),
        *_list_feeds(survey, places, settings),
    ):
        if choose_file(source)[1] not in own:
            yield source, target


def _list_attachments(
    survey: Survey, targets: Targets, roots: Roots, files: Mapping[int, str]
) -> Iterator[tuple[str, str]]:
    for attachment in survey.attachments.values():
        parent = targets.by_id.get(attachment.parent)
        target = parent.url if parent and parent.is_public else files.get(attachment.id)
        address = roots.read(attachment.link)
        if target is None:
            continue
        yield f"?attachment_id={attachment.id}", target
        if address and address.path and not address.query and is_safe(address.path):
            yield address.path, target


def _list_feeds(
    survey: Survey, places: Sequence[Place], settings: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    lang = settings["DEFAULT_LANG"]
    if main := settings.get("FEED_ALL_ATOM") or settings.get("TRANSLATION_FEED_ATOM"):
        for feed in _FEEDS:
            yield feed, main.format(lang=lang)
        yield "comments/feed/", (settings.get("COMMENTS") or {}).get("feed") or main.format(lang=lang)
    for term in survey.terms:
        pattern, page = {
            "category": ("CATEGORY_FEED_ATOM", "CATEGORY_URL"),
            "post_tag": ("TAG_FEED_ATOM", "TAG_URL"),
        }.get(term.domain, ("", ""))
        if pattern and is_safe(term.slug):
            url = settings[page].format(slug=term.slug)
            named = settings.get(pattern)
            yield f"{url.rstrip('/')}/feed/", named.format(slug=term.slug) if named else url
    for place in places:
        if place.is_public and place.entry.comments and place.url.endswith("/"):
            yield f"{place.url}feed/", place.url


def format_redirects(redirects: Sequence[tuple[str, str]]) -> str:
    """The lines of the file of redirects, one for each old address."""
    lines = (f"{_encode(source)} {_encode(target)}" for source, target in dict(redirects).items())
    return "".join(f"{line}\n" for line in lines)


def _encode(path: str) -> str:
    """A path as an address: blanks encoded, the letters of all scripts as they are."""
    return "/" + "".join(quote(char) if char in ' "<>#%\\' else char for char in path.lstrip("/"))
