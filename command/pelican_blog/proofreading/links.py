"""Finds dead links in texts and menus and pictures that would not show, and suggests corrections."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from html import unescape
from ipaddress import ip_address
from itertools import count
from posixpath import dirname, join, normpath
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from pelican.contents import Author, Category, Tag
from pelican.plugins.reading.anchors import PREFIX, make_slug

from pelican_blog.blog import Blog

from .rules import Finding, Problem, Remark, Rule, find_setting
from .targets import Targets, list_terms, name_file
from .texts import Passage, ProofText, Reference, Text, is_readable
from .trees import Element

ATTRIBUTES = ("href", "src", "poster", "srcset")
"""The attributes that hold addresses."""
_EMPTY = re.compile(r"""\]\(\s*\)|\b(?:href|src)=(["'])\s*\1""")
_FILES = ("filename", "static", "attach")
_TERMS = {"tag": Tag, "category": Category, "author": Author}
_HOW_PATHS_BEGIN = (
    "; correct the path: it starts at content/ with a leading slash, else in this text's folder"
)
_BRING_HOME = "save the file in content/ and link to it as {static}/ and its path"
_ANYWHERE = {"", "top"}
"""Fragments that work on every page."""
_MADE = {"heading-link", "footnote-ref", "footnote-backref"}
"""The classes of generated links."""
_SHOWN = {"img", "source", "video", "audio", "track"}
"""The elements whose files the page loads; the theme's policy allows only its own site."""
_SAYING = ("img", "picture", "svg", "video", "audio", "object")
"""What a link may show instead of text."""
_WEB = ("https", "http")
_NEAR = 0.75
_BARE_SCHEME = re.compile(r"https?[;.,]?/{1,2}", re.IGNORECASE)
_BRACES = {"tags": "tag", "category": "category", "authors": "author"}
_SUFFIX = re.compile(r"\.[^\W\d_]\w*$")
_FIRST_PAGE = {"", "index.html"}
_PATH_IN_CONTENT = "put it in content/ and link to it as {static}/ and its path"
_MENUS = ("MENUITEMS", "FOOTER_ITEMS")


def check_links(text: ProofText, targets: Targets) -> Iterator[Remark]:
    """Problems with the links of a text, and of its header values, to what the blog may have."""
    for passage in text.passages:
        for reference in passage.facts.references:
            findings = (
                _judge_address(reference, passage, targets),
                _judge_root(reference, passage, targets),
            )
            yield from (Remark(reference.line, *finding) for finding in findings if finding)


def check_references(references: Iterable[Reference], text: Text) -> Iterator[Remark]:
    """Problems with the links of a text that are there whatever the blog has."""
    for reference in references:
        outside = None if leads_inside(reference, text) else _judge_outside(reference, text)
        findings = (outside, _judge_words(reference, text))
        yield from (Remark(reference.line, *finding) for finding in findings if finding)


def leads_inside(reference: Reference, text: Text) -> bool:
    """Whether an address is well-formed, and leads to the blog or seems to."""
    address, settings = reference.address, text.content.settings
    if not address or re.match(settings["INTRASITE_LINK_REGEX"], address):
        return bool(address)
    try:
        parts = urlsplit(address)
    except ValueError:  # such as an invalid IPv6 address
        return False
    is_own = parts.netloc == urlsplit(settings["SITEURL"]).netloc or _is_own_server(parts)
    is_path = not parts.scheme and not parts.netloc
    return is_path or (is_own and not _judge_scheme(address, parts))


def check_menus(blog: Blog, targets: Targets) -> Iterator[Problem]:
    """Problems with the entries of menus, in every language."""
    translations = blog.settings.get("SITE_TRANSLATIONS", {})
    others = translations.values() if isinstance(translations, Mapping) else ()
    for settings in (blog.settings, *others):
        for name in _MENUS:
            yield from _check_menu(name, settings.get(name), blog, targets)


def list_addresses(attribute: str, value: str) -> list[str]:
    """The addresses in an attribute; srcset holds several, each with a width."""
    values = value.split(",") if attribute == "srcset" else [value]
    return [address.split(maxsplit=1)[0] for address in values if address.strip()]


def list_references(text: Passage) -> Iterator[Reference]:
    """Each address in a text that the writer wrote."""
    places: defaultdict[str, Iterator[int]] = defaultdict(count)
    for tag, attribute, address in _list_written_addresses(text):
        place = next(places[address])
        line = text.prose.find_address(address, place) if address else text.prose.find_line(_EMPTY, place)
        yield Reference(
            tag=tag.name, attribute=attribute, address=address, line=line, has_words=_has_words(tag)
        )


def _list_written_addresses(text: Passage) -> Iterator[tuple[Element, str, str]]:
    for tag in text.rendering.page.list_elements():
        if _MADE.isdisjoint(tag.list_classes()):
            for attribute in ATTRIBUTES:
                if attribute in tag.attrs:
                    value = tag.attrs[attribute]
                    addresses = list_addresses(attribute, value) if attribute == "srcset" else [value]
                    yield from ((tag, attribute, address.strip()) for address in addresses)


def _has_words(tag: Element) -> bool:
    return tag.says_something() or bool(tag.list_named(*_SAYING) or tag.attrs.get("aria-label"))


def _judge_address(reference: Reference, text: ProofText, targets: Targets) -> Finding | None:
    """The problem with an address that leads inside, if any."""
    address = reference.address
    braces = re.match(text.content.settings["INTRASITE_LINK_REGEX"], address)
    try:
        if braces:
            return _judge_braces(reference, braces["what"], address[braces.end() :], text, targets)
        parts = urlsplit(address)
        if parts.netloc or parts.scheme:
            return _judge_whole(reference, parts, text, targets)
        return _judge_local(reference, parts, text, targets)
    except ValueError:  # what follows the braces is none
        return _refuse(address)


def _judge_outside(reference: Reference, text: Text) -> Finding | None:
    """The problem with an address that does not lead inside, if any."""
    address = reference.address
    if not address:
        where = "between the parentheses" if text.is_in("md") else "between the quotes"
        return Finding(Rule.ADDRESS_INVALID, f"the address is missing; write it {where}")
    try:
        parts = urlsplit(address)
    except ValueError:
        return _refuse(address)
    slip = _judge_scheme(address, parts)
    return Finding(Rule.ADDRESS_INVALID, slip) if slip else _judge_shown(reference, parts)


def _refuse(address: str) -> Finding:
    return Finding(Rule.ADDRESS_INVALID, f"{address} is not an address; correct it")


def _judge_root(reference: Reference, text: ProofText, targets: Targets) -> Finding | None:
    """The problem with a path from the root of the host, if the blog is in a subfolder."""
    address = reference.address
    if not targets.base or not address.startswith("/") or address.startswith("//"):
        return None
    path = urlsplit(address).path
    if targets.owns(path):
        return None
    better = _advise_path(path, text, targets, in_braces=reference.attribute != "srcset")
    if not better:
        return None
    message = f"{address} leads outside the blog, which is at {targets.base}/; write {better}"
    return Finding(Rule.LINK_ROOT, f"{message}{address.removeprefix(path)}")


def _judge_words(reference: Reference, text: Text) -> Finding | None:
    """The problem with the text of a link, if any."""
    address = reference.address
    if reference.tag != "a" or not address or reference.has_words:
        return None
    how = f": [some text]({address})" if text.is_in("md") else ""
    return Finding(Rule.LINK_WORDS, f"the link to {address} has no text; add some{how}")


def _judge_whole(
    reference: Reference, parts: SplitResult, text: ProofText, targets: Targets
) -> Finding | None:
    """The problem with an address that has the host of the blog, or of this machine, if any."""
    address = reference.address
    if targets.host and parts.netloc == targets.host and targets.owns(parts.path):
        return _judge_path(reference, targets.cut_base(parts.path), parts.fragment, text, targets)
    better = (
        _advise_path(parts.path, text, targets) if _is_own_server(parts) and parts.path.strip("/") else None
    )
    if better:
        message = f"{address} is this blog on your own machine, which readers cannot reach; write {better}"
        return Finding(Rule.LINK_DEVSERVER, message)
    return None if parts.netloc == targets.host else _judge_shown(reference, parts)


def _judge_shown(reference: Reference, parts: SplitResult) -> Finding | None:
    """The problem with a picture or film on another site, if it is one."""
    address = reference.address
    if reference.tag not in _SHOWN or not parts.netloc:
        return None
    if parts.scheme == "http":
        message = f"{address} is loaded without encryption, so browsers would not show it; {_BRING_HOME}"
    else:
        message = (
            f"{address} is on another site, and published pages only load their own files; {_BRING_HOME}"
        )
    return Finding(Rule.IMAGE_REMOTE, message)


def _judge_local(
    reference: Reference, parts: SplitResult, text: ProofText, targets: Targets
) -> Finding | None:
    """The problem with an address without a host, if any: a path, or a fragment of this page."""
    if not parts.path:
        return _judge_fragment(parts.fragment, text, text, targets)
    address = reference.address
    if address.startswith("/"):
        return _judge_path(reference, targets.cut_base(parts.path), parts.fragment, text, targets)
    if not text.is_dated:
        return None
    path = urlsplit(urljoin(f"http://site.invalid{targets.base}/{text.published_url}", address)).path
    if not targets.owns(path):
        message = f"{address} leads above the blog's home page; write {{filename}} and the text's path"
        return Finding(Rule.LINK_DEAD, message)
    return _judge_path(reference, targets.cut_base(path), parts.fragment, text, targets)


def _judge_path(
    reference: Reference, path: str, fragment: str, text: ProofText, targets: Targets
) -> Finding | None:
    """The problem with a path of the site that begins with a slash, if any."""
    name = unquote(path).lstrip("/")
    target = targets.find_page(name)
    if target:
        return _judge_target(target, fragment, text, targets)
    if targets.holds(name) or targets.may_hold(name):
        return None
    address, is_shown = reference.address, reference.tag in _SHOWN
    hint = _find_hint(unquote(urlsplit(address).path), text, targets, is_file=is_shown)
    if not hint and not is_shown and not _names_file(name):
        near = _find_near_page(name, targets, besides=text)
        hint = _advise_file(near.source.key, targets) if near else None
    if not hint and (whole := _guess_scheme(address)):
        hint = f"; if it is on another site, write {whole}"
    message = f"{address} leads nowhere on this site{hint or '; correct or remove it'}"
    return Finding(Rule.LINK_DEAD, message)


def _judge_braces(
    reference: Reference, what: str, value: str, text: ProofText, targets: Targets
) -> Finding | None:
    """The problem with an address such as `{filename}other.md`, if any."""
    if what in _FILES:
        return _judge_file(reference, what, value, text, targets)
    if what in _TERMS:
        term = _TERMS[what](urlsplit(value).path, text.content.settings)
        if targets.holds(term.save_as):
            return None
        message = f"{{{what}}}{value}: no published post has this {what}; correct or remove the link"
        return Finding(Rule.LINK_DEAD, message)
    if what == "index":
        return _judge_index(value, text, targets)
    if what.startswith(("{", "%", "<")):
        return None  # another engine's, which `check_markup` reports
    near = get_close_matches(what, (*_FILES, *_TERMS, "index"), n=1)
    message = f"unknown prefix {{{what}}}; write {{{near[0] if near else 'filename'}}}"
    return Finding(Rule.LINK_DEAD, message)


def _judge_index(value: str, text: ProofText, targets: Targets) -> Finding | None:
    """The problem with what follows `{index}`, if anything does: Pelican drops it."""
    path = urlsplit(value).path
    if not path:
        return None
    better = _advise_path(f"/{path.lstrip('/')}", text, targets)
    advice = f"write {better}" if better else "write {index} alone or correct the address"
    message = f"{{index}}{value} leads to the home page: the path is ignored; {advice}"
    return Finding(Rule.LINK_DEAD, message)


def _judge_file(
    reference: Reference, what: str, value: str, text: ProofText, targets: Targets
) -> Finding | None:
    """The problem with the path of a text or another file, if any."""
    paths, address = _list_paths(value, text), f"{{{what}}}{value}"
    found = next(filter(targets.holds_file, paths), None)
    if found is None:
        hint = _find_hint(paths[0], text, targets, is_file=reference.tag in _SHOWN) or _HOW_PATHS_BEGIN
        return Finding(Rule.LINK_DEAD, f"no file found for {address}{hint}")
    if found not in targets.written and what == "filename":
        message = f"{address} leads to a file that is not a text; write {{static}} before its path"
        is_copied = found in targets.copied  # then it works, but Pelican warns
        return Finding(Rule.LINK_STATIC if is_copied else Rule.LINK_DEAD, message)
    if found in targets.written and what != "filename":
        message = f"{address} leads to a text; write {{filename}} before its path"
        return Finding(Rule.LINK_DEAD, message)
    if found in targets.skipped:
        message = f"{address} leads to a text with `Status: skip`; change that or the link"
        return Finding(Rule.LINK_DEAD, message)
    target = targets.texts.get(found)
    return _judge_target(target, urlsplit(value).fragment, text, targets) if target else None


def _list_paths(value: str, text: ProofText) -> tuple[str, ...]:
    """The paths in the content folder that Pelican tries for what follows the braces."""
    path = urlsplit(value).path
    written = dict.fromkeys((path, unquote(path), urlsplit(unescape(value)).path))
    folder = dirname(text.source.key)
    paths = (path[1:] if path.startswith("/") else normpath(join(folder, path)) for path in written)
    return tuple(dict.fromkeys(paths))


def _judge_target(target: ProofText, fragment: str, text: ProofText, targets: Targets) -> Finding | None:
    """The problem with a link to an existing text, if any."""
    if target.is_draft and not text.is_draft:
        message = (
            f"this leads to the draft {target.source.name}, which readers cannot see; publish it or wait"
        )
        return Finding(Rule.LINK_DRAFT, message)
    return _judge_fragment(fragment, target, text, targets)


def _judge_fragment(fragment: str, target: ProofText, text: ProofText, targets: Targets) -> Finding | None:
    """The problem with the part of a page that a link names, if any."""
    name, ids = unquote(fragment), target.facts.ids
    if name in _ANYWHERE or name.startswith(":~:") or targets.has_id(name, target):
        return None
    prefix = target.content.settings.get("READING", {}).get("anchor_prefix", PREFIX)
    near = [f"{prefix}{make_slug(name)}", *get_close_matches(name, sorted(ids), n=1, cutoff=0.5)]
    found = next((other for other in near if other in ids), None)
    give = "give the heading one: ## The heading {#its-id}" if target.is_in("md") else "correct it"
    hint = f"did you mean #{found}?" if found else give
    where = "this text" if target is text else target.source.name
    return Finding(Rule.LINK_FRAGMENT, f"nothing in {where} has the id {name}; {hint}")


def _judge_scheme(address: str, parts: SplitResult) -> str | None:
    """The problem with how an address begins, if any."""
    scheme = parts.scheme
    if scheme == "file" or len(scheme) == 1:
        return f"{address} is on your own computer; {_PATH_IN_CONTENT}"
    if scheme == "javascript":
        return f"{address} does nothing, since published pages run no scripts from texts; remove the link"
    if scheme in _WEB and not parts.hostname:
        return f"{address} has no host name; write it like https://example.org/"
    if parts.hostname in _WEB:
        return f"{address} says http twice; remove one"
    near = get_close_matches(scheme, _WEB, n=1, cutoff=_NEAR) if scheme not in _WEB else ()
    if near:
        return f"{address} starts with {scheme}; write {near[0]}://{address.partition(':')[2].lstrip('/')}"
    return None


def _is_own_server(parts: SplitResult) -> bool:
    """Whether an address is on this machine, on any port, since `make devserver` can use any."""
    host = parts.hostname or ""
    try:
        address = ip_address(host)
    except ValueError:  # a name
        return f".{host}".endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def _guess_scheme(address: str) -> str | None:
    """The external address that a path may stand for: `www.example.org`, `https//example.org`."""
    found = _BARE_SCHEME.match(address)
    rest = address[found.end() :] if found else address
    return f"https://{rest}" if found or address.startswith("www.") else None


def _advise_path(path: str, text: ProofText, targets: Targets, *, in_braces: bool = True) -> str | None:
    """What to write for a path of the site that begins with a slash; None if nothing is there.

    Pelican's `{index}` takes no path, so most lists have no braces. A relative path leads there wherever the
    blog is hosted, since the theme only shows the links of a text on its own page.
    """
    name = unquote(path).lstrip("/")
    target = targets.find_page(name)
    if not target and not targets.holds(name):
        return None
    braces = _find_braces(name, target, targets) if in_braces else None
    return braces or _make_relative(path.lstrip("/"), text)


def _find_braces(name: str, target: ProofText | None, targets: Targets) -> str | None:
    if target:
        return f"{{filename}}/{target.source.key}"
    if name in targets.files:
        return f"{{static}}/{name}"
    return "{index}" if name in _FIRST_PAGE else next(_find_terms(name, targets), None)


def _find_terms(name: str, targets: Targets) -> Iterator[str]:
    """The links in braces to the tag, category or author whose list is at this path."""
    files = {name_file(name), name_file(f"{name}/")}
    for text in targets.texts.values():
        for key, term in list_terms(text):
            if term.save_as in files:
                yield f"{{{_BRACES[key]}}}{term.name}"


def _make_relative(path: str, text: ProofText) -> str:
    """The path from the page of a text, via the blog's home page, which is easiest to understand."""
    return "../" * text.published_url.count("/") + path


def _find_hint(path: str, text: ProofText, targets: Targets, *, is_file: bool) -> str | None:
    """Advice on a dead path: the file it may stand for, which is not a text if `is_file`."""
    among = targets.files if is_file or _names_file(path) else targets.files | targets.written
    file = targets.find_spelling(path.removeprefix("/"), among - {text.source.key})
    return _advise_file(file, targets) if file else None


def _names_file(path: str) -> bool:
    """Whether a path ends in the suffix of a file that is neither text nor page."""
    return bool(_SUFFIX.search(path)) and not is_readable(path)


def _find_near_page(path: str, targets: Targets, *, besides: ProofText | None = None) -> ProofText | None:
    """The text whose page has the address most like a path."""
    others = (other for other in targets.texts.values() if not besides or other.source is not besides.source)
    pages = {other.content.url.strip("/"): other for other in others}
    near = get_close_matches(path.strip("/"), pages, n=1, cutoff=0.8)
    return pages[near[0]] if near else None


def _advise_file(file: str, targets: Targets) -> str:
    right = "{filename}" if file in targets.written else "{static}"
    return f"; for the file {file}, write {right}/{file}"


def _check_menu(name: str, menu: object, blog: Blog, targets: Targets) -> Iterator[Problem]:
    for entry in menu if isinstance(menu, list | tuple) else filter(None, [menu]):
        match entry:
            case [str(words), str(address)]:
                if finding := _judge_entry(address, targets):
                    file, line = find_setting(blog, name, address)
                    message = f"{name}: {words}: {finding.message}"
                    yield Problem(file=file, line=line, rule=finding.rule, message=message)
            case _:
                file, line = find_setting(blog, name)
                message = f'{name} contains {entry!r}; write each entry as ("Words", "address/")'
                yield Problem(file=file, line=line, rule=Rule.SETTINGS, message=message)


def _judge_entry(address: str, targets: Targets) -> Finding | None:
    """The problem with the target of an entry, if any; other sites are not asked."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return Finding(Rule.ADDRESS_INVALID, f"{address} is not an address; correct it")
    if slip := _judge_scheme(address, parts):
        return Finding(Rule.ADDRESS_INVALID, slip)
    if _is_own_server(parts):
        message = f"{address} is your own machine, which readers cannot reach; write just the path"
        return Finding(Rule.LINK_DEVSERVER, message)
    is_path = parts.path and not parts.scheme and not parts.netloc
    return _judge_entry_path(address, parts, targets) if is_path else None


def _judge_entry_path(address: str, parts: SplitResult, targets: Targets) -> Finding | None:
    path = unquote(targets.cut_base(parts.path)).lstrip("/")
    target = targets.find_page(path)
    if target and target.is_draft:
        message = f"{address} leads to the draft {target.source.name}; publish it or wait"
        return Finding(Rule.LINK_DRAFT, message)
    if target and parts.fragment and not targets.has_id(unquote(parts.fragment), target):
        return Finding(Rule.LINK_FRAGMENT, f"nothing in {target.source.name} has the id {parts.fragment}")
    if target or targets.holds(path):
        return None
    near, whole = _find_near_page(path, targets), _guess_scheme(address)
    advice = f"write {near.content.url}" if near else "correct the address or remove the entry"
    advice = f"if it is on another site, write {whole}" if whole else advice
    return Finding(Rule.LINK_DEAD, f"{address} leads nowhere on this site; {advice}")
