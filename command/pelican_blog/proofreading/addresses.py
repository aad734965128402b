"""The addresses in a text, those with a slip, and what to write in their place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote

from bs4 import Tag

from .site import Site, list_terms, name_file
from .texts import Text, is_readable

ATTRIBUTES = ("href", "src", "poster", "srcset")
"""Those in which addresses stand."""
_MADE = {"heading-link", "footnote-ref", "footnote-backref"}
"""The classes of links that no writer has written."""
_SHOWN = {"img", "source", "video", "audio", "track"}
"""The elements whose files the page loads by itself, from its own site alone: see the theme's policy."""
_SAYING = ["img", "picture", "svg", "video", "audio", "object"]
"""What a link may show in the place of words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An address, and where it stands."""

    tag: Tag
    attribute: str
    address: str

    @property
    def is_shown(self) -> bool:
        """Whether the page loads it: a picture, a film or a recording."""
        return self.tag.name in _SHOWN

    @property
    def has_words(self) -> bool:
        """Whether a link says something, or shows it: the words of a picture are looked at by themselves."""
        tag = self.tag
        return bool(tag.get_text(strip=True) or tag.find(_SAYING) or tag.get("aria-label"))


def list_references(text: Text) -> Iterator[Reference]:
    """Each address in a text that is the writer's."""
    for tag in text.rendering.page.find_all():
        if _MADE.isdisjoint(tag.get_attribute_list("class")):
            for attribute in ATTRIBUTES:
                if tag.has_attr(attribute):
                    value = str(tag[attribute])
                    addresses = list_addresses(attribute, value) if attribute == "srcset" else [value]
                    for address in addresses:
                        yield Reference(tag=tag, attribute=attribute, address=address.strip())


def list_addresses(attribute: str, value: str) -> list[str]:
    """The addresses in an attribute; srcset has several, each with its width."""
    values = value.split(",") if attribute == "srcset" else [value]
    return [address.split(maxsplit=1)[0] for address in values if address.strip()]


_WEB = ("https", "http")
_NEAR = 0.75
_BARE_SCHEME = re.compile(r"https?[;.,]?/{1,2}", re.IGNORECASE)
_BRACES = {"tags": "tag", "category": "category", "authors": "author"}
_SUFFIX = re.compile(r"\.[^\W\d_]\w*$")
_FIRST_PAGE = {"", "index.html"}
_PATH_IN_CONTENT = "put it into content/ and write {static}/ and its path"


def judge_scheme(address: str, parts: SplitResult) -> str | None:
    """What is wrong with how an address begins."""
    scheme = parts.scheme
    if scheme == "file" or len(scheme) == 1:
        return f"{address} is on your computer alone; {_PATH_IN_CONTENT}"
    if scheme == "javascript":
        return f"{address} does nothing, as the published page runs no script of a text; remove the link"
    if scheme in _WEB and not parts.hostname:
        return f"{address} names no site; correct it, as in https://example.org/"
    if parts.hostname in _WEB:
        return f"{address} says http twice; remove one"
    near = get_close_matches(scheme, _WEB, n=1, cutoff=_NEAR)
    if near and scheme not in _WEB:
        return f"{address} begins with {scheme}; write {near[0]}://{address.partition(':')[2].lstrip('/')}"
    return None


def is_own_server(parts: SplitResult) -> bool:
    """Whether an address is on this machine, at whatever port: `make devserver` takes any."""
    host = parts.hostname or ""
    try:
        address = ip_address(host)
    except ValueError:  # of a name
        return f".{host}".endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def guess_scheme(address: str) -> str | None:
    """The address of another site that a path may be meant for: `www.example.org`, `https//example.org`."""
    found = _BARE_SCHEME.match(address)
    rest = address[found.end() :] if found else address
    return f"https://{rest}" if found or address.startswith("www.") else None


def advise_path(path: str, text: Text, site: Site, *, in_braces: bool = True) -> str | None:
    """What to write for a path of the site, which begins with a slash; None where nothing is there.

    Pelican's `{index}` takes no path, so that a list which is of no term has no braces. A relative path leads
    to it wherever the blog is put: the theme shows the links of a text on its own page alone.
    """
    name = unquote(path).lstrip("/")
    target = site.find_page(name)
    if not target and not site.holds(name):
        return None
    braces = _find_braces(name, target, site) if in_braces else None
    return braces or _make_relative(path.lstrip("/"), text)


def _find_braces(name: str, target: Text | None, site: Site) -> str | None:
    if target:
        return f"{{filename}}/{target.source.key}"
    if name in site.files:
        return f"{{static}}/{name}"
    return "{index}" if name in _FIRST_PAGE else next(_find_terms(name, site), None)


def _find_terms(name: str, site: Site) -> Iterator[str]:
    """The braces of each tag, category or author whose list is at a path of the site."""
    files = {name_file(name), name_file(f"{name}/")}
    for text in site.texts.values():
        for key, term in list_terms(text):
            if term.save_as in files:
                yield f"{{{_BRACES[key]}}}{term.name}"


def _make_relative(path: str, text: Text) -> str:
    """The path as seen from the page of a text, by way of the blog's first page: so it can be understood."""
    return "../" * text.published_url.count("/") + path


def find_hint(path: str, text: Text, site: Site, *, is_file: bool) -> str | None:
    """Advice on a dead path in a text: which file it may mean; with `is_file`, not another text."""
    among = site.files if is_file or names_file(path) else site.files | site.written
    file = site.find_spelling(path.removeprefix("/"), among - {text.source.key})
    return _advise(file, site) if file else None


def names_file(path: str) -> bool:
    """Whether a path ends in the suffix of a file that is neither a text nor a page."""
    return bool(_SUFFIX.search(path)) and not is_readable(path)


def find_page_hint(path: str, text: Text, site: Site) -> str | None:
    """Which other text may be meant by the path of a page that is not there."""
    near = find_near_page(path, site, besides=text)
    return _advise(near.source.key, site) if near else None


def find_near_page(path: str, site: Site, *, besides: Text | None = None) -> Text | None:
    """The text whose page has the address most like a path."""
    others = (other for other in site.texts.values() if not besides or other.source is not besides.source)
    pages = {other.content.url.strip("/"): other for other in others}
    near = get_close_matches(path.strip("/"), pages, n=1, cutoff=0.8)
    return pages[near[0]] if near else None


def _advise(file: str, site: Site) -> str:
    right = "{filename}" if file in site.written else "{static}"
    return f"; there is {file}: write {right}/{file}"
