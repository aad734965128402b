"""Paragraphs as WordPress adds them when it shows a text: they are not in what it stores."""

import re
from collections.abc import Iterable, Iterator

from pelican.plugins.comments.importing.elements import BLOCKS
from pelican_toolkit.html import VOID, Kind, Token, read_tokens

_BLOCKS = (BLOCKS - {"body", "html"}) | {"map", "math", "style"}
_VERBATIM = {
    "pre",
    "script",
    "style",
    "svg",
    "math",
    "textarea",
    "select",
    "object",
    "video",
    "audio",
    "iframe",
}
"""Elements in which a newline is no break."""
_STRICT = {"table", "thead", "tbody", "tfoot", "tr", "colgroup", "ul", "ol", "dl", "menu", "dir", "hgroup"}
"""Elements whose own text is nothing but blanks between their parts."""
_ALWAYS = {"#root", "blockquote"}
"""Where even a single line is a paragraph; elsewhere, only lines with an empty one between them are."""
_DEEPEST = 200
_EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")
_EDGES = re.compile(r"^(?:\s|<br>)+|(?:\s|<br>)+$")
_MORE = re.compile(r"<!--\s*(?:more|nextpage)\b.*?-->", re.DOTALL)


class _Paragraphs:
    """Writes tokens again, with the paragraphs between blocks marked."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self._open = ["#root"]
        self._run: list[Token] = []
        self._verbatim = ""
        self._depth = 0

    def add(self, token: Token) -> None:
        if self._verbatim:
            self._add_verbatim(token)
        elif token.kind is Kind.COMMENT and _MORE.fullmatch(token.source):
            self._flush()
            self.written.append(f"\n{token.source}\n")
        elif token.name in _VERBATIM and token.kind is Kind.START:
            self._begin_verbatim(token)
        elif token.name in _BLOCKS:
            self._add_block(token)
        else:
            self._run.append(token)

    def close(self) -> str:
        self._flush()
        return "".join(self.written).strip()

    def _begin_verbatim(self, token: Token) -> None:
        if token.name in _BLOCKS:
            self._flush()
        self._verbatim, self._depth = token.name, 1
        self._run.append(token)

    def _add_verbatim(self, token: Token) -> None:
        self._run.append(token)
        if token.name == self._verbatim:
            self._depth += (token.kind is Kind.START) - (token.kind is Kind.END)
        if self._depth == 0:
            is_block, self._verbatim = self._verbatim in _BLOCKS, ""
            if is_block:
                self._write_run()

    def _write_run(self) -> None:
        self.written += [*(token.source for token in self._run), "\n"]
        self._run = []

    def _add_block(self, token: Token) -> None:
        self._flush()
        self.written.append(token.source)
        if token.kind is Kind.START and token.name not in VOID and len(self._open) < _DEEPEST:
            self._open.append(token.name)
        elif token.kind is Kind.END and token.name in self._open:
            while self._open.pop() != token.name:
                pass
        if self._open[-1] not in _STRICT and (token.kind is Kind.END or token.name == "hr"):
            self.written.append("\n")

    def _flush(self) -> None:
        run, self._run = self._run, []
        verbatim, self._verbatim = self._verbatim, ""
        place = self._open[-1]
        if verbatim or place in _STRICT:
            self.written += [token.source for token in run]
            return
        paragraphs = [*_split_paragraphs(run)]
        if place == "p":
            self.written.append("</p>\n<p>".join(paragraphs))
        elif place in _ALWAYS or len(paragraphs) > 1:
            self.written += map(_wrap, paragraphs)
        else:
            self.written += paragraphs


def add_paragraphs(text: str) -> str:
    """The HTML of a text in which an empty line ends a paragraph and a newline is a break.

    WordPress does the same at each view, unless the text was written in blocks.
    """
    if not text.strip():
        return ""
    builder = _Paragraphs()
    for token in read_tokens(text.replace("\r\n", "\n").replace("\r", "\n")):
        builder.add(token)
    return builder.close()


def _wrap(paragraph: str) -> str:
    """The paragraph marked, unless it only begins or ends phrases of others."""
    is_shown = any(map(_is_shown, read_tokens(paragraph)))
    return f"<p>{paragraph}</p>\n" if is_shown else paragraph


def _is_shown(token: Token) -> bool:
    if token.kind is Kind.TEXT:
        return bool(token.source.strip())
    return token.kind is Kind.RAW or token.name in {"img", "input", "embed", *_VERBATIM}


def _split_paragraphs(run: Iterable[Token]) -> Iterator[str]:
    """The paragraphs of a run of words, with their breaks; a phrase may go on from one to the next."""
    pieces: list[str] = []
    for source, is_text in _join_texts(run):
        first, *others = _EMPTY_LINE.split(source) if is_text else [source]
        pieces.append(_mark_breaks(first) if is_text else first)
        for other in others:
            yield _trim("".join(pieces))
            pieces = [_mark_breaks(other)]
    yield _trim("".join(pieces))


def _join_texts(run: Iterable[Token]) -> Iterator[tuple[str, bool]]:
    """Texts, with each `<br>` in them as a newline, and all else between them."""
    text, is_ended, verbatim = "", False, 0
    for token in run:
        if token.name in _VERBATIM:
            verbatim += (token.kind is Kind.START) - (token.kind is Kind.END)
        if token.name == "br" and verbatim <= 0:
            text, is_ended = f"{text}\n", True
        elif token.kind is Kind.TEXT and verbatim <= 0:
            text += re.sub(r"^[ \t]*\n", "", token.source) if is_ended else token.source
            is_ended = is_ended and not token.source.strip()
        else:
            yield from [(text, True)] if text else []
            yield token.source, False
            text, is_ended = "", False
    yield from [(text, True)] if text else []


def _mark_breaks(text: str) -> str:
    return re.sub(r"[ \t]*\n", "<br>\n", text)


def _trim(paragraph: str) -> str:
    return _EDGES.sub("", paragraph)
