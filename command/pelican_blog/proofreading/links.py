"""Links that lead nowhere, in texts and in menus, pictures that would not show, and what to write instead."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from html import unescape
from ipaddress import ip_address
from itertools import count
from posixpath import dirname, join, normpath
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from bs4 import Tag
from pelican.contents import Author, Category
from pelican.contents import Tag as Term
from pelican.plugins.reading.anchors import PREFIX, make_slug

from pelican_blog.blog import Blog

from .rules import Finding, Problem, Remark, Rule, find_setting
from .site import Site, list_terms, name_file
from .texts import Text, is_readable

ATTRIBUTES = ("href", "src", "poster", "srcset")
"""Those in which addresses stand."""
_EMPTY = re.compile(r"""\]\(\s*\)|\b(?:href|src)=(["'])\s*\1""")
_FILES = ("filename", "static", "attach")
_TERMS = {"tag": Term, "category": Category, "author": Author}
_HOW_PATHS_BEGIN = "; correct the path: from content/ if it starts with a slash, else from this text's folder"
_BRING_HOME = "save the file in content/ and write {static}/ and its path"
_ANYWHERE = {"", "top"}
"""Fragments that every page has."""
_MADE = {"heading-link", "footnote-ref", "footnote-backref"}
"""The classes of links that no writer has written."""
_SHOWN = {"img", "source", "video", "audio", "track"}
"""The elements whose files the page loads by itself, from its own site alone: see the theme's policy."""
_SAYING = ["img", "picture", "svg", "video", "audio", "object"]
"""What a link may show in the place of words."""
_WEB = ("https", "http")
_NEAR = 0.75
_BARE_SCHEME = re.compile(r"https?[;.,]?/{1,2}", re.IGNORECASE)
_BRACES = {"tags": "tag", "category": "category", "authors": "author"}
_SUFFIX = re.compile(r"\.[^\W\d_]\w*$")
_FIRST_PAGE = {"", "index.html"}
_PATH_IN_CONTENT = "put it into content/ and write {static}/ and its path"
_MENUS = ("MENUITEMS", "FOOTER_ITEMS")


def check_links(text: Text, site: Site) -> Iterator[Remark]:
    """What is wrong with the addresses in a text, and in the values of its header that are Markdown too."""
    for passage in (text, *text.passages):
        places: defaultdict[str, Iterator[int]] = defaultdict(count)
        for reference in _list_references(passage):
            address, prose = reference.address, passage.prose
            place = next(places[address])
            line = prose.find_address(address, place) if address else prose.find_line(_EMPTY, place)
            findings = (
                _judge_address(reference, passage, site),
                _judge_root(reference, passage, site),
                _judge_words(reference, passage),
            )
            yield from (Remark(line, *finding) for finding in findings if finding)


def check_menus(blog: Blog, site: Site) -> Iterator[Problem]:
    """The entries of menus that lead nowhere, in every language."""
    translations = blog.settings.get("SITE_TRANSLATIONS", {})
    others = translations.values() if isinstance(translations, Mapping) else ()
    for settings in (blog.settings, *others):
        for name in _MENUS:
            yield from _check_menu(name, settings.get(name), blog, site)


def list_addresses(attribute: str, value: str) -> list[str]:
    """The addresses in an attribute; srcset has several, each with its width."""
    values = value.split(",") if attribute == "srcset" else [value]
    return [address.split(maxsplit=1)[0] for address in values if address.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reference:
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


def _list_references(text: Text) -> Iterator[_Reference]:
    """Each address in a text that is the writer's."""
    for tag in text.rendering.page.find_all():
        if _MADE.isdisjoint(tag.get_attribute_list("class")):
            for attribute in ATTRIBUTES:
                if tag.has_attr(attribute):
                    value = str(tag[attribute])
                    addresses = list_addresses(attribute, value) if attribute == "srcset" else [value]
                    for address in addresses:
                        yield _Reference(tag=tag, attribute=attribute, address=address.strip())


def _judge_address(reference: _Reference, text: Text, site: Site) -> Finding | None:
    """What is wrong with where an address leads."""
    address = reference.address
    if not address:
        where = "between the parentheses" if text.is_in("md") else "into the quotes"
        return Finding(Rule.ADDRESS_INVALID, f"the address is missing; write it {where}")
    braces = re.match(text.content.settings["INTRASITE_LINK_REGEX"], address)
    try:
        if braces:
            return _judge_braces(reference, braces["what"], address[braces.end() :], text, site)
        parts = urlsplit(address)
        if parts.netloc or parts.scheme:
            return _judge_whole(reference, parts, text, site)
        return _judge_local(reference, parts, text, site)
    except ValueError:  # such as an IPv6 address that is none
        return Finding(Rule.ADDRESS_INVALID, f"{address} is not an address; correct it")


def _judge_root(reference: _Reference, text: Text, site: Site) -> Finding | None:
    """What is wrong with a path from the root of the host, where the blog is in a folder of it."""
    address = reference.address
    if not site.base or not address.startswith("/") or address.startswith("//"):
        return None
    path = urlsplit(address).path
    if site.owns(path):
        return None
    better = _advise_path(path, text, site, in_braces=reference.attribute != "srcset")
    if not better:
        return None
    message = f"{address} leads out of the blog, which is at {site.base}/; write {better}"
    return Finding(Rule.LINK_ROOT, f"{message}{address.removeprefix(path)}")


def _judge_words(reference: _Reference, text: Text) -> Finding | None:
    """What is wrong with what a link says."""
    address = reference.address
    if reference.tag.name != "a" or not address or reference.has_words:
        return None
    how = f": [its words]({address})" if text.is_in("md") else ""
    return Finding(Rule.LINK_WORDS, f"the link to {address} has no words; write some{how}")


def _judge_whole(reference: _Reference, parts: SplitResult, text: Text, site: Site) -> Finding | None:
    """What is wrong with an address that says its scheme or its host."""
    address = reference.address
    slip = _judge_scheme(address, parts)
    if slip:
        return Finding(Rule.ADDRESS_INVALID, slip)
    if site.host and parts.netloc == site.host and site.owns(parts.path):
        return _judge_path(reference, site.cut_base(parts.path), parts.fragment, text, site)
    better = _advise_path(parts.path, text, site) if _is_own_server(parts) and parts.path.strip("/") else None
    if better:
        message = f"{address} is this blog on your own machine, which readers cannot open; write {better}"
        return Finding(Rule.LINK_DEVSERVER, message)
    if not reference.is_shown or parts.netloc in {"", site.host}:
        return None
    if parts.scheme == "http":
        message = f"{address} is fetched without encryption and would not show; {_BRING_HOME}"
    else:
        message = f"{address} is on another site, from which the published page loads nothing; {_BRING_HOME}"
    return Finding(Rule.IMAGE_REMOTE, message)


def _judge_local(reference: _Reference, parts: SplitResult, text: Text, site: Site) -> Finding | None:
    """What is wrong with an address that says no host: a path, or a fragment of this page."""
    if not parts.path:
        return _judge_fragment(parts.fragment, text, "this text", site)
    address = reference.address
    if address.startswith("/"):
        return _judge_path(reference, site.cut_base(parts.path), parts.fragment, text, site)
    if not text.is_dated:
        return None
    path = urlsplit(urljoin(f"http://site.invalid{site.base}/{text.published_url}", address)).path
    if not site.owns(path):
        message = f"{address} leads above the first page of the blog; write {{filename}} and the text's path"
        return Finding(Rule.LINK_DEAD, message)
    return _judge_path(reference, site.cut_base(path), parts.fragment, text, site)


def _judge_path(reference: _Reference, path: str, fragment: str, text: Text, site: Site) -> Finding | None:
    """What is wrong with a path of the site, which begins with a slash."""
    name = unquote(path).lstrip("/")
    target = site.find_page(name)
    if target:
        return _judge_target(target, fragment, text, site)
    if site.holds(name) or site.may_hold(name):
        return None
    address, is_shown = reference.address, reference.is_shown
    hint = _find_hint(unquote(urlsplit(address).path), text, site, is_file=is_shown)
    if not hint and not is_shown and not _names_file(name):
        near = _find_near_page(name, site, besides=text)
        hint = _advise_file(near.source.key, site) if near else None
    if not hint and (whole := _guess_scheme(address)):
        hint = f"; if it is another site's, write {whole}"
    message = f"{address} leads to nothing on this site{hint or '; correct or remove it'}"
    return Finding(Rule.LINK_DEAD, message)


def _judge_braces(reference: _Reference, what: str, value: str, text: Text, site: Site) -> Finding | None:
    """What is wrong with an address such as `{filename}other.md`."""
    if what in _FILES:
        return _judge_file(reference, what, value, text, site)
    if what in _TERMS:
        term = _TERMS[what](urlsplit(value).path, text.content.settings)
        if site.holds(term.save_as):
            return None
        message = f"{{{what}}}{value}: no published post has this {what}; correct or remove the link"
        return Finding(Rule.LINK_DEAD, message)
    if what == "index":
        return _judge_index(value, text, site)
    if what.startswith(("{", "%", "<")):
        return None  # another engine's, which `check_markup` names
    near = get_close_matches(what, (*_FILES, *_TERMS, "index"), n=1)
    message = f"{{{what}}} is unknown in an address; write {{{near[0] if near else 'filename'}}}"
    return Finding(Rule.LINK_DEAD, message)


def _judge_index(value: str, text: Text, site: Site) -> Finding | None:
    """What is wrong with what follows `{index}`: Pelican drops a path."""
    path = urlsplit(value).path
    if not path:
        return None
    better = _advise_path(f"/{path.lstrip('/')}", text, site)
    advice = f"write {better}" if better else "write it alone, or correct the address"
    message = f"{{index}}{value} leads to the first page, whatever path follows; {advice}"
    return Finding(Rule.LINK_DEAD, message)


def _judge_file(reference: _Reference, what: str, value: str, text: Text, site: Site) -> Finding | None:
    """What is wrong with the path of a text or of another file."""
    paths, address = _list_paths(value, text), f"{{{what}}}{value}"
    found = next((path for path in paths if path in site.written or path in site.files), None)
    if found is None:
        hint = _find_hint(paths[0], text, site, is_file=reference.is_shown) or _HOW_PATHS_BEGIN
        return Finding(Rule.LINK_DEAD, f"there is no file for {address}{hint}")
    if found in site.files and what == "filename":
        message = f"{address} leads to a file that is not a text; write {{static}} before its path"
        is_copied = found in site.copied  # then it works, with a warning
        return Finding(Rule.LINK_STATIC if is_copied else Rule.LINK_DEAD, message)
    if found in site.written and what != "filename":
        message = f"{address} leads to a text; write {{filename}} before its path"
        return Finding(Rule.LINK_DEAD, message)
    if found in site.skipped:
        message = f"{address} leads to a text that is to be skipped; change its `Status: skip`, or the link"
        return Finding(Rule.LINK_DEAD, message)
    target = site.texts.get(found)
    return _judge_target(target, urlsplit(value).fragment, text, site) if target else None


def _list_paths(value: str, text: Text) -> tuple[str, ...]:
    """The paths below the content folder that Pelican tries for what follows the braces."""
    written = (urlsplit(value).path, unquote(urlsplit(value).path), urlsplit(unescape(value)).path)
    folder = dirname(text.source.key)
    paths = (path[1:] if path.startswith("/") else normpath(join(folder, path)) for path in written)
    return tuple(dict.fromkeys(paths))


def _judge_target(target: Text, fragment: str, text: Text, site: Site) -> Finding | None:
    """What is wrong with a link to a text that is there."""
    if target.is_draft and not text.is_draft:
        message = (
            f"this leads to a draft, {target.source.name}, which readers do not get; publish it too, or wait"
        )
        return Finding(Rule.LINK_DRAFT, message)
    where = "this text" if target is text else target.source.name
    return _judge_fragment(fragment, target, where, site)


def _judge_fragment(fragment: str, target: Text, where: str, site: Site) -> Finding | None:
    """What is wrong with the part of a page that a link names."""
    name, ids = unquote(fragment), target.rendering.ids
    if name in _ANYWHERE or name.startswith(":~:") or site.has_id(name, target):
        return None
    prefix = target.content.settings.get("READING", {}).get("anchor_prefix", PREFIX)
    near = [f"{prefix}{make_slug(name)}", *get_close_matches(name, sorted(ids), n=1, cutoff=0.5)]
    found = next((other for other in near if other in ids), None)
    give = "give the heading one: ## Its words {#its-id}" if target.is_in("md") else "correct it"
    hint = f"there is #{found}" if found else give
    return Finding(Rule.LINK_FRAGMENT, f"nothing in {where} has the id {name}; {hint}")


def _judge_scheme(address: str, parts: SplitResult) -> str | None:
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


def _is_own_server(parts: SplitResult) -> bool:
    """Whether an address is on this machine, at whatever port: `make devserver` takes any."""
    host = parts.hostname or ""
    try:
        address = ip_address(host)
    except ValueError:  # of a name
        return f".{host}".endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def _guess_scheme(address: str) -> str | None:
    """The address of another site that a path may be meant for: `www.example.org`, `https//example.org`."""
    found = _BARE_SCHEME.match(address)
    rest = address[found.end() :] if found else address
    return f"https://{rest}" if found or address.startswith("www.") else None


def _advise_path(path: str, text: Text, site: Site, *, in_braces: bool = True) -> str | None:
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


def _find_hint(path: str, text: Text, site: Site, *, is_file: bool) -> str | None:
    """Advice on a dead path in a text: which file it may mean; with `is_file`, not another text."""
    among = site.files if is_file or _names_file(path) else site.files | site.written
    file = site.find_spelling(path.removeprefix("/"), among - {text.source.key})
    return _advise_file(file, site) if file else None


def _names_file(path: str) -> bool:
    """Whether a path ends in the suffix of a file that is neither a text nor a page."""
    return bool(_SUFFIX.search(path)) and not is_readable(path)


def _find_near_page(path: str, site: Site, *, besides: Text | None = None) -> Text | None:
    """The text whose page has the address most like a path."""
    others = (other for other in site.texts.values() if not besides or other.source is not besides.source)
    pages = {other.content.url.strip("/"): other for other in others}
    near = get_close_matches(path.strip("/"), pages, n=1, cutoff=0.8)
    return pages[near[0]] if near else None


def _advise_file(file: str, site: Site) -> str:
    right = "{filename}" if file in site.written else "{static}"
    return f"; for the file {file} write {right}/{file}"


def _check_menu(name: str, menu: object, blog: Blog, site: Site) -> Iterator[Problem]:
    for entry in menu if isinstance(menu, list | tuple) else filter(None, [menu]):
        match entry:
            case [str(words), str(address)]:
                if finding := _judge_entry(address, site):
                    file, line = find_setting(blog, name, address)
                    message = f"{name}: {words}: {finding.message}"
                    yield Problem(file=file, line=line, rule=finding.rule, message=message)
            case _:
                file, line = find_setting(blog, name)
                message = f'{name} holds {entry!r}; write each entry as ("Words", "address/")'
                yield Problem(file=file, line=line, rule=Rule.SETTINGS, message=message)


def _judge_entry(address: str, site: Site) -> Finding | None:
    """What is wrong with where an entry leads; an address of another site is not looked up."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return Finding(Rule.ADDRESS_INVALID, f"{address} is not an address; correct it")
    if slip := _judge_scheme(address, parts):
        return Finding(Rule.ADDRESS_INVALID, slip)
    if _is_own_server(parts):
        message = f"{address} is your own machine, which readers cannot open; write the path alone"
        return Finding(Rule.LINK_DEVSERVER, message)
    is_path = parts.path and not parts.scheme and not parts.netloc
    return _judge_entry_path(address, parts, site) if is_path else None


def _judge_entry_path(address: str, parts: SplitResult, site: Site) -> Finding | None:
    path = unquote(site.cut_base(parts.path)).lstrip("/")
    target = site.find_page(path)
    if target and target.is_draft:
        message = f"{address} leads to a draft, {target.source.name}; publish it too, or wait"
        return Finding(Rule.LINK_DRAFT, message)
    if target and parts.fragment and not site.has_id(unquote(parts.fragment), target):
        return Finding(Rule.LINK_FRAGMENT, f"nothing in {target.source.name} has the id {parts.fragment}")
    if target or site.holds(path):
        return None
    near, whole = _find_near_page(path, site), _guess_scheme(address)
    advice = f"write {near.content.url}" if near else "correct the address, or take the entry out"
    advice = f"if it is another site's, write {whole}" if whole else advice
    return Finding(Rule.LINK_DEAD, f"{address} leads to nothing on this site; {advice}")
