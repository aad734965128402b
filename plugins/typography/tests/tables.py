"""Tables of cases: `before ⇒ after ‖ …`, or only what stays as it is."""

_SIGNS = str.maketrans({"⍽": "\u00a0", "▯": "\u202f", "⏎": "\n"})


def read_table(table: str) -> dict[str, str]:
    """Each case's text before and after; ⍽ is a no-break space, ▯ a narrow one, and ⏎ a new line."""
    cases = [case.strip() for line in table.splitlines() for case in line.split("‖")]
    pairs = [case.translate(_SIGNS).partition(" ⇒ ") for case in cases if case]
    return {before: after or before for before, _, after in pairs}
