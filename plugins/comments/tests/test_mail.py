"""E-mails that come in: whose name, which text, and nothing that must not be public."""

import base64
import quopri
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments import __main__ as command
from pelican.plugins.comments.intake import Reason, Rejection, Submission
from pelican.plugins.comments.links import build_reply_link
from pelican.plugins.comments.mail import messages
from pelican.plugins.comments.mail.bodies import MAX_TEXT
from pelican.plugins.comments.mail.messages import Letter, read_message
from pelican.plugins.comments.mail.reception import Receipt, receive_messages
from pelican.plugins.comments.mail.refusals import Refusal
from pelican.plugins.comments.moderation import commands
from pelican.plugins.comments.moderation.actions import approve, remove
from pelican.plugins.comments.moderation.checks import check_comments
from pelican.plugins.comments.moderation.filing import Place, find_filed, list_waiting
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.storage import read_comments
from pelican.plugins.comments.translations import read_wording
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

from .mails import (
    NOW,
    SECRETS,
    make_message,
    make_raw,
    read,
    read_html,
    read_name,
    read_text,
    receive,
)

SaveComment = Callable[..., Path]

GMAIL = "Le lun. 3 nov. 2025 à 10:12, Paul <cite@example.org> a écrit :"
QUOTED = "> Bonjour\n>\n> -- \n> Paul <cite@example.org>"


# What a message answers


def test_message_that_a_link_begins_is_read_as_it_was_meant(blog: Site) -> None:
    link = build_reply_link("blog@example.org", blog.posts["article"], "gh-57", read_wording("fr"))
    subject, body = (unquote(field.split("=")[1]) for field in link.split("?")[1].split("&"))
    text = body.replace(": ", ": Jeanne").replace("\r\n", "\n") + "Merci Paul !"
    submission, origin = read(make_message(text, subject=subject, sender="x <x@example.org>"))
    expected = Submission(post="article", parent="gh-57", name="Jeanne", message="Merci Paul !")
    assert replace(submission, message=submission.message.strip()) == expected
    assert origin.source == "mail"
    assert not origin.by_author


@pytest.mark.parametrize(
    ("subject", "post", "parent"),
    [
        ("Re: Un article [article/1]", "article", "1"),
        ("AW: [article]", "article", ""),
        ("=?utf-8?q?Un_=C3=A9t=C3=A9_=5Barticle/gh-57=5D?=", "article", "gh-57"),
        ("=?utf-8?B?VW4gw6l0w6kgW2FydGljbGUvMV0=?=", "article", "1"),
        ("=?iso-8859-1?Q?Un_=E9t=E9?= [article/1]", "article", "1"),
        ("=?x-unknown?Q?Un_=E9t=E9?= [article/1]", "article", "1"),
        (f"Re: {'mot ' * 30}\r\n [article/1]", "article", "1"),
        ("=?utf-8?Q?Un_titre_[arti?=\r\n =?utf-8?Q?cle/1]?=", "article", "1"),
        ("Un été brut [article/1]", "article", "1"),
        ("Un été brut [article-\r\n long/1]", "article-long", "1"),
    ],
)
def test_subject_says_what_is_answered(subject: str, post: str, parent: str) -> None:
    found = read_message(
        make_raw(b"Merci !", subject=subject), now=NOW, find_title={"article": "", "article-long": ""}.get
    )
    assert isinstance(found, Letter)
    assert (found.submission.post, found.submission.parent) == (post, parent)


@pytest.mark.parametrize(
    ("subject", "reason"),
    [
        ("Bonjour", Reason.UNREADABLE),
        (f"{'a ' * 2000}[article/1]", Reason.UNREADABLE),  # longer than a header is read
        ("", Reason.UNREADABLE),
        ("[../../x/1]", Reason.UNREADABLE),
        ("[..%2F..%2Fx/1]", Reason.UNKNOWN_POST),
        ("[autre/1]", Reason.UNKNOWN_POST),
        ("[ARTICLE/1]", Reason.UNKNOWN_POST),
        ("[brouillon]", Reason.UNKNOWN_POST),
        ("[article/2]", Reason.UNKNOWN_PARENT),
        ("[article/..%2Fclos%2F7]", Reason.UNKNOWN_PARENT),
        ("[article/7]", Reason.UNKNOWN_PARENT),
        ("[article/1.md]", Reason.UNKNOWN_PARENT),
    ],
)
def test_forged_subject_is_rejected(
    blog: Site, save_comment: SaveComment, tmp_path: Path, subject: str, reason: Reason
) -> None:
    save_comment("7", "author: Jeanne", post="clos")
    if reason is Reason.UNREADABLE:
        assert read_message(make_raw(b"Merci !", subject=subject), now=NOW) is Refusal.NO_ANSWER
        return
    receipt = receive(blog, tmp_path, make_raw(b"Merci !", subject=subject))
    assert not receipt.is_kept
    assert receipt.text.endswith(f": is refused: {reason.explain(read_wording('en'))}")
    assert not blog.inbox.exists()


# The text: charsets and encodings


TEXT = "L’été, ça m’a coûté 3 € — œuf"


ENCODERS = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "8bit": bytes}


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("utf-8", TEXT),
        ("UTF8", TEXT),
        ("windows-1252", TEXT),
        ("iso-8859-1", "L'été, ça m'a coûté"),
        ("iso-8859-15", "L'été à 3 € : œuf"),
        ("koi8-r", "Привет, мир"),
        ("gb18030", "你好"),
    ],
)
@pytest.mark.parametrize("encoding", ENCODERS)
def test_text_is_read_in_its_charset(charset: str, text: str, encoding: str) -> None:
    lines = [f"Content-Type: text/plain; charset={charset}", f"Content-Transfer-Encoding: {encoding}"]
    assert read_text(make_raw(ENCODERS[encoding](text.encode(charset)), *lines)) == text


@pytest.mark.parametrize(
    ("declared", "data", "text"),
    [
        ("", TEXT.encode(), TEXT),
        ("", TEXT.encode("cp1252"), TEXT),
        ("us-ascii", TEXT.encode(), TEXT),
        ("iso-8859-1", TEXT.encode("cp1252"), TEXT),
        ("iso-8859-1", TEXT.encode(), TEXT),
        ("windows-1252", TEXT.encode(), TEXT),
        ("iso-8859-15", TEXT.encode(), TEXT),
        ("iso-8859-2", "Zażółć gęślą jaźń".encode(), "Zażółć gęślą jaźń"),
        ("windows-1251", "Привет, её".encode(), "Привет, её"),
        ("windows-1251", "Привет, её".encode("cp1251"), "Привет, её"),
        ("koi8-r", "Привет, её".encode(), "Привет, её"),
        ("gb2312", "謝謝你，镕。".encode("gb18030"), "謝謝你，镕。"),
        ("gbk", "你好€".encode("gb18030"), "你好€"),
        ("big5", "你好，嘅".encode("big5hkscs"), "你好，嘅"),
        ("shift_jis", "①髙".encode("cp932"), "①髙"),
        ("ks_c_5601-1987", "안녕 뷁".encode("cp949"), "안녕 뷁"),
        ("iso-8859-9", "Teşekkürler…".encode("cp1254"), "Teşekkürler…"),
        ("tis-620", "ขอบคุณ".encode("cp874"), "ขอบคุณ"),
        ("utf-8", TEXT.encode("cp1252"), TEXT),
        ("utf-8", TEXT.encode("utf-8-sig"), TEXT),
        ("x-unknown", TEXT.encode(), TEXT),
        ("x-unknown", b"\x81\xe9", "\x81é"),
        ("punycode", b"a-b-c", "a-b-c"),
        ("unicode_escape", rb"a\qb\x41", r"a\qb\x41"),
        ("rot13", b"abc", "abc"),
        ("base64", b"abcd", "abcd"),
        ('"', b"abc", "abc"),
        ("a\x00b", b"abc", "abc"),
        ("é", b"abc", "abc"),
    ],
)
def test_missing_wrong_or_unknown_charset_is_made_up_for(declared: str, data: bytes, text: str) -> None:
    lines = [f"Content-Type: text/plain; charset={declared}"] if declared else []
    assert read_text(make_raw(data, *lines, "Content-Transfer-Encoding: 8bit")) == text


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "x-uuencode", "unknown"])
def test_broken_encoding_does_no_harm(encoding: str) -> None:
    body = b"=ZZ \xff=\r\n====\r\nbegin 6\x00"
    found = read_message(make_raw(body, f"Content-Transfer-Encoding: {encoding}"), now=NOW)
    assert isinstance(found, Letter)


def test_plain_text_comes_before_html() -> None:
    assert read_text(make_message("Texte", html="<p>HTML</p>")) == "Texte"


def test_html_is_read_where_the_plain_text_is_empty() -> None:
    assert read_text(make_message("\n\n", html="<p>HTML</p>")) == "HTML"


def test_attachments_are_passed_over() -> None:
    message = make_message("Texte")
    message.add_attachment(b"\x89PNG" * MAX_TEXT, maintype="image", subtype="png", filename="a.png")
    message.add_attachment("Autre texte", filename="a.txt")
    assert read_text(message) == "Texte"
    alone = make_message("Texte")
    alone["Content-Disposition"] = "attachment"
    assert read_text(alone) == ""


def test_text_in_a_part_with_a_name_is_read_where_there_is_no_other() -> None:
    named = make_message("Texte")
    named.replace_header("Content-Type", 'text/plain; charset="utf-8"; name="message.txt"')
    named["Content-Disposition"] = 'inline; filename="message.txt"'
    assert read_text(named) == "Texte"
    html = make_message("Liste")
    html.replace_header("Content-Type", 'text/plain; charset="utf-8"; name="liste.txt"')
    html.make_mixed()
    part = EmailMessage()
    part.set_content("<p>Texte</p>", subtype="html")
    html.attach(part)
    assert read_text(html) == "Texte"


def test_text_that_is_too_large_is_rejected() -> None:
    assert read_text(make_raw(b"a " * (MAX_TEXT // 2)))
    assert read_message(make_raw(b"a " * MAX_TEXT), now=NOW) == Rejection(Reason.LONG_MESSAGE)


# The text: line breaks

FLOWED = "Content-Type: text/plain; charset=utf-8; format=flowed"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ["Un paragraphe ", "qui continue ", "ici.", "", "Un autre."],
            "Un paragraphe qui continue ici.\n\nUn autre.",
        ),
        (["Un", "Deux"], "Un\nDeux"),
        (["Un ", "", "Deux"], "Un \n\nDeux"),
        ([" > stuffed", " From", "  deux"], "> stuffed\nFrom\n deux"),
        (["> cité ", "> encore", "à moi"], "> cité encore\nà moi"),
        ([">> deux ", "> un", ">>> trois", "à moi"], ">> deux \n> un\n>>> trois\nà moi"),
        (["Texte ", "-- ", "Jeanne"], "Texte"),
    ],
)
def test_flowed_text_is_joined_to_paragraphs(lines: list[str], text: str) -> None:
    assert read_text(make_raw("\r\n".join(lines).encode(), FLOWED)) == text


def test_flowed_text_loses_the_space_that_delsp_means() -> None:
    body = "日本 \r\n語\r\nUn ".encode()
    assert read_text(make_raw(body, f"{FLOWED}; DelSp=Yes")) == "日本語\nUn"
    assert read_text(make_raw(body, FLOWED)) == "日本 語\nUn"


def test_template_of_a_link_stays_apart_from_the_text_in_flowed_text() -> None:
    submission, _ = read(make_raw("Nom à afficher : \r\n\r\nMerci !".encode(), FLOWED))
    assert (submission.name, submission.message) == ("Jeanne", "\nMerci !")


LONG = "J’ai essayé cette recette dimanche dernier avec mes enfants et nous avons"
"""As long as a mail program lets a line be."""


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        (f"{LONG}\nadoré.\n\nMerci !", f"{LONG} adoré.\n\nMerci !"),
        (f"{LONG}\nadoré,\ndeux fois", f"{LONG} adoré,\ndeux fois"),
        (f"- {LONG}\nadoré", f"- {LONG} adoré"),
        ("Un court\nvers\nlibre", "Un court\nvers\nlibre"),
        (f"{LONG}\n- adoré", f"{LONG}\n- adoré"),
        (f"{LONG}\n1. adoré", f"{LONG}\n1. adoré"),
        (f"> {LONG}\nadoré", f"> {LONG}\nadoré"),
        (f"{LONG}\n> adoré", f"{LONG}\n> adoré"),
        (f"    {LONG}\nadoré", f"    {LONG}\nadoré"),
        (f"```\n{LONG}\nadoré\n```", f"```\n{LONG}\nadoré\n```"),
        (f"{LONG}\nadoré\n\n{LONG} plus long", f"{LONG}\nadoré\n\n{LONG} plus long"),
        (f"{LONG}\nadoré https://example.org/{'x' * 80}", f"{LONG} adoré https://example.org/{'x' * 80}"),
    ],
)
def test_lines_that_a_mail_program_wrapped_are_joined(text: str, joined: str) -> None:
    assert read_text(make_raw(text.encode())) == joined.strip()


# HTML


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Un</p><p>Deux</p>", "Un\n\nDeux"),
        ("<div>Un</div><div>Deux</div><div><br></div><div>Trois</div>", "Un\nDeux\n\nTrois"),
        ("Un<br>Deux<br><br>Trois", "Un\nDeux\n\nTrois"),
        ("<p>Une\nligne\r\n de la source</p>", "Une ligne de la source"),
        (
            "<p class=MsoNormal>Un<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p>Deux</p>",
            "Un\n\nDeux",
        ),
        ("<b>gras</b> <i>penché</i> <code>c</code>", "**gras** *penché* `c`"),
        ("2 * 3 * 4, un_nom, **gras**", "2 * 3 * 4, un_nom, **gras**"),
        ("<a href='https://example.org/'>ici</a>", "[ici](https://example.org/)"),
        ("<a href='javascript:x'>ici</a>", "ici"),
        ("<a href='mailto:jeanne@example.org'>Jeanne</a>", "Jeanne"),
        ("<ul><li>un<li>deux</ul>", "- un\n- deux"),
        ("<h1>Titre</h1>Texte", "Titre\nTexte"),
        ("<table><tr><td>a<td>b</table>", "a\nb"),
        ("<blockquote>cité</blockquote>À moi", "> cité\n\nÀ moi"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("Avant<img src='https://example.org/pixel'>après", "Avantaprès"),
        ("<style>p{}</style><script>x()</script><title>t</title>Texte<!-- c --><![if x]>", "Texte"),
        ("&lt;b&gt; &amp; &eacute;", "<b> & é"),
        ("https://example.org/", "https://example.org/"),
        ("<?xml version='1.0'?><p>Texte", "Texte"),
        ("", ""),
    ],
)
def test_html_becomes_markdown(html: str, text: str) -> None:
    assert read_html(html) == text


@pytest.mark.parametrize("markup", ["<div>", "<b>", "<ul><li>", "<blockquote>"])
def test_html_that_is_nested_too_deeply_is_rejected(markup: str) -> None:
    data = make_raw(markup.encode() * 2000 + b"x", "Content-Type: text/html")
    assert read_message(data, now=NOW) is Refusal.NO_ANSWER


@pytest.mark.parametrize(
    "data",
    [
        b"\r\n--b" * 1001,
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(990))
        + b"\r\n",
        b"Content-Type: message/rfc822\r\n\r\n" * 5000,
    ],
)
def test_parts_in_parts_without_end_do_no_harm(data: bytes) -> None:
    found = read_message(make_raw(b"")[:-2] + data, now=NOW)
    assert found is Refusal.NO_ANSWER or (isinstance(found, Letter) and not found.submission.message.strip())


# What we know by ourselves


def test_id_is_of_the_message_id_alone() -> None:
    first, second = read(make_message("Un"))[1], read(make_message("Deux", sender="x <x@example.org>"))[1]
    other = read(make_message("Un", message_id="<def@example.org>"))[1]
    assert re.fullmatch(r"m-[0-9a-f]{12}", first.id)
    assert first.id == second.id != other.id


@pytest.mark.parametrize("value", [b"<[x]@example.org>", b"x", b"<\xff@x>", b"<" * 5000])
def test_strange_message_id_makes_an_id_of_its_own(value: bytes) -> None:
    ids = {
        read(make_raw(b"x")[:-5] + b"\r\nMessage-ID: " + value + body)[1].id
        for body in (b"\r\n\r\na", b"\r\n\r\nb")
    }
    assert len(ids) == 1


def test_message_without_message_id_gets_the_id_of_its_content_however_its_lines_end() -> None:
    one, other = make_raw(b"Un\r\n"), make_raw(b"Deux\r\n")
    assert read(one)[1].id == read(one.replace(b"\r\n", b"\n"))[1].id != read(other)[1].id


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("Mon, 03 Nov 2025 10:12:13 +0100", datetime(2025, 11, 3, 9, 12, 13, tzinfo=UTC)),
        ("3 Nov 2025 10:12:13 -0000", datetime(2025, 11, 3, 10, 12, 13, tzinfo=UTC)),
        ("3 Nov 2025 10:12:13 GMT", datetime(2025, 11, 3, 10, 12, 13, tzinfo=UTC)),
        ((NOW + timedelta(minutes=1)).strftime("%d %b %Y %H:%M:%S +0000"), NOW),
        ("", NOW),
        ("hier", NOW),
        ("Mon, 03 Nov 2025 10:12:13 +9999", NOW),
        ("31 Feb 2025 10:12:13 +0000", NOW),
        ("1 Jan 1900 00:00:00 +0000", NOW),
        ("1 Jan 1970 00:00:00 +0000", NOW),
        ("1 Jan 9999 00:00:00 -1200", NOW),
        ("Mon, 03 Nov 99999999999999999999 10:12:13 +0000", NOW),
    ],
)
def test_date_is_that_of_the_message_unless_it_is_none(value: str, date: datetime) -> None:
    _, origin = read(make_raw(b"x", *([f"Date: {value}"] if value else [])))
    assert origin.date == date
    assert origin.date.tzinfo is not None


# From files to the inbox


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_text_on_both_sides_of_a_picture_is_kept(kind: str) -> None:
    """As Apple Mail sends it."""
    message = EmailMessage()
    message["Subject"] = "Re: [article/1]"
    message["From"] = "Jeanne <jeanne@example.org>"
    message.make_mixed()
    for part in ("Avant.", b"picture", "Après."):
        inner = EmailMessage()
        if isinstance(part, bytes):
            inner.set_content(part, "image", "png", disposition="inline", filename="plat.png")
        else:
            inner.set_content(part if kind == "plain" else f"<p>{part}</p>", subtype=kind)
        message.attach(inner)
    assert re.split(r"\s+", read_text(message)) == ["Avant.", "Après."]


def test_name_in_a_quotation_is_not_the_writer_s() -> None:
    message = EmailMessage()
    message["Subject"] = "Re: [article/1]"
    message["From"] = "Jeanne <jeanne@example.org>"
    message.set_content("Je suis d’accord.\n\n> Nom à afficher : Paul\n> Bonjour.\n\nVoilà.\n")
    assert read_name(message) == "Jeanne"


def test_file_name_steers_no_terminal(blog: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x\x1b[2J.eml"
    path.write_bytes(b"")
    monkeypatch.setattr(commands, "load_site", lambda _: blog)
    printed = CliRunner().invoke(command.main, ["from-mail", str(path)]).output
    assert "\x1b" not in printed
    assert "<U+001B>" in printed


def test_comment_waits_in_the_inbox_without_any_address(blog: Site, tmp_path: Path) -> None:
    message = make_message(f"Nom à afficher : Anne\n\nMerci !\n\n{GMAIL}\n{QUOTED}", html=f"<p>{GMAIL}</p>")
    receipt = receive(blog, tmp_path, message.as_bytes())
    (file,) = blog.inbox.rglob("*.md")
    cut = "5 lines cut, from “Le lun. 3 nov. 2025 à 10:12, Paul <[…@…]> a écrit…”"
    told = f"waits as article/{file.stem} ({cut})"
    assert receipt == Receipt(text=f"{tmp_path / 'message.eml'}: {told}", is_kept=True)
    assert file.parent.name == "article"
    assert file.read_text(encoding="utf-8") == (
        "author: Anne\ndate: 2025-11-03T10:12:13+01:00\nreplyto: 1\nsource: mail\ncut: ✂\n\nMerci !\n\n"
        "✂ Le lun. 3 nov. 2025 à 10:12, Paul <[…@…]> a écrit :\n"
        "✂ > Bonjour\n✂ >\n✂ > -- \n✂ > Paul <[…@…]>\n"
    )
    (comment,) = read_comments(file.parent, timezone=blog.timezone, root=blog.inbox)
    assert comment.reply_to == "1"


def test_same_message_twice_changes_nothing(blog: Site, tmp_path: Path) -> None:
    data = make_message().as_bytes()
    receive(blog, tmp_path, data)
    (file,) = blog.inbox.rglob("*.md")
    kept = file.read_bytes()
    receipt = receive(blog, tmp_path, make_message("Autre texte").as_bytes(), "copie.eml")
    assert receipt == Receipt(
        text=f"{tmp_path / 'copie.eml'}: was already there as article/{file.stem}", is_kept=True
    )
    assert [*blog.inbox.rglob("*.md")] == [file]
    assert file.read_bytes() == kept


def test_message_that_was_approved_does_not_come_back(blog: Site, tmp_path: Path) -> None:
    receive(blog, tmp_path, make_message().as_bytes())
    (file,) = blog.inbox.rglob("*.md")
    file.rename(blog.comments / "article" / file.name)
    receipt = receive(blog, tmp_path, make_message().as_bytes())
    assert "was already there" in receipt.text
    assert receipt.is_kept
    assert not [*blog.inbox.rglob("*.md")]


@pytest.mark.parametrize(
    ("text", "headers", "reason"),
    [
        ("Merci !", {"sender": "jeanne@example.org"}, Reason.NO_NAME),
        ("Merci !", {"sender": ""}, Reason.NO_NAME),
        (" ", {}, Reason.NO_MESSAGE),
        ("a " * 6000, {}, Reason.LONG_MESSAGE),
        ("a " * MAX_TEXT, {}, Reason.LONG_MESSAGE),
        (f"Nom à afficher : {'a' * 81}\n\nMerci !", {}, Reason.LONG_NAME),
    ],
)
def test_rejection_is_explained_to_the_writer(
    blog: Site, tmp_path: Path, text: str, headers: dict[str, str], reason: Reason
) -> None:
    receipt = receive(blog, tmp_path, make_message(text, **headers).as_bytes())
    explanation = reason.explain(read_wording("en"))
    assert receipt == Receipt(text=f"{tmp_path / 'message.eml'}: is refused: {explanation}", is_kept=False)
    assert not blog.inbox.exists()


def test_rejection_tells_what_was_cut(blog: Site, tmp_path: Path) -> None:
    receipt = receive(blog, tmp_path, make_message(f"{GMAIL}\n{QUOTED}").as_bytes())
    assert not receipt.is_kept
    assert receipt.text.endswith(
        "is refused: Please write your comment. "
        "(5 lines cut, from “Le lun. 3 nov. 2025 à 10:12, Paul <[…@…]> a écrit…”)"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Merci !\n\nÉcrivez à jeanne@example.org", "Merci !\n\nÉcrivez à […@…]"),
        ("Merci !\n\nJeanne <jeanne@example.org>", "Merci !\n\nJeanne <[…@…]>"),
        ("> cite@example.org disait\n\nMerci !", "> […@…] disait\n\nMerci !"),
        ("Ici : [x](mailto:jeanne@example.org) ou là", "Ici : [x](mailto:[…@…]) ou là"),
        ("Ici : jeanne&#64;example.org ou là", "Ici : […@…] ou là"),
        ("Ici : *jeanne*@example.org ou là", "Ici : […@…] ou là"),
        ("https://example.org/?to=jeanne%40example.org", "[…@…]"),
    ],
)
def test_address_is_masked_and_refuses_nothing_else(
    blog: Site, tmp_path: Path, text: str, written: str
) -> None:
    receipt = receive(blog, tmp_path, make_message(text).as_bytes())
    assert receipt.is_kept
    assert "(an e-mail address masked in 1 line, “" in receipt.text
    (file,) = blog.inbox.rglob("*.md")
    assert file.read_text(encoding="utf-8").split("\n\n", 1)[1] == f"{written}\n"


@pytest.mark.parametrize(
    "text",
    [
        "jeanne@example.orgjeanne@example.org",
        "<jeanne@example.org>,<cite@example.org>",
        "à:jeanne@example.org",
    ],
)
def test_addresses_without_a_blank_between_are_masked_too(blog: Site, tmp_path: Path, text: str) -> None:
    assert receive(blog, tmp_path, make_message(f"Merci ! {text}").as_bytes()).is_kept
    (file,) = blog.inbox.rglob("*.md")
    assert "example.org" not in file.read_text(encoding="utf-8")


def test_more_is_not_kept_of_what_was_cut_than_a_comment_may_have(blog: Site, tmp_path: Path) -> None:
    quoted = "> Bonjour\n" * 2000
    assert receive(blog, tmp_path, make_message(f"Merci !\n\n{GMAIL}\n{quoted}").as_bytes()).is_kept
    (file,) = blog.inbox.rglob("*.md")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(lines) < 1200
    assert re.fullmatch(r"✂ \(\d{3,4} more lines, which are in the message\)", lines[-1])


MAILBOX = b"From jeanne@example.org Mon Nov  3 10:12:13 2025\n%b\n\n" % make_message().as_bytes()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not an answer"),
        (b"\n\n\n", "is not an answer"),
        (b"Un texte, sans plus.", "is not an answer"),
        (make_message(subject="Signaler un commentaire").as_bytes(), "is not an answer"),
        (MAILBOX * 2, "is a mailbox"),
        (MAILBOX.replace(b"\n", b"\r\n") * 2, "is a mailbox"),
    ],
)
def test_file_that_is_no_answer_is_named_with_what_to_do(
    blog: Site, tmp_path: Path, data: bytes, words: str
) -> None:
    receipt = receive(blog, tmp_path, data)
    assert not receipt.is_kept
    assert receipt.text.startswith(f"{tmp_path / 'message.eml'}: {words}")
    assert ".eml)" in receipt.text
    assert not any(address in receipt.text for address in SECRETS)


def test_mailbox_of_a_single_message_is_read(blog: Site, tmp_path: Path) -> None:
    assert receive(blog, tmp_path, MAILBOX).is_kept


def test_file_larger_than_any_message_is_refused(
    blog: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = make_message().as_bytes()
    monkeypatch.setattr(messages, "MAX_FILE", len(data) - 1)
    assert "is not an answer" in receive(blog, tmp_path, data).text
    monkeypatch.setattr(messages, "MAX_FILE", len(data))
    assert receive(blog, tmp_path, data).is_kept


def test_one_bad_file_does_not_stop_the_others(blog: Site, tmp_path: Path) -> None:
    folder, empty, good = tmp_path / "dossier", tmp_path / "vide.eml", tmp_path / "bon.eml"
    folder.mkdir()
    empty.write_bytes(b"")
    good.write_bytes(make_message().as_bytes())
    receipts = [*receive_messages([folder, tmp_path / "absent.eml", empty, good], blog)]
    assert [receipt.is_kept for receipt in receipts] == [False, False, False, True]
    assert "dossier: cannot be read (Is a directory)" in receipts[0].text
    assert "absent.eml: cannot be read (No such file or directory)" in receipts[1].text


def test_disk_that_refuses_is_told(blog: Site, tmp_path: Path) -> None:
    blog.inbox.write_text("Ce n’est pas un dossier.", encoding="utf-8")
    receipt = receive(blog, tmp_path, make_message().as_bytes())
    assert not receipt.is_kept
    assert receipt.text.startswith(f"{tmp_path / 'message.eml'}: cannot be kept (")


@pytest.mark.parametrize(
    ("subjects", "status"), [(["[article]"], 0), (["[article]", "x"], 1), (["x", "[article]"], 1)]
)
def test_command_prints_a_line_for_each_file_and_its_status_tells_whether_all_is_kept(
    blog: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, subjects: list[str], status: int
) -> None:
    monkeypatch.setattr(commands, "load_site", lambda _: blog)
    files = [tmp_path / f"{number}.eml" for number in range(len(subjects))]
    for file, subject in zip(files, subjects, strict=True):
        file.write_bytes(make_message(subject=subject).as_bytes())
    result = CliRunner().invoke(command.main, ["from-mail", *map(str, files)])
    assert result.exit_code == status
    assert [line.split(": ")[0] for line in result.output.splitlines()] == [*map(str, files)]


# Whatever comes

HEADERS = ["From: ", "Subject: ", "Date: ", "Message-ID: ", "Content-Type: ", "Content-Transfer-Encoding: "]
VALUES = [
    "[article/1]",
    "text/plain; charset=",
    "text/html; name*",
    "multipart/mixed; boundary=b",
    "message/rfc822",
]
CODINGS = ["utf-7", "utf-16", "idna", "base64", "quoted-printable", "x-uuencode", "format=flowed; delsp=yes"]
FRAGMENTS = [
    *("--b\n", "--b--\n", "=?utf-8?q?=E9", "=?x?b?", "?=", "+0100", "Mon, 3 Nov 2025 10:12 ", "<![CDATA["),
    "<div>",
]
PIECES = st.sampled_from(
    [
        *HEADERS,
        *VALUES,
        *CODINGS,
        *FRAGMENTS,
        *'"<>(@:;,*=\\\x00\r\t é\n\n\n',
        GMAIL,
        QUOTED,
        "Nom à afficher : ",
    ]
)


@given(
    data=st.binary()
    | st.lists(PIECES, max_size=30).map(lambda pieces: "".join(pieces).encode())
    | st.lists(PIECES, max_size=30).map(
        lambda pieces: b"Subject: [article/1]\n" + "".join(pieces).encode("cp1252")
    )
    | st.lists(PIECES | st.text(), max_size=30).map(lambda pieces: make_raw("".join(pieces).encode()))
)
def test_no_bytes_are_too_strange_to_be_read(data: bytes) -> None:
    found = read_message(data, now=NOW)
    assert isinstance(found, Letter | Rejection | Refusal)


@SHARED_FIXTURES  # each example has an inbox of its own
@given(
    own=st.lists(
        st.sampled_from(
            ["Merci !", "Nom à afficher : ", "\n", " ", "<", ">", "-- ", ":", "Le 3/11/2025 à 10:12, "]
        )
        | st.sampled_from(SECRETS),
        max_size=12,
    ).map("".join),
    sender=st.sampled_from(["Jeanne", '"jeanne@example.org"', "", '"x jeanne@example.org"']),
    added=st.sampled_from(["", f"\n\n{GMAIL}\n{QUOTED}", f"\n{QUOTED}", "\n-- \njeanne@example.org"]),
    is_html=st.booleans(),
)
def test_no_address_ever_reaches_a_file_or_a_line(
    blog: Site, own: str, sender: str, added: str, *, is_html: bool
) -> None:
    folder = Path(mkdtemp(dir=blog.output))
    blog = replace(blog, inbox=folder / "inbox")
    message: Any = make_message(own + added, sender=f"{sender} <jeanne@example.org>")
    if is_html:
        link = "<a href='mailto:cite@example.org'>x</a>"
        message.set_content(f"{link}<p>{own}</p>\n{added}", subtype="html")  # no letter behind an address
    receipt = receive(blog, folder, message.as_bytes())
    written = "".join(file.read_text(encoding="utf-8") for file in blog.inbox.rglob("*.md"))
    assert not [address for address in SECRETS if address in written + receipt.text]
    assert receipt.is_kept == bool(written)
    assert not check_comments(blog).problems


@pytest.mark.parametrize("post", ["clos", "cache"])
def test_message_to_a_thread_that_was_closed_since_waits_and_the_receipt_says_so(
    blog: Site, tmp_path: Path, post: str
) -> None:
    receipt = receive(blog, tmp_path, make_raw(b"Merci !", subject=f"[{post}]"))
    assert receipt.is_kept
    assert f": waits as {post}/m-" in receipt.text
    assert receipt.text.endswith("; that thread is closed by now")
    assert list((blog.inbox / post).iterdir())


def test_message_that_answers_a_comment_which_was_removed_since_waits(
    blog: Site, save_comment: SaveComment, tmp_path: Path
) -> None:
    save_comment("7", "status: removed", text="")
    assert receive(blog, tmp_path, make_raw(b"Merci !", subject="[article/7]")).is_kept


def test_message_whose_comment_was_removed_does_not_come_back(blog: Site, tmp_path: Path) -> None:
    data = make_raw(b"Merci !", subject="[article]")
    receive(blog, tmp_path, data)
    (waiting,) = list_waiting(blog)
    approve(waiting, blog)
    remove(find_filed([waiting.name], blog, Place.PUBLISHED)[0], blog)
    receipt = receive(blog, tmp_path, data)
    assert receipt.text.endswith(": is refused: This comment was removed from this site.")
    assert not list(list_waiting(blog))


def test_link_of_a_translation_says_so(bilingual: Site, tmp_path: Path) -> None:
    page = bilingual.posts["article"].translations[0]
    link = build_reply_link("blog@example.org", page, "1", read_wording("en"))
    subject, body = (unquote(field.split("=")[1]) for field in link.split("?")[1].split("&"))
    assert subject == "The article [article%2Fen/1]"
    path = tmp_path / "answer.eml"
    path.write_bytes(
        make_message(body.replace(": ", ": Ann") + "Thanks!", subject=f"Re: {subject}").as_bytes()
    )
    (receipt,) = receive_messages([path], bilingual)
    assert receipt.is_kept
    (file,) = (bilingual.inbox / "article").iterdir()
    text = file.read_text(encoding="utf-8")
    assert text.startswith("author: Ann\n")
    assert "\nreplyto: 1\n" in text
    assert "\nlang: en\n" in text
