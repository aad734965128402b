"""The rules over HTML: through inline tags, never through blocks, never in code."""

import pytest
from markupsafe import Markup
from pelican.plugins.typography import typeset
from pelican.plugins.typography.markup import strip_tags


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<em>Bonjour</em> !", "<em>Bonjour</em>\u202f!"),
        ("<em>Bonjour</em>!", "<em>Bonjour</em>\u202f!"),
        ("<em>Bonjour </em>!", "<em>Bonjour\u202f</em>!"),
        ("Vraiment <em>?</em>", "Vraiment\u202f<em>?</em>"),
        ("Vraiment <em> ?</em>", "Vraiment\u202f<em>?</em>"),
        ("« <em>x</em> »", "«\u00a0<em>x</em>\u00a0»"),
        ("«<em>x</em>»", "«\u00a0<em>x</em>\u00a0»"),
        ('"<em>x</em>" dit-il', "«\u00a0<em>x</em>\u00a0» dit-il"),
        ('<a href="/a?b">"x"</a>', '<a href="/a?b">«\u00a0x\u00a0»</a>'),
        ("l'<em>ami</em>", "l\u2019<em>ami</em>"),
        ("1 <b>000</b> km", "1\u202f<b>000</b>\u00a0km"),
        ("20 m<sup>2</sup>", "20\u00a0m<sup>2</sup>"),
        ('Vrai<!-- "a" ? --> ?', 'Vrai<!-- "a" ? -->\u202f?'),
        ("<code>x</code> ?", "<code>x</code>\u202f?"),
        ("<code>x</code>: ici", "<code>x</code>\u00a0: ici"),
        ("l'<code>x</code>", "l\u2019<code>x</code>"),
        ('<img alt="a ?"> !', '<img alt="a ?">\u202f!'),
    ],
)
def test_rules_see_through_inline_tags(html: str, expected: str) -> None:
    assert typeset(html, "fr") == expected


@pytest.mark.parametrize("html", ["..<em>.</em>", "<b>.</b>..", ".<!-- x -->.."])
def test_dots_never_leave_their_element(html: str) -> None:
    assert typeset(html, "fr") == html


@pytest.mark.parametrize("lang", ["fa", "ar", "he", "zh", "zh-Hant", "ja", "en", "cs", "frr", "fro", ""])
@pytest.mark.parametrize(
    "html",
    [
        '<p>سلام! "متن" ؟ « نقل » : ۵۰ % ...</p>',
        '<p>你好 ! "文" ? 50 %…</p>',
        '<p>l\'ami ! 12 km ; "x" ?</p>',
    ],
)
def test_other_languages_are_left_alone(lang: str, html: str) -> None:
    assert typeset(html, lang) == html


@pytest.mark.parametrize(
    "html",
    [
        '<p>"Oui</p><p>non"</p>',
        "<p>Oui</p> <p>? non</p>",
        "Oui<br>! non",
        "<td>12 </td><td>km</td>",
        "<li>l'</li><li>ami</li>",
        '<x-card>"a</x-card>b"',
    ],
)
def test_rules_never_cross_a_block(html: str) -> None:
    assert typeset(html, "fr") == html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Liste:</p>", "<p>Liste\u00a0:</p>"),
        ("Oui?<br>Non!", "Oui\u202f?<br>Non\u202f!"),
        ('<p>"a"</p><p>un " seul</p>', '<p>«\u00a0a\u00a0»</p><p>un " seul</p>'),
    ],
)
def test_a_block_ends_its_sentence(html: str, expected: str) -> None:
    assert typeset(html, "fr") == expected


@pytest.mark.parametrize("name", ["code", "pre", "kbd", "samp", "script", "style", "textarea", "svg", "math"])
def test_code_and_its_like_are_left_alone(name: str) -> None:
    inside = f'<{name} class="a">l\'ami : "a" ! ... 50 %</{name}>'
    assert typeset(f"{inside} Oui ?", "fr") == f"{inside} Oui\u202f?"


@pytest.mark.parametrize(
    "html",
    [
        *("<pre><code>a ? b : c</code> d ?</pre>", "<svg><svg><text>a !</text></svg><text>b !</text></svg>"),
        *('<script>if (a<b) "</p> !"</script>', "<SCRIPT>l'ami</SCRIPT >", "<code>l'ami"),
        *('<p translate="no">Yahoo !</p>', "<span class=\"x\" translate='no'>Yahoo !</span>"),
        *('<q lang="en">Don\'t ?</q>', '<a title="l\'ami ?" href=\'?a="b"\'>x</a>'),
        *('<a title="a > l\'ami !">x</a>', "<!-- l'ami ! --><!doctype html><?xml l'ami ?>"),
        *("<!--> <!-- l'ami", "</ l'ami>", "<a title=l'ami", "<a title=\"l'ami>"),
    ],
)
def test_nested_foreign_or_broken_markup_is_left_alone(html: str) -> None:
    assert typeset(html, "fr") == html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<pre><pre>a !</pre></pre> Oui !", "<pre><pre>a !</pre></pre> Oui\u202f!"),
        ("<svg/> Oui !", "<svg/> Oui\u202f!"),
        ('<img translate="no" src="x"> Oui !', '<img translate="no" src="x"> Oui\u202f!'),
        ('<p lang="fr-FR">Oui !</p>', '<p lang="fr-FR">Oui\u202f!</p>'),
        ('<a hreflang="en" href="x">Oui !</a>', '<a hreflang="en" href="x">Oui\u202f!</a>'),
        ("</code> Oui !", "</code> Oui\u202f!"),
        ("5 < 6 ! et <3 ?", "5 < 6\u202f! et <3\u202f?"),
    ],
)
def test_text_after_untouched_markup_is_typeset(html: str, expected: str) -> None:
    assert typeset(html, "fr") == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Oui&nbsp;!", "Oui\u202f!"),
        ("Oui&#160;! Non&#xA0;?", "Oui\u202f! Non\u202f?"),
        ("Oui&#8239;!", "Oui&#8239;!"),
        ("Oui&nbsp;: non", "Oui&nbsp;: non"),
        ("a&nbsp;b", "a&nbsp;b"),
        ("&laquo;&nbsp;x&nbsp;&raquo;", "&laquo;&nbsp;x&nbsp;&raquo;"),
        ("&quot;x&quot;", "«\u00a0x\u00a0»"),
        ("l&#39;ami", "l\u2019ami"),
        ("R&amp;D et &eacute;t&eacute; !", "R&amp;D et &eacute;t&eacute;\u202f!"),
        ("R&amp;D ; &lt;b&gt; ?", "R&amp;D\u202f; &lt;b&gt;\u202f?"),
        ("AT&T; &inconnu; &amp;nbsp; R&D", "AT&T; &inconnu; &amp;nbsp; R&D"),
        (f"&#{'9' * 5000}; &#1;", f"&#{'9' * 5000}; &#1;"),
    ],
)
def test_entities_are_read_as_characters_and_kept_as_written(html: str, expected: str) -> None:
    assert typeset(html, "fr") == expected


def test_private_use_and_object_characters_survive() -> None:
    assert typeset("\ue000\uf8ff\ufffc\u2029\x00 !", "fr") == "\ue000\uf8ff\ufffc\u2029\x00\u202f!"


@pytest.mark.parametrize("lang", ["en", "", "frr"])
def test_html_in_another_language_stays_as_it_is(lang: str) -> None:
    assert typeset('<p>"Right" ?</p>', lang) == '<p>"Right" ?</p>'


def test_safe_markup_gives_plain_html_to_wrap_again() -> None:
    assert typeset(Markup("<p>l&#39;ami &lt; x !</p>"), "fr") == "<p>l\u2019ami &lt; x\u202f!</p>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Oui\u202f!</p>\n<p>Non\u00a0: <b>non</b></p>", "Oui\u202f! Non\u00a0: non"),
        ("a &amp; b &lt;c&gt; &nbsp;d", "a & b <c> \u00a0d"),
        ("<!-- a --> b", "b"),
    ],
)
def test_stripping_tags_keeps_the_spaces_that_do_not_break(html: str, text: str) -> None:
    assert strip_tags(html) == text
