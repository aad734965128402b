"""The rules over HTML: through inline tags, never through blocks, never in code."""

import pytest
from markupsafe import Markup
from pelican.plugins.typography import typeset
from pelican.plugins.typography.markup import strip_tags

from .tables import read_table

RULES = {
    "inline tags are seen through": """
<em>Bonjour</em> ! ⇒ <em>Bonjour</em>▯! ‖ <em>Bonjour</em>! ⇒ <em>Bonjour</em>▯!
<em>Bonjour </em>! ⇒ <em>Bonjour▯</em>! ‖ Vraiment <em>?</em> ⇒ Vraiment▯<em>?</em>
Vraiment <em> ?</em> ⇒ Vraiment▯<em>?</em> ‖ « <em>x</em> » ⇒ «⍽<em>x</em>⍽» ‖ «<em>x</em>» ⇒ «⍽<em>x</em>⍽»
"<em>x</em>" dit-il ⇒ «⍽<em>x</em>⍽» dit-il ‖ <a href="/a?b">"x"</a> ⇒ <a href="/a?b">«⍽x⍽»</a>
l'<em>ami</em> ⇒ l’<em>ami</em> ‖ 1 <b>000</b> km ⇒ 1▯<b>000</b>⍽km ‖ 20 m<sup>2</sup> ⇒ 20⍽m<sup>2</sup>
Vrai<!-- "a" ? --> ? ⇒ Vrai<!-- "a" ? -->▯? ‖ <code>x</code> ? ⇒ <code>x</code>▯?
<code>x</code>: ici ⇒ <code>x</code>⍽: ici ‖ l'<code>x</code> ⇒ l’<code>x</code>
<img alt="a ?"> ! ⇒ <img alt="a ?">▯!
""",
    "dots never leave their element": "..<em>.</em> ‖ <b>.</b>.. ‖ .<!-- x -->..",
    "no rule crosses a block, which ends its sentence": """
<p>"Oui</p><p>non"</p> ‖ <p>Oui</p> <p>? non</p> ‖ Oui<br>! non
<td>12 </td><td>km</td> ‖ <li>l'</li><li>ami</li> ‖ <x-card>"a</x-card>b" ‖ <p>Liste:</p> ⇒ <p>Liste⍽:</p>
Oui?<br>Non! ⇒ Oui▯?<br>Non▯!
<p>"a"</p><p>un " seul</p> ⇒ <p>«⍽a⍽»</p><p>un " seul</p>
""",
    "nested, foreign or broken markup is left alone": """
<pre><code>a ? b : c</code> d ?</pre> ‖ <svg><svg><text>a !</text></svg><text>b !</text></svg>
<script>if (a<b) "</p> !"</script> ‖ <SCRIPT>l'ami</SCRIPT > ‖ <code>l'ami ‖ <p translate="no">Yahoo !</p>
<span class="x" translate='no'>Yahoo !</span> ‖ <q lang="en">Don't ?</q> ‖ <q lang=frr translate>Oui ?</q>
<p TRANSLATE=No>Yahoo !</p> ‖ <a title="l'ami ?" href='?a="b"'>x</a> ‖ <a title="a > l'ami !">x</a>
<!-- l'ami ! --><!doctype html><?xml l'ami ?> ‖ <!--> <!-- l'ami ‖ </ l'ami>
<a title=l'ami ‖ <a title="l'ami>
""",
    "text after it is typeset": """
<pre><pre>a !</pre></pre> Oui ! ⇒ <pre><pre>a !</pre></pre> Oui▯! ‖ <svg/> Oui ! ⇒ <svg/> Oui▯!
<img translate="no" src="x"> Oui ! ⇒ <img translate="no" src="x"> Oui▯! ‖ </code> Oui ! ⇒ </code> Oui▯!
<p lang="fr-FR">Oui !</p> ⇒ <p lang="fr-FR">Oui▯!</p>
<b lang="" data-lang=en>Oui !</b> ⇒ <b lang="" data-lang=en>Oui▯!</b>
<b title="in lang=en">Oui !</b> ⇒ <b title="in lang=en">Oui▯!</b> ‖ 5 < 6 ! et <3 ? ⇒ 5 < 6▯! et <3▯?
<a hreflang="en" href="x">Oui !</a> ⇒ <a hreflang="en" href="x">Oui▯!</a>
""",
    "entities are read as characters and kept as written": f"""
Oui&nbsp;! ⇒ Oui▯! ‖ &NotEqualTilde; ! ⇒ &NotEqualTilde;▯! ‖ Oui&#160;! Non&#xA0;? ⇒ Oui▯! Non▯?
Oui&#8239;! ‖ Oui&nbsp;: non ‖ a&nbsp;b
&laquo;&nbsp;x&nbsp;&raquo; ‖ &quot;x&quot; ⇒ «⍽x⍽» ‖ l&#39;ami ⇒ l’ami ‖ AT&T; &inconnu; &amp;nbsp; R&D
R&amp;D et &eacute;t&eacute; ! ⇒ R&amp;D et &eacute;t&eacute;▯!
R&amp;D ; &lt;b&gt; ? ⇒ R&amp;D▯; &lt;b&gt;▯?
&#{"9" * 5000}; &#1; ‖ \ue000\uf8ff\ufffc\x00 ! ⇒ \ue000\uf8ff\ufffc\x00▯!
""",
}


@pytest.mark.parametrize("rule", RULES)
def test_french_is_typeset_around_markup(rule: str) -> None:
    table = read_table(RULES[rule])
    assert {html: typeset(html, "fr") for html in table} == table


@pytest.mark.parametrize(
    "name",
    ["code", "pre", "kbd", "samp", "var", "tt", "script", "style", "textarea", "iframe", "svg", "math"],
)
def test_code_and_its_like_are_left_alone(name: str) -> None:
    inside = f'<{name} class="a">l\'ami : "a" ! ... 50 %</{name}>'
    assert typeset(f"{inside} Oui ?", "fr") == f"{inside} Oui\u202f?"


def test_safe_markup_gives_plain_html_to_wrap_again() -> None:
    assert typeset(Markup("<p>l&#39;ami &lt; x !</p>"), "fr") == "<p>l\u2019ami &lt; x\u202f!</p>"
    assert typeset("a\u2029\ufffc !", "fr") == "a\u2029\ufffc\u202f!"


def test_stripping_tags_keeps_the_spaces_that_do_not_break() -> None:
    table = {
        "<p>Oui\u202f!</p>\n<p>Non\u00a0: <b>non</b></p>": "Oui\u202f! Non\u00a0: non",
        "a &amp; b &lt;c&gt; &nbsp;d": "a & b <c> \u00a0d",
        "<!-- a --> b": "b",
    }
    assert {html: strip_tags(html) for html in table} == table
