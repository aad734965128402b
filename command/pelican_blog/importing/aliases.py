"""The further addresses of texts, which lead to them."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from .addresses import choose_file, is_safe
from .places import Place
from .plaintext import fold


def assign_aliases(places: Sequence[Place], outputs: Collection[str] = ()) -> Mapping[str, tuple[str, ...]]:
    """The further addresses that readers may know of each published text, by its key.

    By its number, by an address that it had to leave, and by its earlier slugs. No two texts have the same,
    and none has one where another text is, or one of `outputs`: files, folded, that the blog makes itself.
    """
    public = [place for place in places if place.is_public]
    taken = {fold_address(place.url) for place in public}
    assigned: dict[str, tuple[str, ...]] = {}
    for find in (_list_certain, _list_earlier):
        for place in public:
            key = place.entry.key
            for alias in find(place):
                if fold_address(alias) not in taken and not is_covered(alias, outputs):
                    taken.add(fold_address(alias))
                    assigned[key] = (*assigned.get(key, ()), alias)
    return assigned


def fold_address(address: str) -> str:
    """The form in which addresses are compared."""
    return fold(address.strip("/"))


def is_covered(address: str, outputs: Collection[str]) -> bool:
    """Whether one of these output files, folded, answers at an address of the old blog."""
    path = address.strip("/")
    return bool(path) and fold(choose_file(path)[1]) in outputs


def _list_certain(place: Place) -> Iterator[str]:
    if place.entry.id is not None:
        yield f"/?{'page_id' if place.entry.type == 'page' else 'p'}={place.entry.id}"
    if place.moved and place.old and is_safe(place.old.path):
        yield f"/{place.old.path}"


def _list_earlier(place: Place) -> Iterator[str]:
    """Addresses with earlier slugs, as WordPress redirects them itself."""
    folder, _, _ = place.url.rstrip("/").rpartition("/")
    for slug in place.entry.old_slugs:
        if is_safe(slug) and "/" not in slug:
            yield f"/{folder}/{slug}/" if folder else f"/{slug}/"
