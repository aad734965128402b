"""What of a message its writer wrote, and under what name: as mail programs send it, and as people do."""

import sys

import pytest
from pelican.plugins.comments.mail.words import OTHER_LABELS, SENDER_LABELS, SENT_LABELS, SEPARATORS, WRITING

from .mails import (
    GMAIL,
    QUOTED,
    list_cut,
    make_html,
    make_message,
    make_raw,
    read_letter,
    read_parts,
    read_text,
)

OWN = "Merci Paul !\n\nC’est noté."
LONG = "Le lun. 3 nov. 2025 à 10:12, Paul de la Longue Montagne-Verte"
PAUL = "Paul <cite@example.org>"

# What programs write above a message that they mark line by line, each in a form of its own.
ATTRIBUTIONS = [
    f"{LONG} <cite@example.org> a\nécrit :", f"2025年11月3日(月) 10:12 {PAUL}:",
    f"{PAUL}, 3 Kas 2025 Pzt, 10:12 tarihinde şunu yazdı:",
    "\u202b3 בנוב׳ 2025 ב-10:12 מאת \u202aPaul\u202c\u200f <\u202acite@example.org\u202c\u200f>:\u202c",
    "发自我的 iPhone\n\n> Paul <cite@example.org>：\n> ",
    "Sent from my iPad\n\n> On Nov 3, 2025, at 10:12 AM, Paul\n> <p@example.org> wrote:",
    "Envoyé avec la messagerie sécurisée [Proton Mail](https://proton.me/).\n\nLe 3/11/25 10:12 x a écrit :",
    f"Понедельник, 3 ноября 2025, 10:12 +03:00 от {PAUL}:", f"-- \nJeanne\n\n{GMAIL}\n",
]  # fmt: skip

# And what they write above one that is not marked line by line.
COPIES = [
    f"Envoyé de Outlook pour Android<https://aka.ms/x>\n________________\nFrom: {PAUL}\nSent: a\nTo: Jeanne",
    f"De : {PAUL}\nEnvoyé : lundi\nÀ : Jeanne <jeanne@example.org>; Anne <x@y.z>;\n Zoé\nObjet : x",
    f"Le lundi 3 novembre 2025 à 10:12:13 UTC+1, {PAUL} a écrit :",
    "Sent from Yahoo Mail on Android\n\n  On Nov 3, 2025 at 10:12 AM, Paul<cite@example.org> wrote:   Hello",
    f"{'=' * 40}\nMessage du : 03/11/2025 10:12\nDe : {PAUL}\nA : jeanne@example.org\nSujet : x",
]  # fmt: skip

# What programs add on their own.
ADVERTISEMENTS = [
    "Télécharger Outlook pour iOS<https://example.org/o0ukef>\n", "____________\n",
    "-- \nJeanne\nUne maxime\n\nde plusieurs\n\nlignes", "Sent from Mail for Windows",
    "--\nGaranti sans virus. www.avast.com<https://www.avast.com/sig-email>\n",
    f"Paul a écrit le 03/11/2025 à 10:12 :\n{QUOTED}\n\n-- \nJeanne",
    f"{GMAIL}\n>Bonjour\n-- \nEnvoyé de mon appareil Android avec K-9 Mail. Veuillez excuser ma brièveté.",
    f"> Message du 03/11/25 10:12\n> De : {PAUL}\n> A : Jeanne\n> Copie à :\n> Objet : Re: x\n>\n> Bonjour",
]  # fmt: skip


@pytest.mark.parametrize("added", [
    *(f"{line}\n{QUOTED}" for line in ATTRIBUTIONS), *(f"{head}\n\nBonjour" for head in COPIES),
    *ADVERTISEMENTS,
])  # fmt: skip
def test_quoted_message_and_signature_are_cut(added: str) -> None:
    assert read_text(make_raw(f"{OWN}\n\n{added}")) == OWN


def test_words_of_every_language_mark_what_is_quoted() -> None:
    for words in WRITING:
        assert read_text(make_raw(f"{OWN}\n\n03/11/2025 10:12 {words}:\n> x")) == OWN, words
    for words in SEPARATORS:
        assert read_text(make_raw(f"{OWN}\n\n----- {words.upper()} -----\nBonjour")) == OWN, words
    for sender, sent, other in zip(
        sorted(SENDER_LABELS) * 3, sorted(SENT_LABELS) * 3, sorted(OTHER_LABELS), strict=False
    ):
        assert read_text(make_raw(f"{OWN}\n\n{sender}: x\n{other}: x\n{sent}: 3/11/2025 10:12\n\nx")) == OWN


@pytest.mark.parametrize("text", [
    "Le 3 novembre, j’ai écrit à Paul, et il m’a écrit :\nrien du tout.\nDommage.",
    "Le 3 novembre 2015 à 14:30, Paul a écrit :\n> Ajoutez du sel.\n\nEt j’en ai ajouté.",
    "> Ajoutez du sel.\n\nCombien ?\n\n> Et du poivre.\n\nAussi ?", "Comme disait Paul :\n> Du sel.",
    "De : la farine\nÀ : volonté\n\nMélangez.", "Cordialement, et la suite.", "Un\n\n---\n\nDeux\n\n***\n\nX",
    "Une pause\n--\n" + "Une ligne.\n" * 12, "Envoyé de mon iPhone hier, ce message\nest perdu.",
    *(f"Merci.\n\n-- \nJeanne\n\n{line}" for line in ("P.-S. : sel", "PPS : sel", "附言：加点盐。")),
    "Merci.\n\n--\nPS : ajoutez du sel.", "Merci.\n\n--\nJeanne", "Merci.\n\n-- \n" + "Une ligne.\n" * 11,
    "Merci.\n\n-- \nJeanne\n\n> Du sel ?\n\nOui.", "-- \nUn tiret d’abord, et puis le texte.",
    "Merci.\n\nEnvoyé de mon iPhone, sous la pluie.", "谢谢。\n\n发自我的内心。", "À 10:12 :\n\nà table !",
    "Le 14 juillet 2025 à 10h30, j’ai vu ceci :\n\n> Défense de nourrir les mouettes.",
    "Sa lettre :\n\nDe : Marcel\nEnvoyé : 3 août 1914, 16:30\nÀ : Jeanne\nObjet : adieu\n\nOn part.",
    "Essayez :\n\n```\n$ git log -- README\n-- \nSELECT 1;\n```", "Merci.\n\n----- La suite -----\n\nDu sel.",
    "Le 14 juillet 2025 à 10:30 j’ai noté :\nune mouette,\ndeux crabes.",
])  # fmt: skip
def test_honest_text_is_not_cut(text: str) -> None:
    assert read_letter(make_raw(text)).submission.message.rstrip() == text.rstrip()
    assert not list_cut(make_raw(text))


ADDED = [  # what programs mark by a class or an id
    "<div class=moz-signature>Jeanne</div>", "<div id=appendonsend>x</div><p>y",
    "<div id=mail-editor-reference-message-container><b>De</b>x</div>", "<div id=Signature>Jeanne</div>",
    "<p class=moz-cite-prefix>x</p><blockquote type=cite>x", "<div>--&nbsp;</div><div>Jeanne</div>",
]  # fmt: skip
HTML_GMAIL = f"""<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">
    {GMAIL.replace("<", "&lt;").replace(">", "&gt;")}<br></div>
    <blockquote class="gmail_quote">Bonjour</blockquote></div>"""
HTML_REPLIES = [
    HTML_GMAIL,
    """<br><div>Envoyé de mon iPhone</div><div><br><blockquote type="cite">Le 3 nov. 2025 à 10:12, Paul
    a écrit :</blockquote></div><blockquote type='cite'><div>Bonjour</div></blockquote>""",
    """<div style='border-top:solid'><p><b>De :</b> Paul<br><b>Envoyé :</b> 3/11/2025 10:12<br>
    <b>À :</b> Jeanne<br><b>Objet :</b> x<o:p></o:p></p></div><p>Bonjour</p>""",
]


@pytest.mark.parametrize("added", ADDED + HTML_REPLIES)
def test_quoted_message_and_signature_are_cut_from_html(added: str) -> None:
    assert read_text(make_html(f"<p>Merci Paul&nbsp;!</p>{added}")) == "Merci Paul\u00a0!"


ASKED = "> Du sel ?\n\nOui.\n\n> Du poivre ?\n\nNon."


@pytest.mark.parametrize(("text", "own"), [
    (f"Bonjour,\n{GMAIL}\n\nCi-dessous.\n\n{ASKED}", f"Bonjour,\n\nCi-dessous.\n\n{ASKED}"),
    ("De : Paul <cite@example.org>\nEnvoyé : lundi\nÀ : Jeanne\nObjet : x\n\nOui.", "Oui."),
    (f"Oui.\n\nEnvoyé de mon iPhone\n\n{GMAIL}\n\n> x\n\nEt du poivre.",
     "Oui.\n\nEnvoyé de mon iPhone\n\n\n> x\n\nEt du poivre."),
    (f"Merci !\nOn adore.\nPaul <cite@example.org> a écrit :\n{QUOTED}", "Merci !\nOn adore."),
])  # fmt: skip
def test_own_lines_around_what_is_cut_stay(text: str, own: str) -> None:
    assert read_text(make_raw(text)) == own
    assert list_cut(make_raw(text))


def test_answers_between_quotations_in_html_stay_with_them() -> None:
    html = """<div class=gmail_quote><div class=gmail_attr>Paul a écrit :</div>
    <blockquote>Du sel ?</blockquote><div>Oui.</div>
    <blockquote class=gmail_quote>Du poivre ?</blockquote><div>Non.</div></div>"""
    assert [line for line in read_text(make_html(html)).split("\n") if line] == ASKED.split("\n\n")


@pytest.mark.parametrize("line", [GMAIL, "> x", "De : x", "Envoyé de mon iPhone", "_" * 40, ":"])
def test_work_grows_no_faster_than_a_text(line: str) -> None:
    few, many = (count_calls(make_raw("Merci !\n" + count * f"{line}\n")) for count in (50, 200))
    assert many < 6 * few  # in square time it would be 16 times as much


def count_calls(message: bytes) -> int:
    """How many functions are called, Python's own too, to read a message."""
    calls = 0

    def count(*_event: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        text = read_text(message)
    finally:
        sys.setprofile(None)
    assert text.startswith("Merci !")
    return calls


# Whose name is shown: the one given in the text, or else the sender's

TEXT = "Merci, bien vu."


@pytest.mark.parametrize(("line", "name"), [
    ("  nom a\u0300 afficher\u202f:\u00a0Anne\u00a0", "Anne"), ("_Nom à afficher : Anne_", "Anne"),
    ("Nom à afficher : *Anne*", "*Anne*"), ("Nom=20=C3=A0 afficher=C2=A0: H=C3=A9l=C3=A8ne=20", "Hélène"),
    ("Name to show：小丽", "小丽"), ("Nom à afficher – Anne Dupont", "Anne Dupont"),
    # with an address, which is dropped
    ("Name to show: Anne (anne@example.org) Dupont", "Anne Dupont"),
    ("Name to show: <a@example.org>", "Jeanne"), ("Name to show: anne&#64;example.org", "Jeanne"),
])  # fmt: skip
def test_name_behind_the_label_is_shown_and_leaves_the_text(line: str, name: str) -> None:
    assert read_parts(make_message(f"{line}\n\n{TEXT}")) == (name, TEXT)
    assert read_parts(make_message(f"{TEXT}\n\n{line}\n\nEncore !")) == (name, f"{TEXT}\n\n\nEncore !")


@pytest.mark.parametrize(("sender", "name"), [
    (b"=?windows-1252?q?H=E9l=E8ne?= <jeanne@example.org>, Paul <cite@example.org>", "Hélène"),
    ("Hélène <jeanne@example.org>".encode(), "Hélène"), (b"jeanne@example.org (Jeanne)", ""),
    (b"=?utf-8?q?jeanne=40example=2Eorg?= <jeanne@example.org>", ""),
    (b"jeanne.72 <jeanne.72@example.org>", ""), (b"(" * 5000, ""),
])  # fmt: skip
def test_sender_s_name_stands_in_but_never_the_address(sender: bytes, name: str) -> None:
    for text in (TEXT, f"Nom à afficher :\n\n{TEXT}", f"Nom : Anne\n{TEXT}"):
        data = b"Subject: [article/1]\r\nFrom: " + sender + b"\r\n\r\n" + text.encode()
        assert read_parts(data)[0] == name


@pytest.mark.parametrize(("sender", "text", "name"), [
    ("Une lectrice", f"Nom à afficher :\nLectrice\n{TEXT}", "Lectrice"),
    ("x", f"Nom à afficher :\n**Anne de la Tour**\n\n{TEXT}", "Anne de la Tour"),
    ("x", f"Name to show:\nليلى\n\n{TEXT}", "ليلى"),
])  # fmt: skip
def test_name_is_found_below_its_label(sender: str, text: str, name: str) -> None:
    assert read_parts(make_raw(text, sender=sender)) == (name, TEXT)
    assert read_parts(make_raw(f"Bonjour.\n\n{text}", sender=sender))[0] == name


@pytest.mark.parametrize("below", [
    *("Bonjour\n\nMerci.", "Anne", "\nAnne\n\nMerci.", "la mer\n\nAnne", "Ô nuit\nÔ mer\nÔ vent"),
    *("Je reviendrai lire la suite\n\nAnne", "", "> Bonjour\n\nMerci.", "https://example.org/\n\nMerci."),
])  # fmt: skip
def test_text_below_the_label_is_not_a_name(below: str) -> None:
    assert read_parts(make_raw(f"Nom à afficher :\n{below}")) == ("Jeanne", below.strip())


@pytest.mark.parametrize(("sender", "name", "text"), [
    ("Jeanne Dupont", "jeanne", " merci pour tout"), ("x", "Anne Lise Maud Ève", " Quelle plage."),
    ("x", "Anne de la Tour", " Merci bien."), ("x", "Anne", ", Merci Paul."), ("x", "Anne", " Salut à tous"),
])  # fmt: skip
def test_name_and_text_on_the_line_of_the_label_are_told_apart(sender: str, name: str, text: str) -> None:
    message = make_raw(f"Nom à afficher : {name}{text}\n\n", sender=sender)
    assert read_parts(message) == (name, text.lstrip(" ,"))


def test_name_in_a_message_that_is_quoted_is_not_the_writer_s() -> None:
    head = "De : Paul <cite@example.org>\nEnvoyé : lundi\nÀ : Jeanne\nObjet : x"
    for quoted in (f"{head}\n\nNom à afficher : Paul\n\nBonjour", "> Nom à afficher : Paul\n\nVoilà."):
        assert read_parts(make_message(f"{TEXT}\n\n{quoted}"))[0] == "Jeanne"
