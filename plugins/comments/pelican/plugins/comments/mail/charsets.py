"""Decodes an e-mail's text by the charset that it names, or by the one that it is really in."""

_NO_CHARSETS = {"idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined"}
"""Codecs in Python that are not charsets, and are slow or raise a warning."""

_READ_AS = {
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "iso-8859-9": "windows-1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}
"""The superset that programs mean (https://encoding.spec.whatwg.org/#names-and-labels)."""
_ONE_BYTE = ("windows-", "iso-8859-", "koi8-", "cp125", "macintosh")


def decode_text(data: bytes, charset: str) -> str:
    """The decoded text; if the charset is unknown or wrong, by the likeliest other one.

    Well-formed UTF-8 is read as such even if a single-byte charset is named: nobody writes `Ã©` or `РџСЂ` on
    purpose.
    """
    named = _READ_AS.get(charset, charset)
    first = ("utf-8", named) if named.startswith(_ONE_BYTE) else (named, "utf-8")
    for name in (*first, "windows-1252"):
        try:
            if name.replace("-", "_") not in _NO_CHARSETS:
                return data.decode(name).removeprefix("\ufeff")
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1")
