"""What keeps a comment that waits from being published, in words for the writer who decides on it."""

from pelican.plugins.comments.intake import Reason
from pelican.plugins.comments.markup import MAX_NAME, MAX_SOURCE

_FAULTS = {
    Reason.UNKNOWN_POST: "there is no such article; rename its folder to the article's slug, or refuse it.",
    Reason.UNKNOWN_PARENT: "the comment it answers is not there; correct the line replyto, or remove it.",
    Reason.NO_NAME: "it has no name; write one in the line author.",
    Reason.LONG_NAME: f"its name is longer than {MAX_NAME} characters; shorten the line author.",
    Reason.NO_MESSAGE: "it has no text; write some, or refuse it.",
    Reason.LONG_MESSAGE: f"its text is longer than {MAX_SOURCE} characters; shorten it.",
    Reason.ADDRESS: "there is an e-mail address in it, which would be public; edit it, or refuse it.",
    Reason.IP_ADDRESS: "there is an IP address in its name, which would be public; correct the line author.",
    Reason.REMOVED: "it was published once and then removed; refuse it, or delete what is left of it there.",
}
"""By what the gate answers to the owner of the blog, for whom no thread is closed."""


def describe_fault(reason: Reason) -> str:
    """The problem and what to do, to be put behind the name of a comment."""
    return _FAULTS[reason]
