"""The characters that the rules read and write."""

NO_BREAK_SPACE = "\u00a0"
NARROW_NO_BREAK_SPACE = "\u202f"
APOSTROPHE = "\u2019"
ELLIPSIS = "\u2026"

# Stand-ins for what is not text: no rule crosses a break, and an object counts as a word.
BREAK = "\u2029"
OBJECT = "\ufffc"

# One space, as a regular expression; without U+2029, which \s also matches.
SPACE = r"[\ \t\n\r\f\u00a0\u2009\u202f]"
