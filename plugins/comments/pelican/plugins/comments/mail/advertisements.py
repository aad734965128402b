"""What mail programs and antivirus programs write below a text: `Sent from my iPhone`."""

import re
import unicodedata

from .words import ADVERTISEMENT_LEADS, BRANDS, DEVICES, DOWNLOAD_LEADS, FILLERS, OWN

_MAX_LINE = 200

_VOCABULARY = ADVERTISEMENT_LEADS | DOWNLOAD_LEADS | BRANDS | DEVICES | OWN | FILLERS

_LINK = re.compile(r"\[(?P<words>[^\[\]]*)\]\([^()\s]*\)|<?https?://[^\s<>]+>?")
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_ELSEWHERE = re.compile(
    r"\W*(?:\w[\w ]*から送信(?:されました)?|(?:发自|發自|从|從)\s?我的.{1,24}|.{1,24}에서 (?:보냄|보냈습니다)"
    r"|ส่งจาก.{1,24}|(?:أُرسلت|أرسلت|تم الإرسال) من.{1,24}|נשלח מ.{1,24}|.{1,24}gönderildi)\W*",
)
"""Languages that do not put blanks between words, or that inflect them."""
_PRODUCT = re.compile(
    r"iphone|ipad|android|galaxy|samsung|xiaomi|outlook|手机|手機|平板|小米|华为|荣耀|スマ|휴대",
    re.IGNORECASE,
)
_ANTIVIRUS = re.compile(r"vir(?:us|en)", re.IGNORECASE)


def is_advertisement(line: str) -> bool:
    """Whether a line is only an advertisement: every word of it must be one they use.

    `Sent from my iPhone` is one; `Sent from Brest, where it rains` is the writer's own.
    """
    if not line.strip() or len(line) > _MAX_LINE:
        return False
    plain = unicodedata.normalize("NFC", _LINK.sub(lambda link: f" {link['words'] or ''} ", line))
    if _ELSEWHERE.fullmatch(plain.strip()) and _PRODUCT.search(plain):
        return True
    words = [word.replace("’", "'").casefold() for word in _WORD.findall(plain)]
    if _ANTIVIRUS.search(plain) and "avast" in plain.casefold():
        return True
    parts = [part for word in words for part in _split_elision(word)]
    if not parts or not all(part in _VOCABULARY or _is_model(part) for part in parts):
        return False
    brands = BRANDS.intersection(parts)
    if parts[0] in DOWNLOAD_LEADS:
        return len(brands) > 1
    is_own_device = OWN.intersection(parts) and DEVICES.intersection(parts)
    return bool(ADVERTISEMENT_LEADS.intersection((parts[0], parts[-1])) and (brands or is_own_device))


def _split_elision(word: str) -> list[str]:
    """A word without the article or preposition before its apostrophe: `l'application`."""
    elided, apostrophe, rest = word.partition("'")
    return [rest] if apostrophe and len(elided) == 1 and rest else [word]


def _is_model(word: str) -> bool:
    return any(map(str.isdigit, word))
