import pytest

from .conftest import Check, CheckText

TOP = "Title: Essai\nDate: 2025-02-03\nSlug: essai\n\n"
"""The text begins in line 5."""
PICTURE = "image images/plat.jpg has no alt text for those who cannot see it; describe it"
IN_BRACKETS = f"{PICTURE} between the brackets: ![…]({{static}}/images/plat.jpg)"
IN_TAG = f'{PICTURE} in its tag: alt="…", or alt="" if it says nothing'
EMPTY = "there is no text below the header; write it, or add `Status: draft`"
TITLE = "# is reserved for the title of the page; start with ##"
BARE = "is not a video of a host that this site knows, and would stay plain text; to make it a link, write"
BETWEEN = "is shown as a video only between empty lines; put one above and one below"
SPACE = "(no space before :)"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("![]({static}/images/plat.jpg)\n", [f"5: {IN_BRACKETS}"]),
        ("Un ![ ]({static}/images/plat.jpg) plat.\n", [f"5: {IN_BRACKETS}"]),
        ('![]({static}/images/plat.jpg "Une légende")\n', [f"5: {IN_BRACKETS}"]),
        ("![Un plat]({static}/images/plat.jpg)\n![]({static}/images/plat.jpg)\n", [f"6: {IN_BRACKETS}"]),
        ("[![]({static}/images/plat.jpg)]({static}/images/plat.jpg)\n", [f"5: {IN_BRACKETS}"]),
        ("Un plat :\n\n![][plat]\n\n[plat]: {static}/images/plat.jpg\n", [f"7: {IN_BRACKETS}"]),
        ('Voici :\n\n<img src="{static}/images/plat.jpg">\n', [f"7: {IN_TAG}"]),
        ('<p><img\n  src="{static}/images/plat.jpg"></p>\n', [f"5: {IN_TAG}"]),
        ("- un\n- deux ![]({static}/images/plat.jpg)\n", [f"6: {IN_BRACKETS}"]),
        ("> ![]({static}/images/plat.jpg)\n", [f"5: {IN_BRACKETS}"]),
        (
            "`![](a.jpg)`\n\n    ![](b.jpg)\n\n```\n![](c.jpg)\n```\n\n![]({static}/images/plat.jpg)\n",
            [f"13: {IN_BRACKETS}"],
        ),
        ("![Un plat]({static}/images/plat.jpg)\n", []),
        ("![Un plat][plat]\n\n[plat]: {static}/images/plat.jpg\n", []),
        ('<img src="{static}/images/plat.jpg" alt="">\n', []),
        ('<img alt="Un plat" src="{static}/images/plat.jpg">\n', []),
        ("On écrit `![](plat.jpg)`, ou \\![].\n\n    <img src='x.jpg'>\n\n<!-- ![](x.jpg) -->\n", []),
    ],
)
def test_picture_has_words(check_text: CheckText, text: str, problems: list[str]) -> None:
    assert check_text(TOP + text) == problems


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("# Un titre\n\nTexte.\n", [f"5: {TITLE}"]),
        ("Un titre\n========\n\nTexte.\n", [f"5: {TITLE}"]),
        ("<h1>Un titre</h1>\n", [f"5: {TITLE}"]),
        ("```\n# commentaire\n```\n\nTexte.\n\n# Un titre\n", [f"11: {TITLE}"]),
        ("#pain et #levain\n", ["5: #pain at the beginning of a line makes it a heading; write \\#pain"]),
        ("### Un titre\n", ["5: a heading of level 3 below one of level 1 skips one; write ## there"]),
        ("## Un\n\n#### Deux\n", ["7: a heading of level 4 below one of level 2 skips one; write ### there"]),
        (
            "Un\n--\n\n<h4>Deux</h4>\n",
            ["8: a heading of level 4 below one of level 2 skips one; write ### there"],
        ),
        (
            "# Un\n\n# Deux\n\n#### Trois\n",
            [f"5: {TITLE} (also in lines 7, 9)"],
        ),
        (
            "## Un\n\n#### Deux\n\n# Trois\n",
            ["7: a heading of level 4 below one of level 2 skips one; write ### there (also in line 9)"],
        ),
        ("> ### Cité\n", ["5: a heading of level 3 below one of level 1 skips one; write ## there"]),
        ("## Un\n\n### Deux\n\n#### Trois\n\n## Quatre\n\n---\n\n### Cinq ###\n", []),
        ("Un\n--\n\n`# rien`, \\# rien.\n\n    # rien\n\nÀ #pain.\n", []),
    ],
)
def test_headings_begin_at_two_and_skip_none(check_text: CheckText, text: str, problems: list[str]) -> None:
    assert check_text(TOP + text) == problems


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "Un[^1] deux[^2].\n\n[^1]: Note.\n",
            [f"5: the footnote 2 has no text; add a line `[^2]: ` with it {SPACE}"],
        ),
        ("Un[^1]: deux.\n", [f"5: the footnote 1 has no text; add a line `[^1]: ` with it {SPACE}"]),
        (
            "Un[^1].\n\n[^1] : Note.\n",
            [f"{line}: the footnote 1 has no text; add a line `[^1]: ` with it {SPACE}" for line in (5, 7)],
        ),
        ("Un.\n\n[^é]: Note.\n", ["7: no text refers to the footnote é; write [^é] where it belongs"]),
        ("`[^1]`\n\n[^1]: Note.\n", ["7: no text refers to the footnote 1; write [^1] where it belongs"]),
        ("Un[^1], deux[^1], trois[^la note].\n\n[^la note]: Trois.\n[^1]: Un[^2].\n\n[^2]: Deux.\n", []),
        ("`[^1]` et \\[^2].\n\n    [^3]\n", []),
        ("Un[^1].\n\n[^1]:\n    Note.\n", []),
        ("Un.\n\n[^1]:\n", ["7: the footnote 1 has no text; write it behind the colon, or remove the line"]),
    ],
)
def test_footnotes_are_called_and_there(check_text: CheckText, text: str, problems: list[str]) -> None:
    assert check_text(TOP + text) == problems


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("[Ici][la].\n", ["5: nothing says where [la] leads; add a line `[la]: ` and the address"]),
        ("Un.\n\n[Là][].\n", ["7: nothing says where [Là] leads; add a line `[Là]: ` and the address"]),
        ("![Un plat][plat]\n", ["5: nothing says where [plat] leads; add a line `[plat]: ` and the address"]),
        ("[Ici][La], [la][].\n\n[LA]: https://example.com/\n", []),
        ("\\[a\\][b], `[c][d]`, tab[0][1], [1] [2], [seul].\n\n    [e][f]\n", []),
        ("[un\nlien][la\nsuite]\n\n[la suite]: https://example.com/\n", []),
    ],
)
def test_references_are_explained(check_text: CheckText, text: str, problems: list[str]) -> None:
    assert check_text(TOP + text) == problems


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "Un.\n\nhttps://example.com/film\n",
            [f"7: https://example.com/film {BARE} <https://example.com/film>"],
        ),
        ("Un.\nhttp://example.com\nDeux.\n", [f"6: http://example.com {BARE} <http://example.com>"]),
        (
            "Regardez :\nhttps://vimeo.com/1\n",
            [f"6: https://vimeo.com/1 {BETWEEN}"],
        ),
        ("https://vimeo.com/1\n\nhttps://tube.example.org/w/123456789ABCDEFGHJKLMN\n", []),
        ("<https://example.com/>\n\n[a](https://example.com/)\n\nVoir https://example.com/ ici.\n", []),
        ("    https://example.com/\n\n`https://example.com/`\n\nUn[^1].\n\n[^1]: https://example.com/\n", []),
    ],
)
def test_address_alone_is_a_video(check_text: CheckText, text: str, problems: list[str]) -> None:
    assert check_text(TOP + text) == problems


@pytest.mark.parametrize(
    ("header", "text", "problems"),
    [
        (TOP, "", [f"5: {EMPTY}"]),
        (TOP, "\n  \n", [f"5: {EMPTY}"]),
        (TOP, "<!-- rien -->\n", [f"5: {EMPTY}"]),
        ("Title: Essai\nDate: 2025-02-03", "", [f"2: {EMPTY}"]),
        (TOP.replace("\n\n", "\nStatus: draft\n\n"), "", []),
        (TOP.replace("\n\n", "\nVideo: https://vimeo.com/1\n\n"), "", []),
        (TOP.replace("\n\n", "\nTemplate: archives\n\n"), "", []),
        (TOP, "https://vimeo.com/1\n", []),
        (TOP, "![Un plat]({static}/images/plat.jpg)\n", []),
    ],
)
def test_text_is_not_empty(check_text: CheckText, header: str, text: str, problems: list[str]) -> None:
    assert check_text(header + text) == problems


NOTHING = "leads to nothing on this site; correct or remove it"


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ("Summary: [Un](../rien/) lien.\n", [f"4: ../rien/ {NOTHING}"]),
        (
            "Summary: Un\n    [lien](../rien/)\n    [lien](../rien/).\n",
            [f"{n}: ../rien/ {NOTHING}" for n in (5, 6)],
        ),
        ("Summary: Un\nSummary: [lien](../rien/).\n", [f"5: ../rien/ {NOTHING}"]),
        ("Summary: ![]({static}/images/plat.jpg)\n", [f"4: {IN_BRACKETS}"]),
        ("Summary: Voici :\n    <img src='{static}/images/plat.jpg'>\n", [f"5: {IN_TAG}"]),
        (
            "Summary: https://example.com/film\n",
            [f"4: https://example.com/film {BARE} <https://example.com/film>"],
        ),
        ("Summary: [Ici][la].\n", ["4: nothing says where [la] leads; add a line `[la]: ` and the address"]),
        (
            "Summary: [Un](#h-titre) [lien](#h-titr)\n",
            ["4: nothing in this text has the id h-titr; there is #h-titre"],
        ),
        ("Summary:\n", []),
        ("Summary: # Un titre, `[un](../rien/)` et <https://example.com/>.\n", []),
        ("Summary: Un mot: [un lien]({filename}tarte.md).\n", []),
    ],
)
def test_summary_is_read_as_a_text(check_text: CheckText, lines: str, problems: list[str]) -> None:
    header = TOP.replace("\n\n", f"\n{lines}\n")
    assert check_text(f"{header}## Titre\n") == problems
    below = f"{header}## Titre\n\n[Un](../rien/)\n"
    assert check_text(below) == [*problems, f"{below.count(chr(10))}: ../rien/ {NOTHING}"]


def test_text_of_which_no_page_can_be_made_hides_no_other(check: Check) -> None:
    found = check({"posts/a.md": f"{TOP}Texte.\n\n[^1]:\n", "posts/b.md": f"{TOP}# Un titre\n"})
    assert found[0].startswith("content/posts/a.md:7: the footnote 1 has no text; ")
    assert found[1:] == [f"content/posts/b.md:5: {TITLE}"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("<p id=\"un\">a</p>\n\n<p id='un'>b</p>\n\n<p id=un>c</p>\n", [(7, "un", 3)]),
        ("## Un {#un}\n\nTexte.\n\n## Deux {: .a #un }\n", [(9, "un", 2)]),
        ('## Un {#un}\n\n<p id="un">Texte.</p>\n\n<p id="deux">Texte.</p>\n', [(7, "un", 2)]),
        ("## Un\n\nTexte[^1] et[^1].\n\n## Un\n\n[^1]: Note.\n", []),
        ('`<p id="un">`\n\n    <p id="un">\n\n<p id="un">a</p>\n', []),
    ],
)
def test_id_is_there_once(check_text: CheckText, text: str, problems: list[tuple[int, str, int]]) -> None:
    assert check_text(TOP + text) == [
        f"{line}: the id {name} is there {count} times, and links lead to the first; give each its own"
        for line, name, count in problems
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("Un **bon** pain.\nDu ** sel** et du vent.\n", [(6, "**")]),
        ("Un [lien](fin et suite.\n\n**Voici** un **autre.\n", [(5, "]("), (7, "**")]),
        ("2 \\*\\* 3, et `**` aussi.\n\n    a ** b\n\n```\n](\n```\n", []),
    ],
)
def test_mark_that_marks_nothing_is_seen(
    check_text: CheckText, text: str, problems: list[tuple[int, str]]
) -> None:
    assert check_text(TOP + text) == [
        f"{line}: {sign} marks nothing here, and readers would see it; close it, or write \\{sign}"
        for line, sign in problems
    ]


BEFORE = "Title: Essai\nDate: 2025-02-03\n\nAvant.\n\n"
"""What follows begins in line 6."""
OPEN = "this block of code is never closed; write a line {} below it"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("```\ncode\n", [f"6: {OPEN.format('```')}"]),
        ("```python\nprint()\n\nAprès.\n", [f"6: {OPEN.format('```')}"]),
        ("~~~~\ncode\n~~~\n", [f"6: {OPEN.format('~~~~')}"]),
        ("````\ncode\n```\n", [f"6: {OPEN.format('````')}"]),
        ("```\nun\n```\n\n```\ndeux\n", [f"10: {OPEN.format('```')}"]),
        (
            "```js title=x.js\ncode\n```\n",
            [
                (
                    "6: this does not begin a block of code, as the build cannot read 'js title=x.js' behind "
                    "the ```; write the name of the language alone"
                )
            ],
        ),
        ("```\ncode\n```\n\n~~~ python\ncode\n~~~\n\n````md\n```\n````\n", []),
        ("```code``` et ``` code ```\n", []),
        ("    ```\n    code\n", []),
        ("Un mot~~~ et ```.\n", []),
    ],
)
def test_block_of_code_begins_and_ends(check_text: CheckText, text: str, problems: list[str]) -> None:
    assert check_text(BEFORE + text) == problems
