"""The plugin in scratch sites: where articles stand, and what a theme and feeds get."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pelican import signals
from pelican_toolkit.testing import read_page

BuildSite = Callable[..., Path]
Save = Callable[..., Any]

SETTINGS: dict[str, Any] = {
    "PLUGINS": ["taxonomy"],
    "SITEURL": "https://example.org",
    "CATEGORY_URL": "category/{slug}/",
    "CATEGORY_SAVE_AS": "category/{slug}/index.html",
    "TAG_URL": "tag/{slug}/",
    "TAG_SAVE_AS": "tag/{slug}/index.html",
    "AUTHOR_URL": "author/{slug}/",
    "AUTHOR_SAVE_AS": "author/{slug}/index.html",
    "ARTICLE_URL": "{slug}/",
    "ARTICLE_SAVE_AS": "{slug}/index.html",
    "AUTHOR": "Bob",
    "DIRECT_TEMPLATES": ["categories"],
    "JINJA_ENVIRONMENT": {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True},
}
THEME = {
    "article.html": "{% for one in article.categories %}<a href='{{ one.url }}'>{{ one }}</a>{% endfor %}"
    "<b>{{ article.category }}</b>"
    "{% for tag in article.tags %}<i title='{{ tag.url }}'>{{ tag }}</i>{% endfor %}"
    "<u title='{{ article.author.url }}'>{{ article.author }}</u>",
    "category.html": "<h1>{{ category }}</h1><p>{{ category.description }}</p>"
    "<nav>{% for one in category.ancestors %}<a href='{{ one.url }}'>{{ one }}</a>{% endfor %}</nav>"
    "<ul>{% for one in category.children %}<li>{{ one }}</li>{% endfor %}</ul>"
    "<ol>{% for one in articles %}<li>{{ one.title }}</li>{% endfor %}</ol>",
    "categories.html": "{% for one, articles in categories %}<li>{{ one.slug }} {{ articles | length }}</li>"
    "{% endfor %}",
}
FILE = """
[[categories]]
name = "Cuisine"
slug = "cuisine"
description = "Tout ce qui se mange &amp; se boit."

[[categories]]
name = "Desserts"
slug = "desserts"
parent = "cuisine"

[[categories]]
name = "R&amp;D, essais; AC/DC"
slug = "essais"
parent = "cuisine/desserts"

[[categories]]
name = "Desserts"
slug = "甜点"
parent = "ailleurs"

[[categories]]
name = "ailleurs"

[[categories]]
name = "Sans article"
parent = "cuisine"

[[tags]]
name = "C++"
slug = "c-plus-plus"

[[tags]]
name = "C"
slug = "c"

[[authors]]
name = "Ann Onymous"
slug = "ann"
"""


@pytest.fixture
def build(save_file: Save, build_site: BuildSite) -> BuildSite:
    """A function that builds the scratch site with the terms of FILE."""
    save_file("taxonomy.toml", FILE)

    def build(**settings: Any) -> Path:
        return build_site(THEME, **{**SETTINGS, **settings})

    return build


def list_texts(folder: Path, name: str, selector: str) -> list[str]:
    return [found.text for found in read_page(folder, f"{name}/index.html").select(selector)]


def list_links(folder: Path, name: str, selector: str) -> list[tuple[str, str]]:
    found = read_page(folder, f"{name}/index.html").select(selector)
    return [(str(one.get("href") or one.get("title")), one.text) for one in found]


def test_article_stands_in_each_of_its_categories_and_in_those_above(
    save_post: Save, build: BuildSite
) -> None:
    save_post("a.md", "Tarte", "Category: Voyages; Cuisine/Desserts")
    save_post("b.md", "Soupe", "Category: Cuisine")
    save_post("c.md", "Essai", "Category: R&D, essais; AC/DC")
    save_post("d.md", "Trois", "Category: essais, Voyages, cuisine")
    save_post("e.md", "The", "Category: 甜点")
    save_post("f.md", "Brouillon", "Category: Sans article", "Status: draft", "Lang: en")
    output = build()
    tree = "category/cuisine"
    lists = {
        "category/voyages": ["Tarte", "Trois"],
        tree: ["Tarte", "Soupe", "Essai", "Trois"],
        f"{tree}/desserts": ["Tarte", "Essai", "Trois"],
        f"{tree}/desserts/essais": ["Essai", "Trois"],
        "category/ailleurs/甜点": ["The"],
        "category/ailleurs": ["The"],
    }
    assert {name: sorted(list_texts(output, name, "ol li")) for name in lists} == {
        name: sorted(titles) for name, titles in lists.items()
    }
    made = {path.parent.relative_to(output).as_posix() for path in output.glob("category/**/index.html")}
    assert made == {*lists}
    assert list_links(output, "tarte", "a") == [
        ("category/voyages/", "Voyages"),
        (f"{tree}/desserts/", "Desserts"),
    ]
    assert list_texts(output, "tarte", "b") == ["Voyages"]
    assert list_texts(output, "essai", "a") == ["R&D, essais; AC/DC"]
    assert list_links(output, f"{tree}/desserts/essais", "nav a") == [
        (f"{tree}/", "Cuisine"),
        (f"{tree}/desserts/", "Desserts"),
    ]
    assert list_texts(output, tree, "p") == ["Tout ce qui se mange & se boit."]
    assert list_texts(output, tree, "ul li") == ["Desserts"]
    listed = [item.text for item in read_page(output, "categories.html").select("li")]
    assert listed == [
        *("ailleurs 1", "ailleurs/甜点 1", "cuisine 4", "cuisine/desserts 3"),
        *("cuisine/desserts/essais 2", "voyages 2"),
    ]


def test_newest_article_is_first_in_every_list_and_each_is_there_once(
    save_post: Save, build: BuildSite
) -> None:
    for day, categories in ((1, "cuisine; desserts"), (3, "essais"), (2, "desserts; cuisine; essais")):
        save_post(f"{day}.md", f"Jour{day}", f"Category: {categories}")
    output = build(ARTICLE_ORDER_BY="slug")
    assert list_texts(output, "category/cuisine", "ol li") == ["Jour1", "Jour2", "Jour3"]
    assert list_texts(output, "category/cuisine/desserts", "ol li") == ["Jour1", "Jour2", "Jour3"]


def test_tags_and_authors_have_the_slugs_of_the_file(save_post: Save, build: BuildSite) -> None:
    save_post("a.md", "Code", "Tags: C++, c-plus-plus, C, neuf", "Author: Ann Onymous")
    output = build()
    assert list_links(output, "code", "i") == [
        ("tag/c-plus-plus/", "C++"),
        ("tag/c/", "C"),
        ("tag/neuf/", "neuf"),
    ]
    assert list_links(output, "code", "u") == [("author/ann/", "Ann Onymous")]
    assert (output / "author/ann/index.html").is_file()
    assert {path.name for path in (output / "tag").iterdir()} == {"c-plus-plus", "c", "neuf"}


def test_feeds_have_every_category_and_each_list_has_a_feed(save_post: Save, build: BuildSite) -> None:
    save_post("a.md", "Tarte", "Category: Voyages; desserts", "Tags: sucre")
    output = build(
        FEED_ALL_ATOM="all.xml", FEED_ALL_RSS="all.rss", CATEGORY_FEED_ATOM="feeds/{slug}.atom.xml"
    )
    atom, rss = (ET.parse(output / name).getroot() for name in ("all.xml", "all.rss"))  # noqa: S314  # our own files
    expected = ["Voyages", "Desserts", "sucre"]
    assert [one.get("term") for one in atom.iter("{http://www.w3.org/2005/Atom}category")] == expected
    assert [one.text for one in rss.iter("category")] == expected
    feeds = {path.relative_to(output / "feeds").as_posix() for path in output.glob("feeds/**/*.xml")}
    assert feeds == {"voyages.atom.xml", "cuisine.atom.xml", "cuisine/desserts.atom.xml"}


@pytest.mark.parametrize(
    "header", ["Category: a; b", "Category: a, b", "Categories: a, b", "categories: b\ncategory: a"]
)
def test_site_without_a_file_has_several_categories_too(
    save_post: Save, build_site: BuildSite, header: str
) -> None:
    save_post("x.md", "X", *header.splitlines())
    output = build_site(THEME, **SETTINGS)
    assert list_links(output, "x", "a") == [("category/a/", "a"), ("category/b/", "b")]
    assert list_texts(output, "category/b", "ol li") == ["X"]


def test_list_that_a_reader_makes_is_taken_as_it_is(save_post: Save, build: BuildSite) -> None:
    """As pelican-frontmatter does of YAML."""

    def give_list(content: Any) -> None:
        content.metadata["categories"] = ["R&D, essais; AC/DC", "Voyages", "甜点", "x, y"]

    save_post("a.md", "A", "Category: Voyages")
    with signals.content_object_init.connected_to(give_list):
        output = build()
    assert list_texts(output, "a", "a") == ["Voyages", "R&D, essais; AC/DC", "Desserts", "x, y"]


def test_default_category_and_that_of_a_folder_are_never_split(
    save_post: Save, build_site: BuildSite
) -> None:
    save_post("Rock, pop/a.md", "A")
    save_post("b.md", "B")
    output = build_site(THEME, **SETTINGS, DEFAULT_CATEGORY="Tout, rien")
    assert list_texts(output, "a", "a") == ["Rock, pop"]
    assert list_texts(output, "b", "a") == ["Tout, rien"]


def test_every_fault_is_named_in_one_warning_and_no_article_is_lost(
    save_file: Save, save_post: Save, build_site: BuildSite
) -> None:
    save_file(
        "taxonomy.toml",
        '[[categories]]\nname = "A"\nparent = "b"\n[[categories]]\nname = "B"\nparent = "a"\n'
        '[[categories]]\nname = "C"\nparent = "nowhere"\nslug = "../x"\n[[categories]]\nslug = "d"\n'
        '[[categories]]\nname = "E"\ncolour = "red"\n[[categories]]\nname = "E"\nslug = "e"\n'
        '[[categories]]\nname = "E"\nparent = "a"\nslug = "e2"\n[[tags]]\nname = 3\n[[labels]]\nname = "F"\n',
    )
    save_post("x.md", "X", "Category: B; C")
    save_post("y.md", "Y", "Category: F")
    save_file("z.md", "Title: Z\nDate: 2015-11-20\nSlug: z\nCategory: E\n\nWords.")
    said: list[str] = []
    output = build_site(THEME, warnings=said, **SETTINGS)
    (warning,) = said
    for part in (
        "A is its own ancestor (A → B → A)",
        "the parent of C, nowhere, does not exist",
        "'../x' cannot be the name of a folder",
        "[[categories]] d: the name is missing",
        "unknown key colour",
        "E has the same slug as E, e;",
        "unknown tables [[labels]]",
    ):
        assert part in warning
    assert all(line.startswith(("taxonomy.toml: ", "z.md: ")) for line in warning.splitlines())
    assert list_links(output, "x", "a") == [("category/a/b/", "B"), ("category/c/", "C")]
    assert list_texts(output, "category/a", "ol li") == ["X"]


def test_name_of_several_is_asked_about(save_file: Save, save_post: Save, build_site: BuildSite) -> None:
    terms = "".join(
        f'[[categories]]\nname = "{name}"\nslug = "{slug}"\nparent = "{parent}"\n'
        for name, slug, parent in (("A", "a", ""), ("B", "b", ""), ("News", "n1", "a"), ("News", "n2", "b"))
    )
    save_file("taxonomy.toml", terms)
    save_post("x.md", "X", "Category: News")
    save_post("y.md", "Y", "Category: B / News")
    said: list[str] = []
    output = build_site(THEME, warnings=said, **SETTINGS)
    assert said == ["x.md: several categories are called News; write one of A/News, B/News"]
    assert list_links(output, "x", "a") == [("category/a/n1/", "News")]
    assert list_links(output, "y", "a") == [("category/b/n2/", "News")]


@pytest.mark.parametrize(
    "source", [b"[[categories]\n", b"\xe9", b"categories = 3\n", b"[categories]\nname = 'A'\n"]
)
def test_file_that_cannot_be_read_is_a_warning(
    save_file: Save, save_post: Save, build_site: BuildSite, source: bytes
) -> None:
    save_file("taxonomy.toml", source)
    save_post("x.md", "X", "Category: A; B")
    said: list[str] = []
    output = build_site(THEME, warnings=said, **SETTINGS)
    (warning,) = said
    assert warning.startswith("taxonomy.toml: ")
    assert list_texts(output, "x", "a") == ["A", "B"]


def test_file_of_terms_is_never_published(save_post: Save, build: BuildSite) -> None:
    save_post("x.md", "X")
    output = build(STATIC_PATHS=[""])
    assert not (output / "taxonomy.toml").exists()


@pytest.mark.parametrize("value", [[], {"files": "x"}, {"file": ""}, {"file": 3}])
def test_wrong_settings_stop_the_build(build: BuildSite, value: object) -> None:
    with pytest.raises(Exception, match="TAXONOMY"):
        build(TAXONOMY=value)
