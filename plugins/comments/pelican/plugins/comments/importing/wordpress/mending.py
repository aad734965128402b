"""HTML that a browser would leave out to the end, because something in it is never closed."""

import re
from itertools import pairwise

_FRAME = re.compile(r"<(?P<end>/?)iframe\b[^<>]*>", re.IGNORECASE)


def show_unfinished(html: str) -> str:
    """The HTML with the sign `<` shown where neither a tag nor a comment that it begins comes to an end.

    `if (a <b` loses its last words in a browser, and they are somebody's words.
    """
    end = html.rfind("-->") + 1
    html = html[:end] + html[end:].replace("<!--", "&lt;!--")
    end = html.rfind(">") + 1
    return html[:end] + html[end:].replace("<", "&lt;")


def close_frames(html: str) -> str:
    """The HTML with each `<iframe>` closed: what follows one that is not (`<iframe … />`) is hidden."""
    pieces: list[str] = []
    place = 0
    for tag, following in pairwise([*_FRAME.finditer(html), None]):
        if tag and not tag["end"] and not (following and following["end"]):
            pieces += html[place : tag.end()], "</iframe>"
            place = tag.end()
    return "".join((*pieces, html[place:]))
