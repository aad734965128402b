"""The rules over plain text, one table per rule. Escapes are visible: no editor shows a no-break space."""

import pytest
from pelican.plugins.typography.rules import is_french, typeset_text


def typeset(text: str) -> str:
    return typeset_text(text, "fr")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vraiment ?", "Vraiment\u202f?"),
        ("Vraiment\u00a0?", "Vraiment\u202f?"),
        ("Vraiment   ?", "Vraiment\u202f?"),
        ("Vraiment\n?", "Vraiment\u202f?"),
        ("Vraiment?", "Vraiment\u202f?"),
        ("Oui! Non; peut-être?", "Oui\u202f! Non\u202f; peut-être\u202f?"),
        ("Quoi ?!", "Quoi\u202f?!"),
        ("Quoi!!!", "Quoi\u202f!!!"),
        ("Quoi ? !", "Quoi\u202f?\u202f!"),
        ("(vraiment?)", "(vraiment\u202f?)"),
        ("Oui (ou non)!", "Oui (ou non)\u202f!"),
        ("« Oui »!", "«\u00a0Oui\u00a0»\u202f!"),
        ("Quoi...?", "Quoi\u2026\u202f?"),
        ("à 50 %!", "à 50\u00a0%\u202f!"),
        ("👍!", "👍\u202f!"),
        ("C’est quoi le tango du quartier latin ?", "C’est quoi le tango du quartier latin\u202f?"),
    ],
)
def test_a_narrow_space_stands_before_high_marks(text: str, expected: str) -> None:
    assert typeset(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Note : oui", "Note\u00a0: oui"),
        ("Note\u202f: oui", "Note\u00a0: oui"),
        ("Note: oui", "Note\u00a0: oui"),
        ("Note:", "Note\u00a0:"),
        ("« Note: »", "«\u00a0Note\u00a0:\u00a0»"),
        ("12:30: début", "12:30\u00a0: début"),
        ('"Titre": texte', "«\u00a0Titre\u00a0»\u00a0: texte"),
        ("Il répond :oui", "Il répond\u00a0:oui"),
    ],
)
def test_a_no_break_space_stands_before_a_colon(text: str, expected: str) -> None:
    assert typeset(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«Bonjour»", "«\u00a0Bonjour\u00a0»"),
        ("« Bonjour »", "«\u00a0Bonjour\u00a0»"),
        ("«\u202fBonjour\u202f»", "«\u00a0Bonjour\u00a0»"),
        ("«»", "«\u00a0»"),
        ("« ! »", "«\u00a0!\u00a0»"),
        ("« Bonjour », « Bien cordialement, »", "«\u00a0Bonjour\u00a0», «\u00a0Bien cordialement,\u00a0»"),
        ("« Avec plaisir », « Ouf ». Pire !", "«\u00a0Avec plaisir\u00a0», «\u00a0Ouf\u00a0». Pire\u202f!"),
    ],
)
def test_no_break_spaces_stand_inside_guillemets(text: str, expected: str) -> None:
    assert typeset(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Bonjour"', "«\u00a0Bonjour\u00a0»"),
        ('" Bonjour "', "«\u00a0Bonjour\u00a0»"),
        ('Il dit "oui", puis "non".', "Il dit «\u00a0oui\u00a0», puis «\u00a0non\u00a0»."),
        ('Il crie "Oui!"', "Il crie «\u00a0Oui\u202f!\u00a0»"),
        ('l\'"Odyssée"', "l\u2019«\u00a0Odyssée\u00a0»"),
        ('("oui")', "(«\u00a0oui\u00a0»)"),
        ('sous "Windows 95"', "sous «\u00a0Windows 95\u00a0»"),
        ('un 27" et un "petit"', 'un 27" et un «\u00a0petit\u00a0»'),
        ('Lire "https://example.org/?q" ici', "Lire «\u00a0https://example.org/?q\u00a0» ici"),
    ],
)
def test_pairs_of_straight_quotes_become_guillemets(text: str, expected: str) -> None:
    assert typeset(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *('un écran de 27" ou de 32"', 'une planche de 5 " sur 3 "', 'le signe " seul', 'trop "ouvert'),
        *('"un" et deux"', '"a "b" c"', '""', '{"clef":"valeur"}', "“Le tango du quartier latin”"),
    ],
)
def test_quotes_without_a_sure_partner_stay_as_they_are(text: str) -> None:
    assert typeset(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("J'y pense souvent", "J\u2019y pense souvent"),
        ("l'été", "l\u2019été"),
        ("aujourd'hui", "aujourd\u2019hui"),
        ("rock'n'roll", "rock\u2019n\u2019roll"),
        ("d'11 heures", "d\u201911 heures"),
        ("l'« Odyssée »", "l\u2019«\u00a0Odyssée\u00a0»"),
        ("J’y pense souvent", "J’y pense souvent"),
        ("'bonjour'", "'bonjour'"),
        ("5'10 et 1'30", "5'10 et 1'30"),
    ],
)
def test_an_apostrophe_between_letters_is_curly(text: str, expected: str) -> None:
    assert typeset(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bref...", "Bref\u2026"),
        ("...et puis", "\u2026et puis"),
        ("[...]", "[\u2026]"),
        ("etc....", "etc...."),
        ("1..5", "1..5"),
        ("(soirs et week-end)…. Fiouuuu", "(soirs et week-end)…. Fiouuuu"),
        ("/.../lib", "/.../lib"),
    ],
)
def test_three_dots_become_an_ellipsis(text: str, expected: str) -> None:
    assert typeset(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50 %", "50\u00a0%"),
        ("50%", "50\u00a0%"),
        ("3,50€", "3,50\u00a0€"),
        ("20 °C", "20\u00a0°C"),
        ("12 km/h", "12\u00a0km/h"),
        ("5 Mo et 2 Go", "5\u00a0Mo et 2\u00a0Go"),
        ("18 h 30 min", "18\u00a0h\u00a030\u00a0min"),
        ("20 m²", "20\u00a0m²"),
        ("10 k€", "10\u00a0k€"),
        ("1 234 567", "1\u202f234\u202f567"),
        ("5 000 €", "5\u202f000\u00a0€"),
        ("10\u00a0000", "10\u202f000"),
    ],
)
def test_numbers_hold_together_with_their_groups_and_units(text: str, expected: str) -> None:
    assert typeset(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("70h", "12km", "20°C", "les 3 s\u2019en vont", "5 mains", "100%25", "tél. 01 23 45 67 89"),
        *("en 2015 300 personnes", "1234 5678"),
    ],
)
def test_a_number_without_a_unit_or_groups_stays_as_it_is(text: str) -> None:
    assert typeset(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("https://example.org/l'été?q=oui;non!", "http://example.org/a...b", "www.example.org/?"),
        *("mailto:l'ami@example.org?subject=a", "o'neil@example.org", r"C:\Temp\l'ami ou \\serveur\l'ami"),
        *("/srv/l'ami/.../x? et ~/l'ami, ./l'ami", "12:30 et 16:9", "a:b", "oui;non", "x?y:z"),
        *("std::vector et ::before", "a := b", "x != y", "le !important", "[^1]: note", "&amp; et &nbsp;"),
        *("? d’abord", ": d’abord", "( ! )", "chanson préférée :-)."),
        *("bien ;-) ou :D ou :/ ou :\u2019( ou ;) ou :-))", "cool :)", "bravo :tada: à tous", "(exemple:)"),
        "»x«",
    ],
)
def test_what_only_looks_like_punctuation_stays_as_it_is(text: str) -> None:
    assert typeset(text) == text


def test_less_than_and_ampersand_are_plain_characters() -> None:
    assert typeset("R&D <code> : utile ?") == "R&D <code>\u00a0: utile\u202f?"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("fr", True),
        ("FR", True),
        ("fr-BE", True),
        ("fr_CH", True),
        ("en", False),
        ("frr", False),
        ("", False),
    ],
)
def test_french_is_told_by_its_language_tag(lang: str, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_french(lang) is expected


def test_text_in_another_language_stays_as_it_is() -> None:
    assert typeset_text('Isn\'t it "right" ?', "en") == 'Isn\'t it "right" ?'
