"""A fake language in Greek letters, for translations and texts alike.

A Latin letter on a page then belongs to a word that is neither data nor passed through gettext.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from babel import Locale
from babel.messages.pofile import read_po, write_po
from bs4 import BeautifulSoup, NavigableString

_GREEK = str.maketrans("abcdefghijklmnopqrstuvwxyz", "αβκδεφγηιιχλμνοπθρστυβωξψζ")
_KEPT = re.compile(
    r"%\(\w+\)s|&\w+;|https?://[^\s)>\]]+"  # variables, entities, addresses
    r"|\]\([^)\s]*|(?<=\]: )\S*[./]\S*|\{[^}]*\}\S*|^\s*(?:```|~~~|:::)\w*|\[TOC\]",  # Markdown's own
    re.MULTILINE,
)
_KEPT_IN_HTML = re.compile(f"<[^>]+>|{_KEPT.pattern}", re.MULTILINE)
_WORDY_KEYS = {"title", "author", "authors", "category", "tags", "summary", "video_title"}
"""Headers whose value is text even if it is a single word."""

_ATTRIBUTES = ("alt", "placeholder", "title", "label", "summary", "data-title")
_ARIA = ("aria-label", "aria-description", "aria-roledescription", "aria-valuetext")
_BUTTONS = {"submit", "button", "reset"}
_META = re.compile(r"(description|title|name|alt|section|tag|author)$")
_JSON_WORDS = {"name", "headline", "alternativeHeadline", "description", "text", "caption", "keywords"}
_NO_WORDS = re.compile(r"https?://\S+|\S+@\S+|[\w-]+(\.[\w-]+)*\.example\.org|\[\S+\]")
"""Addresses, and the reference in the subject of an e-mail."""


def disguise(text: str, *, is_html: bool = True) -> str:
    """The text in Greek letters, except for variables, addresses and markup."""
    parts, end = [], 0
    for match in (_KEPT_IN_HTML if is_html else _KEPT).finditer(text):
        parts += [_transliterate(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, _transliterate(text[end:])])


def _transliterate(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae"))
    return unicodedata.normalize("NFC", "".join(_replace(letter) for letter in plain))


def _replace(letter: str) -> str:
    greek = letter.lower().translate(_GREEK)
    return greek.upper() if letter.isupper() else greek


def disguise_file(path: Path, lang: str) -> None:
    """Disguise an article or comment with its header, and move it from French to this language."""
    head, separator, body = path.read_text(encoding="utf-8").partition("\n\n")
    is_html = path.suffix == ".html" or "comments" not in path.parts  # where Markdown shows HTML as text
    lines = (_disguise_line(line, lang) for line in head.splitlines())
    path.write_text("\n".join(lines) + separator + disguise(body, is_html=is_html), encoding="utf-8")


def _disguise_line(line: str, lang: str) -> str:
    key, colon, value = line.partition(":")
    if key.lower() == "lang" and value.strip() == "fr":
        return f"{key}: {lang}"
    is_wordy = key.lower() in _WORDY_KEYS or " " in value.strip()
    return f"{key}{colon}{disguise(value, is_html=False)}" if is_wordy else line


def disguise_catalogue(path: Path) -> None:
    """Translate each message of a catalogue, in each plural form, into itself in Greek letters."""
    with path.open("rb") as file:
        catalogue = read_po(file)
    for message in catalogue:
        if message.id and isinstance(message.id, str):
            message.string = disguise(message.id)
        elif message.id:
            singular, plural = (disguise(form) for form in message.id)
            message.string = (singular, *[plural] * (catalogue.num_plurals - 1))
    with path.open("wb") as file:
        write_po(file, catalogue)


def find_escapes(html: str, lang: str, *names: str) -> list[str]:
    """The texts of a page, visible or not, with Latin letters in anything but these names."""
    months = Locale(lang).months["format"]["wide"].values()
    texts = (_NO_WORDS.sub("", text) for text in _list_texts(BeautifulSoup(html, "html.parser")))
    allowed = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in (*names, *months)))
    return [" ".join(text.split()) for text in texts if is_latin(allowed.sub("", text))]


def is_latin(text: str) -> bool:
    """Whether the text has a Latin letter."""
    return any(unicodedata.name(letter, "").startswith("LATIN") for letter in text)


def _list_texts(page: BeautifulSoup) -> Iterator[str]:
    for text in page.find_all(string=True):
        # Code has no language: the demo's has tags and names of components
        if type(text) is NavigableString and not text.find_parent(["script", "style", "code"]):
            yield str(text)
    for script in page.select('script[type="application/ld+json"]'):
        yield from _list_json_texts(json.loads(script.string or "{}"))
    for tag in page.find_all():
        yield from (str(tag[name]) for name in tag.attrs if _is_text(name, str(tag[name])))
        if tag.name == "meta" and _META.search(str(tag.get("name") or tag.get("property") or "")):
            yield str(tag["content"])
        if tag.name == "input" and tag.get("type") in _BUTTONS:
            yield str(tag.get("value", ""))
        if str(tag.get("href", "")).startswith(("mailto:", "https://github.com/")):
            yield from (value for _, value in parse_qsl(urlsplit(str(tag["href"])).query))


def _is_text(attribute: str, value: str) -> bool:
    """Whether an attribute is read aloud or gives a script a sentence."""
    is_aloud = attribute in _ATTRIBUTES or attribute in _ARIA
    return is_aloud or (attribute.startswith("data-") and " " in value)


def _list_json_texts(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _list_json_texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in _JSON_WORDS and isinstance(item, str):
                yield item
            else:
                yield from _list_json_texts(item)
