"""Our results beside those of polytypo, an independent implementation that is too slow to run in a build."""

import polytypo.html
import pytest
from pelican.plugins.typography import typeset

AGREED = """
C'est quoi le tango du quartier latin ?
J'y pense souvent, le soir et le week-end.
Je ne sais pas si c'est une bonne nouvelle !
Vraiment ? Mais alors, pourquoi ?
Quoi ?! Encore lui !
Non !!! Pas ce soir.
Trois choses : du temps, du café et du calme.
Elle aime le thé ; lui préfère le café.
Oui; non; peut-être.
Est-ce bien sérieux?
Quelle journée!
Liste de courses: du pain, du beurre.
Il m'a dit "bonjour" en entrant.
Il m'a dit : "Bonjour !"
"Merci", répondit-elle.
Le mot "week-end" n'est pas français.
«Bonjour», dit-il.
« Bonjour », « Bien cordialement, » « Avec plaisir », « Bonne journée ». Pire qu’une caissière !
Elle a crié « Au secours ! » puis plus rien.
Il attend... encore.
Bref... Passons.
Tu viens...?
Tu viens... ?
Aujourd'hui, l'été s'achève.
Jusqu'à quand ? Jusqu'au bout !
Qu'est-ce que c'est que ça ?
Presqu'île, quelqu'un, lorsqu'il pleut.
La remise est de 20 %.
Cela coûte 15 € par mois.
Il fait 20 °C à l'ombre.
J'ai couru 12 km ce matin.
Un colis de 3 kg est arrivé.
Le train part à 12:30.
Un écran au format 16:9.
Je travaille 70h par semaine.
Voir https://exemple.fr/page?id=3&l=fr pour la suite.
Voir https://exemple.fr !
Écrivez à contact@exemple.fr !
Ma chanson préférée :-).
À demain ;-)
Merci :D
Un ami de 5'10 de l'Ohio.
<p>Un premier paragraphe !</p><p>Un second ?</p>
<p>C'est <em>très</em> bien !</p>
<p><strong>Attention</strong> : peinture fraîche.</p>
<p>Tapez <code>a ? b : "c"</code> puis validez !</p>
<p>Lisez <a href="https://exemple.fr/?a=b">cet article</a> !</p>
<pre>l'ami : "a" !</pre>
<script>var a = b ? "c" : 'd';</script>
<kbd>Ctrl : C</kbd>
<!-- l'ami ! --><p>L'ami !</p>
<blockquote><p>"Le client est roi", dit-on.</p></blockquote>
<ul><li>d'abord ;</li><li>ensuite ;</li><li>enfin.</li></ul>
<h2>Pourquoi bloguer ?</h2>
<p>Il a dit « <em>peut-être</em> » !</p>
<img alt="l'ami !" src="a.png">
<p>Oui&#8239;!</p>
<p>R&amp;D : l'essentiel.</p>
Une réunion, un e-mail, une autre réunion...
On m'appelle (encore !) à minuit.
On m'appelle (encore?) à minuit.
L'article 5 : du droit à la déconnexion.
Le client : « C'est urgent ! »
D'accord, d'accord ! J'arrive...
Bravo 👏 !
Déjà-vu ? Peut-être ; qu'importe !
""".strip().splitlines()

DIVERGENCES = [
    ("50%", "50\u00a0%", "French sets a space before %, also where the writer forgot it"),
    ("50€", "50\u00a0€", "the same before €"),
    ("5 Mo", "5\u00a0Mo", "we know more units"),
    ("18 h 30", "18\u00a0h\u00a030", "we keep hours together"),
    ("1 234 567 €", "1\u202f234\u202f567\u00a0€", "we keep groups of digits together"),
    ("'bonjour'", "'bonjour'", "single quotes may be anything, also English"),
    ("“Le tango”", "“Le tango”", "curly quotes were typed on purpose"),
    ('"a "b" c"', '"a "b" c"', "nested straight quotes are a guess"),
    ("»x«", "»x«", "German guillemets were typed on purpose"),
    ("C'est cool :)", "C\u2019est cool :)", "an emoticon is no colon"),
    ("Oh non :'(", "Oh non :'(", "and keeps the space before it"),
    ("std::vector", "std::vector", ":: is no colon"),
    ("www.exemple.fr?", "www.exemple.fr?", "an address may end in a question mark"),
    ("etc....", "etc....", "four dots are not three"),
    ("(week-end)…. Ouf", "(week-end)…. Ouf", "nor is a dot after an ellipsis ours to drop"),
    ("Est-ce vrai\n?", "Est-ce vrai\u202f?", "a line's end is a space"),
    ('"<em>x</em>" dit-il', "«\u00a0<em>x</em>\u00a0» dit-il", "we look through tags for the inner spaces"),
    ("Vraiment <em>?</em>", "Vraiment\u202f<em>?</em>", "and for the space before a mark"),
    ("<code>x</code>?", "<code>x</code>\u202f?", "code is a word"),
    ("Oui&nbsp;!", "Oui\u202f!", "an entity is the character that it stands for"),
    ("&quot;a&quot;", "«\u00a0a\u00a0»", "markdown-it writes straight quotes so"),
    ("M. Dupont", "M. Dupont", "titles and abbreviations are not our business"),
    ("n° 5", "n° 5", "the same"),
    ("a - b", "a - b", "dashes are the writer's choice"),
    ("2 x 3 (c)", "2 x 3 (c)", "so are signs"),
]


@pytest.mark.parametrize("html", AGREED)
def test_we_agree_with_polytypo(html: str) -> None:
    assert typeset(html, "fr") == polytypo.html.transform(html, locale="fr")


@pytest.mark.parametrize(("html", "ours", "reason"), DIVERGENCES)
def test_we_differ_from_polytypo_for_a_reason(html: str, ours: str, reason: str) -> None:
    assert typeset(html, "fr") == ours, reason
    assert polytypo.html.transform(html, locale="fr") != ours, "no longer a divergence"
