"""Our results beside those of polytypo, an independent implementation that is too slow to run in a build.

Where we differ on purpose, the tables of the rules have our result.
"""

import polytypo.html
from pelican.plugins.typography import typeset

from .tables import read_table

AGREED = read_table("""
C'est quoi le tango du quartier latin ? ‖ Non !!! Pas ce soir.
Trois choses : du temps, du café et du calme. ‖ Elle aime le thé ; lui préfère le café.
Liste de courses: du pain, du beurre. ‖ Il m'a dit "bonjour" en entrant. ‖ Il m'a dit : "Bonjour !"
"Merci", répondit-elle. ‖ Le mot "week-end" n'est pas français.
« Bonjour », « Bien cordialement, » « Avec plaisir », « Bonne journée ». Pire qu’une caissière !
Elle a crié « Au secours ! » puis plus rien. ‖ Il attend... encore. ‖ Aujourd'hui, l'été s'achève.
Jusqu'à quand ? Jusqu'au bout ! ‖ Qu'est-ce que c'est que ça ? ‖ Presqu'île, quelqu'un, lorsqu'il pleut.
Cela coûte 15 € par mois. ‖ Il fait 20 °C à l'ombre. ‖ Un colis de 3 kg est arrivé.
Voir https://exemple.fr/page?id=3&l=fr pour la suite. ‖ Écrivez à contact@exemple.fr ! ‖ Merci :D
<p>Un premier paragraphe !</p><p>Un second ?</p> ‖ <p><strong>Attention</strong> : peinture fraîche.</p>
<p>Tapez <code>a ? b : "c"</code> puis validez !</p>
<p>Lisez <a href="https://exemple.fr/?a=b">cet article</a> !</p> ‖ <script>var a = b ? "c" : 'd';</script>
<!-- l'ami ! --><p>L'ami !</p> ‖ <blockquote><p>"Le client est roi", dit-on.</p></blockquote>
<ul><li>d'abord ;</li><li>ensuite ;</li><li>enfin.</li></ul> ‖ <p>Il a dit « <em>peut-être</em> » !</p>
<p>R&amp;D : l'essentiel.</p> ‖ Une réunion, un e-mail, une autre réunion...
On m'appelle (encore?) à minuit. ‖ L'article 5 : du droit à la déconnexion. ‖ Le client : « C'est urgent ! »
D'accord, d'accord ! J'arrive... ‖ Déjà-vu ? Peut-être ; qu'importe !
""")


def test_we_agree_with_polytypo() -> None:
    theirs = {html: polytypo.html.transform(html, locale="fr") for html in AGREED}
    assert {html: typeset(html, "fr") for html in AGREED} == theirs
