"""E-mails that come in: what they answer, their text, and that nothing private becomes public."""

import re
from base64 import encodebytes
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from quopri import encodestring
from tempfile import mkdtemp
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments.intake import Reason, Rejection
from pelican.plugins.comments.links import build_reply_link
from pelican.plugins.comments.mail import messages
from pelican.plugins.comments.mail.bodies import MAX_TEXT
from pelican.plugins.comments.mail.messages import Letter, read_message
from pelican.plugins.comments.mail.reception import Received
from pelican.plugins.comments.mail.refusals import Refusal
from pelican.plugins.comments.mail.words import AUTOMATIC_SUBJECTS
from pelican.plugins.comments.moderation.actions import remove
from pelican.plugins.comments.moderation.checks import check_comments
from pelican.plugins.comments.moderation.filing import Place, find_filed
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.translations import read_wording
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

from .mails import (
    FLOWED,
    GMAIL,
    NOW,
    QUOTED,
    SECRETS,
    make_html,
    make_message,
    make_raw,
    read_origin,
    read_parts,
    read_text,
    receive,
)

SaveComment = Callable[..., Path]
Run = Callable[..., Any]


def test_message_begun_by_a_link_is_read_as_it_was_meant(bilingual: Site, tmp_path: Path) -> None:
    page = bilingual.posts["article"].translations[0]
    link = build_reply_link("blog@example.org", page, "1", read_wording("en"))
    subject, body = (unquote(field.split("=")[1]) for field in link.split("?")[1].split("&"))
    text = body.replace(": ", ": Ann").replace("\r\n", "\n") + "Thanks!"
    assert receive(bilingual, tmp_path, make_message(text, subject=f"Re: {subject}")).is_kept
    (file,) = (bilingual.inbox / "article").iterdir()
    header, _, text = file.read_text(encoding="utf-8").partition("\n\n")
    assert {"author: Ann", "replyto: 1", "lang: en", "source: mail"} <= set(header.split("\n"))
    assert (text, "role:" in header) == ("Thanks!\n", False)


@pytest.mark.parametrize(("subject", "post", "parent"), [
    ("AW: [article]", "article", ""), ("Un été brut [article/gh-57]", "article", "gh-57"),
    ("=?x-unknown?Q?Un_=E9t=E9?= [article/1]", "article", "1"),
    ("=?utf-8?Q?Un_titre_[arti?=\r\n =?utf-8?Q?cle/1]?=", "article", "1"),
    (f"Re: {'mot ' * 30}\r\n [article-\r\n long/1]", "article-long", "1"),
])  # fmt: skip
def test_subject_says_what_is_answered(subject: str, post: str, parent: str) -> None:
    data = make_raw("Merci !", subject=subject)
    found = read_message(data, now=NOW, find_title={"article": "", "article-long": ""}.get)
    assert isinstance(found, Letter)
    assert (found.submission.post, found.submission.parent) == (post, parent)


@pytest.mark.parametrize(("reason", "subjects"), [
    (None, ["Bonjour", f"{'a ' * 2000}[article/1]", "[../../x/1]"]),  # the second is cut
    (Reason.UNKNOWN_POST, ["[..%2F..%2Fx/1]", "[autre/1]", "[brouillon]"]),
    (Reason.UNKNOWN_PARENT, ["[article/..%2Fclos%2F7]", "[article/7]", "[article/1.md]"]),
])  # fmt: skip
def test_forged_subject_is_rejected(
    blog: Site, save_comment: SaveComment, tmp_path: Path, reason: Reason | None, subjects: list[str]
) -> None:
    save_comment("7", "author: Jeanne", post="clos")
    words = f"rejected: {reason.explain(read_wording('en'))}" if reason else Refusal.NO_ANSWER
    for subject in subjects:
        receipt = receive(blog, tmp_path, make_raw("Merci !", subject=subject))
        assert receipt == Received(text=f"{tmp_path / 'message.eml'}: {words}", is_kept=False)
    assert not blog.inbox.exists()


# The text: charsets and encodings

TEXT = "L’été, ça m’a coûté 3 € — œuf"


@pytest.mark.parametrize(("declared", "data", "text"), [
    ("koi8-r", "Привет, мир".encode("koi8-r"), "Привет, мир"), ("", TEXT.encode("cp1252"), TEXT),
    # wrong, unknown and dangerous ones are made up for
    *((name, TEXT.encode(), TEXT) for name in ("us-ascii", "iso-8859-1", "x-unknown")),
    *((name, text.encode(meant), text) for name, meant, text in (
        ("iso-8859-1", "cp1252", TEXT), ("gb2312", "gb18030", "謝镕"), ("big5", "big5hkscs", "你嘅"),
        ("shift_jis", "cp932", "①髙"), ("iso-8859-9", "cp1254", "Teşekkürler…"), ("utf-8", "cp1252", TEXT))),
    ("x-unknown", b"\x81\xe9", "\x81é"), ("unicode_escape", rb"a\qb\x41", r"a\qb\x41"),
    ("a\x00b", b"abc", "abc"), ("é", b"abc", "abc"),
])  # fmt: skip
def test_text_is_read_in_its_charset(declared: str, data: bytes, text: str) -> None:
    lines = [f"Content-Type: text/plain; charset={declared}"] if declared else []
    for encoding, encode in (("8bit", bytes), ("quoted-printable", encodestring), ("base64", encodebytes)):
        assert read_text(make_raw(encode(data), *lines, f"Content-Transfer-Encoding: {encoding}")) == text


def test_plain_text_comes_before_html_and_both_before_attachments() -> None:
    assert read_text(make_message("\n\n", html="<p>HTML</p>")) == "HTML"
    message = make_message("Texte", html="<p>HTML</p>")
    message.add_attachment(b"\x89PNG" * MAX_TEXT, maintype="image", subtype="png", filename="a.png")
    message.add_attachment("Autre texte", filename="a.txt")
    assert read_text(message) == "Texte"


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_text_on_both_sides_of_a_picture_is_kept(kind: str) -> None:
    """As Apple Mail sends it."""
    heads = (f"text/{kind}; charset=utf-8", "image/png\r\nContent-Disposition: inline", f"text/{kind}")
    parts = zip(heads, ("Avant.", "picture", "Ensuite."), strict=True)
    body = "".join(f"--b\r\nContent-Type: {head}\r\n\r\n{text}\r\n" for head, text in parts)
    message = make_raw(f"{body}--b--\r\n", "Content-Type: multipart/mixed; boundary=b")
    assert read_text(message).split() == ["Avant.", "Ensuite."]


# The text: line breaks


def test_flowed_text_is_joined_to_paragraphs() -> None:
    lines = ["Un paragraphe ", "continue ", "", "Un", " > stuffed", "  deux"]
    lines += [">> cité ", "> un", ">>> trois ", ">>> suite", "-- ", "Jeanne"]
    joined = ["Un paragraphe continue ", "", "Un", "> stuffed", " deux"]
    joined += [">> cité ", "> un", ">>> trois suite"]
    assert read_text(make_raw("\r\n".join(lines), FLOWED)) == "\n".join(joined)
    assert read_text(make_raw("日本 \r\n語\r\nUn ", f"{FLOWED}; DelSp=Yes")) == "日本語\nUn"


LONG = "J’ai essayé cette recette dimanche dernier avec mes enfants et nous avons"
"""As long as a mail program lets a line be."""


@pytest.mark.parametrize(("text", "joined"), [
    (f"{LONG}\nadoré,\ndeux fois", f"{LONG} adoré,\ndeux fois"), (f"- {LONG}\nx", f"- {LONG} x"),
    (f"{LONG}\nadoré https://example.org/{'x' * 80}", f"{LONG} adoré https://example.org/{'x' * 80}"),
    (f"{'x' * 36} {'x' * 34}\ny", f"{'x' * 36} {'x' * 34} y"), (f"    {LONG}\nadoré", f"{LONG}\nadoré"),
    *((text, text) for text in ("Un court\nvers\nlibre", f"{LONG}\n1. adoré", f"{LONG}\n> adoré")),
    *((text, text) for text in (f"```\n{LONG}\nadoré\n```", f"{LONG}\nadoré\n\n{LONG} plus long")),
])  # fmt: skip
def test_lines_that_a_mail_program_wrapped_are_joined(text: str, joined: str) -> None:
    assert read_text(make_raw(text)) == joined


HTML = """<?xml version='1.0'?><style>p{}</style><script>x()</script><title>t</title>
<div>Un<br>Deux<br><br>Trois</div><div>Quatre</div><div><br></div><div>Cinq
 de la source<!-- c --><![if x]></div>
<p class=MsoNormal>Six<o:p></o:p></p><p class=x><o:p>&nbsp;</o:p></p>
<p><b>gras</b> <i>penché</i> <code>c</code> 2 * 3 * 4, un_nom, **gras**, &lt;b&gt; &amp; &eacute;</p>
<p><a href='https://example.org/'>ici</a> <a href='javascript:x'>là</a>
<a href='mailto:x@example.org'>Jeanne</a><img src='https://example.org/pixel'></p>
<ul><li>un<li>deux</ul><h1>Titre</h1>Texte<table><tr><td>a<td>b</table>
<blockquote>cité</blockquote>À moi<pre>a\n  b</pre>"""
MARKDOWN = """Un\nDeux\n\nTrois\nQuatre\n\nCinq de la source\n\nSix\n
**gras** *penché* `c` 2 * 3 * 4, un_nom, **gras**, <b> & é\n
[ici](https://example.org/) là Jeanne\n
- un\n- deux\n
Titre\nTexte\n\na\nb\n
> cité\n
À moi\n\n```\na\n  b\n```"""


def test_html_becomes_markdown() -> None:
    assert read_text(make_html(HTML)) == MARKDOWN
    assert read_text(make_html("")) == ""


def test_what_is_nested_without_end_is_refused() -> None:
    parts = (b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(990))
    html = b"Content-Type: text/html\r\n\r\n" + b"<blockquote>" * 2000 + b"x"
    for data in (html, b"\r\n--b" * 1001, b"".join(parts) + b"\r\n"):
        assert read_message(make_raw("")[:-2] + data, now=NOW) is Refusal.NO_ANSWER


# What we know by ourselves


def test_id_is_a_hash_of_the_message_id_or_else_of_the_content() -> None:
    first, second = read_origin(make_message("Un")).id, read_origin(make_message("Deux", sender="x <x@x>")).id
    other = read_origin(make_message("Un", message_id="<def@example.org>")).id
    assert re.fullmatch(r"m-[0-9a-f]{12}", first)
    assert first == second != other
    one = make_raw("Un\r\n")
    assert read_origin(one).id == read_origin(one.replace(b"\r\n", b"\n")).id != read_origin(make_raw("x")).id


def test_date_is_that_of_the_message_if_it_can_be() -> None:
    for value, date in (
        ("3 Nov 2025 10:12:13 -0000", datetime(2025, 11, 3, 10, 12, 13, tzinfo=UTC)),
        ((NOW + timedelta(minutes=1)).strftime("%d %b %Y %H:%M:%S +0000"), NOW),
        *((f"{day} 10:12:13 -1200", NOW) for day in ("31 Feb 2025", "1 Jan 1970", "3 Nov 99999")),
    ):
        assert read_origin(make_raw("x", f"Date: {value}")).date == date


# From files to the inbox


def test_comment_waits_in_the_inbox_without_any_address_and_comes_once(blog: Site, tmp_path: Path) -> None:
    message = make_message(f"Nom à afficher : Anne\n\nMerci !\n\n{GMAIL}\n{QUOTED}", html=f"<p>{GMAIL}</p>")
    receipt = receive(blog, tmp_path, message)
    (file,) = blog.inbox.rglob("*.md")
    cut = "5 lines cut, from “Le lun. 3 nov. 2025 à 10:12, Paul <[…@…]> a écrit…”"
    told = f"waiting as article/{file.stem} ({cut})"
    assert receipt == Received(text=f"{tmp_path / 'message.eml'}: {told}", is_kept=True)
    assert file.parent.name == "article"
    written = file.read_text(encoding="utf-8")
    assert written == (
        "author: Anne\ndate: 2025-11-03T10:12:13+01:00\nreplyto: 1\nsource: mail\ncut: ✂\n\nMerci !\n\n"
        "✂ Le lun. 3 nov. 2025 à 10:12, Paul <[…@…]> a écrit :\n"
        "✂ > Bonjour\n✂ >\n✂ > -- \n✂ > Paul <[…@…]>\n"
    )
    receipt = receive(blog, tmp_path, make_message("Autre texte"))
    assert receipt.text.endswith(f": already there as article/{file.stem}")
    assert receipt.is_kept
    assert file.read_text(encoding="utf-8") == written
    file.rename(blog.comments / "article" / file.name)
    remove(find_filed([file.stem], blog, Place.PUBLISHED)[0], blog)
    assert "was removed" in receive(blog, tmp_path, message).text
    assert not [*blog.inbox.rglob("*.md")]


def test_message_to_a_closed_thread_waits(blog: Site, tmp_path: Path) -> None:
    for post in ("clos", "cache"):
        receipt = receive(blog, tmp_path, make_raw("Merci !", subject=f"[{post}]"))
        assert receipt.is_kept
        assert f": waiting as {post}/m-" in receipt.text
        assert receipt.text.endswith("; that thread is now closed")
    (blog.inbox / "article").write_text("Ce n’est pas un dossier.")
    receipt = receive(blog, tmp_path, make_message())
    assert (receipt.is_kept, "cannot save the comment (" in receipt.text) == (False, True)


@pytest.mark.parametrize(("text", "sender", "reason"), [
    ("Merci !", "jeanne@example.org", Reason.NO_NAME), (f"{GMAIL}\n{QUOTED}", "Anne", Reason.NO_MESSAGE),
    ("a " * (MAX_TEXT // 2 + 1), "Anne", Reason.LONG_MESSAGE),
])  # fmt: skip
def test_rejection_is_explained_to_the_writer(
    blog: Site, tmp_path: Path, text: str, sender: str, reason: Reason
) -> None:
    receipt = receive(blog, tmp_path, make_raw(text, sender=sender))
    assert f": rejected: {reason.explain(read_wording('en'))}" in receipt.text
    assert "cite@example.org" not in receipt.text
    assert not receipt.is_kept
    assert not blog.inbox.exists()


@pytest.mark.parametrize(("text", "written"), [
    ("> cite@example.org disait\n\nMerci !", "> […@…] disait\n\nMerci !"),
    ("Ici : [x](mailto:jeanne@example.org) ou là", "Ici : [x](mailto:[…@…]) ou là"),
    *((f"Ici : {text}example.org ou là", "Ici : […@…] ou là") for text in ("jeanne&#64;", "*jeanne*@")),
    ("https://example.org/?to=jeanne%40example.org", "[…@…]"),
    ("à:jeanne@example.orgjeanne@example.org", "à:[…@…][…@…]"),  # without a blank between
])  # fmt: skip
def test_address_is_masked(blog: Site, tmp_path: Path, text: str, written: str) -> None:
    receipt = receive(blog, tmp_path, make_message(text))
    assert receipt.is_kept
    assert "(an e-mail address masked in 1 line, “" in receipt.text
    (file,) = blog.inbox.rglob("*.md")
    assert file.read_text(encoding="utf-8").split("\n\n", 1)[1] == f"{written}\n"


def test_of_what_was_cut_no_more_is_kept_than_a_comment_may_have(blog: Site, tmp_path: Path) -> None:
    assert receive(blog, tmp_path, make_message(f"Merci !\n\n{GMAIL}\n" + "> Bonjour\n" * 2000)).is_kept
    (file,) = blog.inbox.rglob("*.md")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(lines) < 1200
    assert re.fullmatch(r"✂ \(\d{3,4} more lines in the message\)", lines[-1])


def test_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_message().as_bytes()
    for limit, refusal in ((len(data) - 1, Refusal.NO_ANSWER), (len(data), None)):
        monkeypatch.setattr(messages, "MAX_FILE", limit)
        assert find_refusal(data) is refusal


def test_command_prints_a_line_for_each_file_and_fails_unless_all_are_kept(
    blog: Site, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "bon\x1b[2J.eml").write_bytes(make_message().as_bytes())
    for names, status in (["bon"], 0), (["absent", "bon"], 1):
        lines = run("from-mail", *(f"{name}\x1b[2J.eml" for name in names), status=status).output.splitlines()
        assert [line.split(": ")[0] for line in lines] == [f"{name}<U+001B>[2J.eml" for name in names]
        assert ("cannot read the file (" in lines[0]) == bool(status)
        assert len([*blog.inbox.rglob("*.md")]) == 1


# Files without a comment, or with one that cannot be read: each is named for what it is

TITLES = {"article": "Un article", "absence": "Out of office: how we rest"}
AUTOMATIC, BOUNCE = Refusal.AUTOMATIC, Refusal.BOUNCE


def find_refusal(data: bytes) -> Refusal | None:
    found = read_message(data, now=NOW, find_title=TITLES.get)
    assert isinstance(found, Letter | Refusal), found
    return found if isinstance(found, Refusal) else None


@pytest.mark.parametrize(("refusal", "lines"), [
    (AUTOMATIC, ["Auto-Submitted: AUTO-NOTIFIED; owner-email=x", "X-Autoreply: yes", "Precedence: bulk"]),
    (BOUNCE, ["Content-Type: multipart/report; report-type=delivery-status; boundary=b"]),
    (None, ["Auto-Submitted: no", "X-Autoreply: no", "Precedence: bulk\r\nList-Id: <liste.example.org>"]),
    (AUTOMATIC, [f"Subject: {words}: Un article [article/1]" for words in sorted(AUTOMATIC_SUBJECTS)]),
    (AUTOMATIC, ["Subject: ***SPAM*** Abwesenheit: Re: x", "Subject: [Out of office] x"]),
    (None, ["Subject: [auto] Un article [article/1]", "Subject: Assenza di vento: Un article [article/1]"]),
    (None, ["Subject: Re: Out of office: how we rest [absence]"]),
])  # fmt: skip
def test_head_tells_what_programs_wrote(refusal: Refusal | None, lines: list[str]) -> None:
    for line in lines:
        head = line if line.startswith("Subject") else f"{line}\r\nSubject: [article/1]"
        assert find_refusal(f"{head}\r\n\r\nMerci !".encode()) is refusal, line


@pytest.mark.parametrize(("kind", "filename", "refusal"), [
    ("application/ms-tnef", "winmail.dat", Refusal.WINMAIL), ("application/vnd.ms-tnef", "", Refusal.WINMAIL),
    ("application/octet-stream", "Winmail.dat", Refusal.WINMAIL),
    ("application/pkcs7-mime", "smime.p7m", Refusal.SMIME), ("application/x-pkcs7-mime", "", Refusal.SMIME),
    ("application/octet-stream", "smime.p7m", Refusal.SMIME), ("application/pgp-encrypted", "", Refusal.PGP),
    ("application/x-microsoft-rpmsg-message", "message.rpmsg", Refusal.PROTECTED),
])  # fmt: skip
def test_sealed_text_is_named_unless_a_plain_one_is_beside_it(
    kind: str, filename: str, refusal: Refusal
) -> None:
    sealed = f"Content-Type: {kind}; name={filename}" if filename else f"Content-Type: {kind}"
    assert find_refusal(make_raw(b"AAAA", f"{sealed}\r\nContent-Transfer-Encoding: base64")) is refusal
    for beside in ("", "--b\r\n\r\nMerci !\r\n"):
        body = f"{beside}--b\r\n{sealed}\r\n\r\nAAAA\r\n--b--\r\n"
        message = make_raw(body, "Content-Type: multipart/mixed; boundary=b")
        assert find_refusal(message) is (None if beside else refusal)
    assert read_text(message) == "Merci !"


ARMOR = "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n=abcd\n-----END PGP MESSAGE-----"
SIGNED = """-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA512

Nom à afficher : Anne

Merci !
- - du sel
- -----
-----BEGIN PGP SIGNATURE-----

iQEzBAEBCgAdFiEE
-----END PGP SIGNATURE-----
"""


def test_encrypted_text_is_named_and_one_that_is_only_signed_is_read() -> None:
    encrypted = 'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b'
    body = f"--b\r\nContent-Type: application/octet-stream\r\n\r\n{ARMOR}\r\n--b--\r\n"
    for data in (make_raw(body, encrypted), make_raw(ARMOR), ARMOR.encode()):
        assert find_refusal(data) is Refusal.PGP
    assert find_refusal(make_raw(f"Voici :\n\n{ARMOR}")) is None
    assert read_parts(make_raw(f"{SIGNED}Après.")) == ("Anne", "Merci !\n- du sel\n-----\nAprès.")
    assert read_text(make_raw("Avant.\n-----BEGIN PGP SIGNATURE-----\nx")).startswith("Avant.\n-----BEGIN")


MAILBOX = b"From jeanne@example.org Mon Nov  3 10:12:13 2025\n%b\n\n" % make_message().as_bytes()


@pytest.mark.parametrize(("data", "refusal"), [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Refusal.OUTLOOK), (b"", Refusal.NO_ANSWER),
    (b"\xef\xbb\xbf\n<html lang=fr><p>Merci !", Refusal.WEB_PAGE), (b"Un texte.", Refusal.NO_ANSWER),
    (MAILBOX.replace(b"\n", b"\r\n") * 2, Refusal.MAILBOX),
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


# Whatever comes

PIECES = st.sampled_from([
    "From: ", "Subject: ", "Date: ", "Message-ID: ", "Content-Type: ", "Content-Transfer-Encoding: ", GMAIL,
    "[article/1]", "text/plain; charset=", "text/html; name*", "multipart/mixed; boundary=b", "utf-7",
    "message/rfc822", "utf-16", "idna", "base64", "quoted-printable", "x-uuencode", "+0100", QUOTED, "<div>",
    "format=flowed; delsp=yes", "--b\n", "--b--\n", "=?utf-8?q?=E9", "=?x?b?", "?=", "Mon, 3 Nov 2025 10:12 ",
    "<![CDATA[", "Nom à afficher : ", *'"<>(@:;,*=\\\x00\r\t é\n\n\n',
])  # fmt: skip
LINES = st.lists(PIECES, max_size=30).map("".join)


@given(
    st.binary()
    | LINES.map(str.encode)
    | LINES.map(lambda text: b"Subject: [article/1]\n" + text.encode("cp1252"))
    | st.lists(PIECES | st.text(), max_size=30).map(lambda pieces: make_raw("".join(pieces)))
)
def test_no_bytes_are_too_strange_to_be_read(data: bytes) -> None:
    assert isinstance(read_message(data, now=NOW), Letter | Rejection | Refusal)


OWN = ("Merci !", "Nom à afficher : ", "\n", " ", "<", ">", "-- ", ":", "Le 3/11/2025 à 10:12, ", *SECRETS)


@SHARED_FIXTURES  # each example has an inbox of its own
@given(
    own=st.lists(st.sampled_from(OWN), max_size=12).map("".join),
    sender=st.sampled_from(["Jeanne", '"jeanne@example.org"', "", '"x jeanne@example.org"']),
    added=st.sampled_from(["", f"\n\n{GMAIL}\n{QUOTED}", f"\n{QUOTED}", "\n-- \njeanne@example.org"]),
    is_html=st.booleans(),
)
def test_no_address_gets_out(blog: Site, own: str, sender: str, added: str, *, is_html: bool) -> None:
    folder = Path(mkdtemp(dir=blog.output))
    blog = replace(blog, inbox=folder / "inbox")
    message: Any = make_message(own + added, sender=f"{sender} <jeanne@example.org>")
    if is_html:
        link = "<a href='mailto:cite@example.org'>x</a>"
        message.set_content(f"{link}<p>{own}</p>\n{added}", subtype="html")  # no letter behind an address
    receipt = receive(blog, folder, message)
    written = "".join(file.read_text(encoding="utf-8") for file in blog.inbox.rglob("*.md"))
    assert not [address for address in SECRETS if address in written + receipt.text]
    assert receipt.is_kept == bool(written)
    assert not check_comments(blog).problems
