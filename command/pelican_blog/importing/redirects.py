"""Where old addresses lead that no text has anymore."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from urllib.parse import quote

from pelican.plugins.comments.importing.wordpress.models import Term

from .addresses import is_safe
from .aliases import fold_address, is_covered
from .places import Place
from .preparing import Job
from .terms import CATEGORY, TAG

_FEEDS = ("feed/", "feed/rss/", "feed/rss2/", "feed/atom/", "feed/rdf/")
"""WordPress's addresses of a feed, below those of a list."""


def list_redirects(job: Job, files: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """Old addresses that no text has, and where they lead; both below the site's.

    The pages of attachments, categories by their slug alone, feeds, and everything once more below the folder
    that the old blog was in.
    `files` are the paths of the attachments that come along, by their ids.
    """
    public = [place for place in job.plan.places if place.is_public]
    taken = {fold_address(place.url) for place in public}
    taken.update(fold_address(alias) for aliases in job.aliases.values() for alias in aliases)
    taken.update(fold_address(_find_category_url(job, term)) for term in job.terms.list_terms(CATEGORY))
    for source, target in chain(
        _list_attachments(job, files),
        _list_categories(job),
        _list_feeds(job, public),
        _list_below(job, public),
    ):
        if fold_address(source) not in taken and not is_covered(source, job.plan.outputs):
            taken.add(fold_address(source))
            yield source, target


def _list_attachments(job: Job, files: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    for attachment in job.survey.attachments.values():
        parent = job.targets.by_id.get(attachment.parent)
        target = parent.url if parent and parent.is_public else files.get(attachment.id)
        if target is None:
            continue
        yield f"?attachment_id={attachment.id}", target
        address = job.roots.read(attachment.link)
        if address and address.path and not address.query and is_safe(address.path):
            yield address.path, target


def _list_categories(job: Job) -> Iterator[tuple[str, str]]:
    """The addresses of categories without those above them, which this blog or WordPress may have had."""
    for term in job.terms.list_used(CATEGORY):
        yield job.published["CATEGORY_URL"].format(slug=term.slug), _find_category_url(job, term)


def _find_category_url(job: Job, term: Term) -> str:
    return str(job.published["CATEGORY_URL"].format(slug=job.terms.find_path(term)))


def _list_feeds(job: Job, public: Sequence[Place]) -> Iterator[tuple[str, str]]:
    settings = job.published
    main = settings.get("FEED_ALL_ATOM") or settings.get("TRANSLATION_FEED_ATOM")
    if main:
        feed = main.format(lang=settings["DEFAULT_LANG"])
        yield from ((source, feed) for source in (*_FEEDS, "comments/feed/"))
    for term in job.terms.list_used(CATEGORY):
        url = _find_category_url(job, term)
        named = settings.get("CATEGORY_FEED_ATOM")
        yield f"{url.rstrip('/')}/feed/", named.format(slug=job.terms.find_path(term)) if named else url
    for term in job.terms.list_used(TAG):
        url = settings["TAG_URL"].format(slug=term.slug)
        yield f"{url.rstrip('/')}/feed/", url
    for place in public:
        if place.entry.comments and place.url.endswith("/"):
            yield f"{place.url}feed/", place.url


def _list_below(job: Job, public: Sequence[Place]) -> Iterator[tuple[str, str]]:
    """The addresses as they are if the domain stays and the new blog is no longer in the old one's folder."""
    if base := job.roots.base:
        yield f"{base}/", ""
        yield from ((f"{base}/{place.url}", place.url) for place in public)


def format_redirects(redirects: Iterable[tuple[str, str]]) -> str:
    """The lines of the file of redirects, one for each old address."""
    lines = (f"{_encode(source)} {_encode(target)}" for source, target in redirects)
    return "".join(f"{line}\n" for line in lines)


def _encode(path: str) -> str:
    """A path as an address: blanks encoded, the letters of all scripts as they are."""
    return "/" + "".join(quote(char) if char in ' "<>#%\\' else char for char in path.lstrip("/"))
