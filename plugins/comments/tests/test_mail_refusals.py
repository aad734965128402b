"""Files without a comment, or with one that cannot be read: each is named for what it is."""

from email.message import MIMEPart
from pathlib import Path

import pytest
from pelican.plugins.comments.mail.messages import Letter, read_message
from pelican.plugins.comments.mail.refusals import Refusal
from pelican.plugins.comments.mail.words import AUTOMATIC_SUBJECTS, UNDELIVERED_SUBJECTS
from pelican.plugins.comments.site import Site

from .mails import NOW, make_message, make_raw, read_origin, read_text, receive

TITLES = {"article": "Un article", "absence": "Out of office: how we rest"}
AUTOMATIC, BOUNCE, RECEIPT = Refusal.AUTOMATIC, Refusal.BOUNCE, Refusal.RECEIPT


def find_refusal(data: bytes) -> Refusal | None:
    found = read_message(data, now=NOW, find_title=TITLES.get)
    assert isinstance(found, Letter | Refusal), found
    return found if isinstance(found, Refusal) else None


@pytest.mark.parametrize(("refusal", "lines"), [
    (AUTOMATIC, "Auto-Submitted: AUTO-NOTIFIED; owner-email=x|X-Autoreply: yes|Precedence: bulk"),
    (AUTOMATIC, "Return-Path: < >|Content-Type: multipart/report; boundary=b|X-Vacation: 1"),
    (BOUNCE, "Content-Type: multipart/report; report-type=delivery-status; boundary=b|X-Failed-Recipients:"),
    (RECEIPT, 'Content-Type: MULTIPART/REPORT; boundary=b; report-type="Disposition-Notification"'),
    (None, "Auto-Submitted: no|X-Autoreply: no|Return-Path: <jeanne@example.org>|Precedence: list"),
    (None, "Precedence: bulk\r\nList-Id: <liste.example.org>|X-Auto-Response-Suppress: All"),
])  # fmt: skip
def test_headers_tell_what_programs_wrote(refusal: Refusal | None, lines: str) -> None:
    for line in lines.split("|"):
        assert find_refusal(make_raw("Merci !", line)) is refusal, line


@pytest.mark.parametrize(("refusal", "subjects"), [
    (AUTOMATIC, [f"{words}: Un article [article/1]" for words in sorted(AUTOMATIC_SUBJECTS)]),
    (AUTOMATIC, ["Réponse automatique\u00a0: x", "自动回复:x", "[EXT] Out of Office: x", "Out of office - x"]),
    (AUTOMATIC, ["***SPAM*** Abwesenheit: Re: x", "Out of office Re: x", "[Automatic reply] x"]),
    (None, ["[auto] Un article [article/1]", "Assenza di vento: Un article [article/1]"]),
    (None, ["Re: Out of office: how we rest [absence]", "Autonomie : x [article/1]"]),
])  # fmt: skip
def test_subject_tells_an_automatic_reply(refusal: Refusal | None, subjects: list[str]) -> None:
    for subject in subjects:
        assert find_refusal(make_raw("Merci !", subject=subject)) is refusal, subject


@pytest.mark.parametrize(("refusal", "head"), [
    (BOUNCE, "From: Mail Delivery System <Mailer-Daemon@example.org>\r\nSubject: [article/1]"),
    (BOUNCE, "From: x\r\nReturn-Path: <>\r\nSubject: Undelivered Mail Returned to Sender"),
    *((BOUNCE, f"From: x <postmaster@example.org>\r\nSubject: {words}: x [article/1]")
      for words in sorted(UNDELIVERED_SUBJECTS)),
    (None, "From: x <postmaster@example.org>\r\nSubject: x [article/1]"),
    (None, "From: Postmaster <x@example.org>\r\nSubject: Undeliverable: [article/1]"),
])  # fmt: skip
def test_bounce_is_recognised(refusal: Refusal | None, head: str) -> None:
    assert find_refusal(f"{head}\r\n\r\nMerci !".encode()) is refusal


@pytest.mark.parametrize(("method", "refusal"), [("counter", Refusal.CALENDAR), ("PUBLISH", None)])
def test_answer_of_a_calendar_is_recognised(method: str, refusal: Refusal | None) -> None:
    message = make_message("Plutôt lundi ?")
    message.add_alternative("BEGIN:VCALENDAR", subtype="calendar", params={"method": method})
    assert find_refusal(message.as_bytes()) is refusal


@pytest.mark.parametrize(("kind", "refusal"), [
    ("application/vnd.ms-tnef", Refusal.WINMAIL), ("application/x-pkcs7-mime", Refusal.SMIME),
    ("application/octet-stream; name=Winmail.dat", Refusal.WINMAIL),
    ("application/octet-stream; name=smime.p7m", Refusal.SMIME),
    ("application/pgp-encrypted", Refusal.PGP), ("application/x-microsoft-rpmsg-message", Refusal.PROTECTED),
])  # fmt: skip
def test_sealed_text_without_a_plain_one_is_named(kind: str, refusal: Refusal) -> None:
    message = make_message("Merci !")
    part = MIMEPart()
    part["Content-Type"] = kind
    message.make_mixed()
    message.attach(part)
    assert read_text(message) == "Merci !"
    message.set_payload([part])
    assert find_refusal(message.as_bytes()) is refusal


ARMOR = "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n=abcd\n-----END PGP MESSAGE-----"
SIGNED = """-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA512

Merci !
- - du sel
-----BEGIN PGP SIGNATURE-----

=abcd
-----END PGP SIGNATURE-----
"""


def test_encrypted_text_is_named_and_one_that_is_only_signed_is_read() -> None:
    assert find_refusal(make_raw(ARMOR)) is Refusal.PGP
    assert find_refusal(make_raw(f"Voici :\n\n{ARMOR}")) is None
    assert read_text(make_raw(f"{SIGNED}Après.")) == "Merci !\n- du sel\nAprès."
    assert read_text(make_raw("Avant.\n-----BEGIN PGP SIGNATURE-----\nx")).startswith("Avant.\n-----BEGIN")


MAILBOX = b"From jeanne@example.org Mon Nov  3 10:12:13 2025\n%b\n\n" % make_message().as_bytes()


@pytest.mark.parametrize(("data", "refusal"), [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Refusal.OUTLOOK), (b"%PDF-1.7\n", Refusal.PDF),
    (b"!BDN" + bytes(600), Refusal.OUTLOOK_DATA), (b"PK\x03\x04" + bytes(30), Refusal.ARCHIVE),
    (b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n", Refusal.PGP), (b"\xff\xd8\xff\xe0", Refusal.PICTURE),
    (b"\xef\xbb\xbf\n<html lang=fr><p>Merci !", Refusal.WEB_PAGE), (b"", Refusal.NO_ANSWER),
    (MAILBOX.replace(b"\n", b"\r\n") * 2, Refusal.MAILBOX), (b"Un texte, sans plus.", Refusal.NO_ANSWER),
    (make_message(subject="Signaler un commentaire").as_bytes(), Refusal.NO_ANSWER),
])  # fmt: skip
def test_file_that_is_not_an_answer_is_named(
    blog: Site, tmp_path: Path, data: bytes, refusal: Refusal
) -> None:
    receipt = receive(blog, tmp_path, data)
    assert (receipt.text, receipt.is_kept) == (f"{tmp_path / 'message.eml'}: {refusal}", False)
    assert not blog.inbox.exists()


@pytest.mark.parametrize("plist", [b"<?xml version='1.0'?>\n<!DOCTYPE plist 'x'>\n<plist></plist>\n", b""])
def test_message_of_apple_mail_is_read(plist: bytes) -> None:
    message = make_raw("Merci !\r\n")
    for error in (0, 7):  # its count of bytes may be wrong
        data = b"%-10d\n%s%s" % (len(message) + error, message, plist)
        assert read_text(data) == "Merci !"
        assert error or read_origin(data).id == read_origin(message).id
    assert read_text(b"\xef\xbb\xbf" + message) == read_text(MAILBOX) == "Merci !"
