"""E-mail addresses in texts that are or will be public."""

import re
from html import unescape
from urllib.parse import unquote

# A handle such as @jeanne@social.example is no address: its first @ keeps it from matching.
_ADDRESS = re.compile(r"(?<![\w.+@-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def find_addresses(text: str) -> list[str]:
    """The e-mail addresses in a text, as they stand there."""
    return _ADDRESS.findall(text)


def find_shown_addresses(html: str) -> list[str]:
    """The e-mail addresses in HTML, in what is read and in what links lead to, however encoded."""
    read = re.sub(r"<[^<>]*>", "", html)  # as in `<em>jeanne</em>@example.org`
    return [found for text in (html, read) for found in find_addresses(unquote(unescape(text)))]
