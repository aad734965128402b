"""E-mails for the tests, as mail programs send them, and what is read in them."""

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from pelican.plugins.comments.intake import Origin
from pelican.plugins.comments.mail.messages import Letter, read_message
from pelican.plugins.comments.mail.reception import Received, receive_messages
from pelican.plugins.comments.site import Site

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
SECRETS = tuple(f"{name}@example.org" for name in ("jeanne", "blog", "reponse", "copie", "cite"))
"""Addresses that the messages of these tests hold."""
GMAIL = "Le lun. 3 nov. 2025 à 10:12, Paul <cite@example.org> a écrit :"
QUOTED = "> Bonjour\n>\n> -- \n> Paul <cite@example.org>"
FLOWED = "Content-Type: text/plain; charset=utf-8; format=flowed"


def make_message(
    text: str = "Merci !",
    *,
    html: str = "",
    sender: str = "Jeanne <jeanne@example.org>",
    subject: str = "Un article [article/1]",
    message_id: str = "<abc.123@example.org>",
) -> EmailMessage:
    """A message as mail programs send it, in plain text and perhaps in HTML too."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "Un blog <blog@example.org>"
    message["Cc"] = "copie@example.org"
    message["Reply-To"] = "reponse@example.org"
    message["Subject"] = subject
    message["Date"] = "Mon, 03 Nov 2025 10:12:13 +0100"
    message["Message-ID"] = message_id
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def make_raw(body: bytes | str, *lines: str, subject: str = "[article/1]", sender: str = "Jeanne") -> bytes:
    head = [f"From: {sender} <jeanne@example.org>", f"Subject: {subject}", *lines]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + (body if isinstance(body, bytes) else body.encode())


def make_html(html: str) -> bytes:
    return make_raw(html, "Content-Type: text/html; charset=utf-8")


def read_letter(message: EmailMessage | bytes) -> Letter:
    found = read_message(message if isinstance(message, bytes) else message.as_bytes(), now=NOW)
    assert isinstance(found, Letter), found
    return found


def read_origin(message: EmailMessage | bytes) -> Origin:
    return read_letter(message).origin


def read_text(message: EmailMessage | bytes) -> str:
    return read_letter(message).submission.message.strip()


def read_parts(message: EmailMessage | bytes) -> tuple[str, str]:
    """The name and the text of a message."""
    submission = read_letter(message).submission
    return submission.name, submission.message.strip()


def list_cut(message: EmailMessage | bytes) -> list[str]:
    """The lines that a moderator is shown as cut."""
    return [line.text for line in read_letter(message).lines if line.is_cut]


def receive(blog: Site, folder: Path, data: EmailMessage | bytes) -> Received:
    file = folder / "message.eml"
    file.write_bytes(data if isinstance(data, bytes) else data.as_bytes())
    (receipt,) = receive_messages([file], blog)
    return receipt
