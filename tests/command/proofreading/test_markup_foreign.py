import pytest

from .conftest import Check, CheckText

TOP = "Title: Essai\nDate: 2025-02-03\n\nAvant.\n\n"
"""What follows begins in line 6."""
META = '<meta name="date" content="2025-02-03">'
SHOWN = "would be shown to readers as it is;"
ENGINE = "is a command of another engine, and would be shown as it is;"
HUGO = "is a command of Hugo's, and would be shown as it is;"
OTHERWISE = "write in Markdown what it is to show, or remove it"
PICTURE = "write ![What is to be seen]({static}/images/x.jpg)"
GALLERY = f"{PICTURE} for each picture, one below the other"
CAPTION = 'write the picture with its caption in quotes: ![What is to be seen](… "The caption")'
VIDEO = "write the address of the video alone between empty lines"
LINK = "write [words]({filename}/posts/x.md)"
FILM = 'write <video controls src="{static}/videos/x.mp4"></video>'
SOUND = 'write <audio controls src="{static}/images/x.mp3"></audio>'
TOC = "remove it: the site makes a table of contents by itself"
ALERT = "write it as `> [!NOTE]`, with `> ` before each line of its text"
FORMULA = "the site shows no formulas: write it in plain signs (a₁, x²), or as a picture"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ('[gallery ids="1,2"]\n', [f'6: [gallery ids="1,2"] {SHOWN} {GALLERY}']),
        (
            "[gallery]\n\n[gallery /]\n",
            [f"6: [gallery] {SHOWN} {GALLERY} (also in line 8)"],
        ),
        (
            '[caption id="a_1" align="x_y"]<b>Un plat</b> Le plat[/caption]\n',
            [f'6: [caption id="a_1" align="x_y"] {SHOWN} {CAPTION}'],
        ),
        ("Un film :\n[embed]https://vimeo.com/1[/embed]\n", [f"7: [embed] {SHOWN} {VIDEO}"]),
        (
            '[video src="x.mp4"]\n\n[audio mp3="x.mp3"][/audio]\n',
            [
                f'6: [video src="x.mp4"] {SHOWN} {FILM}',
                f'8: [audio mp3="x.mp3"] {SHOWN} {SOUND}',
            ],
        ),
        (
            '[contact-form-7 id="12" title="x"]\n',
            [f'6: [contact-form-7 id="12" title="x"] {SHOWN} {OTHERWISE}'],
        ),
        (
            "[su_note]Un mot.[/su_note] [b]gras[/b]\n",
            [f"6: [b] {SHOWN} {OTHERWISE}", f"6: [su_note] {SHOWN} {OTHERWISE}"],
        ),
        ("[gallery](https://example.com/) [embed][a]\n\n[a]: https://example.com/\n", []),
        ("[video] [audio] [caption libre] tab[gallery] \\[gallery] [ gallery] [a=b] [note]\n", []),
        ("<p title='[gallery]'>Texte.</p>\n", []),
        ("`[gallery]`\n\n    [gallery ids='1']\n", []),
    ],
)
def test_what_is_left_of_wordpress_is_named(check_text: CheckText, text: str, problems: list[str]) -> None:
    assert check_text(TOP + text) == problems


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "{% notebook analyse.ipynb %}",
            (
                f"{{% notebook analyse.ipynb %}} {ENGINE} convert it by `jupyter nbconvert --to markdown`, "
                "and put the result here"
            ),
        ),
        ("{% youtube abc %}", f"{{% youtube abc %}} {ENGINE} {VIDEO}"),
        ("{% note %}Un mot.{% endnote %}", f"{{% note %}} {ENGINE} {OTHERWISE}"),
        ("{{< note >}}Un mot.{{< /note >}}", f"{{{{< note >}}}} {HUGO} {OTHERWISE}"),
        (
            "{%- include figure.html src='x.jpg' -%}",
            f"{{%- include figure.html src='x.jpg' -%}} {ENGINE} {OTHERWISE}",
        ),
        ("{% img right /images/x.jpg %}", f"{{% img right /images/x.jpg %}} {ENGINE} {PICTURE}"),
        ('{{< figure src="x.jpg" >}}', f'{{{{< figure src="x.jpg" >}}}} {HUGO} {PICTURE}'),
        ("{{% notice tip %}}", f"{{{{% notice tip %}}}} {ENGINE} {OTHERWISE}"),
        ("Voir {{ site.title }}.", f"{{{{ site.title }}}} {SHOWN} write what it stands for"),
        ("[[une autre page]]", f"[[une autre page]] {SHOWN} {LINK}"),
        ("[[page|ses mots]]", f"[[page|ses mots]] {SHOWN} {LINK}"),
        ("![[plat.jpg]]", f"![[plat.jpg]] {SHOWN} {PICTURE}"),
        ("[TOC]", f"[TOC] {SHOWN} {TOC}"),
        ("[[_TOC_]]", f"[[_TOC_]] {SHOWN} {TOC}"),
        ("Soit $a_1$ un nombre.", f"$a_1$ {SHOWN} {FORMULA}"),
        ("Soit $x$ un nombre.", f"$x$ {SHOWN} {FORMULA}"),
        ("$$\nE = mc^2\n$$", f"$$ {SHOWN} {FORMULA}"),
        ("Un \\\\(x^2\\\\) là.", f"\\\\(x^2\\\\) {SHOWN} {FORMULA}"),
        ("Un ==mot== vu.", f"==mot== {SHOWN} write <mark>…</mark>"),
        ("Un %%mot caché%%.", f"%%mot caché%% {SHOWN} write a comment as <!-- … -->"),
        (":::note\nUn mot.\n:::", f":::note {SHOWN} {ALERT}"),
        ("::: {.warning}\nUn mot.\n:::", f"::: {{.warning}} {SHOWN} {ALERT}"),
        ("!!! note\n    Un mot.", f"!!! note {SHOWN} {ALERT}"),
        (
            ".. youtube:: abc",
            f".. youtube:: abc is a directive of reStructuredText, and would be shown as it is; {VIDEO}",
        ),
        ("import X from './x'", f"import X from './x' {SHOWN} it is MDX; remove it"),
    ],
)
def test_markup_of_another_engine_is_named(check_text: CheckText, text: str, problem: str) -> None:
    assert check_text(f"{TOP}{text}\n") == [f"6: {problem}"]
    assert check_text(f"{TOP}```\n{text}\n```\n") == []
    if "\n" not in text:
        assert check_text(f"{TOP}Écrire `` {text} `` donne cela.\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "De 5 $ à 10 $, ou de $5 à $10, et US$ 20 ou 20$US.",
        "Elle coûte $5, lui $7.",
        "a == b, 1 === 1, ====, == Titre ==",
        "100 %% et 50 %, 5% et 6%.",
        "[[1]](https://example.com/) et tab[[0]], [[1, 2], [3, 4]], [[ -f x ]].",
        "{un} {{}} {a: 1}",
        "Un import de pays, et l’export.",
        "Enfin !!! Et... .. :: :",
        "Note (voir \\(a)) et \\[b].",
        "Vraiment ??? Oui.",
    ],
)
def test_words_are_no_markup(check_text: CheckText, text: str) -> None:
    assert check_text(f"{TOP}{text}\n") == []


def test_link_to_a_template_is_named(check_text: CheckText) -> None:
    problems = check_text(f"{TOP}[ici]({{{{site.baseurl}}}}/a/)\n")
    assert f"6: {{{{site.baseurl}}}} {SHOWN} write what it stands for" in problems


def test_each_name_is_said_once_a_text_and_can_be_waived_by_its_line(check_text: CheckText) -> None:
    text = "{% img a.jpg %}\n\n{% img b.jpg %}\n\n{% raw %}\n\n{% img c.jpg %}\n"
    assert check_text(TOP + text) == [
        f"6: {{% img a.jpg %}} {ENGINE} {PICTURE} (also in lines 8, 12)",
        f"10: {{% raw %}} {ENGINE} write the code between two lines of three backquotes",
    ]
    waived = text.replace("{% img b", "<!-- proofread: ignore foreign-markup -->\n{% img b")
    assert check_text(TOP + waived)[0] == f"6: {{% img a.jpg %}} {ENGINE} {PICTURE} (also in line 13)"


def test_other_markup_is_read_too(check: Check) -> None:
    own = "write what it is to show in the markup of this file, or remove it"
    rst = "Un\n##\n\n:date: 2025-02-03\n\nVoici {% img a.jpg %} et [[une page]].\n"
    html = f"<html><head><title>H</title>{META}</head>\n<body><p>[gallery ids='1']</p></body></html>\n"
    assert check({"posts/a.rst": rst, "posts/b.html": html}) == [
        f"content/posts/a.rst:6: [[une page]] {SHOWN} {own}",
        f"content/posts/a.rst:6: {{% img a.jpg %}} {ENGINE} {own}",
        f"content/posts/b.html:2: [gallery ids='1'] {SHOWN} {own}",
    ]
