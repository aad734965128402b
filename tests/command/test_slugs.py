import pytest
from pelican.settings import DEFAULT_CONFIG
from pelican_blog.slugs import LONGEST, build_slug

SLUGS = {
    "Crème brûlée : l’essai": "creme-brulee-lessai",
    "L’été à Nîmes": "lete-a-nimes",
    "L'été à Nîmes": "lete-a-nimes",
    "L’œuf, « cocotte » !": "loeuf-cocotte",
    "E\u0301te\u0301": "ete",
    "Sel & poivre": "sel-poivre",
    "Sucré/salé": "sucre-sale",
    "Node.js 3.12": "node-js-3-12",
    "Pain – levain — four": "pain-levain-four",
    "Trop cuit –": "trop-cuit",
    "- Une liste -": "une-liste",
    "  deux   espaces\u00a0 ": "deux-espaces",
    "../../etc/passwd": "etc-passwd",
    "..": "",
    "<b>gras</b>": "gras",
    "2026": "2026",
    "中文": "zhong-wen",
    "!!!": "",
    "😀": "",
    "": "",
}


@pytest.mark.parametrize(("title", "slug"), SLUGS.items())
def test_slug_is_the_one_that_wordpress_would_give(title: str, slug: str) -> None:
    assert build_slug(title, DEFAULT_CONFIG) == slug


def test_long_title_is_cut_between_words() -> None:
    slug = build_slug("mot " * 100, DEFAULT_CONFIG)
    assert slug == "-".join(["mot"] * 20)
    assert LONGEST - 4 <= len(slug) <= LONGEST


def test_title_that_just_fits_is_not_cut() -> None:
    title = "a" * (LONGEST - 2) + " b"
    assert build_slug(title, DEFAULT_CONFIG) == title.replace(" ", "-")
    assert build_slug(title + "c", DEFAULT_CONFIG) == "a" * (LONGEST - 2)


def test_long_word_is_cut_within_itself() -> None:
    assert build_slug("x" * 300, DEFAULT_CONFIG) == "x" * LONGEST


def test_settings_of_the_blog_are_obeyed() -> None:
    settings = {**DEFAULT_CONFIG, "SLUGIFY_USE_UNICODE": True, "SLUGIFY_PRESERVE_CASE": True}
    assert build_slug("Été", settings) == "Été"
