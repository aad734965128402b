"""The rules over plain text, one table per rule."""

import pytest
from pelican.plugins.typography import typeset
from pelican.plugins.typography.rules import is_french, typeset_text

from .tables import read_table

RULES = {
    "narrow space before high marks": """
Vraiment ? ⇒ Vraiment▯? ‖ Vraiment⍽? ⇒ Vraiment▯? ‖ Vraiment   ? ⇒ Vraiment▯? ‖ Vraiment⏎? ⇒ Vraiment▯?
Vraiment? ⇒ Vraiment▯? ‖ Oui! Non; peut-être? ⇒ Oui▯! Non▯; peut-être▯? ‖ Quoi ?! ⇒ Quoi▯?! ‖ 👍! ⇒ 👍▯!
Quoi!!! ⇒ Quoi▯!!! ‖ Quoi ? ! ⇒ Quoi▯?▯! ‖ (vraiment?) ⇒ (vraiment▯?) ‖ Oui (ou non)! ⇒ Oui (ou non)▯!
« Oui »! ⇒ «⍽Oui⍽»▯! ‖ Quoi...? ⇒ Quoi…▯? ‖ à 50 %! ⇒ à 50⍽%▯! ‖ R&D <code> : utile ? ⇒ R&D <code>⍽: utile▯?
""",
    "no-break space before a colon": """
Note : oui ⇒ Note⍽: oui ‖ Note▯: oui ⇒ Note⍽: oui ‖ Note: oui ⇒ Note⍽: oui ‖ Note: ⇒ Note⍽:
« Note: » ⇒ «⍽Note⍽:⍽» ‖ 12:30: début ⇒ 12:30⍽: début ‖ Il répond :oui ⇒ Il répond⍽:oui
"Titre": texte ⇒ «⍽Titre⍽»⍽: texte
""",
    "no-break spaces inside guillemets": """
«Bonjour» ⇒ «⍽Bonjour⍽» ‖ « Bonjour » ⇒ «⍽Bonjour⍽» ‖ «▯Bonjour▯» ⇒ «⍽Bonjour⍽» ‖ «» ⇒ «⍽» ‖ « ! » ⇒ «⍽!⍽»
« Avec plaisir », « Ouf, ». Pire ! ⇒ «⍽Avec plaisir⍽», «⍽Ouf,⍽». Pire▯! ‖ »x« ‖ “Le tango”
""",
    "guillemets for pairs of straight quotes": """
"Bonjour" ⇒ «⍽Bonjour⍽» ‖ " Bonjour " ⇒ «⍽Bonjour⍽» ‖ Il crie "Oui!" ⇒ Il crie «⍽Oui▯!⍽» ‖ ("oui") ⇒ («⍽oui⍽»)
Il dit "oui", puis "non". ⇒ Il dit «⍽oui⍽», puis «⍽non⍽». ‖ l'"Odyssée" ⇒ l’«⍽Odyssée⍽»
sous "Windows 95" ⇒ sous «⍽Windows 95⍽» ‖ un 27" et un "petit" ⇒ un 27" et un «⍽petit⍽»
Lire "https://example.org/?q" ici ⇒ Lire «⍽https://example.org/?q⍽» ici
""",
    "no guillemets without a sure partner": """
un écran de 27" ou de 32" ‖ une planche de 5 " sur 3 " ‖ le signe " seul ‖ trop "ouvert ‖ "un" et deux"
"a "b" c" ‖ "" ‖ {"clef":"valeur"}
""",
    "apostrophe between letters": """
J'y pense ⇒ J’y pense ‖ l'été ⇒ l’été ‖ aujourd'hui ⇒ aujourd’hui ‖ rock'n'roll ⇒ rock’n’roll
d'11 heures ⇒ d’11 heures ‖ l'« Odyssée » ⇒ l’«⍽Odyssée⍽» ‖ J’y pense ‖ 'bonjour' ‖ 5'10 et 1'30
""",
    "ellipsis": """
Bref... ⇒ Bref… ‖ ...et puis ⇒ …et puis ‖ [...] ⇒ […] ‖ etc.... ‖ 1..5 ‖ (week-end)…. Ouf ‖ /.../lib ‖ a\\...
""",
    "numbers with their groups and units": """
50 % ⇒ 50⍽% ‖ 50% ⇒ 50⍽% ‖ 3,50€ ⇒ 3,50⍽€ ‖ 20 °C ⇒ 20⍽°C ‖ 12 km/h ⇒ 12⍽km/h ‖ 20 m² ⇒ 20⍽m² ‖ 10 k€ ⇒ 10⍽k€
5 Mo et 2 Go ⇒ 5⍽Mo et 2⍽Go ‖ 18 h 30 min ⇒ 18⍽h⍽30⍽min ‖ 1 234 567 ⇒ 1▯234▯567 ‖ 5 000 € ⇒ 5▯000⍽€
10⍽000 ⇒ 10▯000 ‖ 70h ‖ 12km ‖ 20°C ‖ les 3 s’en vont ‖ 5 mains ‖ 100%25 ‖ tél. 01 23 45 67 89
en 2015 300 personnes ‖ 1234 5678 ‖ Bach 3
""",
    "no rule for what only looks like punctuation": """
https://example.org/l'été?q=oui;non! ‖ http://example.org/a...b ‖ www.example.org/? ‖ o'neil@example.org
mailto:l'ami@example.org?subject=a ‖ C:\\Temp\\l'ami ou \\\\serveur\\l'ami ‖ /srv/l'ami/.../x?
et ~/l'ami, ./l'ami ‖ 12:30 et 16:9 ‖ a:b ‖ oui;non ‖ x?y:z ‖ std::vector et ::before ‖ a := b ‖ x != y
le !important ‖ [^1]: note
&amp; et &nbsp; ‖ ? d’abord ‖ : d’abord ‖ ( ! ) ‖ chanson préférée :-).
bien ;-) ou :D ou :/ ou :’( ou ;) ou :-)) ‖ cool :) ‖ Oh non :'( ‖ bravo :tada: à tous ‖ (exemple:)
M. Dupont ‖ n° 5 ‖ a - b ‖ 2 x 3 (c)
""",
}


@pytest.mark.parametrize("rule", RULES)
def test_french_is_typeset(rule: str) -> None:
    table = read_table(RULES[rule])
    assert {text: typeset_text(text, "fr") for text in table} == table


def test_other_languages_are_left_alone() -> None:
    tags = {
        "fr": True,
        "FR": True,
        "fr-BE": True,
        "fr_CH": True,
        "en": False,
        "frr": False,
        "fro": False,
        "": False,
    }
    assert {tag: is_french(tag) for tag in tags} == tags
    for lang in ("fa", "he", "zh-Hant", "ja", "en", "frr", ""):
        for text in ('سلام! "متن" ؟ « نقل » : ۵۰ % ...', '你好 ! "文" ? 50 %…', 'l\'ami ! 12 km ; "x" ?'):
            assert (typeset_text(text, lang), typeset(f"<p>{text}</p>", lang)) == (text, f"<p>{text}</p>")
