"""Checks of a single text: alt texts, headings, footnotes, bare addresses.

Also of what the published page would not load, run or apply (see the theme's security policy), and of the
markup of other engines, which readers would see as is: WordPress, Jekyll, Hugo, Obsidian, TeX.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlsplit

from markdown.extensions.fenced_code import FencedBlockPreprocessor
from pelican.plugins.video.hosts import parse_url
from pelican.plugins.video.plugin import KEY as VIDEO

from .reading import AS_WRITTEN, WRITTEN_IN_MARKDOWN
from .rules import Finding, Remark, Rule
from .texts import Passage, blank
from .trees import Element, String, is_within

_WORDLESS = re.compile(r"!\[\s*\](?=[(\[])|<img\b(?![^>]*\salt\b)", re.IGNORECASE)
_UNDERLINED = {1: r"|^(?=.*\S).+\n=+[ ]*$", 2: r"|^(?=.*\S).+\n-+[ ]*$"}
_HEADINGS = {
    level: re.compile(
        rf"^[ >]*#{{{level}}}(?!#)|<h{level}\b{_UNDERLINED.get(level, '')}", re.MULTILINE | re.IGNORECASE
    )
    for level in range(1, 7)
}
_REFERENCE = re.compile(r"(?<![\\\w])\[(?P<text>[^\[\]]+)\]\[(?!/)(?P<name>[^\[\]^]*)\]")
_CALL = re.compile(r"(?<!\\)(?!^ {0,3}\[\^[^\]\n]+\]:)\[\^(?P<label>[^\]\n]+)\]", re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+")
_CODE_BLOCK = FencedBlockPreprocessor.FENCED_BLOCK_RE
_FENCE = re.compile(r"(?P<signs>`{3,}|~{3,})[ ]*(?P<rest>[^`\n]*?)[ ]*$")
_MARK = re.compile(r"\*\*|\]\(")
_IN_PLACE_OF_TEXT = ("video", "template")


def check_markup(text: Passage, fields: Iterable[Passage]) -> Iterator[Remark]:
    """Problems other than links in a text, and in the values of its header that are Markdown too."""
    page, is_markdown = text.rendering.page, text.is_in("md")
    if is_markdown and not page.list_elements() and not page.says_something():
        if text.header.entries and not text.is_draft and not any(map(text.find_entry, _IN_PLACE_OF_TEXT)):
            message = "there is no text below the header; write some or add `Status: draft`"
            yield Remark(text.prose.first_line, Rule.TEXT_EMPTY, message)
    else:
        yield from _check_passage(text)
        checks = (_check_headings, _check_ids, _check_marks, _check_notes, _check_fences)
        for check in checks if is_markdown else ():
            yield from check(text)
    for field in fields:
        yield from _check_passage(field)


def _check_passage(text: Passage) -> Iterator[Remark]:
    """Problems of a text, or of a value of its header that is Markdown too."""
    yield from _check_pictures(text)
    yield from _check_policy(text)
    yield from _check_foreign_markup(text)
    if text.is_in("md"):
        yield from _check_references(text)
        yield from _check_addresses(text)


def _check_pictures(text: Passage) -> Iterator[Remark]:
    """Pictures without alt text."""
    wordless = [
        picture
        for picture in text.rendering.page.list_named("img")
        if "alt" not in picture.attrs
        or (WRITTEN_IN_MARKDOWN in picture.attrs and not picture.attrs["alt"].strip())
    ]
    for place, picture in enumerate(wordless):
        address = picture.attrs.get("src", "")
        name = re.sub(r"^\{\w+\}/?", "", address)
        message = f"image {name} has no alt text; {_advise_words(picture, text)}"
        yield Remark(text.prose.find_line(_WORDLESS, place), Rule.IMAGE_ALT, message)


def _advise_words(picture: Element, text: Passage) -> str:
    if WRITTEN_IN_MARKDOWN in picture.attrs:
        return f"describe it between the brackets: ![…]({picture.attrs.get('src', '')})"
    if text.is_in("rst"):
        return "describe it below the directive: `:alt: …`"
    return 'describe it in its tag: alt="…", or alt="" if it is decorative'


def _check_headings(text: Passage) -> Iterator[Remark]:
    """Wrong headings, reported once per text: one habit is behind all of them."""
    for line, message in _find_wrong_headings(text):
        yield Remark(line, Rule.HEADINGS, message, group="headings")


def _find_wrong_headings(text: Passage) -> Iterator[tuple[int, str]]:
    above = 1
    places: defaultdict[int, Iterator[int]] = defaultdict(count)
    for heading in text.rendering.page.list_named(*(f"h{level}" for level in _HEADINGS)):
        level = int(heading.name[1])
        line = text.prose.find_line(_HEADINGS[level], next(places[level]))
        if level == 1:
            yield line, _describe_title(text, line)
        elif level > above + 1:
            before = "the page title" if above == 1 else f"one of level {above}"
            yield line, f"this heading of level {level} follows {before}; write {'#' * (above + 1)}"
        above = level


def _describe_title(text: Passage, line: int) -> str:
    word = re.match(r"#([^#\s]\S*)", text.source.text.split("\n")[line - 1])
    if word:
        return f"#{word[1]} at the start of a line makes it a heading; write \\#{word[1]}"
    return "# is reserved for the page title; start with ##"


def _check_ids(text: Passage) -> Iterator[Remark]:
    """Ids that a text has more than once."""
    counts = Counter(part.attrs["id"] for part in text.rendering.page.list_elements() if "id" in part.attrs)
    for name in (name for name, number in counts.items() if number > 1):
        place = re.compile(rf"\bid\s*=\s*[\"']?{re.escape(name)}\b|\{{[^}}\n]*#{re.escape(name)}\b")
        message = f"the id {name} is used {counts[name]} times, and links go to the first; give each its own"
        yield Remark(text.prose.find_line(place, 1), Rule.ID_REPEATED, message)


def _check_marks(text: Passage) -> Iterator[Remark]:
    """Markdown characters without effect and without a backslash."""
    for string in text.rendering.page.list_strings():
        for words in string.text.split("\n") if not is_within(string, AS_WRITTEN) else ():
            found = _MARK.search(words)
            if found and (
                lines := [*text.prose.list_lines(re.compile(rf"(?<!\\){re.escape(words.strip())}"))]
            ):
                message = f"{found[0]} has no effect here, so readers would see it; close it or write \\"
                yield Remark(lines[0], Rule.MARKUP_UNRENDERED, message + found[0])


def _check_references(text: Passage) -> Iterator[Remark]:
    """Undefined references, which stay in the text with their brackets."""
    for found in _REFERENCE.finditer(text.prose.text):
        name = " ".join((found["name"] or found["text"]).split())
        if name.lower() not in text.rendering.references and text.shows(f"][{found['name']}]"):
            message = f"[{name}] has no address; add a line `[{name}]: ` with the address"
            yield Remark(text.prose.count_line(found.start()), Rule.REFERENCE_UNDEFINED, message)


def _check_notes(text: Passage) -> Iterator[Remark]:
    rendering = text.rendering
    for found in _CALL.finditer(text.prose.text):
        label = found["label"]
        if label not in rendering.notes and text.shows(found[0]):
            message = (
                f"footnote {label} has no text; add a line `[^{label}]: ` with its text (no space before :)"
            )
            yield Remark(text.prose.count_line(found.start()), Rule.FOOTNOTE, message)
    for label in sorted(rendering.notes - rendering.called):
        pattern = re.compile(rf"^ *\[\^{re.escape(label)}\]:", re.MULTILINE)
        message = f"nothing refers to footnote {label}; write [^{label}] where it belongs"
        yield Remark(text.prose.find_line(pattern), Rule.FOOTNOTE, message)


def _check_fences(text: Passage) -> Iterator[Remark]:
    """Lines meant to begin or end a code block that are only text to Python-Markdown."""
    lines = blank(text.source.text, _CODE_BLOCK).split("\n")
    fences = [
        (number, found)
        for number, line in enumerate(lines, start=1)
        if number >= text.header.text_line and (found := _FENCE.match(line))
    ]
    if not fences:
        return
    number, found = fences[0]
    is_closed = any(other["signs"] == found["signs"] and not other["rest"] for _, other in fences[1:])
    if is_closed and found["rest"]:
        message = (
            f"this does not start a code block: the build cannot read {found['rest']!r} after the "
            f"{found['signs'][:3]}; write only the name of the language"
        )
    else:
        message = f"this code block is never closed; add a line {found['signs']} below it"
    yield Remark(number, Rule.CODE_BLOCK, message)


def _check_addresses(text: Passage) -> Iterator[Remark]:
    """Addresses alone on their lines; those that became videos are gone from the rendered text."""
    peertube = _list_peertube_hosts(text)
    places: defaultdict[str, Iterator[int]] = defaultdict(count)
    for paragraph in text.rendering.page.list_named("p"):
        for string in (part for part in paragraph.parts if isinstance(part, String)):
            for address in filter(_ADDRESS.fullmatch, map(str.strip, string.text.split("\n"))):
                pattern = re.compile(rf"^[ \t]*{re.escape(address)}[ \t]*$", re.MULTILINE)
                if pattern.search(text.prose.text):
                    line = text.prose.find_line(pattern, next(places[address]))
                    yield Remark(line, Rule.ADDRESS_BARE, _describe_bare(address, peertube))


def _describe_bare(address: str, peertube: Collection[str]) -> str:
    if parse_url(address, peertube):
        return f"{address} is shown as a video only between empty lines; put one above and one below"
    return (
        f"{address} is not a video from a host this site knows, so it would stay plain text; "
        f"to make it a link, write <{address}>"
    )


_FRAMES = ("iframe", "frame", "object", "embed", "applet")
_SOURCES = ("src", "data", "value")
_HANDLER = re.compile(r"on[a-z]+")
_DATA = re.compile(r"(?!.*javascript)[\w.+-]+/[\w.+-]+", re.IGNORECASE)
"""The type of a script element that holds data for search engines, which browsers do not run."""
_ALIGNMENT = re.compile(r"\s*text-align:\s*\w+;?\s*")
"""What Python-Markdown writes into table cells, and the site turns into a class."""


def _check_policy(text: Passage) -> Iterator[Remark]:
    """What has no effect on the published page."""
    places: defaultdict[str, Iterator[int]] = defaultdict(count)
    for tag in text.rendering.page.list_elements():
        place = next(places[tag.name])
        if finding := _judge_element(tag, text):
            line = text.prose.find_line(re.compile(rf"<{tag.name}\b", re.IGNORECASE), place)
            yield Remark(line, *finding)
        for name in _list_idle(tag):
            sign = f'{name}="…"'
            effect = "has no effect: published pages take styles and scripts only from their own files"
            line = text.prose.find_line(re.compile(rf"\b{name}\s*=", re.IGNORECASE), next(places[sign]))
            yield Remark(line, Rule.MARKUP_IGNORED, f"{sign} {effect}; remove it")


def _judge_element(tag: Element, text: Passage) -> Finding | None:
    if tag.name in _FRAMES and not is_within(tag, _FRAMES):  # old players nest them
        return Finding(Rule.EMBED_BLOCKED, _describe_frame(tag, text))
    if tag.name == "script" and _is_run(tag):
        message = "published pages run no <script> from a text or from another site; remove it"
        return Finding(Rule.MARKUP_IGNORED, message)
    if tag.name == "style":
        message = "published pages apply no <style> from a text; remove it or change the theme"
        return Finding(Rule.MARKUP_IGNORED, message)
    return None


def _describe_frame(tag: Element, text: Passage) -> str:
    parts = (tag, *tag.list_elements())
    values = (part.attrs[name] for part in parts for name in _SOURCES if name in part.attrs)
    address = next((re.sub("^//", "https://", value) for value in values if "//" in value), "")
    is_markdown, video = text.is_in("md"), parse_url(address, _list_peertube_hosts(text))
    if is_markdown and video:
        advice = f"write its address on a line of its own, between empty lines: {video.watch_url}"
        return f"a video needs no <{tag.name}>; {advice}"
    link = f"write a link: [some text]({address})" if is_markdown else f"write a link to {address}"
    return f"published pages show no <{tag.name}>; {link if address else 'remove it'}"


def _is_run(tag: Element) -> bool:
    """Whether a script would have to run, and is not a file of the site, which may."""
    if _DATA.fullmatch(tag.attrs.get("type", "")):
        return False
    try:
        return not tag.attrs.get("src") or bool(urlsplit(tag.attrs["src"]).netloc)
    except ValueError:  # reported as an invalid address
        return True


def _list_idle(tag: Element) -> Iterator[str]:
    """The attributes of an element that hold styles or scripts."""
    for name, value in tag.attrs.items():
        is_style = name == "style" and not (tag.name in {"td", "th"} and _ALIGNMENT.fullmatch(value))
        if is_style or _HANDLER.fullmatch(name):
            yield name


def _list_peertube_hosts(text: Passage) -> Collection[str]:
    """The PeerTube hosts whose videos the site shows."""
    videos = text.content.settings.get(VIDEO)
    return videos.peertube if videos else ()


_VIDEO = "write the address of the video on a line of its own, between empty lines"
_PICTURE = "write ![Description]({static}/images/x.jpg)"
_CODE = "write the code between two lines of three backquotes"
_LINK = "write [words]({filename}/posts/x.md)"
_CAPTION = 'write the picture with its caption in quotes: ![Description](… "The caption")'
_BY_NAME = {
    **dict.fromkeys(("youtube", "vimeo", "dailymotion", "peertube", "embed", "oembed"), _VIDEO),
    **dict.fromkeys(("img", "image", "figure", "photo"), _PICTURE),
    **dict.fromkeys(("highlight", "codeblock", "raw", "code", "include_code"), _CODE),
    **dict.fromkeys(("post_url", "link", "ref", "relref", "post_link", "link_to"), _LINK),
    "notebook": "convert it by `jupyter nbconvert --to markdown`, and put the result here",
    "gallery": f"{_PICTURE} for each picture, one below the other",
    **dict.fromkeys(("caption", "wp_caption"), _CAPTION),
    "video": 'write <video controls src="{static}/videos/x.mp4"></video>',
    "audio": 'write <audio controls src="{static}/images/x.mp3"></audio>',
    "playlist": "write a link to each of its files",
    **dict.fromkeys(("gist", "tweet", "twitter", "instagram", "x"), "write a link to it"),
    "toc": "remove it: the site makes its own table of contents",
}
"""What to write instead of a command, whatever its engine."""
_OTHERWISE = "write what it should show in Markdown, or remove it"
_IN_OTHER_MARKUP = "write what it should show in the markup of this file, or remove it"
_ALERT = "write it as `> [!NOTE]`, with `> ` before each line of its text"
_ATTRIBUTE = r"""[\w-]+=(?:"[^"\]]*"|'[^'\]]*'|[^\s"'\[\]]+)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A markup of another engine, and what to do about it."""

    pattern: re.Pattern[str]
    """Its groups are names: matches with the same names are reported once per text."""
    describe: Callable[[re.Match[str]], str]
    is_shown: Callable[[re.Match[str], Passage], bool]
    """Whether readers see it: a plugin of the site may handle it."""
    signs: tuple[str, ...]
    """One of these is in each: most texts have none of them."""


def _by_name(owner: str) -> Callable[[re.Match[str]], str]:
    def describe(found: re.Match[str]) -> str:
        advice = _BY_NAME.get(found["name"].lower(), _OTHERWISE)
        return f"{_shorten(found[0])} is {owner}, and readers would see it as is; {advice}"

    return describe


def _always(advice: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f"readers would see {_shorten(found[0])} as is; {advice}"


def _describe_shortcode(found: re.Match[str]) -> str:
    name = re.split(r"[\s\]/]", found[0].lstrip("[/"))[0]
    return _always(_BY_NAME.get(name, _OTHERWISE))(found)


def _shorten(text: str) -> str:
    line = text.strip().split("\n")[0]
    return line if len(line) <= 40 else f"{line[:39]}…"  # noqa: PLR2004  # so that it fits a terminal


def _begins(length: int) -> Callable[[re.Match[str], Passage], bool]:
    """Whether readers see its beginning, in the text or in an address."""
    return lambda found, text: text.holds(found[0][:length])


_KINDS = (
    _Kind(  # Liquid, Jinja, Nunjucks, and Hugo's {{% … %}}
        signs=("{%",),
        pattern=re.compile(r"\{?\{%-?(?!\s*(?:end|/))\s*(?P<name>[\w-]{0,40})[^%\n]{0,200}%\}\}?"),
        describe=_by_name("a command of another engine"),
        is_shown=_begins(2),
    ),
    _Kind(
        signs=("{{<",),
        pattern=re.compile(r"\{\{<(?!\s*/)\s*(?P<name>[\w-]{0,40})[^>\n]{0,200}>\}\}"),
        describe=_by_name("a command of Hugo"),
        is_shown=_begins(2),
    ),
    _Kind(
        signs=("{{",),
        pattern=re.compile(r"\{\{(?![<%{])(?P<name>)[^{}\n]{1,200}\}\}"),
        describe=_always("write out what it stands for"),
        is_shown=_begins(2),
    ),
    _Kind(  # shortcodes of WordPress and forums: with a value, a known name, or an end tag
        signs=("[",),
        pattern=re.compile(
            rf"""(?<![\\\w!\[])\[(?:
                  (?P<name>[a-z][a-z0-9_-]{{1,40}}) (?:[ ] {_ATTRIBUTE}){{1,20}} [ ]? /?
                | (?:gallery|embed|playlist|caption|wp_caption) \s? /?
                | (?P<pair>[a-z][a-z0-9_-]{{0,40}}) (?:=[^\[\]\n]{{0,200}})?
                  (?=\][^\[\]]{{0,2000}}\[/(?P=pair)\])
                )\](?![(:]|\[(?!/))  # what a link begins with""",
            re.VERBOSE,
        ),
        describe=_describe_shortcode,
        is_shown=lambda found, text: text.holds(re.split(r"[\s\]]", found[0])[0]),
    ),
    _Kind(
        signs=("![[",),
        pattern=re.compile(r"!\[\[(?P<name>)(?=\S)[^\[\]\n$]+\]\]"),
        describe=_always(_PICTURE),
        is_shown=_begins(3),
    ),
    _Kind(
        signs=("[[",),
        pattern=re.compile(
            r"(?<!!)\[\[(?:_?(?P<name>toc)_?|(?=[^\s\d-])[^\[\]\n$=,]+)\]\](?!\()", re.IGNORECASE
        ),
        describe=lambda found: _always(_BY_NAME["toc"] if found["name"] else _LINK)(found),
        is_shown=_begins(2),
    ),
    _Kind(
        signs=("[", "{:"),
        pattern=re.compile(r"^(?:\[(?P<name>toc)\]|\{:toc\})\s*$", re.IGNORECASE | re.MULTILINE),
        describe=_always(_BY_NAME["toc"]),
        is_shown=_begins(4),
    ),
    _Kind(  # a formula has signs that a price does not
        signs=("$", "\\"),
        pattern=re.compile(
            r"(?P<name>)\$\$(?=\s*\S)[^$]{1,2000}\$\$"
            r"|(?<![\w\\$])\$(?=[^\s$\d]|\d+\s*[\\^_=+])(?:[^\s$]|[^$\n]{0,200}[\\_^{=<>+][^$\n]{0,200}[^\s$])\$(?![\w$])"
            r"|\\\\?\((?=[^)\n]{0,200}[\\_^=])[^\n]{1,200}?\\\\?\)|\\begin\{[a-z*]+\}"
        ),
        describe=_always("the site shows no formulas: write it in plain characters (a₁, x²) or as a picture"),
        is_shown=lambda found, text: text.holds(
            found[0][0] if found[0][0] == "$" else found[0].strip("\\")[:2]
        ),
    ),
    _Kind(
        signs=("==",),
        pattern=re.compile(r"(?P<name>)(?<![=\w])==(?=[^\s=])[^=\n]{0,200}[^\s=]==(?![=\w])"),
        describe=_always("write <mark>…</mark>"),
        is_shown=_begins(2),
    ),
    _Kind(
        signs=("%%",),
        pattern=re.compile(r"(?P<name>)%%(?=\S)[^%\n]{1,500}%%"),
        describe=_always("write a comment as <!-- … -->"),
        is_shown=_begins(2),
    ),
    _Kind(
        signs=(":::", "!!!", "???"),
        pattern=re.compile(
            r"^(?P<name>)(?::::+[ ]*\{?\.?\w[^\n]*|(?:!!!|\?\?\?\+?)[ ]+\w[^\n]*)$", re.MULTILINE
        ),
        describe=_always(_ALERT),
        is_shown=_begins(3),
    ),
    _Kind(  # in Markdown
        signs=(".. ",),
        pattern=re.compile(r"^\.\. (?P<name>[\w-]+)::[^\n]*$", re.MULTILINE),
        describe=_by_name("a directive of reStructuredText"),
        is_shown=_begins(4),
    ),
    _Kind(
        signs=("import ",),
        pattern=re.compile(r"^(?P<name>)import [^\n]+ from [\"'][^\n]+$", re.MULTILINE),
        describe=_always("it is MDX; remove it"),
        is_shown=_begins(7),
    ),
)


def _check_foreign_markup(text: Passage) -> Iterator[Remark]:
    """Markup of other engines outside code, reported once per text for each name."""
    taken: set[int] = set()
    prose = text.prose.text
    for number, kind in enumerate(_KINDS):
        for found in kind.pattern.finditer(prose) if any(sign in prose for sign in kind.signs) else ():
            span = range(*found.span())
            if taken.isdisjoint(span) and kind.is_shown(found, text):
                taken.update(span)
                line = text.prose.count_line(found.start())
                name = "".join(filter(None, found.groups())).lower()
                problem, _, advice = kind.describe(found).partition("; ")
                own = advice if text.is_in("md") else _IN_OTHER_MARKUP
                yield Remark(line, Rule.FOREIGN_MARKUP, f"{problem}; {own}", group=f"{number} {name}")
