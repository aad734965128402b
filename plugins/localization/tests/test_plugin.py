"""pelican-localization in scratch sites: what the templates print and what the feeds declare."""

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import feedparser
import pytest

Build = Callable[..., Path]
Render = Callable[..., list[str]]

CATALOGUE = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

msgid "Tags"
msgstr "Étiquettes"

msgid "by %(name)s"
msgstr "par <b>%(name)s</b>"

msgid "%(message)s %% (%(context)s)"
msgstr "%(message)s⍽%% (%(context)s)"

msgid "One article of %(name)s"
msgid_plural "%(count)s articles of %(name)s"
msgstr[0] "Un article de %(name)s"
msgstr[1] "%(count)s articles de %(name)s"
""".replace("⍽", "\u00a0")
SETTINGS = {"PLUGINS": ["localization"], "DEFAULT_LANG": "fr", "SITEURL": "https://blog.example"}
APART = {"ARTICLE_TRANSLATION_ID": "", "ARTICLE_LANG_SAVE_AS": "{slug}.html"}
TRANSLATED = {"ARTICLE_TRANSLATION_ID": "slug", "ARTICLE_LANG_SAVE_AS": "{slug}-{lang}.html"}
TEMPLATES = dict.fromkeys(("index.html", "category.html", "article.html", "page.html"), "")
WORDS = "{{ page_lang() }}: {{ gettext('Tags') }}"
FRENCH, ENGLISH = "fr: Étiquettes", "en: Tags"


@pytest.fixture
def build(build_site: Build, save_post: Callable[..., None], tmp_path: Path) -> Build:
    """A function that builds texts (by name, with a line of their header), on a theme with the catalogue."""
    for folder in ("templates", "locale"):
        (tmp_path / "theme" / folder).mkdir(parents=True)
    (tmp_path / "theme" / "locale" / "fr.po").write_text(CATALOGUE, encoding="utf-8")

    def build_texts(texts: dict[str, str], theme: dict[str, str] | None = None, **settings: Any) -> Path:
        for name, header in texts.items():
            save_post(f"{name}.md", Path(name).name, *header.split("|"))
        place = {"THEME": str(tmp_path / "theme")}
        return build_site({**TEMPLATES, **(theme or {})}, **{**place, **SETTINGS, **APART, **settings})

    return build_texts


@pytest.fixture
def render(build: Build) -> Render:
    """A function that returns what a template prints for an article in each of these languages."""

    def render_articles(template: str, *langs: str, macros: str = "", **settings: Any) -> list[str]:
        texts = {f"t{number}": f"Lang: {lang}" for number, lang in enumerate(langs)}
        output = build(texts, {"article.html": template, "macros.html": macros}, **settings)
        return [(output / f"{name}.html").read_text().strip() for name in texts]

    return render_articles


def test_language_is_that_of_the_article_or_page(build: Build) -> None:
    langs = {"fr": FRENCH, "fr-CA": "fr-CA: Étiquettes", "en": ENGLISH, "tlh": "tlh: Tags", "": FRENCH}
    texts, wanted = {}, {}
    kinds = product(("", "pages/"), ("published", "hidden", "draft"), langs)
    for number, (place, status, lang) in enumerate(kinds):
        texts[f"{place}t{number}"] = f"Lang: {lang}|Status: {status}"
        wanted[f"t{number}"] = langs[lang]
    output = build(texts, {"article.html": WORDS, "page.html": WORDS})
    printed = {path.stem.partition("-")[0]: path.read_text().strip() for path in output.rglob("t[0-9]*.html")}
    assert printed == wanted


@pytest.mark.parametrize(("default", "site"), [("fr", FRENCH), ("en", ENGLISH)])
def test_translations_and_included_templates_have_their_own(build: Build, default: str, site: str) -> None:
    """A loop over articles has the site's language, whatever else its template calls `page`."""
    loop = f"{{% for article in articles %}}{WORDS}/{{% include 'card' %}};{{% endfor %}}"
    theme = {"article.html": WORDS, "index.html": f"{{% set page = 1 %}}{loop}", "card": WORDS}
    texts = {"tango": "Lang: fr", "en/tango": "Lang: en", "jazz": "Lang: de"}
    output = build(texts, theme, DEFAULT_LANG=default, **TRANSLATED)
    pages = {path.stem: path.read_text().strip() for path in output.glob("*.html")}
    assert pages["tango"] == site
    assert pages.get("tango-en", ENGLISH) == ENGLISH
    assert pages.get("tango-fr", FRENCH) == FRENCH
    assert {*pages["index"].split(";")} == {f"{site}/{site}", f"{site}/de: Tags", ""}


def test_macro_sees_the_language_where_it_is_imported_with_context(render: Render) -> None:
    dates = "{{ article.date | month_in_words }}, {{ article.date | date_in_words }}"
    macros = f"{{% macro words() %}}{WORDS}, {dates}{{% endmacro %}}"
    template = "{% from 'macros.html' import words with context %}{{ words() }}"
    french = f"{FRENCH}, novembre 2015, 20 novembre 2015"
    english = f"{ENGLISH}, November 2015, November 20, 2015"
    assert render(template, "fr", "en", macros=macros) == [french, english]
    assert render(WORDS, "fr", THEME="simple") == ["fr: Tags"]  # a theme without catalogues


@pytest.mark.parametrize("autoescape", ["true", "false"])
def test_variable_is_escaped_unless_it_is_markup(render: Render, autoescape: str) -> None:
    names = {"'<i>A & B</i>'": "&lt;i&gt;A &amp; B&lt;/i&gt;", "'<i>A</i>' | safe": "<i>A</i>", "3": "3"}
    names["'100 % %(name)s'"] = "100 % %(name)s"
    calls = [f"{{{{ gettext('by %(name)s', name={name}) }}}}" for name in names]
    calls.append("{{ gettext('%(message)s %% (%(context)s)', message=50, context='x') }}")
    template = f"{{% autoescape {autoescape} %}}{'|'.join(calls)}{{% endautoescape %}}"
    french = "|".join([*(f"par <b>{printed}</b>" for printed in names.values()), "50\u00a0% (x)"])
    english = "|".join([*(f"by {printed}" for printed in names.values()), "50 % (x)"])
    assert render(template, "fr", "en", "tlh") == [french, english, english]


def test_count_chooses_the_plural_and_is_written_as_the_language_does(render: Render) -> None:
    strings = "'One article of %(name)s', '%(count)s articles of %(name)s'"
    counts = ("0", "1", "count=2", "1234")
    template = "|".join(f"{{{{ ngettext({strings}, {count}, name='A&B') }}}}" for count in counts)
    one, of = "Un article de A&amp;B", "articles of A&amp;B"
    french = f"{one}|{one}|2 articles de A&amp;B|1\u202f234 articles de A&amp;B"
    english = f"0 {of}|One article of A&amp;B|2 {of}|1,234 {of}"
    assert render(template, "fr", "en", "de") == [french, english, english.replace(",", ".")]


def test_template_names_languages_and_asks_for_settings_in_that_of_the_page(render: Render) -> None:
    """A setting is in the page's language, else in a wider one, else in that of the site."""
    notice = "{% set notice = site_setting('NOTICE') %}{{ notice.value }}, {{ notice.lang }}"
    template = f"{{{{ language_name(article.lang) }}}}, {notice}, {{{{ site_setting('MENU').value }}}}"
    translations = {"en": {"NOTICE": "No cookies"}, "pt-BR": {"NOTICE": "Sem cookies"}}
    settings = {"NOTICE": "Sans cookie", "SITE_TRANSLATIONS": translations}
    assert render(template, "fr", "en", "EN-gb", "pt-br", "pt", "de", **settings) == [
        "français, Sans cookie, fr, None", "English, No cookies, en, None",
        "English (United Kingdom), No cookies, en, None", "português (Brasil), Sem cookies, pt-BR, None",
        "português, Sans cookie, fr, None", "Deutsch, Sans cookie, fr, None",
    ]  # fmt: skip


@pytest.mark.parametrize("autoescape", ["true", "false"])
def test_attributes_are_there_for_what_differs_from_the_page(render: Render, autoescape: str) -> None:
    owns = ("", "'en'", "'fr'", "'fa'", "'zh'", "'\"><b>'")
    template = "".join(f"<i{{{{ lang_attribute({own}) }}}}>" for own in owns)
    template = f"{{% autoescape {autoescape} %}}{template}{{% endautoescape %}}"
    template += " {{ text_direction() }} {{ text_direction('ar') }}"
    escaped = "&#34;&gt;&lt;b&gt;"
    french = f'<i><i lang="en"><i><i lang="fa" dir="rtl"><i lang="zh"><i lang="{escaped}"> ltr rtl'
    english = french.replace('<i><i lang="en"><i>', '<i lang="fr"><i><i lang="fr">')
    arabic = "".join(f'<i lang="{own}" dir="ltr">' for own in ("fr", "en", "fr"))
    arabic += f'<i lang="fa"><i lang="zh" dir="ltr"><i lang="{escaped}" dir="ltr"> rtl rtl'
    assert render(template, "fr", "FR", "", "en", "ar") == [french, french, french, english, arabic]


def test_what_is_not_a_language_is_named_where_it_is_written(build: Build) -> None:
    wrong = {"a": "Lang: anglais", "b": "Lang: en_GB|Status: draft", "pages/c": "Lang: X."}
    said: list[str] = []
    build({**wrong, "d": "Lang: en-GB", "e": ""}, DEFAULT_LANG="fr_FR", warnings=said)
    tags = (("a.md", "anglais"), ("b.md", "en_GB"), ("pages/c.md", "X."))
    message = "{}: Lang: {!r} is not a language tag; write 'en' or 'fr-CA'."
    own, others = said
    assert own.startswith("pelicanconf.py: DEFAULT_LANG: 'fr_fr'")
    assert others.splitlines() == [message.format(name, tag) for name, tag in tags]


def test_page_knows_its_feed(build: Build) -> None:
    """The feed in its language, else that of the site, if either has an article."""
    theme = dict.fromkeys(TEMPLATES, "{{ language_feed() }}")
    german, texts = {"de": "Lang: de-AT", "pages/x": "Lang: nl"}, {"fr": "Lang: fr"}
    place = {"PAGE_LANG_SAVE_AS": "page.html", "TRANSLATION_FEED_ATOM": "{lang}.xml"}
    for more, site, own in (({}, "None", "de-AT.xml"), (texts, "fr.xml", "de-AT.xml")):
        output = build({**german, **more}, theme, **place)
        feeds = [(output / f"{name}.html").read_text() for name in ("index", "page", "de")]
        assert feeds == [site, site, own]
        assert (output / own).is_file()
    output = build({}, theme, **{**place, "TRANSLATION_FEED_ATOM": None})
    assert (output / "de.html").read_text() == "None"


def read_feed(path: Path) -> Any:
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo
    assert feed.entries
    return feed.feed


@pytest.mark.parametrize(
    "settings",
    [
        {"SITEURL": "", "FEED_DOMAIN": "https://blog.example/sub"},
        {"RELATIVE_URLS": True, "SITE_TRANSLATIONS": {"en": {"SITESUBTITLE": "A blog"}}},
        {"FEED_APPEND_REF": True, "TRANSLATION_FEED_ATOM_URL": "https://feeds.example/{lang}/atom"},
        {"TRANSLATION_FEED_ATOM_URL": "/{lang}.xml", "ARTICLE_URL": "é {slug}/?a=%20&b#c"},
    ],
)
def test_feeds_and_entries_say_their_language(build: Build, settings: dict[str, Any]) -> None:
    """TRANSLATION_FEED_* has that of its articles; an entry in another says so, in Atom only.

    No feed has a subtitle in another language.
    """
    texts = {"tango": "Category: blog", "en/tango": "Lang: en|Category: blog", "jazz": "Lang: FR"}
    feeds = {"TRANSLATION_FEED_ATOM": "{lang}.xml", "TRANSLATION_FEED_RSS": "rss/{lang}.xml"}
    more = {"CATEGORY_FEED_ATOM": "{slug}.xml", "FEED_ALL_ATOM": "all.xml", "FEED_ALL_RSS": "rss.xml"}
    output = build(texts, **feeds, **more, **TRANSLATED, SITESUBTITLE="Un blog", **settings)
    langs = {**dict.fromkeys(("fr", "rss/fr", "blog", "all", "rss"), "fr"), "en": "en", "rss/en": "en"}
    read = {name: read_feed(output / f"{name}.xml") for name in langs}
    assert {name: feed.language for name, feed in read.items()} == langs
    translated = "A blog" if "SITE_TRANSLATIONS" in settings else None
    assert [read[lang].get("subtitle") for lang in ("fr", "en")] == ["Un blog", translated]
    entries = re.findall(r"<entry( xml:lang=\"\w+\")?><title>(\w+)", (output / "all.xml").read_text())
    assert sorted(entries) == [("", "jazz"), ("", "tango"), (' xml:lang="en"', "tango")]
    assert not any("<entry xml:lang" in (output / f"{name}.xml").read_text() for name in ("en", "fr"))
    assert "xml:lang" not in (output / "rss.xml").read_text()
