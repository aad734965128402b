"""pelican-localization in scratch sites: what the templates print and what the feeds declare."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest
from bs4 import BeautifulSoup
from feedgenerator import Atom1Feed
from pelican.plugins.localization.errors import LocalizationError
from pelican.plugins.localization.plugin import name_feed_language

BuildSite = Callable[..., Path]
SavePost = Callable[..., None]
BuildPage = Callable[..., BeautifulSoup]
RenderPage = Callable[..., str]

CATALOGUE = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: fr\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

msgid "Tags"
msgstr "Étiquettes"

msgid "by %(name)s"
msgstr "par <b>%(name)s</b>"

msgid "%(message)s %% (%(context)s)"
msgstr "%(message)s\u00a0%% (%(context)s)"

msgid "One article of %(name)s"
msgid_plural "%(count)s articles of %(name)s"
msgstr[0] "Un article de %(name)s"
msgstr[1] "%(count)s articles de %(name)s"
"""
SETTINGS = {
    "PLUGINS": ["localization"],
    "DEFAULT_LANG": "fr",
    "SITEURL": "https://blog.example",
    "ARTICLE_TRANSLATION_ID": "",
    "ARTICLE_LANG_SAVE_AS": "{slug}.html",
}
EMPTY = ("index.html", "category.html", "article.html", "page.html")
WORDS = "{{ page_lang() }}: {{ gettext('Tags') }}"
PRINTED = {
    "fr": "fr: Étiquettes",
    "fr-CA": "fr-CA: Étiquettes",
    "en": "en: Tags",
    "de": "de: Tags",
    "tlh": "tlh: Tags",
    "": "fr: Étiquettes",
}
AUTHOR = {"fr": "par <b>{}</b>", "en": "by {}", "tlh": "by {}"}


@pytest.fixture
def theme_path(tmp_path: Path) -> Path:
    """A theme with the catalogue above and no template of its own."""
    path = tmp_path / "theme"
    (path / "locale").mkdir(parents=True)
    (path / "templates").mkdir()
    (path / "locale" / "fr.po").write_text(CATALOGUE.replace(r"\u00a0", "\u00a0"), encoding="utf-8")
    return path


@pytest.fixture
def build_site(build_site: BuildSite, theme_path: Path) -> BuildSite:
    """The shared function, with the plugin, that theme, and the templates `index.html` and so on."""

    def build(theme: dict[str, str] | None = None, **settings: Any) -> Path:
        templates = {**dict.fromkeys(EMPTY, ""), **(theme or {})}
        return build_site(templates, **{"THEME": str(theme_path), **SETTINGS, **settings})

    return build


@pytest.fixture
def render_article(build_site: BuildSite, save_post: SavePost) -> RenderPage:
    """A function that returns what a template prints for an article in a language."""

    def render(template: str, lang: str = "fr", **theme: str) -> str:
        save_post("x.md", "Tango", f"Lang: {lang}")
        output = build_site(
            {"article.html": template, **{f"{name}.html": text for name, text in theme.items()}}
        )
        return (output / "tango.html").read_text().strip()

    return render


@pytest.mark.parametrize("lang", PRINTED)
@pytest.mark.parametrize("status", ["published", "hidden", "draft"])
@pytest.mark.parametrize("source", ["x.md", "pages/x.md"])
def test_language_is_that_of_the_article_or_page(
    build_site: BuildSite, save_post: SavePost, source: str, status: str, lang: str
) -> None:
    save_post(source, "Tango", f"Lang: {lang}", f"Status: {status}")
    output = build_site({"article.html": WORDS, "page.html": WORDS})
    (page,) = output.rglob("tango*.html")
    assert page.read_text().strip() == PRINTED[lang]


def test_translation_has_its_own_language(build_site: BuildSite, save_post: SavePost) -> None:
    save_post("a.md", "Tango")
    save_post("b.md", "Tango", "Lang: en")
    addresses = {"ARTICLE_TRANSLATION_ID": "slug", "ARTICLE_LANG_SAVE_AS": "{slug}-{lang}.html"}
    output = build_site({"article.html": WORDS}, **addresses)
    assert (output / "tango.html").read_text().strip() == "fr: Étiquettes"
    assert (output / "tango-en.html").read_text().strip() == "en: Tags"


@pytest.mark.parametrize(("default", "words"), [("fr", "fr: Étiquettes"), ("en", "en: Tags")])
def test_other_pages_have_the_language_of_the_site(
    build_site: BuildSite, save_post: SavePost, default: str, words: str
) -> None:
    """Also in a loop over articles, and where a theme calls something else `page`."""
    save_post("a.md", "Tango", "Lang: de")
    index = "{% set page = 1 %}{% for article in articles %}" + WORDS + "{% endfor %}"
    output = build_site({"index.html": index}, DEFAULT_LANG=default)
    assert (output / "index.html").read_text().strip() == words


def test_template_included_for_an_article_of_a_list_has_the_language_of_the_article(
    build_site: BuildSite, save_post: SavePost
) -> None:
    save_post("a.md", "Tango", "Lang: en")
    index = "{% for article in articles %}{% include 'card.html' %}{% endfor %}"
    output = build_site({"index.html": index, "card.html": WORDS})
    assert (output / "index.html").read_text().strip() == "en: Tags"


def test_macro_sees_the_language_where_it_is_imported_with_context(render_article: RenderPage) -> None:
    macro = "{% macro words() %}" + WORDS + " {{ article.date | month_in_words }}{% endmacro %}"
    template = "{% from 'macros.html' import words with context %}{{ words() }}"
    assert render_article(template, macros=macro) == "fr: Étiquettes novembre 2015"
    assert render_article(template, "en", macros=macro) == "en: Tags November 2015"


@pytest.mark.parametrize("lang", AUTHOR)
@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("'<i>A & B</i>'", "&lt;i&gt;A &amp; B&lt;/i&gt;"),
        ("'<i>A & B</i>' | safe", "<i>A & B</i>"),
        ("'100 % %(name)s'", "100 % %(name)s"),
        ("3", "3"),
    ],
)
@pytest.mark.parametrize("autoescape", ["true", "false"])
def test_variable_is_escaped_where_it_is_text_and_kept_where_it_is_markup(
    render_article: RenderPage, autoescape: str, name: str, printed: str, lang: str
) -> None:
    call = f"{{{{ gettext('by %(name)s', name={name}) }}}}"
    template = f"{{% autoescape {autoescape} %}}{call}{{% endautoescape %}}"
    assert render_article(template, lang) == AUTHOR[lang].format(printed)


def test_variables_may_have_any_name_and_percents_are_doubled(render_article: RenderPage) -> None:
    template = "{{ gettext('%(message)s %% (%(context)s)', message=50, context='x') }}"
    assert render_article(template) == "50\u00a0% (x)"
    assert render_article(template, "en") == "50 % (x)"


@pytest.mark.parametrize(
    ("lang", "count", "words"),
    [
        ("fr", 0, "Un article de A&amp;B"),
        ("fr", 1, "Un article de A&amp;B"),
        ("fr", 2, "2 articles de A&amp;B"),
        ("en", 0, "0 articles of A&amp;B"),
        ("en", 1, "One article of A&amp;B"),
        ("en", 2, "2 articles of A&amp;B"),
    ],
)
def test_count_chooses_the_plural(render_article: RenderPage, lang: str, count: int, words: str) -> None:
    strings = "'One article of %(name)s', '%(count)s articles of %(name)s'"
    assert render_article(f"{{{{ ngettext({strings}, {count}, name='A&B') }}}}", lang) == words
    assert render_article(f"{{{{ ngettext({strings}, count={count}, name='A&B') }}}}", lang) == words


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", "20 novembre 2015, novembre 2015"),
        ("en", "November 20, 2015, November 2015"),
        ("de", "20. November 2015, November 2015"),
        ("tlh", "November 20, 2015, November 2015"),
    ],
)
def test_dates_are_in_the_language_of_the_article(render_article: RenderPage, lang: str, words: str) -> None:
    template = "{{ article.date | date_in_words }}, {{ article.date | month_in_words }}"
    assert render_article(template, lang) == words


def test_first_of_a_month_is_an_ordinal_in_french(build_site: BuildSite, save_post: SavePost) -> None:
    save_post("a.md", "Tango", "Modified: 2015-11-01 00:30")
    output = build_site({"article.html": "{{ article.modified | date_in_words }}"})
    assert (output / "tango.html").read_text().strip() == "1er novembre 2015"


def test_theme_without_catalogues_works(build_page: BuildPage, save_post: SavePost) -> None:
    save_post("a.md", "Tango")
    assert build_page("tango.html", {"article.html": WORDS}, THEME="simple").text.strip() == "fr: Tags"


# Languages


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", "français, Sans cookie, fr"),
        ("en", "English, No cookies, en"),
        ("de", "Deutsch, Sans cookie, fr"),
    ],
)
def test_template_names_languages_and_asks_for_settings_in_that_of_the_page(
    build_site: BuildSite, save_post: SavePost, lang: str, words: str
) -> None:
    save_post("a.md", "Tango", f"Lang: {lang}")
    notice = "{% set notice = site_setting('NOTICE') %}{{ notice.value }}, {{ notice.lang }}"
    settings = {"NOTICE": "Sans cookie", "SITE_TRANSLATIONS": {"en": {"NOTICE": "No cookies"}}}
    output = build_site({"article.html": "{{ language_name(article.lang) }}, " + notice}, **settings)
    assert (output / "tango.html").read_text().strip() == words


@pytest.mark.parametrize("autoescape", ["true", "false"])
@pytest.mark.parametrize(
    ("lang", "attributes"),
    [("fr", '<a><a lang="en"><a>'), ("FR", '<a><a lang="en"><a>'), ("en", '<a lang="fr"><a><a lang="fr">')],
)
def test_attribute_is_there_for_what_is_not_in_the_language_of_the_page(
    render_article: RenderPage, lang: str, attributes: str, autoescape: str
) -> None:
    template = "<a{{ lang_attribute() }}><a{{ lang_attribute('en') }}><a{{ lang_attribute('fr') }}>"
    assert (
        render_article(f"{{% autoescape {autoescape} %}}{template}{{% endautoescape %}}", lang) == attributes
    )


@pytest.mark.parametrize(
    ("lang", "attributes"),
    [
        ("fr", '<i><i lang="fa" dir="rtl"><i lang="he" dir="rtl"><i lang="zh">'),
        ("ar", '<i lang="fr" dir="ltr"><i lang="fa"><i lang="he"><i lang="zh" dir="ltr">'),
    ],
)
def test_attribute_has_the_direction_where_it_is_not_that_of_the_page(
    render_article: RenderPage, lang: str, attributes: str
) -> None:
    template = "".join(f"<i{{{{ lang_attribute('{own}') }}}}>" for own in ("fr", "fa", "he", "zh"))
    assert render_article(template, lang) == attributes


@pytest.mark.parametrize(("lang", "directions"), [("fr", "ltr rtl"), ("fa", "rtl rtl"), ("", "ltr rtl")])
def test_direction_is_that_of_the_page_or_of_a_language(
    render_article: RenderPage, lang: str, directions: str
) -> None:
    assert render_article("{{ text_direction() }} {{ text_direction('ar') }}", lang) == directions


def test_attribute_escapes_its_value(render_article: RenderPage) -> None:
    assert render_article("{{ lang_attribute('\"><b>') }}") == 'lang="&#34;&gt;&lt;b&gt;"'


@pytest.mark.parametrize(
    ("lang", "number"), [("fr", "1\u202f234 articles de A"), ("en", "1,234 articles of A"), ("de", "1.234 ")]
)
def test_count_is_written_as_the_language_does(render_article: RenderPage, lang: str, number: str) -> None:
    strings = "'One article of %(name)s', '%(count)s articles of %(name)s'"
    assert render_article(f"{{{{ ngettext({strings}, 1234, name='A') }}}}", lang).startswith(number)


def test_language_that_is_none_is_named_with_its_file(
    build_site: BuildSite, save_post: SavePost, caplog: pytest.LogCaptureFixture
) -> None:
    save_post("a.md", "Tango", "Lang: anglais")
    save_post("b.md", "Jazz", "Lang: en_GB", "Status: draft")
    save_post("pages/c.md", "Rock", "Lang: English")
    save_post("d.md", "Folk", "Lang: en-GB")
    with pytest.raises(AssertionError):
        build_site()
    (message,) = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert message.splitlines() == [
        f"{name}: Lang: {tag!r} is not a language tag; write 'en' or 'fr-CA'."
        for name, tag in (("a.md", "anglais"), ("b.md", "en_GB"), ("pages/c.md", "English"))
    ]


def test_unusable_setting_stops_the_build(build_site: BuildSite) -> None:
    with pytest.raises(LocalizationError, match="SITE_TRANSLATIONS: 'anglais' is not a language tag"):
        build_site(PLUGINS=["localization"], SITE_TRANSLATIONS={"anglais": {}})


# Feeds


FEED = "{{ page_lang() }} {{ language_feed() }}"


@pytest.mark.parametrize(
    ("languages", "pattern", "printed"),
    [
        (["fr", "en"], "{lang}.xml", {"fr": "fr.xml", "en": "en.xml", "index": "fr.xml"}),
        (["fr"], "{lang}.xml", {"fr": "fr.xml", "index": "fr.xml", "page": "fr.xml"}),
        (["de"], "{lang}.xml", {"de": "de.xml", "index": "None", "page": "None"}),
        (["fr", "de-AT"], "{lang}.xml", {"de-AT": "de-AT.xml", "page": "fr.xml"}),
        (["fr", "en"], None, {"fr": "None", "en": "None", "index": "None"}),
    ],
)
def test_page_knows_the_feed_in_its_language(
    build_site: BuildSite,
    save_post: SavePost,
    languages: list[str],
    pattern: str | None,
    printed: dict[str, str],
) -> None:
    for lang in languages:
        save_post(f"{lang}.md", lang, f"Lang: {lang}")
    save_post("pages/x.md", "Seite", "Lang: nl")
    templates = dict.fromkeys(["index.html", "article.html", "page.html"], FEED)
    output = build_site(templates, TRANSLATION_FEED_ATOM=pattern, PAGE_LANG_SAVE_AS="page.html")
    for name, feed in printed.items():
        assert (output / f"{name.lower()}.html").read_text().split()[1] == feed
    feeds = {feed for feed in printed.values() if feed != "None"}
    assert all((output / feed).is_file() for feed in feeds)


@pytest.mark.parametrize("append_ref", [False, True])
def test_entry_says_its_language_where_its_feed_has_another(
    build_site: BuildSite, save_post: SavePost, *, append_ref: bool
) -> None:
    save_post("a.md", "Été")
    save_post("b.md", "Winter", "Lang: en")
    feeds = {"FEED_ALL_ATOM": "all.xml", "TRANSLATION_FEED_ATOM": "{lang}.xml", "FEED_ALL_RSS": "rss.xml"}
    output = build_site(**feeds, FEED_APPEND_REF=append_ref)
    titles = re.findall(r'<entry( xml:lang="en")?><title>(\w+)', (output / "all.xml").read_text())
    assert sorted(titles) == [("", "Été"), (' xml:lang="en"', "Winter")]
    assert "<entry xml:lang" not in (output / "en.xml").read_text() + (output / "fr.xml").read_text()
    assert "xml:lang" not in (output / "rss.xml").read_text()


@pytest.mark.parametrize(
    ("translations", "subtitles"),
    [
        ({}, {"fr": "Un blog", "en": None}),
        ({"en": {"SITESUBTITLE": "A blog"}}, {"fr": "Un blog", "en": "A blog"}),
    ],
)
def test_feed_has_no_subtitle_in_another_language(
    build_site: BuildSite, save_post: SavePost, translations: dict[str, Any], subtitles: dict[str, str | None]
) -> None:
    save_post("a.md", "Été")
    save_post("b.md", "Winter", "Lang: en")
    settings = {"SITESUBTITLE": "Un blog", "SITE_TRANSLATIONS": translations}
    output = build_site(TRANSLATION_FEED_ATOM="{lang}.xml", **settings)
    for lang, subtitle in subtitles.items():
        assert feedparser.parse((output / f"{lang}.xml").read_bytes()).feed.get("subtitle") == subtitle


def read_language(path: Path) -> str:
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo
    assert feed.entries
    return str(feed.feed.language)


@pytest.mark.parametrize("name", ["all.atom.xml", "all.rss.xml", "blog.xml"])
def test_feed_has_the_language_of_the_site(build_site: BuildSite, save_post: SavePost, name: str) -> None:
    save_post("a.md", "Tango", "Lang: en", "Category: blog")
    feeds = {
        "FEED_ALL_ATOM": "all.atom.xml",
        "FEED_ALL_RSS": "all.rss.xml",
        "CATEGORY_FEED_ATOM": "{slug}.xml",
    }
    output = build_site(**feeds)
    assert read_language(output / name) == "fr"


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"SITEURL": "", "FEED_DOMAIN": "https://blog.example/sub"},
        {"RELATIVE_URLS": True},
        {"TRANSLATION_FEED_ATOM_URL": "https://feeds.example/{lang}/atom"},
        {"TRANSLATION_FEED_ATOM_URL": "/{lang}.xml"},
        {"TRANSLATION_FEED_ATOM_URL": "{lang}.xml"},
    ],
)
def test_feed_of_translations_has_their_language(
    build_site: BuildSite, save_post: SavePost, settings: dict[str, Any]
) -> None:
    save_post("a.md", "Tango", "Category: garden")
    save_post("b.md", "Tango", "Lang: en", "Category: garden")
    feeds = {
        "TRANSLATION_FEED_ATOM": "{lang}.xml",
        "TRANSLATION_FEED_RSS": "rss/{lang}.xml",
        "CATEGORY_FEED_ATOM": "{slug}.xml",
    }
    translations = {"ARTICLE_TRANSLATION_ID": "slug", "ARTICLE_LANG_SAVE_AS": "{slug}-{lang}.html"}
    output = build_site(**{**feeds, **translations, **settings})
    names = ("fr.xml", "en.xml", "rss/fr.xml", "rss/en.xml", "garden.xml")
    assert [read_language(output / name) for name in names] == ["fr", "en", "fr", "en", "fr"]


def test_articles_are_listed_once_for_all_feeds() -> None:
    listed = 0

    class Articles(list[Any]):
        def __iter__(self) -> Iterator[Any]:
            nonlocal listed
            listed += 1
            return super().__iter__()

    context = {"SITEURL": "https://blog.example", "DEFAULT_LANG": "fr", "articles": Articles()}
    for name in ("a.xml", "b.xml", "c.xml"):
        feed = Atom1Feed(title="Le site", link="https://blog.example/", description="", feed_url=name)
        name_feed_language(context, feed)
    assert listed == 1
