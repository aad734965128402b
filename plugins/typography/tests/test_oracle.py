"""Our results beside those of polytypo, an independent implementation that is too slow to run in a build.

Where we differ on purpose, the tables of the rules have our result.
"""

import polytypo.html
from pelican.plugins.typography import typeset

from .tables import read_table

AGREED = read_table("""
C'est quoi le tango du quartier latin ? ‖ J'y pense souvent, le soir et le week-end.
Je ne sais pas si c'est une bonne nouvelle ! ‖ Vraiment ? Mais alors, pourquoi ? ‖ Quoi ?! Encore lui !
Non !!! Pas ce soir. ‖ Trois choses : du temps, du café et du calme.
Elle aime le thé ; lui préfère le café. ‖ Oui; non; peut-être. ‖ Est-ce bien sérieux? ‖ Quelle journée!
Liste de courses: du pain, du beurre. ‖ Il m'a dit "bonjour" en entrant. ‖ Il m'a dit : "Bonjour !"
"Merci", répondit-elle. ‖ Le mot "week-end" n'est pas français. ‖ «Bonjour», dit-il.
« Bonjour », « Bien cordialement, » « Avec plaisir », « Bonne journée ». Pire qu’une caissière !
Elle a crié « Au secours ! » puis plus rien. ‖ Il attend... encore. ‖ Bref... Passons. ‖ Tu viens...?
Tu viens... ? ‖ Aujourd'hui, l'été s'achève. ‖ Jusqu'à quand ? Jusqu'au bout !
Qu'est-ce que c'est que ça ? ‖ Presqu'île, quelqu'un, lorsqu'il pleut. ‖ La remise est de 20 %.
Cela coûte 15 € par mois. ‖ Il fait 20 °C à l'ombre. ‖ J'ai couru 12 km ce matin.
Un colis de 3 kg est arrivé. ‖ Le train part à 12:30. ‖ Un écran au format 16:9.
Je travaille 70h par semaine. ‖ Voir https://exemple.fr/page?id=3&l=fr pour la suite.
Voir https://exemple.fr ! ‖ Écrivez à contact@exemple.fr ! ‖ Ma chanson préférée :-). ‖ À demain ;-)
Merci :D ‖ Un ami de 5'10 de l'Ohio. ‖ <p>Un premier paragraphe !</p><p>Un second ?</p>
<p>C'est <em>très</em> bien !</p> ‖ <p><strong>Attention</strong> : peinture fraîche.</p>
<p>Tapez <code>a ? b : "c"</code> puis validez !</p>
<p>Lisez <a href="https://exemple.fr/?a=b">cet article</a> !</p> ‖ <pre>l'ami : "a" !</pre>
<script>var a = b ? "c" : 'd';</script> ‖ <kbd>Ctrl : C</kbd> ‖ <!-- l'ami ! --><p>L'ami !</p>
<blockquote><p>"Le client est roi", dit-on.</p></blockquote>
<ul><li>d'abord ;</li><li>ensuite ;</li><li>enfin.</li></ul> ‖ <h2>Pourquoi bloguer ?</h2>
<p>Il a dit « <em>peut-être</em> » !</p> ‖ <img alt="l'ami !" src="a.png"> ‖ <p>Oui&#8239;!</p>
<p>R&amp;D : l'essentiel.</p> ‖ Une réunion, un e-mail, une autre réunion...
On m'appelle (encore !) à minuit. ‖ On m'appelle (encore?) à minuit.
L'article 5 : du droit à la déconnexion. ‖ Le client : « C'est urgent ! » ‖ D'accord, d'accord ! J'arrive...
Bravo 👏 ! ‖ Déjà-vu ? Peut-être ; qu'importe !
""")


def test_we_agree_with_polytypo() -> None:
    theirs = {html: polytypo.html.transform(html, locale="fr") for html in AGREED}
    assert {html: typeset(html, "fr") for html in AGREED} == theirs
