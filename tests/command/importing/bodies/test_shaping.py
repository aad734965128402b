"""The shape that a text takes so that its page passes audits."""

import pytest

from tests.command.importing.bodies.conftest import Convert


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<h1>Un</h1><h2>Deux</h2><h1>Trois</h1>", "## Un\n\n### Deux\n\n## Trois"),
        ("<h2>Un</h2><h3>Deux</h3><h2>Trois</h2>", "## Un\n\n### Deux\n\n## Trois"),
        ("<h4>Un</h4><h6>Deux</h6><h4>Trois</h4>", "## Un\n\n### Deux\n\n## Trois"),
        ("<h4>Un</h4><h2>Deux</h2><h3>Trois</h3>", "## Un\n\n## Deux\n\n### Trois"),
        ("<h2> </h2><h3>Un</h3>", "## Un"),
        ("<h2><strong>Gras</strong></h2>", "## Gras"),
        (
            '<a href="https://a.example/p.jpg"><img src="https://a.example/mon-plat_2.jpg" alt=""></a>',
            "[![mon plat 2](https://a.example/mon-plat_2.jpg)](https://a.example/p.jpg)",
        ),
        (
            '<a href="https://a.example/"><img src="https://a.example/p.jpg" alt=""> ici</a>',
            "[![](https://a.example/p.jpg) ici](https://a.example/)",
        ),
        ('<img src="https://a.example/p.jpg" alt="">', "![](https://a.example/p.jpg)"),
        (
            "<a><figure><img src='https://a.example/p.jpg'></figure></a>",
            '<figure><a><img src="https://a.example/p.jpg"></a></figure>',
        ),
    ],
)
def test_shape(convert: Convert, content: str, text: str) -> None:
    assert convert(content).text.strip() == text


def test_film_and_its_poster_are_in_different_tags(convert: Convert) -> None:
    body = convert('<video src="/wp-content/a.mp4" poster="/wp-content/a.jpg" controls></video>')
    assert '<source src="/wp-content/a.mp4">' in body.text
    assert body.text.count("<video ") == 1
    assert "src=" not in body.text.partition("<video ")[2].partition(">")[0]
