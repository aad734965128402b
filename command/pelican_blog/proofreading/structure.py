"""What is wrong with a text by itself: pictures without words, headings, footnotes, bare addresses."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from bs4 import Tag
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from pelican.plugins.video.hosts import parse_url

from .foreign import check_foreign_markup
from .policy import check_policy, list_peertube_hosts
from .reading import AS_WRITTEN, WRITTEN_IN_MARKDOWN
from .rules import Remark, Rule
from .texts import Text, blank

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


def check_structure(text: Text) -> Iterator[Remark]:
    """What is wrong with a text that nothing outside of it is needed to see."""
    page = text.rendering.page
    if not page.find() and not page.get_text(strip=True):
        if text.header.entries and not text.is_draft and not any(map(text.find_entry, _IN_PLACE_OF_TEXT)):
            message = "there is no text below the header; write it, or add `Status: draft`"
            yield Remark(text.prose.first_line, Rule.TEXT_EMPTY, message)
        return
    yield from check_passage(text)
    yield from _check_headings(text)
    yield from _check_ids(text)
    yield from _check_marks(text)
    yield from _check_notes(text)
    yield from _check_fences(text)


def check_passage(text: Text) -> Iterator[Remark]:
    """What is wrong with a text, or with a value of its header that is Markdown too."""
    yield from check_pictures(text)
    yield from _check_references(text)
    yield from _check_addresses(text)
    yield from check_policy(text)
    yield from check_foreign_markup(text)


def check_pictures(text: Text) -> Iterator[Remark]:
    """The pictures that say nothing to those who cannot see them."""
    wordless = [
        picture
        for picture in text.rendering.page.find_all("img")
        if picture.get("alt") is None
        or (picture.has_attr(WRITTEN_IN_MARKDOWN) and not str(picture["alt"]).strip())
    ]
    for place, picture in enumerate(wordless):
        address = str(picture.get("src", ""))
        name = re.sub(r"^\{\w+\}/?", "", address)
        message = f"image {name} has no alt text for those who cannot see it; {_advise_words(picture, text)}"
        yield Remark(text.prose.find_line(_WORDLESS, place), Rule.IMAGE_ALT, message)


def _advise_words(picture: Tag, text: Text) -> str:
    if picture.has_attr(WRITTEN_IN_MARKDOWN):
        return f"describe it between the brackets: ![…]({picture.get('src', '')})"
    if text.is_in("rst"):
        return "describe it below the directive: `:alt: …`"
    return 'describe it in its tag: alt="…", or alt="" if it says nothing'


def _check_headings(text: Text) -> Iterator[Remark]:
    """The headings that are wrong, which are said once a text: the same habit is behind all of them."""
    for line, message in _find_wrong_headings(text):
        yield Remark(line, Rule.HEADINGS, message, group="headings")


def _find_wrong_headings(text: Text) -> Iterator[tuple[int, str]]:
    above, seen = 1, Counter[int]()
    for heading in text.rendering.page.find_all(re.compile("^h[1-6]$")):
        level = int(heading.name[1])
        line = text.prose.find_line(_HEADINGS[level], seen[level])
        seen[level] += 1
        if level == 1:
            yield line, _describe_title(text, line)
        elif level > above + 1:
            better = "#" * (above + 1)
            yield (
                line,
                f"a heading of level {level} below one of level {above} skips one; write {better} there",
            )
        above = level


def _describe_title(text: Text, line: int) -> str:
    word = re.match(r"#([^#\s]\S*)", text.source.text.split("\n")[line - 1])
    if word:
        return f"#{word[1]} at the beginning of a line makes it a heading; write \\#{word[1]}"
    return "# is reserved for the title of the page; start with ##"


def _check_ids(text: Text) -> Iterator[Remark]:
    """The ids that a text has more than once."""
    counts = Counter(str(part["id"]) for part in text.rendering.page.find_all(id=True))
    for name in (name for name, count in counts.items() if count > 1):
        place = re.compile(rf"\bid\s*=\s*[\"']?{re.escape(name)}\b|\{{[^}}\n]*#{re.escape(name)}\b")
        message = (
            f"the id {name} is there {counts[name]} times, and links lead to the first; give each its own"
        )
        yield Remark(text.prose.find_line(place, 1), Rule.ID_REPEATED, message)


def _check_marks(text: Text) -> Iterator[Remark]:
    """The signs of Markdown that nothing was made of, though no backslash asks for that."""
    for string in text.rendering.page.find_all(string=_MARK) if text.is_in("md") else ():
        for words in string.split("\n") if not string.find_parent(AS_WRITTEN) else ():
            found = _MARK.search(words)
            if found and (
                lines := [*text.prose.list_lines(re.compile(rf"(?<!\\){re.escape(words.strip())}"))]
            ):
                message = f"{found[0]} marks nothing here, and readers would see it; close it, or write \\"
                yield Remark(lines[0], Rule.MARKUP_UNRENDERED, message + found[0])


def _check_references(text: Text) -> Iterator[Remark]:
    """References that nothing explains: they stay in the text with their brackets."""
    for found in _REFERENCE.finditer(text.prose.text):
        name = " ".join((found["name"] or found["text"]).split())
        if name.lower() not in text.rendering.references and text.shows(f"][{found['name']}]"):
            message = f"nothing says where [{name}] leads; add a line `[{name}]: ` and the address"
            yield Remark(text.prose.count_line(found.start()), Rule.REFERENCE_UNDEFINED, message)


def _check_notes(text: Text) -> Iterator[Remark]:
    rendering = text.rendering
    for found in _CALL.finditer(text.prose.text):
        label = found["label"]
        if label not in rendering.notes and text.shows(found[0]):
            message = (
                f"the footnote {label} has no text; add a line `[^{label}]: ` with it (no space before :)"
            )
            yield Remark(text.prose.count_line(found.start()), Rule.FOOTNOTE, message)
    for label in sorted(rendering.notes - rendering.called):
        pattern = re.compile(rf"^ *\[\^{re.escape(label)}\]:", re.MULTILINE)
        message = f"no text refers to the footnote {label}; write [^{label}] where it belongs"
        yield Remark(text.prose.find_line(pattern), Rule.FOOTNOTE, message)


def _check_fences(text: Text) -> Iterator[Remark]:
    """Lines that are to begin or end a block of code, and are no more than text to Python-Markdown."""
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
            f"this does not begin a block of code, as the build cannot read {found['rest']!r} behind the "
            f"{found['signs'][:3]}; write the name of the language alone"
        )
    else:
        message = f"this block of code is never closed; write a line {found['signs']} below it"
    yield Remark(number, Rule.CODE_BLOCK, message)


def _check_addresses(text: Text) -> Iterator[Remark]:
    """Addresses alone on their lines: those of videos are none any more where the text is rendered."""
    peertube = list_peertube_hosts(text)
    seen: Counter[str] = Counter()
    for paragraph in text.rendering.page.find_all("p"):
        for string in paragraph.find_all(string=True, recursive=False):
            for address in filter(_ADDRESS.fullmatch, map(str.strip, string.split("\n"))):
                pattern = re.compile(rf"^[ \t]*{re.escape(address)}[ \t]*$", re.MULTILINE)
                if pattern.search(text.prose.text):
                    line = text.prose.find_line(pattern, seen[address])
                    yield Remark(line, Rule.ADDRESS_BARE, _describe_bare(address, peertube))
                    seen[address] += 1


def _describe_bare(address: str, peertube: Collection[str]) -> str:
    if parse_url(address, peertube):
        return f"{address} is shown as a video only between empty lines; put one above and one below"
    return (
        f"{address} is not a video of a host that this site knows, and would stay plain text; "
        f"to make it a link, write <{address}>"
    )
