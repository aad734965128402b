"""Files that hold no comment, or none that can be read: each is named for what it is, with what to do."""

from email.message import MIMEPart
from pathlib import Path

import pytest
from pelican.plugins.comments.mail.messages import Letter, read_message
from pelican.plugins.comments.mail.refusals import Refusal
from pelican.plugins.comments.site import Site

from .mails import NOW, make_message, make_raw, read_text, receive

TITLES = {"article": "Un article", "absence": "Out of office: how we rest"}


def find_refusal(data: bytes) -> Refusal | None:
    found = read_message(data, now=NOW, find_title=TITLES.get)
    assert isinstance(found, Letter | Refusal), found
    return found if isinstance(found, Refusal) else None


# What no person wrote


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("Auto-Submitted: auto-replied", Refusal.AUTOMATIC),
        ("Auto-Submitted: auto-generated (rejected)", Refusal.AUTOMATIC),
        ("Auto-Submitted: AUTO-NOTIFIED; owner-email=x", Refusal.AUTOMATIC),
        ("X-Autoreply: yes", Refusal.AUTOMATIC),
        ("X-Autorespond: x", Refusal.AUTOMATIC),
        ("Precedence: auto_reply", Refusal.AUTOMATIC),
        ("Precedence: bulk", Refusal.AUTOMATIC),
        ("Precedence: junk", Refusal.AUTOMATIC),
        ("Return-Path: <>", Refusal.AUTOMATIC),
        ("Return-Path: < >", Refusal.AUTOMATIC),
        ("X-Failed-Recipients: x", Refusal.BOUNCE),
        ("Content-Type: multipart/report; report-type=delivery-status; boundary=b", Refusal.BOUNCE),
        ("Content-Type: multipart/report; report-type=disposition-notification; boundary=b", Refusal.RECEIPT),
        (
            'Content-Type: MULTIPART/REPORT; boundary=b; report-type="Disposition-Notification"',
            Refusal.RECEIPT,
        ),
        ("Content-Type: multipart/report; boundary=b", Refusal.AUTOMATIC),
        ("Content-Type: message/delivery-status", Refusal.BOUNCE),
        ("Auto-Submitted: no", None),
        ("Auto-Submitted:", None),
        ("X-Autoreply: no", None),
        ("X-Auto-Response-Suppress: All", None),
        ("Precedence: list", None),
        ("Precedence: normal", None),
        ("Precedence: bulk\r\nList-Id: <liste.example.org>", None),
        ("Return-Path: <jeanne@example.org>", None),
        ("X-Spam-Flag: YES", None),
        ("Importance: high", None),
    ],
)
def test_header_tells_what_programs_wrote(line: str, refusal: Refusal | None) -> None:
    assert find_refusal(make_raw(b"Merci !", line)) is refusal


@pytest.mark.parametrize(
    ("subject", "refusal"),
    [
        ("Réponse automatique : Un article [article/1]", Refusal.AUTOMATIC),
        ("Réponse automatique\u00a0: Un article [article/1]", Refusal.AUTOMATIC),
        ("Automatic reply: Un article [article/1]", Refusal.AUTOMATIC),
        ("AUTO: Jeanne is away - Re: Un article [article/1]", Refusal.AUTOMATIC),
        ("Out of Office: Un article [article/1]", Refusal.AUTOMATIC),
        ("Out of office - Un article [article/1]", Refusal.AUTOMATIC),
        ("[EXT] Out of Office: Un article [article/1]", Refusal.AUTOMATIC),
        ("Re: Absence du bureau : Un article [article/1]", Refusal.AUTOMATIC),
        ("Message d’absence : Un article [article/1]", Refusal.AUTOMATIC),
        ("Automatische Antwort: Un article [article/1]", Refusal.AUTOMATIC),
        ("Abwesenheitsnotiz: Un article [article/1]", Refusal.AUTOMATIC),
        ("Respuesta automática: Un article [article/1]", Refusal.AUTOMATIC),
        ("Risposta automatica: Un article [article/1]", Refusal.AUTOMATIC),
        ("Resposta automática: Un article [article/1]", Refusal.AUTOMATIC),
        ("Automatisch antwoord: Un article [article/1]", Refusal.AUTOMATIC),
        ("Autosvar: Un article [article/1]", Refusal.AUTOMATIC),
        ("Automatyczna odpowiedź: Un article [article/1]", Refusal.AUTOMATIC),
        ("Автоматический ответ: Un article [article/1]", Refusal.AUTOMATIC),
        ("自动回复:Un article [article/1]", Refusal.AUTOMATIC),
        ("自動応答： Un article [article/1]", Refusal.AUTOMATIC),
        ("Out of Office AutoReply: Un article [article/1]", Refusal.AUTOMATIC),
        ("Out of office Re: Un article [article/1]", Refusal.AUTOMATIC),
        ("[Auto-Reply] Re: Un article [article/1]", Refusal.AUTOMATIC),
        ("Abwesenheit: Re: Un article [article/1]", Refusal.AUTOMATIC),
        ("Ausencia: Un article [article/1]", Refusal.AUTOMATIC),
        ("Assenza: Un article [article/1]", Refusal.AUTOMATIC),
        ("Autoodpowiedź: Un article [article/1]", Refusal.AUTOMATIC),
        ("不在通知: Un article [article/1]", Refusal.AUTOMATIC),
        ("[auto] Un article [article/1]", None),
        ("Assenza di vento: Un article [article/1]", None),
        ("Out of office: x", Refusal.AUTOMATIC),
        ("Out of office: how we rest [absence]", None),
        ("Re: Out of office: how we rest [absence]", None),
        ("Re: Un article sur les réponses automatiques : suite [article/1]", None),
        ("Autonomie : Un article [article/1]", None),
        ("Automobile: Un article [article/1]", None),
    ],
)
def test_subject_tells_an_automatic_answer_unless_the_article_is_called_so(
    subject: str, refusal: Refusal | None
) -> None:
    assert find_refusal(make_raw(b"Merci !", subject=subject)) is refusal


@pytest.mark.parametrize(
    ("head", "refusal"),
    [
        ("From: MAILER-DAEMON@example.org\r\nSubject: x", Refusal.BOUNCE),
        ("From: Mail Delivery System <Mailer-Daemon@example.org>\r\nSubject: [article/1]", Refusal.BOUNCE),
        ("From: x\r\nReturn-Path: <>\r\nSubject: Undelivered Mail Returned to Sender", Refusal.BOUNCE),
        ("From: x\r\nAuto-Submitted: auto-replied\r\nSubject: Unzustellbar: [article/1]", Refusal.BOUNCE),
        ("From: x <postmaster@example.org>\r\nSubject: Unzustellbar: x [article/1]", Refusal.BOUNCE),
        ("From: x <postmaster@example.org>\r\nSubject: x [article/1]", None),
        ("From: Postmaster <x@example.org>\r\nSubject: [article/1]", None),
        ("From: Jeanne <x@example.org>\r\nSubject: Undeliverable: [article/1]", None),
    ],
)
def test_bounce_is_told(head: str, refusal: Refusal | None) -> None:
    assert find_refusal(f"{head}\r\n\r\nMerci !".encode()) is refusal


@pytest.mark.parametrize(
    ("method", "text", "refusal"),
    [
        ("REPLY", "Jeanne a accepté l’invitation.", Refusal.CALENDAR),
        ("counter", "Plutôt lundi ?", Refusal.CALENDAR),
        ("REQUEST", "", Refusal.CALENDAR),
        ("PUBLISH", "Merci, voici la date.", None),
    ],
)
def test_answer_of_a_calendar_is_told(method: str, text: str, refusal: Refusal | None) -> None:
    message = make_message(text)
    message.add_alternative("BEGIN:VCALENDAR", subtype="calendar", params={"method": method})
    assert find_refusal(message.as_bytes()) is refusal


# What cannot be read


def make_sealed(kind: str, *, filename: str = "", beside: str = "") -> bytes:
    """A message with a part of this type, and perhaps a text beside it."""
    message = make_message(beside) if beside else make_message()
    if not beside:
        message.clear_content()
    part = MIMEPart()
    part["Content-Type"] = f"{kind}; name={filename}" if filename else kind
    part.set_payload("eJ8+IgAATWVyY2k=")
    part["Content-Transfer-Encoding"] = "base64"
    message.make_mixed()
    message.attach(part)
    return message.as_bytes()


SEALED = [
    ("application/ms-tnef", "winmail.dat", Refusal.WINMAIL),
    ("application/vnd.ms-tnef", "", Refusal.WINMAIL),
    ("application/octet-stream", "Winmail.dat", Refusal.WINMAIL),
    ("application/pkcs7-mime", "smime.p7m", Refusal.SMIME),
    ("application/x-pkcs7-mime", "", Refusal.SMIME),
    ("application/octet-stream", "smime.p7m", Refusal.SMIME),
    ("application/pgp-encrypted", "", Refusal.PGP),
    ("application/x-microsoft-rpmsg-message", "message.rpmsg", Refusal.PROTECTED),
]


@pytest.mark.parametrize(("kind", "filename", "refusal"), SEALED)
def test_text_that_is_sealed_is_named_unless_it_is_there_in_plain_too(
    kind: str, filename: str, refusal: Refusal
) -> None:
    assert find_refusal(make_sealed(kind, filename=filename)) is refusal
    assert read_text(make_sealed(kind, filename=filename, beside="Merci !")) == "Merci !"


def test_message_that_is_sealed_as_a_whole_is_named() -> None:
    for kind, _, refusal in SEALED[:2] + SEALED[3:5]:
        assert find_refusal(make_raw(b"AAAA", f"Content-Type: {kind}")) is refusal
    encrypted = 'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b'
    body = b"--b\r\nContent-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n--b--\r\n"
    assert find_refusal(make_raw(body, encrypted)) is Refusal.PGP


ARMOR = "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n=abcd\n-----END PGP MESSAGE-----"
SIGNED = """-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA512

Nom à afficher : Anne

Merci !
- - du sel
- -----
-----BEGIN PGP SIGNATURE-----

iQEzBAEBCgAdFiEE
=abcd
-----END PGP SIGNATURE-----
"""


def test_pgp_in_the_text_is_told_and_a_text_that_is_only_signed_is_read() -> None:
    assert find_refusal(make_raw(ARMOR.encode())) is Refusal.PGP
    assert find_refusal(make_raw(f"Voici :\n\n{ARMOR}".encode())) is None
    assert read_text(make_raw(SIGNED.encode())) == "Merci !\n- du sel\n-----"
    assert read_text(make_raw(b"Avant.\n-----BEGIN PGP SIGNATURE-----\nx")).startswith("Avant.\n-----BEGIN")


# What is no message

FILES = [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Refusal.OUTLOOK),
    (b"!BDN" + bytes(600), Refusal.OUTLOOK_DATA),
    (b'x\x9f>"' + bytes(60), Refusal.WINMAIL),
    (b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n", Refusal.PGP),
    (b"%PDF-1.7\n", Refusal.PDF),
    (b"PK\x03\x04" + bytes(30), Refusal.ARCHIVE),
    (b"{\\rtf1\\ansi", Refusal.RICH_TEXT),
    (b"\x89PNG\r\n\x1a\n", Refusal.PICTURE),
    (b"\xff\xd8\xff\xe0", Refusal.PICTURE),
    (b"\n<!DOCTYPE html>\n<p>Merci !", Refusal.WEB_PAGE),
    (b"\xef\xbb\xbf<html lang=fr><p>Merci !", Refusal.WEB_PAGE),
]


@pytest.mark.parametrize(("data", "refusal"), FILES, ids=[refusal.name for _, refusal in FILES])
def test_file_of_another_kind_is_named_with_what_to_do(
    blog: Site, tmp_path: Path, data: bytes, refusal: Refusal
) -> None:
    receipt = receive(blog, tmp_path, data)
    assert not receipt.is_kept
    assert receipt.text == f"{tmp_path / 'message.eml'}: {refusal}"
    assert refusal.endswith(".")
    assert not blog.inbox.exists()


PLIST = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist "x">\n<plist version="1.0"></plist>\n'


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("plist", [PLIST, b"<?xml version='1.0'?><plist/>", b""])
@pytest.mark.parametrize("error", [0, 7])
def test_message_of_apple_mail_is_read(line_end: bytes, plist: bytes, error: int) -> None:
    message = make_raw(b"Merci !\r\n").replace(b"\r\n", line_end)
    data = b"%-10d%s%s%s" % (len(message) + error, line_end, message, plist)
    assert read_text(data) == "Merci !"


def test_message_of_apple_mail_gets_the_id_of_the_message_itself() -> None:
    message = make_raw(b"Merci !")
    one, other = (
        read_message(data, now=NOW) for data in (message, b"%d\n%s%s" % (len(message), message, PLIST))
    )
    assert isinstance(one, Letter)
    assert isinstance(other, Letter)
    assert one.origin.id == other.origin.id


def test_mark_at_the_beginning_of_a_file_is_passed_over() -> None:
    assert read_text(b"\xef\xbb\xbf" + make_raw(b"Merci !")) == "Merci !"
