"""Whose name a message shows: the one given in its text, or else its sender's."""

import pytest

from .mails import make_html, make_message, make_raw, read_parts

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
    ("x", "Anne", ", Merci bien."), ("x", "Anne de la Tour", " Merci bien."),
    ("x", "Anne", " Bonjour à tous, quelle plage !"), ("x", "Anne", f" {'Merci ' * 20}\n\nÀ bientôt."),
])  # fmt: skip
def test_name_and_text_on_the_line_of_the_label_are_told_apart(sender: str, name: str, text: str) -> None:
    message = make_raw(f"Nom à afficher : {name}{text}\n\n", sender=sender)
    assert read_parts(message) == (name, text.lstrip(" ,.:–"))


def test_name_in_a_message_that_is_quoted_is_not_the_writer_s() -> None:
    head = "De : Paul <cite@example.org>\nEnvoyé : lundi\nÀ : Jeanne\nObjet : x"
    for quoted in (f"{head}\n\nNom à afficher : Paul\n\nBonjour", "> Nom à afficher : Paul\n\nVoilà."):
        assert read_parts(make_message(f"{TEXT}\n\n{quoted}"))[0] == "Jeanne"
    html = "<div>Nom à afficher&nbsp;:</div><div><b>Anne</b></div><div><br></div><div>Merci !</div>"
    assert read_parts(make_html(html)) == ("Anne", "Merci !")
