"""Slugs are those that WordPress would give."""

from pelican.settings import DEFAULT_CONFIG
from pelican_blog.slugs import LONGEST, build_slug

SLUGS = """
Crème brûlée : l’essai → creme-brulee-lessai
L’été à Nîmes → lete-a-nimes
L'été à Nîmes → lete-a-nimes
L’œuf, « cocotte » ! → loeuf-cocotte
E\u0301te\u0301 → ete
Sel & poivre → sel-poivre
Sucré/salé → sucre-sale
Node.js 3.12 → node-js-3-12
Pain – levain — four → pain-levain-four
Trop cuit – → trop-cuit
- Une liste - → une-liste
  deux   espaces\u00a0  → deux-espaces
../../etc/passwd → etc-passwd
<b>gras</b> → gras
2026 → 2026
中文 → zhong-wen
"""


def test_slug_is_the_one_that_wordpress_would_give() -> None:
    slugs = dict(row.split(" → ") for row in SLUGS.strip("\n").split("\n"))
    slugs |= dict.fromkeys(("..", "!!!", "😀", ""), "")
    assert {title: build_slug(title, DEFAULT_CONFIG) for title in slugs} == slugs
    settings = {**DEFAULT_CONFIG, "SLUGIFY_USE_UNICODE": True, "SLUGIFY_PRESERVE_CASE": True}
    assert build_slug("Été", settings) == "Été"


def test_long_title_is_cut_between_words_and_a_long_word_within() -> None:
    assert build_slug("mot " * 100, DEFAULT_CONFIG) == "-".join(["mot"] * 20)
    just_fits = "a" * (LONGEST - 2) + " b"
    assert build_slug(just_fits, DEFAULT_CONFIG) == just_fits.replace(" ", "-")
    assert build_slug(just_fits + "c", DEFAULT_CONFIG) == "a" * (LONGEST - 2)
    assert build_slug(just_fits + " cc", DEFAULT_CONFIG) == just_fits.replace(" ", "-")
    assert build_slug("x" * 300, DEFAULT_CONFIG) == "x" * LONGEST
