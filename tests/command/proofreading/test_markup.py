"""Mistakes in a text by itself, and markup that the published page would ignore or show as it is."""

import re

from .conftest import TOP, Check

AVANT = f"{TOP}Avant.\n\nROW\n"
"""What stands for ROW begins in line 7."""


def test_picture_has_words(check_table: Check) -> None:
    table = r"""
![]({static}/images/plat.jpg) → 5 image-alt image images/plat.jpg has no alt text
Un ![ ]({static}/images/plat.jpg "Une légende") plat. ¦ > ![]({static}/images/plat.jpg) → 5 image-alt
![Un plat]({static}/images/plat.jpg)¶![]({static}/images/plat.jpg) → 6 image-alt
Un plat :¶¶![][plat]¶¶[plat]: {static}/images/plat.jpg → 7 image-alt ![…]({static}/images/plat.jpg)
<p><img¶  src="{static}/images/plat.jpg"></p> → 5 image-alt in its tag: alt="…", or alt=""
`![](a.jpg)`¶¶    ![](b.jpg)¶¶```¶![](c.jpg)¶```¶¶![]({static}/images/plat.jpg) → 13 image-alt
<img src="{static}/images/plat.jpg" alt=""> ¦ <img alt="Un plat" src="{static}/images/plat.jpg">
On écrit `![](plat.jpg)`, ou \![].¶¶    <img src='x.jpg'>¶¶<!-- ![](x.jpg) -->
"""
    check_table(table)


def test_headings_begin_at_two_and_skip_none_and_ids_are_there_once(check_table: Check) -> None:
    table = r"""
Un titre¶========¶¶Texte. ¦ <h1>Un titre</h1> → 5 headings start with ##
```¶# commentaire¶```¶¶Texte.¶¶# Un titre → 11 headings ‖ #pain et #levain → 5 headings write \#pain
> ### Cité → 5 headings write ## ‖ Un¶--¶¶<h4>Deux</h4> → 8 headings write ###
# Un¶¶# Deux¶¶#### Trois → 5 headings start with ## (also in lines 7, 9)
## Un¶¶### Deux¶¶#### Trois¶¶## Quatre¶¶---¶¶### Cinq ### ¦ Un¶--¶¶`# rien`, \# rien.¶¶    # rien¶¶À #pain.
## Un¶¶Texte[^1] et[^1].¶¶## Un¶¶[^1]: Note. ¦ `<p id="un">`¶¶    <p id="un">¶¶<p id="un">a</p>
<p id="un">a</p>¶¶<p id='un'>b</p>¶¶<p id=un>c</p> → 7 id-repeated the id un is used 3 times
## Un {#un}¶¶Texte.¶¶## Deux {: .a #un } → 9 id-repeated 2 times
"""
    check_table(table)


def test_footnotes_references_addresses_and_marks_come_to_something(check_table: Check) -> None:
    table = r"""
Un[^1] deux[^2].¶¶[^1]: Note. → 5 footnote footnote 2 has no text
Un[^1].¶¶[^1] : Note. → 5 footnote; 7 footnote ‖ `[^1]`¶¶[^1]: Note. → 7 footnote
Un.¶¶[^é]: Note. → 7 footnote refers to footnote é ‖ Un.¶¶[^1]: → 7 text-unbuildable footnote 1 has no text
Un[^1], deux[^1], trois[^la note].¶¶[^la note]: Trois.¶[^1]: Un[^2].¶¶[^2]: Deux. ¦ `[^1]` et \[^2].¶¶    [^3]
Un[^1].¶¶[^1]:¶    Note. ¦ [Ici][La], [la][].¶¶[LA]: https://example.com/
\[a\][b], `[c][d]`, tab[0][1], [1] [2], [seul].¶¶    [e][f]
[un¶lien][la¶suite]¶¶[la suite]: https://example.com/ ¦ https://vimeo.com/1
<https://example.com/>¶¶[a](https://example.com/)¶¶Voir https://example.com/ ici.¶¶`https://example.com/`
2 \*\* 3, et `**` aussi.¶¶    a ** b¶¶```¶](¶```
Un.¶¶[Là][]. ¦ Un.¶¶![Là][] → 7 reference-undefined add a line `[Là]: `
Un.¶¶https://example.com/film → 7 address-bare write <https://example.com/film>
Regardez :¶https://vimeo.com/1 → 6 address-bare only between empty lines
Un **bon** pain.¶Du ** sel** et du vent. → 6 markup-unrendered write \**
Un [lien](fin et suite.¶¶**Voici** un **autre. → 5 markup-unrendered write \](; 7 markup-unrendered
"""
    check_table(table)


def test_text_is_not_empty_and_one_that_is_not_made_hides_no_other(check: Check, check_table: Check) -> None:
    check_table("¶  ¶ ¦ <!-- rien --> → 5 text-empty\nhttps://vimeo.com/1")
    keys = "Status: draft\nVideo: https://vimeo.com/1\nTemplate: archives"
    check_table(keys, "Title: Essai\nDate: 2025-02-03\nROW\n\n")
    top = "Title: A\nDate: 2025-02-03"
    files = {"posts/a.md": top, "posts/b.md": "Title: B\nDate: 2025-02-03\n\n# Un\n"}
    check(files, "posts/a.md:2 text-empty", "posts/b.md:4 headings")
    unbuildable = {"posts/a.md": f"{top}\n\nTexte.\n\n[^1]:\n"}
    check(unbuildable, "posts/a.md:6 text-unbuildable", "posts/b.md:4 headings")


def test_summary_is_read_as_a_text(check_table: Check) -> None:
    table = r"""
Summary: Un¶    [lien](../rien/)¶    [lien](../rien/). → 5 link-dead; 6 link-dead; 10 link-dead
Summary: Un¶Summary: [lien](../rien/). → 5 link-dead; 9 link-dead
Summary: Voici :¶    <img src='{static}/images/plat.jpg'> → 5 image-alt in its tag; 9 link-dead
Summary: https://example.com/film → 4 address-bare; 8 link-dead
Summary: [Ici][la] [lien](#h-titr) → 4 reference-undefined; 4 link-fragment #h-titre; 8 link-dead
Summary: ¦ Summary: # Un titre, `[un](../rien/)` et <https://example.com/>. → 8 link-dead
Summary: Un mot: [un lien]({filename}tarte.md) [là](#h-titre). → 8 link-dead
"""
    form = "Title: Essai\nDate: 2025-02-03\nSlug: essai\nROW\n\n## Titre\n\n[Un](../rien/)\n"
    check_table(table, form)


def test_block_of_code_begins_and_ends(check_table: Check) -> None:
    table = r"""
```python¶print()¶¶Après. → 7 code-block add a line ``` below ‖ ```¶un¶```¶¶```¶deux → 11 code-block
~~~~¶code¶~~~ → 7 code-block add a line ~~~~ below
```js title=x.js¶code¶``` → 7 code-block cannot read 'js title=x.js' after the ```
```¶code¶```¶¶~~~ python¶code¶~~~¶¶````md¶```¶```` ¦ ```code``` et ``` code ``` ¦     ```¶    code
"""
    check_table(table, AVANT)


def test_what_has_no_effect_on_the_published_page_is_named(check_table: Check) -> None:
    table = r"""
<iframe src="https://www.youtube.com/embed/abcdefghijk?rel=0" ></iframe> → 7 embed-blocked YOUTUBE
<object><param name="movie" value="PLAYER"><embed src="PLAYER"></object> → 7 embed-blocked YOUTUBE
<iframe src='//player.vimeo.com/video/1'></iframe> → 7 embed-blocked https://vimeo.com/1
<embed src="https://example.com/a.pdf"> → 7 embed-blocked show no <embed>
<object data="https://example.com/a.svg"></object> → 7 embed-blocked (https://example.com/a.svg)
<object></object> → 7 embed-blocked remove it
<script async src="//example.com/x.js"></script> → 7 markup-ignored no <script>
<SCRIPT type="module">alert(1)</SCRIPT> → 7 markup-ignored
Un mot{: style="color: red" }¶{: style="color: red" } → 7 markup-ignored
<script src="//[x"></script> → 7 address-invalid; 7 markup-ignored
<style>p { color: red }</style> → 7 markup-ignored no <style>
<p style="text-align: center">Texte.</p> → 7 markup-ignored style="…"
<p onclick="alert(1)">Texte.</p> → 7 markup-ignored onclick="…"
<p style="x">a</p>¶¶`style="x"`¶¶<p style="x">b</p> → 7 markup-ignored; 11 markup-ignored
<script type="application/ld+json">{}</script> ¦ <script src="{static}/images/plat.jpg"></script>
| a | b |¶|--:|:-:|¶| 1 | 2 | ¦ <p class="style" data-on="x">style="x" on="x"</p>
`<iframe>`, &lt;script>.¶¶    <p style='x' onclick='x'>
"""
    table = table.replace("YOUTUBE", "https://www.youtube.com/watch?v=abcdefghijk")
    check_table(table.replace("PLAYER", "https://www.youtube.com/v/abcdefghijk"), f"{AVANT}\nAprès.\n")


def test_markup_of_other_engines_is_named_outside_code(check_table: Check) -> None:
    rows = r"""
[gallery ids="1,2"] → for each picture
[caption id="a_1" align="x_y"]<b>Un plat</b> Le plat[/caption] → The caption
[contact-form-7 id="12" title="x"] → should show in Markdown ‖ [su_note]Un mot.[/su_note] → [su_note]
{% youtube abc %} → another engine ‖ {{< note >}}Un mot.{{< /note >}} → {{< note >}} is a command of Hugo
{%- include figure.html src='x.jpg' -%} → should show in Markdown
{% img right /images/x.jpg %} → write ![Description]({static}/images/x.jpg)
{{% notice tip %}} → another engine ‖ Voir {{ site.title }}. → {{ site.title }}
[[une autre page]] → write [words]({filename}/posts/x.md) ‖ [[page|ses mots]] → [[page|ses mots]]
![[plat.jpg]] → write ![Description]({static}/images/x.jpg)
[TOC] → table of contents ‖ [[_TOC_]] → table of contents ‖ Soit $a_1$ un nombre. → $a_1$
Soit $x$ un nombre. → $x$ ‖ $$¶E = mc^2¶$$ → formulas ‖ $$a ==b== c$$ → formulas
Un \\(x^2\\) là. → \\(x^2\\) ‖ Un ==mot== vu. → <mark>
Un %%mot caché%%. → <!-- ‖ ::: {.warning}¶Un mot.¶::: → ::: {.warning}
!!! note¶    Un mot. → > [!NOTE] ‖ .. youtube:: abc → reStructuredText ‖ import X from './x' → MDX
"""
    pairs = [row.split(" → ") for row in re.split(r"\n| ‖ ", rows.strip("\n"))]
    table = [f"{text} → 7 foreign-markup {words}" for text, words in pairs]
    code = [f"```¶{text}¶```" for text, _ in pairs]
    spans = [f"Écrire `` {text} `` donne cela." for text, _ in pairs if "¶" not in text]
    check_table("\n".join([*table, *code, *spans]), AVANT)


def test_each_engine_is_named_once_a_text_and_words_are_no_markup(check_table: Check) -> None:
    table = r"""
Un film :¶[embed]https://vimeo.com/1[/embed] → 8 foreign-markup own, between empty lines
[video src="x.mp4"]¶¶[audio mp3="x.mp3"][/audio] → 7 foreign-markup <video; 9 foreign-markup <audio
{% img a %}¶¶{% img b %}¶{% raw %}¶{% img c %} → 7 foreign-markup (also in lines 9, 11); 10 foreign-markup
{% img a.jpg %}¶¶WAIVE¶{% img b.jpg %}¶¶{% img c.jpg %} → 7 foreign-markup (also in line 12)
[ici]({{site.baseurl}}/a/) → 1 text-unbuildable; 7 foreign-markup {{site.baseurl}}
[gallery](https://example.com/) [embed][a]¶¶[a]: https://example.com/
[video] [audio] [caption libre] tab[gallery] \[gallery] [ gallery] [a=b] [note]
<p title='[gallery]'>Texte.</p> ¦ De 5 $ à 10 $, ou de $5 à $10, et US$ 20 ou 20$US. ¦ Elle coûte $5, lui $7.
a == b, 1 === 1, ====, == Titre == ¦ 100 %% et 50 %, 5% et 6%. ¦ {un} {{}} {a: 1} ¦ [[1]](https://example.com/)
tab[[0]], [[1, 2], [3, 4]], [[ -f x ]]. ¦ Un import de pays, et l’export. ¦ Enfin !!! Et... .. :: : ¦ \(a)
"""
    check_table(table.replace("WAIVE", "<!-- proofread: ignore foreign-markup -->"), AVANT)
