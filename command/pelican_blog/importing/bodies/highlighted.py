"""Code in `<pre lang="php">`, which plugins such as WP-Syntax and CodeColorer highlight: it is raw text."""

import re
from html import escape

from .codes import LANGUAGES

_CODE = re.compile(
    r"""<(?P<name>pre|code)\b(?=[^<>]*\slang\s*=\s*["']?(?P<language>[\w+#-]+))(?P<rest>[^<>]*)>""",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"""\sescaped\s*=\s*["']?true""", re.IGNORECASE)


def escape_highlighted(html: str) -> str:
    """The HTML with such code escaped, whatever it looks like; code that is escaped already stays."""
    pieces: list[str] = []
    place = 0
    lower = html.lower()
    while start := _CODE.search(html, place):
        name = start["name"].lower()
        end = lower.find(f"</{name}>", start.end())
        if end < 0:
            break
        code = html[start.end() : end]
        if "<" in code and not _ESCAPED.search(start["rest"]):
            code = escape(code, quote=False)
        language = LANGUAGES.get(start["language"].lower(), start["language"].lower())
        mark = f' class="language-{language}"' if language else ""
        code = f"<code{mark}>{code.replace('[', '&#91;')}</code>"
        pieces += html[place : start.start()], f"<pre>{code.strip()}</pre>" if name == "pre" else code
        place = end + len(f"</{name}>")
    return "".join((*pieces, html[place:]))
