r"""Punctuation signs that do not punctuate: addresses, paths, emoticons, entities."""

import re

from .signs import SPACE

# Characters of an address: "https://example.org" ends before its closing quote.
_ADDRESS = r'[^\s<>"«»]'

_URL = rf"(?<![\w+.-])[A-Za-z][\w+.-]{{0,15}}://{_ADDRESS}*+"
_URL_WITHOUT_SLASHES = rf"(?<!\w)(?:www\.|mailto:|tel:){_ADDRESS}++"
_EMAIL = r"(?<![\w.+'-])[\w.+'-]++@[\w.-]++"
_WINDOWS_PATH = rf"(?:(?<!\w)[A-Za-z]:|(?<!\\)\\)\\{_ADDRESS}*+"
_PATH = rf"(?<![^\s('\u2019\"«“])(?:~|\.{{1,2}})?/{_ADDRESS}++"
_ENTITY = r"&\#?\w++;"

# The space before an emoticon is part of it: it is not the space before a mark.
_FACE = r"[:;]['\u2019]?[-^o]?[()\[\]DPpSsOoXx3|/\\*$@]++(?!\w)"
_SHORTCODE = r"(?<!\w):[A-Za-z][\w+-]*+:"
EMOTICON = rf"(?:(?<!{SPACE}){SPACE}++)?(?:{_FACE}|{_SHORTCODE})"

# For re.VERBOSE.
VERBATIM = rf"""
    {_URL} | {_URL_WITHOUT_SLASHES} | {_EMAIL} | {_WINDOWS_PATH} | {_PATH} | {_ENTITY} | {EMOTICON}
"""
MAY_BE_VERBATIM = re.compile(r"[/@&\\.:] (?: (?<=[/@&\\]) | (?<=www\.|tel:) | (?<=mailto:) )", re.VERBOSE)
"""Finds something in every text that has more than emoticons to leave alone."""
