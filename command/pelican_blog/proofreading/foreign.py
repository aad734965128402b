"""Markup of other engines, which readers would see as it is: WordPress, Jekyll, Hugo, Obsidian, TeX."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .rules import Remark, Rule
from .texts import Text

_VIDEO = "write the address of the video alone between empty lines"
_PICTURE = "write ![What is to be seen]({static}/images/x.jpg)"
_CODE = "write the code between two lines of three backquotes"
_LINK = "write [words]({filename}/posts/x.md)"
_BY_NAME = {
    **dict.fromkeys(("youtube", "vimeo", "dailymotion", "peertube", "embed", "oembed"), _VIDEO),
    **dict.fromkeys(("img", "image", "figure", "photo"), _PICTURE),
    **dict.fromkeys(("highlight", "codeblock", "raw", "code", "include_code"), _CODE),
    **dict.fromkeys(("post_url", "link", "ref", "relref", "post_link", "link_to"), _LINK),
    "notebook": "convert it by `jupyter nbconvert --to markdown`, and put the result here",
    "gallery": f"{_PICTURE} for each picture, one below the other",
    "caption": 'write the picture with its caption in quotes: ![What is to be seen](… "The caption")',
    "wp_caption": 'write the picture with its caption in quotes: ![What is to be seen](… "The caption")',
    "video": 'write <video controls src="{static}/videos/x.mp4"></video>',
    "audio": 'write <audio controls src="{static}/images/x.mp3"></audio>',
    "playlist": "write a link to each of its files",
    **dict.fromkeys(("gist", "tweet", "twitter", "instagram", "x"), "write a link to it"),
    "toc": "remove it: the site makes a table of contents by itself",
}
"""What to write in the place of a command, whichever engine it belongs to."""
_OTHERWISE = "write in Markdown what it is to show, or remove it"
_IN_OTHER_MARKUP = "write what it is to show in the markup of this file, or remove it"
_ALERT = "write it as `> [!NOTE]`, with `> ` before each line of its text"
_ATTRIBUTE = r"""[\w-]+=(?:"[^"\]]*"|'[^'\]]*'|[^\s"'\[\]]+)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A markup of another engine, and what to do about it."""

    pattern: re.Pattern[str]
    """With groups for names: what has the same ones is said once a text."""
    describe: Callable[[re.Match[str]], str]
    is_shown: Callable[[re.Match[str], Text], bool]
    """Whether readers see it: a plugin of the site may make something of it."""


def _by_name(owner: str) -> Callable[[re.Match[str]], str]:
    def describe(found: re.Match[str]) -> str:
        name = found["name"].lower()
        return (
            f"{_shorten(found[0])} is {owner}, and would be shown as it is; {_BY_NAME.get(name, _OTHERWISE)}"
        )

    return describe


def _always(advice: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f"{_shorten(found[0])} would be shown to readers as it is; {advice}"


def _begins(length: int) -> Callable[[re.Match[str], Text], bool]:
    """Whether readers see how it begins, in words or in an address."""
    return lambda found, text: text.holds(found[0][:length])


_KINDS = (
    _Kind(  # Liquid, Jinja, Nunjucks, and Hugo's {{% … %}}
        pattern=re.compile(r"\{?\{%-?(?!\s*(?:end|/))\s*(?P<name>[\w-]{0,40})[^%\n]{0,200}%\}\}?"),
        describe=_by_name("a command of another engine"),
        is_shown=_begins(2),
    ),
    _Kind(
        pattern=re.compile(r"\{\{<(?!\s*/)\s*(?P<name>[\w-]{0,40})[^>\n]{0,200}>\}\}"),
        describe=_by_name("a command of Hugo's"),
        is_shown=_begins(2),
    ),
    _Kind(
        pattern=re.compile(r"\{\{(?![<%{])(?P<name>)[^{}\n]{1,200}\}\}"),
        describe=_always("write what it stands for"),
        is_shown=_begins(2),
    ),
    _Kind(  # shortcodes of WordPress and of forums: with a value, known without one, or with an end
        pattern=re.compile(
            rf"""(?<![\\\w!\[])\[(?:
                  (?P<name>[a-z][a-z0-9_-]{{1,40}}) (?:[ ] {_ATTRIBUTE}){{1,20}} [ ]? /?
                | (?:gallery|embed|playlist|caption|wp_caption) \s? /?
                | (?P<pair>[a-z][a-z0-9_-]{{0,40}}) (?:=[^\[\]\n]{{0,200}})?
                  (?=\][^\[\]]{{0,2000}}\[/(?P=pair)\])
                )\](?![(:]|\[(?!/))  # what a link begins with""",
            re.VERBOSE,
        ),
        describe=lambda found: _describe_shortcode(found[0]),
        is_shown=lambda found, text: text.holds(re.split(r"[\s\]]", found[0])[0]),
    ),
    _Kind(
        pattern=re.compile(r"!\[\[(?P<name>)(?=\S)[^\[\]\n$]+\]\]"),
        describe=_always(_PICTURE),
        is_shown=_begins(3),
    ),
    _Kind(
        pattern=re.compile(
            r"(?<!!)\[\[(?:_?(?P<name>toc)_?|(?=[^\s\d-])[^\[\]\n$=,]+)\]\](?!\()", re.IGNORECASE
        ),
        describe=lambda found: _always(_BY_NAME["toc"] if found["name"] else _LINK)(found),
        is_shown=_begins(2),
    ),
    _Kind(
        pattern=re.compile(r"^(?:\[(?P<name>toc)\]|\{:toc\})\s*$", re.IGNORECASE | re.MULTILINE),
        describe=_always(_BY_NAME["toc"]),
        is_shown=_begins(4),
    ),
    _Kind(  # a formula has signs that a price has not
        pattern=re.compile(
            r"(?P<name>)\$\$(?=\s*\S)[^$]{1,2000}\$\$"
            r"|(?<![\w\\$])\$(?=[^\s$\d]|\d+\s*[\\^_=+])(?:[^\s$]|[^$\n]{0,200}[\\_^{=<>+][^$\n]{0,200}[^\s$])\$(?![\w$])"
            r"|\\\\?\((?=[^)\n]{0,200}[\\_^=])[^\n]{1,200}?\\\\?\)|\\begin\{[a-z*]+\}"
        ),
        describe=_always("the site shows no formulas: write it in plain signs (a₁, x²), or as a picture"),
        is_shown=lambda found, text: text.holds(
            found[0][0] if found[0][0] == "$" else found[0].strip("\\")[:2]
        ),
    ),
    _Kind(
        pattern=re.compile(r"(?P<name>)(?<![=\w])==(?=[^\s=])[^=\n]{0,200}[^\s=]==(?![=\w])"),
        describe=_always("write <mark>…</mark>"),
        is_shown=_begins(2),
    ),
    _Kind(
        pattern=re.compile(r"(?P<name>)%%(?=\S)[^%\n]{1,500}%%"),
        describe=_always("write a comment as <!-- … -->"),
        is_shown=_begins(2),
    ),
    _Kind(
        pattern=re.compile(
            r"^(?P<name>)(?::::+[ ]*\{?\.?\w[^\n]*|(?:!!!|\?\?\?\+?)[ ]+\w[^\n]*)$", re.MULTILINE
        ),
        describe=_always(_ALERT),
        is_shown=_begins(3),
    ),
    _Kind(  # in a text in Markdown
        pattern=re.compile(r"^\.\. (?P<name>[\w-]+)::[^\n]*$", re.MULTILINE),
        describe=_by_name("a directive of reStructuredText"),
        is_shown=_begins(4),
    ),
    _Kind(
        pattern=re.compile(r"^(?P<name>)import [^\n]+ from [\"'][^\n]+$", re.MULTILINE),
        describe=_always("it is MDX; remove it"),
        is_shown=_begins(7),
    ),
)


def check_foreign_markup(text: Text) -> Iterator[Remark]:
    """What stands in a text for another engine, outside code; what has one name is said once a text."""
    taken: set[int] = set()
    for number, kind in enumerate(_KINDS):
        for found in kind.pattern.finditer(text.prose.text):
            span = range(*found.span())
            if taken.isdisjoint(span) and kind.is_shown(found, text):
                taken.update(span)
                line, name = (
                    text.prose.count_line(found.start()),
                    "".join(filter(None, found.groups())).lower(),
                )
                problem, _, advice = kind.describe(found).partition("; ")
                advice = advice if text.is_in("md") else _IN_OTHER_MARKUP
                yield Remark(line, Rule.FOREIGN_MARKUP, f"{problem}; {advice}", group=f"{number} {name}")


def _describe_shortcode(shortcode: str) -> str:
    name = re.split(r"[\s\]/]", shortcode.lstrip("[/"))[0]
    advice = _BY_NAME.get(name, _OTHERWISE)
    return f"{_shorten(shortcode)} would be shown to readers as it is; {advice}"


def _shorten(text: str) -> str:
    line = text.strip().split("\n")[0]
    return line if len(line) <= 40 else f"{line[:39]}…"  # noqa: PLR2004  # what a line of a terminal has room for
