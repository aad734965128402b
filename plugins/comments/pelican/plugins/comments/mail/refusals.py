"""Why a file is not taken for a message with a comment, in words for the owner of the blog."""

from enum import StrEnum

_AS_EML = "save the message as .eml, as Thunderbird and most web mails do, or ask for plain text."
_PLAIN = "ask its writer to send it as plain text."


class Refusal(StrEnum):
    """What a file is, and what to do; the gate's own reasons are another thing."""

    NO_ANSWER = (
        "is not an answer; name a message (.eml) that has [article] or [article/comment] in its subject."
    )
    MAILBOX = "is a mailbox with several messages; save them one by one (.eml)."

    BOUNCE = "is a bounce, not a comment: a mail server could not deliver something. Nothing to do."
    AUTOMATIC = "is an automatic answer, not a comment: somebody may be away. Nothing to do."
    RECEIPT = "is a receipt, not a comment: a message was read or delivered. Nothing to do."

    CALENDAR = "is an invitation or an answer to one, not a comment. Nothing to do."

    OUTLOOK = f"is a message in Outlook's own format (.msg), which only Outlook reads; {_AS_EML}"
    OUTLOOK_DATA = f"is a data file of Outlook (.pst), with a whole mailbox; {_AS_EML}"
    PDF = f"is a PDF, not a message; {_AS_EML}"
    ARCHIVE = f"is an archive or a document (zip), not a message; {_AS_EML}"
    RICH_TEXT = f"is a document in RTF, not a message; {_AS_EML}"
    WEB_PAGE = f"is a web page, not a message; {_AS_EML}"
    PICTURE = f"is a picture, not a message; {_AS_EML}"

    WINMAIL = f"has its text in Outlook's own format only (winmail.dat); {_PLAIN}"
    PGP = f"is encrypted (PGP), so its text cannot be read here; {_PLAIN}"
    SMIME = f"is encrypted or sealed (S/MIME, smime.p7m), so its text cannot be read here; {_PLAIN}"
    PROTECTED = f"is protected by Microsoft (message.rpmsg), so its text cannot be read here; {_PLAIN}"
