import pytest

from .conftest import CheckText

TOP = "Title: Essai\nDate: 2025-02-03\n\nAvant.\n\n"
"""What follows begins in line 6."""
GALLERY = "write its pictures one below the other: ![What is to be seen]({static}/images/x.jpg)"
CAPTION = 'write the picture with its caption in quotes: ![What is to be seen](… "The caption")'
EMBED = "write the address alone between empty lines, or a link"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ('[gallery ids="1,2"]\n', [f"6: [gallery] is WordPress's; {GALLERY}"]),
        ("[gallery]\n\n[gallery /]\n", [f"{line}: [gallery] is WordPress's; {GALLERY}" for line in (6, 8)]),
        (
            '[caption id="a_1" align="x_y"]<b>Un plat</b> Le plat[/caption]\n',
            [f"6: [caption] is WordPress's; {CAPTION}"],
        ),
        ('[wp_caption width="3"]Le plat[/wp_caption]\n', [f"6: [wp_caption] is WordPress's; {CAPTION}"]),
        ("Un film :\n[embed]https://vimeo.com/1[/embed]\n", [f"7: [embed] is WordPress's; {EMBED}"]),
        ('[embed width="1"]https://vimeo.com/1[/embed]\n', [f"6: [embed] is WordPress's; {EMBED}"]),
        (
            '[video src="x.mp4"]\n\n[audio mp3="x.mp3"][/audio]\n\n[playlist ids="1"]\n',
            [
                '6: [video] is WordPress\'s; write <video controls src="{static}/videos/x.mp4"></video>',
                '8: [audio] is WordPress\'s; write <audio controls src="{static}/images/x.mp3"></audio>',
                "10: [playlist] is WordPress's; write a link to each of its files",
            ],
        ),
        ("[gallery](https://example.com/) [embed][a]\n\n[a]: https://example.com/\n", []),
        ("[video] [audio] [caption libre] tab[gallery] \\[gallery] [ gallery]\n", []),
        ("<p title='[gallery]'>Texte.</p>\n", []),
        ("`[gallery]`\n\n    [gallery ids='1']\n", []),
    ],
)
def test_what_is_left_of_wordpress_is_named(check_text: CheckText, text: str, problems: list[str]) -> None:
    assert check_text(TOP + text) == problems
