"""Links that lead nowhere, and pictures that would not show."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from html import unescape
from posixpath import dirname, join, normpath
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from pelican.contents import Author, Category
from pelican.contents import Tag as Term
from pelican.plugins.reading.anchors import PREFIX, make_slug

from .addresses import (
    Reference,
    advise_path,
    find_hint,
    find_page_hint,
    guess_scheme,
    is_own_server,
    judge_scheme,
    list_references,
    names_file,
)
from .rules import Finding, Remark, Rule
from .site import Site
from .texts import Text

_EMPTY = re.compile(r"""\]\(\s*\)|\b(?:href|src)=(["'])\s*\1""")
_FILES = ("filename", "static", "attach")
_TERMS = {"tag": Term, "category": Category, "author": Author}
_HOW_PATHS_BEGIN = "; correct it; with a slash first it begins at content/, else here"
_BRING_HOME = "save the file in content/ and write {static}/ and its path"
_ANYWHERE = {"", "top"}
"""Fragments that every page has."""


def check_links(text: Text, site: Site) -> Iterator[Remark]:
    """What is wrong with the addresses in a text."""
    seen: Counter[str] = Counter()
    for reference in list_references(text):
        address = reference.address
        place = seen[address]
        seen[address] += 1
        line = text.prose.find_address(address, place) if address else text.prose.find_line(_EMPTY, place)
        findings = (
            judge_address(reference, text, site),
            judge_root(reference, text, site),
            judge_words(reference, text),
        )
        yield from (Remark(line, *finding) for finding in findings if finding)


def judge_address(reference: Reference, text: Text, site: Site) -> Finding | None:
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


def judge_root(reference: Reference, text: Text, site: Site) -> Finding | None:
    """What is wrong with a path from the root of the host, where the blog is in a folder of it."""
    address = reference.address
    if not site.base or not address.startswith("/") or address.startswith("//"):
        return None
    path = urlsplit(address).path
    if f"{path}/".startswith(f"{site.base}/"):
        return None
    better = advise_path(path, text, site, in_braces=reference.attribute != "srcset")
    if not better:
        return None
    message = f"{address} leads out of the blog, which is at {site.base}/; write {better}"
    return Finding(Rule.LINK_ROOT, f"{message}{address.removeprefix(path)}")


def judge_words(reference: Reference, text: Text) -> Finding | None:
    """What is wrong with what a link says."""
    address = reference.address
    if reference.tag.name != "a" or not address or reference.has_words:
        return None
    how = f": [its words]({address})" if text.is_in("md") else ""
    return Finding(Rule.LINK_WORDS, f"the link to {address} has no words; write some{how}")


def _judge_whole(reference: Reference, parts: SplitResult, text: Text, site: Site) -> Finding | None:
    """What is wrong with an address that says its scheme or its host."""
    address = reference.address
    slip = judge_scheme(address, parts)
    if slip:
        return Finding(Rule.ADDRESS_INVALID, slip)
    if site.host and parts.netloc == site.host and f"{parts.path}/".startswith(f"{site.base}/"):
        return _judge_path(reference, parts.path.removeprefix(site.base), parts.fragment, text, site)
    better = advise_path(parts.path, text, site) if is_own_server(parts) and parts.path.strip("/") else None
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


def _judge_local(reference: Reference, parts: SplitResult, text: Text, site: Site) -> Finding | None:
    """What is wrong with an address that says no host: a path, or a fragment of this page."""
    if not parts.path:
        return _judge_fragment(parts.fragment, text, "this text", site)
    address = reference.address
    if address.startswith("/"):
        return _judge_path(reference, site.cut_base(parts.path), parts.fragment, text, site)
    path = urlsplit(urljoin(f"http://site.invalid{site.base}/{text.published_url}", address)).path
    if not f"{path}/".startswith(f"{site.base}/"):
        message = f"{address} leads above the first page of the blog; write {{filename}} and the text's path"
        return Finding(Rule.LINK_DEAD, message)
    return _judge_path(reference, path.removeprefix(site.base), parts.fragment, text, site)


def _judge_path(reference: Reference, path: str, fragment: str, text: Text, site: Site) -> Finding | None:
    """What is wrong with a path of the site, which begins with a slash."""
    name = unquote(path).lstrip("/")
    target = site.find_page(name)
    if target:
        return _judge_target(target, fragment, text, site)
    if site.holds(name) or site.may_hold(name):
        return None
    address, is_shown = reference.address, reference.is_shown
    hint = find_hint(unquote(urlsplit(address).path), text, site, is_file=is_shown)
    if not hint and not is_shown and not names_file(name):
        hint = find_page_hint(name, text, site)
    if not hint and (whole := guess_scheme(address)):
        hint = f"; if it is another site's, write {whole}"
    message = f"{address} leads to nothing on this site{hint or '; correct or remove it'}"
    return Finding(Rule.LINK_DEAD, message)


def _judge_braces(reference: Reference, what: str, value: str, text: Text, site: Site) -> Finding | None:
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
        return None  # another engine's, which `check_foreign_markup` names
    near = get_close_matches(what, (*_FILES, *_TERMS, "index"), n=1)
    message = f"{{{what}}} is unknown in an address; write {{{near[0] if near else 'filename'}}}"
    return Finding(Rule.LINK_DEAD, message)


def _judge_index(value: str, text: Text, site: Site) -> Finding | None:
    """What is wrong with what follows `{index}`: Pelican drops a path."""
    path = urlsplit(value).path
    if not path:
        return None
    better = advise_path(f"/{path.lstrip('/')}", text, site)
    advice = f"write {better}" if better else "write it alone, or correct the address"
    message = f"{{index}}{value} leads to the first page, whatever path follows; {advice}"
    return Finding(Rule.LINK_DEAD, message)


def _judge_file(reference: Reference, what: str, value: str, text: Text, site: Site) -> Finding | None:
    """What is wrong with the path of a text or of another file."""
    paths, address = _list_paths(value, text), f"{{{what}}}{value}"
    found = next((path for path in paths if path in site.written or path in site.files), None)
    if found is None:
        hint = find_hint(paths[0], text, site, is_file=reference.is_shown) or _HOW_PATHS_BEGIN
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
