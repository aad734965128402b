"""PGP in the text of an e-mail (RFC 9580, 6.2 and 7): signed text, which can be read, or encrypted text."""

import re
from collections.abc import Iterable, Sequence

from pelican.plugins.comments.cuts import Line

_ENCRYPTED = re.compile(r"\s*-----BEGIN PGP MESSAGE-----\s*")
_SIGNED = re.compile(r"\s*-----BEGIN PGP SIGNED MESSAGE-----\s*")
_SIGNATURE = re.compile(r"\s*-----BEGIN PGP SIGNATURE-----\s*")
_END = re.compile(r"\s*-----END PGP SIGNATURE-----\s*")


def is_encrypted(lines: Iterable[Line]) -> bool:
    """Whether a text is encrypted, rather than just mentioning it."""
    first = next((line.text for line in lines if line.text.strip()), "")
    return bool(_ENCRYPTED.fullmatch(first))


def cut_armor(lines: Sequence[Line]) -> list[Line]:
    """The lines of a text, with those that belong to a signature cut and escaped dashes restored."""
    read: list[Line] = []
    within = "text"
    for line in lines:
        if _SIGNED.fullmatch(line.text):
            within = "header"
        elif _SIGNATURE.fullmatch(line.text) and within == "signed":
            within = "signature"
        text = (
            line.text.removeprefix("- ") if within == "signed" and line.text.startswith("- -") else line.text
        )
        read.append(Line(text, is_cut=line.is_cut or within in {"header", "signature"}))
        if within == "header" and not line.text.strip():
            within = "signed"
        elif _END.fullmatch(line.text):
            within = "text"
    return read
