"""What is wrong with a built page, each check a pure function: page → list of sentences.

Links concern more than one page; what checks them is in tools/audit/links.py.
"""

import re
from collections import Counter
from collections.abc import Callable
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, PageElement, Tag

Check = Callable[[BeautifulSoup], list[str]]

RESOURCES = {
    "img": ["src", "srcset"],
    "source": ["src", "srcset"],
    "video": ["src", "poster"],
    "audio": ["src"],
    "script": ["src"],
    "iframe": ["src", "srcdoc"],
    "object": ["data"],
    "embed": ["src"],
    "link": ["href"],
}
"""What a browser fetches by itself."""
LINKS_NOT_FETCHED = {"canonical", "alternate", "me", "author", "license", "prev", "next"}


UNRENDERED = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|\{(?:filename|static|attach)\}|\]\(|\*\*|^#{1,6} |%\([a-z]+\)s|\A\s*None\s*\Z",
    re.MULTILINE,
)
BREAKING = re.compile(r"\w [;:!?»](\s|$)|« ")
AS_WRITTEN = ["code", "pre", "script", "style"]
READERS_WORDS = (
    ".comment-author, .comment-body, .comment-parent, .comments-mentions, "
    ".comment-reply label, .comment-actions .visually-hidden"
)
"""What no test may object to: whether it is published was the owner's decision."""
MACHINE = re.compile(r"//(?:localhost|127\.0\.0\.1)\b|\bfile:/")


def find_repeated_ids(page: BeautifulSoup) -> list[str]:
    """Each id that stands on more than one element."""
    counts = Counter(element["id"] for element in page.select("[id]"))
    return [f"the id {name!r} stands {count} times" for name, count in counts.items() if count > 1]


def find_broken_references(page: BeautifulSoup) -> list[str]:
    """Each aria-labelledby, aria-describedby, for or form that names no element of the page."""
    ids = {element["id"] for element in page.select("[id]")}
    return [
        f"<{element.name} {attribute}={name!r}> names nothing"
        for attribute in ("aria-labelledby", "aria-describedby", "for", "form")
        for element in page.select(f"[{attribute}]")
        for name in str(element[attribute]).split()
        if name not in ids
    ]


def find_pictures_without_alternative(page: BeautifulSoup) -> list[str]:
    """Each picture without alt."""
    return [f"<img src={picture.get('src')!r}> has no alt" for picture in page.select("img:not([alt])")]


def find_fields_without_label(page: BeautifulSoup) -> list[str]:
    """Each field that has no name for those who hear the page."""
    labelled = {label["for"] for label in page.select("label[for]")}
    return [
        f"<{field.name} name={field.get('name')!r}> has no label"
        for field in page.select("input, textarea, select")
        if field.get("type") != "hidden"
        and field.get("id") not in labelled
        and not field.find_parent("label")
        and not field.get("aria-label")
    ]


def find_nameless_links(page: BeautifulSoup) -> list[str]:
    """Each link or button without words for those who hear the page."""
    return [
        f"<{element.name} href={element.get('href')!r}> has no words"
        for element in page.select("a, button")
        if not element.text.strip()
        and not element.select("img[alt]:not([alt=''])")
        and not element.get("aria-label")
        and not is_a_readers(element)
    ]


def find_wrong_headings(page: BeautifulSoup) -> list[str]:
    """A number of h1 other than one, and each heading that skips a level."""
    levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3, h4, h5, h6")]
    faults = [] if levels.count(1) == 1 else [f"there are {levels.count(1)} h1"]
    before = [0, *levels]
    return faults + [
        f"an h{level} follows an h{previous}"
        for previous, level in zip(before, levels, strict=False)
        if level > previous + 1
    ]


def find_unrendered_text(page: BeautifulSoup) -> list[str]:
    """Each piece of visible text that looks like Markdown or a template that was not rendered."""
    return [
        f"{text.strip()[:60]!r} looks unrendered"
        for text in page.find_all(string=UNRENDERED)
        if not text.find_parent(AS_WRITTEN) and not is_a_readers(text)
    ]


def find_this_machine(page: BeautifulSoup) -> list[str]:
    """Each address of a machine that only builds the site, where a browser would follow it."""
    return [
        f"<{element.name} {name}={value!r}> is of this machine"
        for element in page.find_all(name=True)
        for name, value in element.attrs.items()
        if MACHINE.search(str(value)) and not is_a_readers(element)
    ]


def find_spaces_that_break(page: BeautifulSoup) -> list[str]:
    """In a French page, each ordinary space where French typography wants one that does not break."""
    if not str(page.html and page.html.get("lang")).startswith("fr"):
        return []
    texts = [
        str(text)
        for text in page.find_all(string=BREAKING)
        if not text.find_parent(AS_WRITTEN)
        and not text.find_parent(lang=is_foreign)
        and not is_a_readers(text)
    ]
    said = ["alt", "aria-label", "title", "content"]
    values = [str(element[name]) for name in said for element in page.select(f"[{name}]:not([http-equiv])")]
    texts += filter(BREAKING.search, values)
    return [f"{text.strip()[:60]!r} has an ordinary space" for text in texts]


def is_a_readers(text: PageElement) -> bool:
    """Whether a piece of text is a reader's name or words."""
    return any(parent.css.match(READERS_WORDS) for parent in text.parents)


def is_foreign(lang: str | None) -> bool:
    """Whether a lang attribute names another language than French."""
    return lang is not None and not lang.startswith("fr")


def find_foreign_resources(page: BeautifulSoup) -> list[str]:
    """Each resource that the browser would fetch from another site without a click."""
    site = urlsplit(find_canonical(page)).netloc
    return [
        f"<{element.name} {attribute}={element[attribute]!r}> is fetched from elsewhere"
        for name, attributes in RESOURCES.items()
        for element in page.select(name)
        for attribute in attributes
        if element.has_attr(attribute) and not LINKS_NOT_FETCHED & set(element.get_attribute_list("rel"))
        for host in re.findall(r"(?:https?:)?//([^/\s\"]+)", str(element[attribute]))
        if host != site
    ] + [f"style={element['style']!r} is inline" for element in page.select("[style]")]


def find_canonical(page: BeautifulSoup) -> str:
    """The page's own address, else an empty one."""
    link = page.select_one("link[rel=canonical]") or page.select_one("link[rel=stylesheet]")
    return str(link["href"]) if link else ""


def find_inline_handlers(page: BeautifulSoup) -> list[str]:
    """Each script that stands in the page, which its policy forbids."""
    handlers = [
        f"<{element.name} {name}> is a handler"
        for element in page.find_all(name=True)
        for name in element.attrs
        if name.startswith("on")
    ]
    return handlers + [
        "a script stands in the page" for script in page.select("script:not([src])") if not is_data(script)
    ]


def is_data(script: Tag) -> bool:
    """Whether a script element holds data, such as JSON-LD."""
    return str(script.get("type", "")).endswith("json")


CHECKS: tuple[Check, ...] = (
    find_repeated_ids,
    find_broken_references,
    find_pictures_without_alternative,
    find_fields_without_label,
    find_nameless_links,
    find_wrong_headings,
    find_unrendered_text,
    find_this_machine,
    find_spaces_that_break,
    find_foreign_resources,
    find_inline_handlers,
)
