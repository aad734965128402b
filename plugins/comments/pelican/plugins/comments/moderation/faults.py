"""Why a waiting comment cannot be published, in words for the moderator."""

from pelican.plugins.comments.intake import Reason
from pelican.plugins.comments.markup import MAX_NAME, MAX_SOURCE

_FAULTS = {
    Reason.UNKNOWN_POST: "no article has this slug; rename its folder to the article's slug, or refuse it.",
    Reason.UNKNOWN_PARENT: "the comment it replies to does not exist; fix the line `replyto`, or remove it.",
    Reason.NO_NAME: "it has no name; add one in the line `author`.",
    Reason.LONG_NAME: f"its name is longer than {MAX_NAME} characters; shorten the line `author`.",
    Reason.NO_MESSAGE: "it has no text; add some, or refuse it.",
    Reason.LONG_MESSAGE: f"its text is longer than {MAX_SOURCE} characters; shorten it.",
    Reason.ADDRESS: "it contains an e-mail address, which would be public; edit it, or refuse it.",
    Reason.IP_ADDRESS: "its name contains an IP address, which would be public; fix the line `author`.",
    Reason.REMOVED: "it was published once and then removed; refuse it, or delete what is left of its file.",
}
"""For every reason that the gate can give the owner, for whom no thread is closed."""


def describe_fault(reason: Reason) -> str:
    """The problem and the remedy, without the name of the comment."""
    return _FAULTS[reason]
