"""Fills in the templates of a new blog: plain files in which `$author` stands for the author's name."""

import re
from collections.abc import Mapping
from string import Template

_SIGNS = re.compile(r"[\\`*_\[\]{}#~$|]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LITERAL = re.compile(r'"\$(\w+)"')
_ADDRESSES = re.compile(r'^(SITEURL|GITHUB_REPOSITORY) = ""', re.MULTILINE)


def fill_markdown(text: str, values: Mapping[str, str], places: Mapping[str, str]) -> str:
    """A Markdown template with these values escaped, and these places inserted verbatim."""
    shown = {name: escape_markdown(value) for name, value in values.items()}
    return Template(text).safe_substitute(shown | {**places})  # `$ make html` is a command


def fill_settings(text: str, values: Mapping[str, str]) -> str:
    """A settings template with these values as Python literals."""
    return _LITERAL.sub(lambda name: quote(values[name[1]]), text)


def fill_publication(text: str, address: str, repository: str) -> str:
    """publishconf.py with this address and repository."""
    values = {"SITEURL": address, "GITHUB_REPOSITORY": repository}
    return _ADDRESSES.sub(lambda line: f"{line[1]} = {quote(values[line[1]])}", text)


def escape_markdown(text: str) -> str:
    """The text escaped for Markdown."""
    marked = _SIGNS.sub(r"\\\g<0>", text)
    return re.sub("[&<>]", lambda sign: _ENTITIES[sign[0]], marked)


def quote(text: str) -> str:
    """The text as a Python literal, with invisible characters escaped."""
    return '"' + "".join(_escape(char) for char in text) + '"'


def _escape(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    code = ord(char)
    return char if char.isprintable() else f"\\u{code:04x}" if code < 1 << 16 else f"\\U{code:08x}"
