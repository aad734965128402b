"""Mistakes in a text by itself, and markup that the published page would ignore or show as it is."""

import re

from .conftest import TOP, Check

AVANT = f"{TOP}Avant.\n\nROW\n"
"""What stands for ROW begins in line 7."""


def test_there_are_words_for_pictures_levels_of_headings_and_one_place_of_an_id(check_table: Check) -> None:
    table = r"""
¶  ¶ ¦ <!-- rien --> → 5 text-empty ‖ https://vimeo.com/1
Un ![ ]({static}/images/plat.jpg) plat. → 5 image-alt image images/plat.jpg has no alt text
Un plat :¶¶![][plat]¶¶[plat]: {static}/images/plat.jpg → 7 image-alt ![…]({static}/images/plat.jpg)
<p><img¶  src="{static}/images/plat.jpg"></p> → 5 image-alt in its tag: alt="…", or alt=""
`![](a.jpg)`¶¶    ![](b.jpg)¶¶```¶![](c.jpg)¶```¶¶![]({static}/images/plat.jpg) → 13 image-alt
Un.¶¶> Un.¶>¶>     Un.¶>     ![](a.jpg)¶¶![]({static}/images/plat.jpg) → 12 image-alt
<img src="{static}/images/plat.jpg" alt=""> ¦ On écrit \![].¶¶    <img src='x.jpg'>¶¶<!-- ![](x.jpg) -->
#pain et #levain → 5 headings write \#pain ‖ Un¶--¶¶<h4>Deux</h4> → 8 headings write ###
### Un → 5 headings this heading of level 3 follows the page title
# Un¶¶# Deux¶¶#### Trois → 5 headings start with ## (also in lines 7, 9)
## Un¶¶### Deux¶¶#### Trois¶¶## Quatre¶¶---¶¶### Cinq ### ¦ `# rien`, \# rien.¶¶    # rien¶¶À #pain.
## Un¶¶Texte[^1] et[^1].¶¶## Un¶¶[^1]: Note. ¦ `<p id="un">`¶¶    <p id="un">¶¶<p id="un">a</p>
## Un {#un}¶¶<p id='un'>b</p>¶¶<p id=un>c</p> → 7 id-repeated the id un is used 3 times
"""
    check_table(table)


def test_footnotes_references_addresses_and_marks_come_to_something(check_table: Check) -> None:
    table = r"""
Un[^1] deux[^2].¶¶[^1]: Note. → 5 footnote footnote 2 has no text ‖ `[^1]`¶¶[^1]: Note. → 7 footnote
Un.¶¶[^1]: → 7 text-unbuildable footnote 1 has no text
Un[^1], trois[^la note].¶¶[^la note]: Trois.¶[^1]: Un[^2].¶¶[^2]: Deux. ¦ `[^1]` et \[^2].¶¶    [^3]
\[a\][b], `[c][d]`, tab[0][1], [1] [2], [la][] [Ici][La¶la].¶¶[LA]: /archives/¶[la la]: /archives/
Un.¶¶[Là][]. → 7 reference-undefined add a line `[Là]: `
Un.¶¶https://example.com/film → 7 address-bare write <https://example.com/film>
Regardez :¶https://vimeo.com/1 → 6 address-bare only between empty lines
https://vimeo.com/1¶¶Voir https://example.com/ ici.¶¶<https://example.com/>¶¶`https://example.com/`
Un [lien](fin et suite.¶¶**Voici** un **autre. → 5 markup-unrendered write \](; 7 markup-unrendered
2 \*\* 3, et `**` aussi.¶¶    a ** b¶¶```¶](¶```
"""
    check_table(table)


def test_summary_is_read_as_a_text(check_table: Check) -> None:
    table = r"""
Summary: Un¶    [lien](../rien/)¶    [lien](../rien/). → 5 link-dead; 6 link-dead; 10 link-dead
Summary: Voici :¶    <img src='{static}/images/plat.jpg'> → 5 image-alt in its tag; 9 link-dead
Summary: [Ici][la] [lien](#h-titr) → 4 reference-undefined; 4 link-fragment #h-titre; 8 link-dead
Summary: ¦ Summary: # Un mot: `[un](../rien/)` et [un lien]({filename}tarte.md). → 8 link-dead
"""
    form = "Title: Essai\nDate: 2025-02-03\nSlug: essai\nROW\n\n## Titre\n\n[Un](../rien/)\n"
    check_table(table, form)


def test_what_does_not_show_or_has_no_effect_on_the_published_page_is_named(check_table: Check) -> None:
    table = r"""
```python¶print()¶¶Après. → 7 code-block add a line ``` below ‖ ```¶un¶```¶¶```¶deux → 11 code-block
```js title=x.js¶code¶``` → 7 code-block cannot read 'js title=x.js' after the ```
~~~ python¶code¶~~~¶¶````md¶```¶````¶¶```code``` et ``` code ``` ¦     ```¶    code
<iframe src="//player.vimeo.com/video/1" ></iframe> → 7 embed-blocked https://vimeo.com/1
<object><param value="//youtu.be/abcdefghijk"><embed></object> → 7 embed-blocked watch?v=abcdefghijk
<object data="https://example.com/a.svg"></object> → 7 embed-blocked (https://example.com/a.svg)
<object></object> → 7 embed-blocked remove it ‖ <style>p { color: red }</style> → 7 markup-ignored no <style>
<script async src="//example.com/x.js"></script> ¦ <SCRIPT type="module">a</SCRIPT> → 7 markup-ignored
<script src="//[x"></script> → 7 address-invalid; 7 markup-ignored
<p style="x">a</p>¶¶`style="x"`¶¶<p onclick="x">b</p> → 7 markup-ignored style="…"; 11 markup-ignored
<script type="application/ld+json">{}</script> ¦ <script src="{static}/images/plat.jpg"></script>
| a | b |¶|--:|:-:|¶| 1 | 2 | ¦ `<iframe>`, &lt;script>.¶¶    <p style='x' onclick='x'>
"""
    check_table(table, f"{AVANT}\nAprès.\n")


def test_markup_of_other_engines_is_named_once_and_outside_code(check_table: Check) -> None:
    rows = r"""
[gallery ids="1,2"] → for each picture ‖ [su_note]Un mot.[/su_note] → [su_note]
{% youtube abc %} → another engine ‖ {{< note >}}Un mot.{{< /note >}} → {{< note >}} is a command of Hugo
Voir {{ site.title }}. → {{ site.title }} ‖ [[page|ses mots]] → write [words]({filename}/posts/x.md)
![[plat.jpg]] → write ![Description]({static}/images/x.jpg) ‖ [TOC] → table of contents
Soit $a_1$ un nombre. → $a_1$ ‖ $$a ==b== c$$ → formulas ‖ Un \\(x^2\\) là. → \\(x^2\\)
Un ==mot== vu. → <mark> ‖ Un %%mot caché%%. → <!-- ‖ !!! note¶    Un mot. → > [!NOTE]
.. youtube:: abc → reStructuredText ‖ import X from './x' → MDX
"""
    pairs = [row.split(" → ") for row in re.split(r"\n| ‖ ", rows.strip("\n"))]
    table = [f"{text} → 7 foreign-markup {words}" for text, words in pairs]
    code = [f"```¶{text}¶```" for text, _ in pairs]
    spans = [f"Écrire `` {text} `` donne cela." for text, _ in pairs if "¶" not in text]
    check_table("\n".join([*table, *code, *spans]), AVANT)
    table = r"""
Un film :¶[embed]https://vimeo.com/1[/embed] → 8 foreign-markup own, between empty lines
{% img a %}¶¶{% img b %}¶{% raw %}¶{% img c %} → 7 foreign-markup (also in lines 9, 11); 10 foreign-markup
[gallery](https://example.com/) [embed][a] [caption libre] tab[gallery] \[gallery] [a=b]¶¶[a]: /archives/
<p title='[gallery]'>Texte.</p> ¦ De 5 $ à 10 $, ou de $5 à $10. ¦ a == b, ==== ¦ 100 %% et 50 %, 5% et 6%.
{un} {{}} {a: 1} ¦ tab[[0]], [[1, 2], [3, 4]], [[ -f x ]]. ¦ Un import de pays. ¦ Enfin !!! Et... .. :: : \(a)
"""
    check_table(table, AVANT)
