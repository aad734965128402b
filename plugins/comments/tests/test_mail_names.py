"""Whose name a message shows: the one that its text gives, or else its sender's."""

import pytest

from .mails import make_html, make_message, make_raw, read, read_name, read_text


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Nom à afficher\u00a0: Anne", "Anne"),
        ("Nom à afficher : Anne", "Anne"),
        ("Nom à afficher: Anne", "Anne"),
        ("Nom à afficher:Anne Marie", "Anne Marie"),
        ("  nom a afficher\u202f:\u00a0Anne\u00a0", "Anne"),
        ("Nom a\u0300 afficher : Anne", "Anne"),
        ("**Nom à afficher :** Anne", "Anne"),
        ("*Nom à afficher :* Anne", "Anne"),
        ("_Nom à afficher : Anne_", "Anne"),
        ("Nom à afficher : *Anne*", "*Anne*"),
        ("Nom=20=C3=A0 afficher=C2=A0: H=C3=A9l=C3=A8ne=20", "Hélène"),
        ("Name to show: Anne", "Anne"),
        ("Name to show Anne", "Anne"),
        ("Nom à afficher Anne Dupont", "Anne Dupont"),
        ("Nom à afficher – Anne", "Anne"),
        ("NAME TO SHOW : Anne: la vraie", "Anne: la vraie"),
    ],
)
def test_name_of_the_template_is_shown_and_leaves_the_text(line: str, name: str) -> None:
    submission, _ = read(make_message(f"{line}\n\nMerci !"))
    assert (submission.name, submission.message.strip()) == (name, "Merci !")


def test_name_is_found_below_the_text_too() -> None:
    submission, _ = read(make_message("Merci !\n\nNom à afficher : Anne\n\nEncore !"))
    assert (submission.name, submission.message.strip()) == ("Anne", "Merci !\n\n\nEncore !")


def test_name_of_the_template_is_read_from_html() -> None:
    html = "<div>Nom à afficher&nbsp;: <b>Anne</b></div><div><br></div><div>Merci !</div>"
    submission, _ = read(make_raw(html.encode(), "Content-Type: text/html; charset=utf-8"))
    assert (submission.name, submission.message.strip()) == ("Anne", "Merci !")


@pytest.mark.parametrize("text", ["Merci !", "Nom à afficher :\n\nMerci !", "Nom : Anne\nMerci !"])
@pytest.mark.parametrize(
    ("sender", "name"),
    [
        (b"Jeanne <jeanne@example.org>", "Jeanne"),
        (b'"Jeanne, de Lyon" <jeanne@example.org>', "Jeanne, de Lyon"),
        (b"=?utf-8?q?H=C3=A9l=C3=A8ne?= <jeanne@example.org>", "Hélène"),
        (b"=?windows-1252?q?H=E9l=E8ne?= <jeanne@example.org>", "Hélène"),
        ("Hélène <jeanne@example.org>".encode(), "Hélène"),
        (b"Jeanne <jeanne@example.org>, Paul <cite@example.org>", "Jeanne"),
        (b"jeanne@example.org", ""),
        (b"<jeanne@example.org>", ""),
        (b'"jeanne@example.org" <jeanne@example.org>', ""),
        (b"=?utf-8?q?jeanne=40example=2Eorg?= <jeanne@example.org>", ""),
        (b"jeanne.72 <jeanne.72@example.org>", ""),
        (b"jeanne@example.org (Jeanne)", ""),
        (b'"', ""),
        (b"(" * 5000, ""),
        (b"", ""),
    ],
)
def test_name_of_the_sender_stands_in_but_never_the_address(text: str, sender: bytes, name: str) -> None:
    data = b"Subject: [article/1]\r\nFrom: " + sender + b"\r\n\r\n" + text.encode()
    assert read_name(data) == name


TEXT = "Merci, bien vu."


def make_from(sender: str, text: str) -> bytes:
    return f"Subject: [article/1]\r\nFrom: {sender} <x@example.org>\r\n\r\n{text}".encode()


@pytest.mark.parametrize(
    ("sender", "text", "name"),
    [
        ("Une lectrice", f"Nom à afficher :\nLectrice\n\n{TEXT}", "Lectrice"),
        ("Une lectrice", f"Nom à afficher : \n\nLectrice\n\n{TEXT}", "Lectrice"),
        ("Une lectrice", f"Nom à afficher :\nLectrice\n{TEXT}", "Lectrice"),
        ("x", f"Nom à afficher :\nAnne de la Tour\n\n{TEXT}", "Anne de la Tour"),
        ("x", f"Nom à afficher :\nAnne-Marie D’Or\n\n{TEXT}", "Anne-Marie D’Or"),
        ("x", f"Name to show:\nليلى\n\n{TEXT}", "ليلى"),
        ("x", f"Name to show:\n小丽\n\n{TEXT}", "小丽"),
        ("x", f"Name to show：小丽\n\n{TEXT}", "小丽"),
        ("x", f"Nom à afficher :\n**Anne**\n\n{TEXT}", "Anne"),
        ("x", f"Bonjour.\n\nNom à afficher :\nAnne\n\n{TEXT}", "Anne"),
    ],
)
def test_name_is_found_below_its_label(sender: str, text: str, name: str) -> None:
    submission, _ = read(make_from(sender, text))
    assert submission.name == name
    assert submission.message.strip().removeprefix("Bonjour.").strip() == TEXT


@pytest.mark.parametrize(
    "below",
    [
        *("Bonjour,\n\nMerci.", "Bonjour\n\nMerci.", "Merci Paul\n\nC’est noté.", "Salut Paul !\n\nMerci."),
        *("Super !\n\nMerci.", "Anne", "\nAnne\n\nMerci.", "Merci, bien vu.\n\nÀ bientôt."),
        *("Je reviendrai lire la suite\n\nAnne", "la mer est froide\n\nAnne", "Ô nuit\nÔ mer\nÔ vent"),
        *("> Bonjour\n\nMerci.", "1. Le sel\n\n2. Le poivre", "https://example.org/\n\nMerci."),
    ],
)
def test_text_below_the_label_is_no_name(below: str) -> None:
    submission, _ = read(make_from("Jeanne", f"Nom à afficher :\n{below}"))
    assert submission.name == "Jeanne"
    assert submission.message.strip() == below.strip()


@pytest.mark.parametrize(
    ("sender", "line", "name", "text"),
    [
        (
            "Une lectrice",
            "Lectrice Merci, bien vu, je reviendrai.",
            "Lectrice",
            "Merci, bien vu, je reviendrai.",
        ),
        ("Jeanne Dupont", "Jeanne Dupont Quelle belle plage.", "Jeanne Dupont", "Quelle belle plage."),
        ("Jeanne Dupont", "jeanne merci pour tout", "jeanne", "merci pour tout"),
        ("x", "Anne Merci, bien vu.", "Anne", "Merci, bien vu."),
        ("x", "Anne Dupont Quelle belle plage.", "Anne Dupont", "Quelle belle plage."),
        ("x", "Anne, merci bien.", "Anne", "merci bien."),
        ("x", "Anne. Merci bien.", "Anne", "Merci bien."),
        ("x", "Anne : Merci bien.", "Anne", "Merci bien."),
        ("x", "Anne – Merci bien.", "Anne", "Merci bien."),
        ("x", "Anne de la Tour Merci bien.", "Anne de la Tour", "Merci bien."),
        ("x", "Anne j’adore cette plage", "Anne", "j’adore cette plage"),
        ("x", "Anne Bonjour à tous, quelle plage !", "Anne", "Bonjour à tous, quelle plage !"),
    ],
)
def test_name_and_text_on_the_line_of_the_label_are_told_apart(
    sender: str, line: str, name: str, text: str
) -> None:
    submission, _ = read(make_from(sender, f"Nom à afficher : {line}\n\n"))
    assert (submission.name, submission.message.strip()) == (name, text)


def test_long_text_on_the_line_of_the_label_is_told_apart_where_more_follows() -> None:
    line = (
        "Anne Merci, c’est très bien vu, et je suis tout à fait d’accord avec ce que vous dites de la plage."
    )
    submission, _ = read(make_from("x", f"Nom à afficher : {line}\n\nÀ bientôt."))
    assert submission.name == "Anne"
    assert submission.message.startswith("Merci, c’est très bien vu")
    assert submission.message.endswith("À bientôt.")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Anne <anne@example.org>", "Anne"),
        ("Anne [anne@example.org]", "Anne"),
        ("Anne (anne@example.org) Dupont", "Anne Dupont"),
        ("anne@example.org", "Jeanne"),
        ("<anne@example.org>", "Jeanne"),
        ("anne&#64;example.org", "Jeanne"),
    ],
)
def test_address_beside_the_name_is_dropped(line: str, name: str) -> None:
    assert read_name(make_message(f"Nom à afficher : {line}\n\n{TEXT}")) == name


def test_sender_stands_in_where_the_label_was_deleted() -> None:
    submission, _ = read(make_from("Une lectrice", TEXT))
    assert (submission.name, submission.message) == ("Une lectrice", TEXT)


def test_name_in_a_message_that_is_answered_is_not_the_writer_s() -> None:
    head = "De : Paul <cite@example.org>\nEnvoyé : lundi\nÀ : Jeanne\nObjet : x"
    copy = f"{head}\n\nNom à afficher : Paul\n\nBonjour"
    assert read_name(make_message(f"{TEXT}\n\n{copy}")) == "Jeanne"


def test_name_below_the_label_is_read_from_html() -> None:
    html = "<div>Nom à afficher&nbsp;:</div><div>Anne</div><div><br></div><div>Merci !</div>"
    assert (read_name(make_html(html)), read_text(make_html(html))) == ("Anne", "Merci !")
