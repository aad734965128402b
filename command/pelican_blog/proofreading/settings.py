"""What the settings say of the blog: the entries of its menus, and the rules that are to be ignored."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import SplitResult, unquote, urlsplit

from pelican_blog.blog import Blog

from .addresses import find_near_page, guess_scheme, is_own_server, judge_scheme
from .problems import Finding, Problem
from .rules import Rule
from .site import Site
from .waivers import Waiver

_IGNORED = "PROOFREAD_IGNORE"
_MENUS = ("MENUITEMS", "FOOTER_ITEMS")
_FILES = ("publishconf.py", "pelicanconf.py", "siteconf.py")
"""Where a setting is looked for: what the first says wins."""


def read_settings_waivers(blog: Blog) -> Iterator[Waiver | Problem]:
    """The rules that PROOFREAD_IGNORE waives for the whole blog."""
    titles = blog.settings.get(_IGNORED, [])
    if isinstance(titles, list | tuple) and all(isinstance(title, str) for title in titles):
        for title in titles:
            yield Waiver(title=title.strip().lower(), place=find_setting(blog, _IGNORED, title))
    else:
        file, line = find_setting(blog, _IGNORED)
        message = f"{_IGNORED} is {titles!r}; write a list of rules, such as ['headings']"
        yield Problem(file=file, line=line, rule=Rule.SETTINGS, message=message)


def find_setting(blog: Blog, name: str, value: str | None = None) -> tuple[str, int]:
    """The file and line in which a setting has this value, or where it begins; else pelicanconf.py:1."""
    beginning = re.compile(rf"\s*[\"']?{name}\b")
    for file in _FILES:
        path = blog.root / file
        lines = path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
        places = [number for number, line in enumerate(lines, start=1) if beginning.match(line)]
        if places and value is not None:
            shown = (
                number for number, line in enumerate(lines, start=1) if number >= places[0] and value in line
            )
            return file, next(shown, places[0])
        if places:
            return file, places[0]
    return _FILES[1], 1


def check_menus(blog: Blog, site: Site) -> Iterator[Problem]:
    """The entries of menus that lead nowhere, in every language."""
    translations = blog.settings.get("SITE_TRANSLATIONS", {})
    others = translations.values() if isinstance(translations, Mapping) else ()
    for settings in (blog.settings, *others):
        for name in _MENUS:
            yield from _check_menu(name, settings.get(name), blog, site)


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
    if slip := judge_scheme(address, parts):
        return Finding(Rule.ADDRESS_INVALID, slip)
    if is_own_server(parts):
        message = f"{address} is your own machine, which readers cannot open; write the path alone"
        return Finding(Rule.LINK_DEVSERVER, message)
    is_path = parts.path and not parts.scheme and not parts.netloc
    return _judge_path(address, parts, site) if is_path else None


def _judge_path(address: str, parts: SplitResult, site: Site) -> Finding | None:
    path = unquote(site.cut_base(parts.path)).lstrip("/")
    target = site.find_page(path)
    if target and target.is_draft:
        message = f"{address} leads to a draft, {target.source.name}; publish it too, or wait"
        return Finding(Rule.LINK_DRAFT, message)
    if target and parts.fragment and not site.has_id(unquote(parts.fragment), target):
        return Finding(Rule.LINK_FRAGMENT, f"nothing in {target.source.name} has the id {parts.fragment}")
    if target or site.holds(path):
        return None
    near, whole = find_near_page(path, site), guess_scheme(address)
    advice = f"write {near.content.url}" if near else "correct the address, or take the entry out"
    advice = f"if it is another site's, write {whole}" if whole else advice
    return Finding(Rule.LINK_DEAD, f"{address} leads to nothing on this site; {advice}")
