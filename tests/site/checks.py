"""Checks of a built page, each a pure function: page → list of faults.

Links concern more than one page: tools/audit/links.py checks them.
"""

import re
from collections import Counter
from collections.abc import Callable
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, PageElement

Check = Callable[[BeautifulSoup], list[str]]

ONCE = {
    *("html[lang][dir]", "head > title", "head > meta[name=description][content]", "main h1"),
    *("body > a.skip-link:first-child[href='#main']", "body > header nav", "body > main#main[tabindex='-1']"),
    "body > footer",
}
"""What every page has exactly once."""
NEVER = {
    "body > :not(a.skip-link, header, main, footer, script)": "is outside of the landmarks",
    "nav:not([aria-label])": "has no name",
    "img:not([alt])": "has no alt",
    "img:not([width][height])": "does not keep its place free",
    "[align]": "is aligned without a class",
    "[href$='index.html']": "names the file of a page",
    ".article-body pre:not([tabindex='0'])": "cannot be scrolled by keyboard",
    ".article-body :is(h2, h3, h4):not([id]:has(a))": "cannot be linked to",
    ".video-facade .video-icon:not([aria-hidden=true])": "is read aloud",
}
"""What no page has, and why."""
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
"""No test may object to these: the owner decided to publish them."""
MACHINE = re.compile(r"//(?:localhost|127\.0\.0\.1)\b|\bfile:/")


def find_wrong_parts(page: BeautifulSoup) -> list[str]:
    """Each selector of ONCE that matches another number of elements, and each element that NEVER names."""
    counts = {selector: len(page.select(selector)) for selector in ONCE}
    faults = [f"{selector} is there {count} times" for selector, count in counts.items() if count != 1]
    return faults + [
        f"{str(tag)[:80]} {fault}" for selector, fault in NEVER.items() for tag in page.select(selector)
    ]


def find_repeated_ids(page: BeautifulSoup) -> list[str]:
    """Each id, and each name of a navigation, that several elements have."""
    names = [f"id {element['id']!r}" for element in page.find_all(id=True)]
    names += [f"navigation {nav.get('aria-label')!r}" for nav in page.find_all("nav")]
    return [f"{name} occurs {count} times" for name, count in Counter(names).items() if count > 1]


def find_broken_references(page: BeautifulSoup) -> list[str]:
    """Each aria-labelledby, aria-describedby, for or form that names no element of the page."""
    ids = {element["id"] for element in page.find_all(id=True)}
    return [
        f"<{element.name} {attribute}={name!r}> names nothing"
        for attribute in ("aria-labelledby", "aria-describedby", "for", "form")
        for element in page.find_all(attrs={attribute: True})
        for name in str(element[attribute]).split()
        if name not in ids
    ]


def find_fields_without_label(page: BeautifulSoup) -> list[str]:
    """Each field that has no name for those who hear the page."""
    labelled = {label.get("for") for label in page.find_all("label")}
    return [
        f"<{field.name} name={field.get('name')!r}> has no label"
        for field in page.find_all(["input", "textarea", "select"])
        if field.get("type") != "hidden"
        and field.get("id", "") not in labelled
        and not field.find_parent("label")
        and not field.get("aria-label")
    ]


def find_nameless_links(page: BeautifulSoup) -> list[str]:
    """Each link or button without words for those who hear the page."""
    return [
        f"<{element.name} href={element.get('href')!r}> has no words"
        for element in page.find_all(["a", "button"])
        if not element.text.strip()
        and not element.select("img[alt]:not([alt=''])")
        and not element.get("aria-label")
        and not is_a_readers(element)
    ]


def find_skipped_headings(page: BeautifulSoup) -> list[str]:
    """Each heading that skips a level."""
    levels = [int(heading.name[1]) for heading in page.find_all(re.compile(r"h[1-6]$"))]
    pairs = zip([0, *levels], levels, strict=False)
    return [f"h{level} follows h{previous}" for previous, level in pairs if level > previous + 1]


def find_unrendered_text(page: BeautifulSoup) -> list[str]:
    """Each piece of visible text that looks like Markdown or a template that was not rendered."""
    return [
        f"{text.strip()[:60]!r} looks unrendered"
        for text in page.find_all(string=UNRENDERED)
        if not text.find_parent(AS_WRITTEN) and not is_a_readers(text)
    ]


def find_this_machine(page: BeautifulSoup) -> list[str]:
    """Each address of the machine that built the site, where a browser would follow it."""
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
    values = [str(element[name]) for name in said for element in page.find_all(attrs={name: True})]
    texts += [value for value in values if BREAKING.search(value) and "-src " not in value]
    return [f"{text.strip()[:60]!r} has an ordinary space" for text in texts]


def is_a_readers(text: PageElement) -> bool:
    """Whether a piece of text is a reader's name or words."""
    return any(parent.css.match(READERS_WORDS) for parent in text.parents)


def is_foreign(lang: str | None) -> bool:
    """Whether a lang attribute names another language than French."""
    return lang is not None and not lang.startswith("fr")


def find_foreign_resources(page: BeautifulSoup) -> list[str]:
    """Each resource that the browser would fetch from another site without a click, and each inline style."""
    site = urlsplit(find_canonical(page)).netloc
    return [
        f"<{element.name} {attribute}={element[attribute]!r}> is fetched from elsewhere"
        for name, attributes in RESOURCES.items()
        for element in page.find_all(name)
        for attribute in attributes
        if element.has_attr(attribute) and not LINKS_NOT_FETCHED & set(element.get_attribute_list("rel"))
        for host in re.findall(r"(?:https?:)?//([^/\s\"]+)", str(element[attribute]))
        if host != site
    ] + [f"style={element['style']!r} is inline" for element in page.find_all(style=True)]


def find_canonical(page: BeautifulSoup) -> str:
    """The page's own address, else an empty one."""
    link = page.select_one("link[rel=canonical]") or page.select_one("link[rel=stylesheet]")
    return str(link["href"]) if link else ""


def find_inline_handlers(page: BeautifulSoup) -> list[str]:
    """Each script inside the page, which its policy forbids."""
    handlers = [
        f"<{element.name} {name}> is a handler"
        for element in page.find_all(name=True)
        for name in element.attrs
        if name.startswith("on")
    ]
    scripts = page.select("script:not([src], [type$=json])")  # JSON-LD is data
    return handlers + ["a script is inside the page"] * len(scripts)


CHECKS: tuple[Check, ...] = (
    find_wrong_parts,
    find_repeated_ids,
    find_broken_references,
    find_fields_without_label,
    find_nameless_links,
    find_skipped_headings,
    find_unrendered_text,
    find_this_machine,
    find_spaces_that_break,
    find_foreign_resources,
    find_inline_handlers,
)
