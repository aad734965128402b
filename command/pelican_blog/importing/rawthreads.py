"""The threads of a second reading: which comment each one has to answer, found apart from the first."""

from collections.abc import Collection, Mapping


def find_parent(own: str, parents: Mapping[str, str], carried: Collection[str]) -> str | None:
    """The nearest carried comment above one; None at the top, and in a circle."""
    seen = {own}
    above = parents.get(own, "")
    while above and above not in seen:
        if above in carried:
            return above
        seen.add(above)
        above = parents.get(above, "")
    return None


def is_in_circle(own: str, parents: Mapping[str, str]) -> bool:
    """Whether a comment answers itself in the end; such a circle has to be cut somewhere."""
    seen: set[str] = set()
    above = parents.get(own, "")
    while above and above not in seen:
        if above == own:
            return True
        seen.add(above)
        above = parents.get(above, "")
    return False
