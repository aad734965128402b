"""Shortcodes of code, which hold raw text: whatever it looks like, it is neither HTML nor a shortcode."""

from collections.abc import Mapping
from html import escape, unescape
from types import MappingProxyType

from .shortcodes import Shortcode

_SAME = (
    *("as3", "applescript", "bash", "c", "cpp", "csharp", "css", "delphi", "diff", "erlang", "fsharp", "go"),
    *("groovy", "haskell", "html", "java", "javascript", "latex", "matlab", "pascal", "perl", "php"),
    *("powershell", "python", "r", "ruby", "scala", "sql", "swift", "typescript", "xml", "xslt", "yaml"),
)
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {name: name for name in _SAME}
    | {"coldfusion": "cfm", "javafx": "java", "js": "javascript", "jscript": "javascript"}
    | {"objc": "objective-c", "plain": "", "ps": "powershell", "py": "python", "rails": "ruby", "rb": "ruby"}
    | {"shell": "bash", "text": "", "vb": "vb.net", "vbnet": "vb.net", "xhtml": "html"}
)
"""What a shortcode may name, and what highlighters call it."""
_GENERAL = ("code", "sourcecode", "source", "highlight", "cc", "cce", "cci")
NAMES = (*_GENERAL, *LANGUAGES)


def write_code(shortcode: Shortcode) -> str | None:
    """The code as HTML; None for a word in brackets, which nothing ends."""
    if shortcode.content is None:
        return None
    values = shortcode.values
    named = values.get("language") or values.get("lang") or values.get("brush") or shortcode.name
    if shortcode.name in _GENERAL and shortcode.positional:
        named = values.get("language") or values.get("lang") or shortcode.positional[0]
    named = named.lower()
    language = "" if named in _GENERAL else LANGUAGES.get(named, named)
    # WordPress stores it escaped or not, depending on the editor; brackets are no shortcodes from here on.
    code = escape(unescape(shortcode.content), quote=False).replace("[", "&#91;").strip("\r\n")
    mark = f' class="language-{escape(language)}"' if language else ""
    if "\n" not in code and shortcode.name in {"cci", *_GENERAL[:1]} and not values:
        return f"<code{mark}>{code}</code>"
    return f"\n\n<pre><code{mark}>{code}</code></pre>\n\n"
