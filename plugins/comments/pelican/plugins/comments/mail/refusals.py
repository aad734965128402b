"""Why a file is not read as a message with a comment, in words for the blog's owner."""

from enum import StrEnum

_AS_EML = "save the message as .eml, as Thunderbird and most web mails do, or ask for plain text."
_PLAIN = "ask the writer to send it as plain text."


class Refusal(StrEnum):
    """What a file is, and what to do about it. The gate has reasons of its own."""

    NO_ANSWER = (
        "not a reply to the blog; expected a message (.eml) with [article] or [article/comment] as subject."
    )
    MAILBOX = "a mailbox with several messages; save them one by one (.eml)."

    BOUNCE = "a bounce, not a comment: a mail server could not deliver something. Nothing to do."
    AUTOMATIC = "an automatic reply, not a comment: somebody may be away. Nothing to do."
    RECEIPT = "a receipt, not a comment: a message was read or delivered. Nothing to do."

    CALENDAR = "an invitation or a reply to one, not a comment. Nothing to do."

    OUTLOOK = f"a message in Outlook's own format (.msg), which only Outlook can read; {_AS_EML}"
    OUTLOOK_DATA = f"an Outlook data file (.pst) with a whole mailbox; {_AS_EML}"
    PDF = f"a PDF, not a message; {_AS_EML}"
    ARCHIVE = f"an archive or a document (zip), not a message; {_AS_EML}"
    RICH_TEXT = f"an RTF document, not a message; {_AS_EML}"
    WEB_PAGE = f"a web page, not a message; {_AS_EML}"
    PICTURE = f"a picture, not a message; {_AS_EML}"

    WINMAIL = f"its text is only in Outlook's own format (winmail.dat); {_PLAIN}"
    PGP = f"encrypted (PGP), so its text cannot be read here; {_PLAIN}"
    SMIME = f"encrypted or signed as a whole (S/MIME, smime.p7m), so its text cannot be read here; {_PLAIN}"
    PROTECTED = f"protected by Microsoft (message.rpmsg), so its text cannot be read here; {_PLAIN}"
