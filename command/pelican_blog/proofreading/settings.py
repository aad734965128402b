"""What the writer has decided: the entries of her menus, and the rules that she does not want to hear of."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from pelican_blog.blog import Blog
from pelican_blog.headers import Header

from .addresses import find_near_page, guess_scheme, is_own_server, judge_scheme
from .rules import BY_TITLE, Finding, Problem, Rule, suggest_rule
from .site import Site
from .texts import Prose

WAIVER_KEY = "proofread"
"""The key of a header, and the first word of a comment, that waives rules."""
_HEADER = re.compile(r"ignore\s+(?P<rules>.+)", re.IGNORECASE)
_COMMENT = re.compile(rf"\s*{WAIVER_KEY}\s*:\s*ignore\s+(?P<rules>\S.*)", re.IGNORECASE | re.DOTALL)
_RULES = re.compile(r"(?P<rules>.+)")
_MEANT = re.compile(rf"\s*{WAIVER_KEY}\b", re.IGNORECASE)
_FORM = "write `ignore` and the names of rules, as in `ignore headings, image-alt`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One rule that is not to be applied."""

    title: str
    """The rule's name as it was written, which may be wrong."""
    place: tuple[str, int]
    """The file and line that it stands in."""
    file: str | None = None
    """The file that it is for; None for all."""
    line: int | None = None
    """The line that it is for; None for all."""

    def covers(self, problem: Problem) -> bool:
        """Whether a problem is one that nobody wants to hear of."""
        is_here = self.file in {None, problem.file} and self.line in {None, problem.line}
        return is_here and self.title == problem.rule.title


def read_header_waivers(header: Header, file: str) -> Iterator[Waiver | Problem]:
    """The rules that a header waives for its text; what it says and cannot be understood."""
    for entry in header.entries:
        if entry.key == WAIVER_KEY and entry.value:
            found = _HEADER.fullmatch(entry.value) or (entry.is_continued and _RULES.fullmatch(entry.value))
            if not found:
                message = f"Proofread: {entry.value} is not understood; {_FORM}"
                yield Problem(file=file, line=entry.line, rule=Rule.WAIVER_UNUSED, message=message)
            for title in _split(found["rules"]) if found else ():
                yield Waiver(title=title, place=(file, entry.line), file=file)


def read_comment_waivers(prose: Prose, text: str, file: str) -> Iterator[Waiver | Problem]:
    """The rules that comments in a text waive, each for the next line that is not empty."""
    lines = text.split("\n")
    comments = {line for first, last, _ in prose.comments for line in range(first, last + 1)}
    for first, last, comment in prose.comments:
        found = _COMMENT.fullmatch(comment)
        if not found and _MEANT.match(comment):
            message = f"{' '.join(comment.split())} is not understood; write `{WAIVER_KEY}: ignore` and rules"
            yield Problem(file=file, line=first, rule=Rule.WAIVER_UNUSED, message=message)
        if found:
            below = (
                number
                for number in range(last + 1, len(lines) + 1)
                if lines[number - 1].strip() and number not in comments
            )
            target = next(below, last)
            for title in _split(found["rules"]):
                yield Waiver(title=title, place=(file, first), file=file, line=target)


def apply_waivers(problems: Iterable[Problem], waivers: Iterable[Waiver]) -> list[Problem]:
    """The problems that no waiver covers, and the waivers that cover none."""
    used: set[Waiver] = set()
    kept = []
    all_waivers = tuple(waivers)
    for problem in problems:
        covering = [waiver for waiver in all_waivers if waiver.covers(problem)]
        used.update(covering)
        if not covering:
            kept.append(problem)
    return kept + [_describe_useless(waiver) for waiver in all_waivers if waiver not in used]


def _describe_useless(waiver: Waiver) -> Problem:
    file, line = waiver.place
    if waiver.title in BY_TITLE:
        message = f"nothing breaks the rule {waiver.title} here; remove it from what is ignored"
    else:
        message = f"no rule is called {waiver.title}; {suggest_rule(waiver.title)}"
    return Problem(file=file, line=line, rule=Rule.WAIVER_UNUSED, message=message)


def _split(rules: str) -> list[str]:
    return [title.lower() for title in re.split(r"[\s,;]+", rules) if title]


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
