"""What the notes on comments say."""

from pelican.plugins.comments.importing.notes import Note
from pelican.plugins.comments.markup import MAX_NAME, MAX_SOURCE

_DETAILS = {
    "comment-spam": ("marked as spam, not carried over", ""),
    "comment-trash": ("in the trash, not carried over", ""),
    "comment-other-type": ("not a reader's comment, not carried over", ""),
    "comment-skipped-ping": (
        "a pingback or trackback, not carried over",
        "use --pingbacks keep if you want them",
    ),
    "comment-empty": ("waited for a decision, but has no text, not carried over", ""),
    "comment-lost": ("has no text; its place in the thread is kept", ""),
    "comment-anonymous": ("has no name; it is shown as anonymous", ""),
    "comment-undated": ("has no date; it is shown before all others", "add a line `date:` if you know it"),
    "comment-name-address": ("an address in its name was left out", ""),
    "comment-name-cut": (f"its name was cut after {MAX_NAME} characters", ""),
    "comment-website": ("its website is not an http(s) address, and was left out", ""),
    "comment-website-address": ("its website holds an e-mail address, and was left out", ""),
    "comment-website-waiting": ("its website was left out, as comments that wait have none", ""),
    "comment-parent-missing": ("answered a comment that is not in the export; it begins a thread", ""),
    "comment-parent-dropped": (
        "answered a comment that is not published; it answers the nearest one above that is",
        "",
    ),
    "comment-circle": ("answered a comment that answers it; it begins a thread", ""),
    "comment-html": ("kept as HTML, since Markdown cannot say the same", ""),
    "comment-simplified": ("some of its markup was left out, as comments that wait are in Markdown", ""),
    "comment-long": (
        f"longer than {MAX_SOURCE} characters; only the moderator sees the end",
        "shorten it before you publish it",
    ),
    "comment-cut": ("longer than any comment may be; its end was cut", "copy the rest by hand"),
    "comment-address": (
        "shows an e-mail address in its text, as it did before",
        "remove it if its owner asks for that",
    ),
    "comment-address-masked": ("an e-mail address in its text was masked, as it is not public yet", ""),
}
"""What each code means, and what to do."""


def describe(kind: str, item: str, *, count: int = 1, detail: str = "") -> Note:
    """The note of this kind on an item, or on a comment as `slug/id`; `detail` says more."""
    what, remedy = _DETAILS[kind]
    return Note(
        kind=kind, item=item, detail=f"{what} ({detail})" if detail else what, remedy=remedy, count=count
    )
