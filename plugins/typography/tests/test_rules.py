"""The rules over plain text and HTML (never through blocks, never in code), and a site built with them."""

import re
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markupsafe import Markup
from pelican.contents import Article
from pelican.plugins.typography import plugin, typeset
from pelican.plugins.typography.markup import strip_tags
from pelican.plugins.typography.rules import compile_rules, compile_rules_of_prose, typeset_text
from pelican.plugins.typography.verbatim import MAY_BE_VERBATIM
from pelican.settings import read_settings

SIGNS = str.maketrans({"⍽": "\u00a0", "▯": "\u202f", "⏎": "\n"})


def read_table(table: str) -> dict[str, str]:
    """Each case's text before and after: `before ⇒ after ‖ …`, or only what stays as it is.

    ⍽ is a no-break space, ▯ a narrow one, and ⏎ a new line.
    """
    cases = [case.strip() for line in table.splitlines() for case in line.split("‖")]
    pairs = [case.translate(SIGNS).partition(" ⇒ ") for case in cases if case]
    return {before: after or before for before, _, after in pairs}


TEXT = {
    "narrow space before high marks": """
Vraiment ? ⇒ Vraiment▯? ‖ Vraiment⍽? ⇒ Vraiment▯? ‖ Vraiment   ? ⇒ Vraiment▯? ‖ Vraiment⏎? ⇒ Vraiment▯?
Oui! Non; peut-être? ⇒ Oui▯! Non▯; peut-être▯? ‖ Quoi ?! ⇒ Quoi▯?! ‖ 👍! ⇒ 👍▯! ‖ Quoi!!! ⇒ Quoi▯!!!
Quoi ? ! ⇒ Quoi▯?▯! ‖ (vraiment?) ⇒ (vraiment▯?) ‖ Oui (ou non)! ⇒ Oui (ou non)▯!
« Oui »! ⇒ «⍽Oui⍽»▯! ‖ Quoi...? ⇒ Quoi…▯? ‖ à 50 %! ⇒ à 50⍽%▯! ‖ R&D <code> : utile ? ⇒ R&D <code>⍽: utile▯?
""",
    "no-break space before a colon": """
Note : oui ⇒ Note⍽: oui ‖ Note▯: oui ⇒ Note⍽: oui ‖ Note: oui ⇒ Note⍽: oui ‖ Note: ⇒ Note⍽:
« Note: » ⇒ «⍽Note⍽:⍽» ‖ 12:30: début ⇒ 12:30⍽: début ‖ Il répond :oui ⇒ Il répond⍽:oui
""",
    "no-break spaces inside guillemets": """
«Bonjour» ⇒ «⍽Bonjour⍽» ‖ « Bonjour » ⇒ «⍽Bonjour⍽» ‖ «▯Bonjour▯» ⇒ «⍽Bonjour⍽» ‖ «» ⇒ «⍽» ‖ « ! » ⇒ «⍽!⍽»
« Avec plaisir », « Ouf, ». Pire ! ⇒ «⍽Avec plaisir⍽», «⍽Ouf,⍽». Pire▯! ‖ »x« ‖ “Le tango”
""",
    "guillemets for pairs of straight quotes": """
"Bonjour" ⇒ «⍽Bonjour⍽» ‖ " Bonjour " ⇒ «⍽Bonjour⍽» ‖ Il crie "Oui!" ⇒ Il crie «⍽Oui▯!⍽» ‖ ("oui") ⇒ («⍽oui⍽»)
sous "Windows 95" ⇒ sous «⍽Windows 95⍽» ‖ un 27" et un "petit" ⇒ un 27" et un «⍽petit⍽»
Lire "https://example.org/?q" ici ⇒ Lire «⍽https://example.org/?q⍽» ici
""",
    "no guillemets without a sure partner": """
un écran de 27" ou de 32" ‖ une planche de 5 " sur 3 " ‖ le signe " seul ‖ "un" et deux" ‖ "a "b" c" ‖ ""
""",
    "apostrophe between letters": """
J'y pense ⇒ J’y pense ‖ J’y pense ‖ rock'n'roll ⇒ rock’n’roll
l'"Odyssée" ⇒ l’«⍽Odyssée⍽» ‖ d'11 heures ⇒ d’11 heures ‖ l'« Odyssée » ⇒ l’«⍽Odyssée⍽» ‖ 'bonjour' ‖ 5'10
""",
    "ellipsis": """
Bref... ⇒ Bref… ‖ ...et puis ⇒ …et puis ‖ [...] ⇒ […] ‖ etc.... ‖ 1..5 ‖ (week-end)…. Ouf ‖ /.../lib ‖ a\\...
""",
    "numbers with their groups and units": """
50 % ⇒ 50⍽% ‖ 50% ⇒ 50⍽% ‖ 3,50€ ⇒ 3,50⍽€ ‖ 20 °C ⇒ 20⍽°C ‖ 12 km/h ⇒ 12⍽km/h ‖ 20 m² ⇒ 20⍽m² ‖ 10 k€ ⇒ 10⍽k€
5 Mo et 2 Go ⇒ 5⍽Mo et 2⍽Go ‖ 18 h 30 min ⇒ 18⍽h⍽30⍽min ‖ 1 234 567 ⇒ 1▯234▯567 ‖ 5 000 € ⇒ 5▯000⍽€
10⍽000 ⇒ 10▯000 ‖ 70h ‖ les 3 s’en vont ‖ 5 mains ‖ 100%25 ‖ tél. 01 23 45 67 89 ‖ en 2015 300 personnes
""",
    "no rule for what only looks like punctuation": """
https://example.org/l'été?q=oui;non! ‖ http://example.org/a...b ‖ www.example.org/? ‖ o'neil@example.org
mailto:l'ami@example.org?subject=a ‖ C:\\Temp\\l'ami ou \\\\serveur\\l'ami ‖ /srv/l'ami/.../x?
et ~/l'ami, ./l'ami ‖ 12:30 et 16:9 ‖ a:b ‖ oui;non ‖ x?y:z ‖ std::vector et ::before ‖ a := b ‖ x != y
le !important ‖ [^1]: note
&amp; et &nbsp; ‖ ? d’abord ‖ : d’abord ‖ ( ! ) ‖ chanson préférée :-).
bien ;-) ou :D ou :/ ou :’( ou ;) ou :-)) ‖ cool :) ‖ Oh non :'( ‖ bravo :tada: à tous ‖ (exemple:)
""",
}
HTML = {
    "inline tags are seen through": """
<em>Bonjour </em>! ⇒ <em>Bonjour▯</em>! ‖ Vraiment <em>?</em> ⇒ Vraiment▯<em>?</em>
Vraiment <em> ?</em> ⇒ Vraiment▯<em>?</em> ‖ « <em>x</em> » ⇒ «⍽<em>x</em>⍽» ‖ «<em>x</em>» ⇒ «⍽<em>x</em>⍽»
"<em>x</em>" dit-il ⇒ «⍽<em>x</em>⍽» dit-il ‖ <a href="/a?b">"x"</a> ⇒ <a href="/a?b">«⍽x⍽»</a>
1 <b>000</b> km ⇒ 1▯<b>000</b>⍽km ‖ 20 m<sup>2</sup> ⇒ 20⍽m<sup>2</sup>
Vrai<!-- "a" ? --> ? ⇒ Vrai<!-- "a" ? -->▯? ‖ <code>x</code> ? ⇒ <code>x</code>▯?
l'<code>x</code> ⇒ l’<code>x</code> ‖ <img alt="a ?"> ! ⇒ <img alt="a ?">▯!
""",
    "dots never leave their element": "..<em>.</em> ‖ <b>.</b>.. ‖ .<!-- x -->..",
    "no rule crosses a block, which ends its sentence": """
<p>"Oui</p><p>non"</p> ‖ <p>Oui</p> <p>? non</p> ‖ Oui<br>! non
<td>12 </td><td>km</td> ‖ <li>l'</li><li>ami</li> ‖ <x-card>"a</x-card>b" ‖ <p>Liste:</p> ⇒ <p>Liste⍽:</p>
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
&laquo;&nbsp;x&nbsp;&raquo; ‖ &quot;x&quot; ⇒ «⍽x⍽» ‖ l&#39;ami ⇒ l’ami ‖ AT&T; &inconnu; &amp;nbsp; R&D
R&amp;D ; &lt;b&gt; ? ⇒ R&amp;D▯; &lt;b&gt;▯?
&#{"9" * 5000}; &#1; ‖ \ue000\uf8ff\ufffc\x00 ! ⇒ \ue000\uf8ff\ufffc\x00▯!
""",
    "commands and code are left alone amid prose": """
<p>"Oui" :<br>⏎rm -rf "$HOME"; ls<br>⏎et "là" !</p> ⇒ <p>«⍽Oui⍽»⍽:<br>⏎rm -rf "$HOME"; ls<br>⏎et «⍽là⍽»▯!</p>
<p>J'ai lu "Germinal" et tapé &quot;$HOME&quot;.</p> ⇒ <p>J’ai lu «⍽Germinal⍽» et tapé &quot;$HOME&quot;.</p>
""",
    "elements of code are left alone": "‖".join(
        f'<{name} class=a>l\'ami : "a" ! ... 50 %</{name}>'
        for name in ("code", "pre", "kbd", "samp", "var", "tt", "style", "textarea", "iframe", "svg", "math")
    ),
}
COMMANDS = read_table(r"""
$ echo "Bonjour !" ‖ git commit -m "Premier jet : tout" ‖ tar -czf a.tgz "$DIR" ; ls ‖ >>> print("x !")
for f in "$@"; do echo "$f"; done ‖ PS C:\Users> dir "Mes documents" ‖ C:\> cd "Program Files"
moi@machine:~$ ls "Mes documents" ‖ (venv) $ pip install "x" ; true ‖ ❯ npm run "build" ; ls
# apt install "x" ; reboot ‖ ./configure --prefix="$HOME/local" ; make ‖ cp -r "$SOURCE" "$CIBLE" ; sync
sudo systemctl -H "hote" restart nginx ; ls ‖ if grep -q mot liste; then echo "oui"; fi
""")
CODE = read_table(r"""
rm -rf "$HOME" ‖ print("Bonjour") ‖ {"nom": "x"} ‖ docker exec -it web sh -c "ls" ‖ ssh serveur "ls -l"
echo "a" && echo "b" ‖ lancer python -c "import this" marche ‖ export PATH="$PATH:/opt" ‖ x = "y"
echo "prix : 5 $" ‖ npm run build -- --mode "dev" ‖ chmod 755 "mon script.sh" ‖ tar czf "a.tgz" dossier
docker stop "web" ‖ Le chemin est "C:\Program Files" ‖ mon fichier "./notes/a.txt" manque
Écrivez "${nom}" ici ‖ Remplacez par color == "red" ‖ dans { "nom": "Ada" } ‖ le motif "*.py"
""")
PROSE = read_table("""
- "Bonjour", dit-il. ‖ "A$AP Rocky" chante ‖ le "$US" monte ‖ "100 $" par mois ‖ source "Le Monde"
Elle -ma "meilleure" amie- est venue ‖ Ke$ha et "Tik Tok" ‖ a-t-il "vraiment" dit ‖ La balise "<b>"
les "*** !" de la critique ‖ cd et "vinyles" ‖ php "moderne" ‖ le "et/ou" ‖ le fichier "notes.txt"
la page "/a-propos" ‖ l'option "-v" affiche plus ‖ l'option -v est "bavarde" ‖ elle a mis -10 "points"
un "vrai" $ canadien ‖ "oui" - "non" ‖ il a écrit "a = b" ‖ ssh permet de dire "oui" ‖ Les chats ; cat "Minou"
""")


@pytest.mark.parametrize("rule", TEXT)
def test_french_text_is_typeset(rule: str) -> None:
    table = read_table(TEXT[rule])
    assert {text: typeset_text(text, "fr") for text in table} == table


@pytest.mark.parametrize("rule", HTML)
def test_french_is_typeset_around_markup(rule: str) -> None:
    table = read_table(HTML[rule])
    assert {html: typeset(html, "fr") for html in table} == table


def test_other_languages_are_left_alone() -> None:
    for lang in ("fa", "zh-Hant", "en", "frr", ""):
        for text in ('سلام! "متن" ؟ « نقل » : ۵۰ % ...', 'l\'ami ! 12 km ; "x" ?'):
            assert (typeset_text(text, lang), typeset(f"<p>{text}</p>", lang)) == (text, f"<p>{text}</p>")
    assert [typeset_text("l'ami", lang) for lang in ("FR", "fr-BE", "fr_CH")] == ["l’ami"] * 3


def test_commands_and_quotes_of_code_stay_straight_and_those_of_prose_do_not() -> None:
    assert {line: typeset_text(line, "fr") for line in COMMANDS} == COMMANDS
    typeset_code = {text: typeset_text(text, "fr") for text in CODE}
    assert [text for text, after in typeset_code.items() if after.count('"') != text.count('"')] == []
    assert [text for text in PROSE if '"' in typeset_text(text, "fr")] == []


def test_result_is_plain_html_and_stripping_its_tags_keeps_the_spaces_that_do_not_break() -> None:
    assert typeset(Markup("<p>l&#39;ami &lt; x !</p>"), "fr") == "<p>l\u2019ami &lt; x\u202f!</p>"
    html = "<!-- a --><p>Oui\u202f!</p>\n<p>Non\u00a0: <b>non</b> &amp; &lt;c&gt; &nbsp;d</p>"
    assert strip_tags(html) == "Oui\u202f! Non\u00a0: non & <c> \u00a0d"


CHARACTERS = (
    " \t\n\u00a0\u202f\u2009!?;:.,'\"«»“”’…%€()[]/\\-=_@&<>#*$+~^|0123hkmaDPéx\ufffc\u2029\ue000\x0b👍"
)
WORDS = [
    *("...", "12 345", "18 h 30", "50 %", "km", "°C", "::", ":=", ":-)", ":smile:"),
    *("http://", "www.", "mailto:", "C:\\", "~/"),
    *("&nbsp;", "&#8239;", "&amp;", "&quot;", "&#39;", "&laquo;", "&raquo;", "&lt;", "&hellip;"),
]
TAGS = [
    *("<em>", "</em>", '<b class="a \'b">', "</b>", "<p>", "</p>", "<br>", "<code>", "</code>"),
    *('<!-- " -->', "<script>", "</script>", '<span lang="en">', "</span>", '<img alt=": ?">'),
]
TRICKY_TEXTS = st.lists(st.sampled_from([*CHARACTERS, *WORDS]), max_size=25).map("".join)
TRICKY_HTML = st.lists(st.sampled_from([*CHARACTERS, *WORDS, *TAGS]), max_size=25).map("".join)

# The forms of a character before and after the rules; spaces come and go.
SAME = {
    r"&nbsp;|&#8239;|\s": "", "[«»]|&quot;|&laquo;|&raquo;": '"', "’|&#39;": "'", "…|&hellip;": "...",
}  # fmt: skip


def strip_typography(text: str) -> str:
    for pattern, plain in SAME.items():
        text = re.sub(pattern, plain, text)
    return text


@given(st.one_of(st.text(), TRICKY_TEXTS))
def test_text_set_twice_is_text_set_once_and_only_typography_changes(text: str) -> None:
    once = typeset_text(text, "fr")
    assert typeset_text(once, "fr") == once
    assert strip_typography(once) == strip_typography(text)
    plain = re.sub("[<&]", "", text)
    assert typeset(plain, "fr") == typeset_text(plain, "fr")


@given(st.one_of(st.text(), TRICKY_HTML))
def test_html_set_twice_is_html_set_once_and_its_tags_are_the_same_byte_for_byte(html: str) -> None:
    once = typeset(html, "fr")
    assert typeset(once, "fr") == once
    assert strip_typography(once) == strip_typography(html)
    tags = re.compile("|".join(map(re.escape, TAGS)))
    if "<" not in tags.sub("", html):
        assert tags.findall(once) == tags.findall(html)


@given(st.one_of(st.text(".'«»:;!?%€0189 hm\u00a0\n()\"-+D,aé_"), TRICKY_TEXTS))
def test_rules_of_prose_find_what_all_rules_find(text: str) -> None:
    prose = MAY_BE_VERBATIM.sub("", text)
    assume(not MAY_BE_VERBATIM.search(prose))
    patterns = compile_rules(), compile_rules_of_prose()
    full, quick = ([match.span() for match in pattern.finditer(prose)] for pattern in patterns)
    assert full == quick


FRENCH = """Title: L'été "déjà"?
Date: 2015-11-20
Category: Blog
Summary: Et l'*hiver* ?

J'y vais : `x ? y` !
"""
ENGLISH = "Lang: en\nSlug: right\n" + FRENCH.replace('L\'été "déjà"?', 'Isn\'t it "right"?')
BODY = "J\u2019y vais\u00a0: <code>x ? y</code>\u202f!"
THEME = {
    f"{name}.html": f"{{{{ {name}.title }}}}\n{{{{ {name}.summary }}}}\n{{{{ {name}.content }}}}"
    for name in ("article", "page")
}
SETTINGS = {"PLUGINS": ["typography"], "DEFAULT_LANG": "fr", "DIRECT_TEMPLATES": [], "CATEGORY_SAVE_AS": ""}


def typeset_content(kind: type, content: str | None, *, escapes: bool = False, **metadata: Any) -> Any:
    own = read_settings(override={"DEFAULT_LANG": "fr", "JINJA_ENVIRONMENT": {"autoescape": escapes}})
    item = kind(content, metadata, settings=own, source_path="a.md")
    plugin.typeset_content(item)
    return item


def test_french_is_typeset_under_its_old_slug_and_english_left_alone(save_file: Any, build_site: Any) -> None:
    save_file("a.md", FRENCH)
    save_file("b.md", ENGLISH)
    save_file("c.md", f"Status: draft\n{FRENCH}".replace("Summary", "Slug: c\nSummary"))
    save_file("d.md", f"Status: hidden\n{FRENCH}".replace("Summary", "Slug: d\nSummary"))
    save_file("pages/e.md", FRENCH)
    output = build_site(THEME, **SETTINGS)
    title, summary = "L\u2019été «\u00a0déjà\u00a0»\u202f?", "<p>Et l\u2019<em>hiver</em>\u202f?</p>"
    for name in ("lete-deja", "drafts/c", "d", "pages/lete-deja"):
        assert (output / f"{name}.html").read_text().splitlines() == [title, summary, f"<p>{BODY}</p>"]
    english = ['Isn\'t it "right"?', "<p>Et l'<em>hiver</em> ?</p>", "<p>J'y vais : <code>x ? y</code> !</p>"]
    assert (output / "right-en.html").read_text().splitlines() == english
    theme = {**THEME, "article.html": "{{ article.summary | strip_tags }}"}
    assert (build_site(theme, **SETTINGS) / "lete-deja.html").read_text() == "Et l\u2019hiver\u202f?"


@pytest.mark.parametrize(
    ("title", "reader", "printed", "escapes"),
    [
        ("R&amp;D l&#39;<i>été</i> !", "rst", "R&D l\u2019été\u202f!", True),
        ("R&D <i> !", "markdown", "R&D <i>\u202f!", True),
        ("R&amp;D <i>l'été</i> !", "rst", "R&amp;D <i>l\u2019été</i>\u202f!", False),
    ],
)
def test_title_is_text_if_templates_escape(title: str, reader: str, printed: str, *, escapes: bool) -> None:
    content = typeset_content(Article, "", title=title, reader=reader, escapes=escapes)
    assert (content.title, content.metadata["title"]) == (printed, printed)
    assert getattr(content, "title_is_text", False) is escapes
    english = typeset_content(Article, "", title=title, reader=reader, escapes=escapes, lang="en")
    assert english.title == ("R&D l'été !" if escapes and reader == "rst" else title)


@pytest.mark.parametrize(
    "unit",
    [
        *("<", '<a ="', "<!--", "<script>", "<code>", "&", "&nbsp;", "&#9", " ", "\u00a0", '"a ', "! ", " :"),
        *("« ", " »", "a'", "1 234", ":a", "a@", "\\", "a://", "www.", "~/"),
    ],
)
def test_long_hostile_input_is_typeset(unit: str) -> None:
    """How fast, benchmarks/typography.py measures."""
    hostile = f"x{unit * (30_000 // len(unit))}"
    assert strip_typography(typeset(hostile, "fr")) == strip_typography(hostile)
