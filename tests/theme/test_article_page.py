"""The page of an article, or of a page: header, text, and what follows below it."""

from tests.theme.pages import (
    COMPONENTS,
    DRAFT,
    ENGLISH,
    FILM,
    FRENCH,
    HIDDEN,
    PLAIN,
    RICH,
    SITE,
    TYPESET,
    Pages,
    ReadPage,
    list_links,
    list_paths,
)


def test_article_has_title_dates_authors_category_and_tags_and_mentions_nothing_it_lacks(
    demo: ReadPage,
) -> None:
    article = demo(FILM).select_one("main article.article")
    assert article.select_one("header > h1").text == "Un film de ce site"
    date, modified = article.select_one(".article-date"), article.select_one(".article-modified")
    assert (date["datetime"], date.text) == ("2024-06-30T21:45:00+02:00", "30 juin 2024")
    assert modified.text == "mis à jour le 14 juillet 2024"
    assert modified.time["datetime"] == "2024-07-14T07:00:00+02:00"
    assert list_links(article, ".article-meta a") == [
        ("Dominique", "author/dominique/"),
        ("Vidéos", "category/videos/"),
    ]
    tags = article.select_one("ul.article-tags")
    assert tags["aria-label"] == "Étiquettes"
    assert list_links(tags, 'li > a[rel="tag"]') == [("vidéo", "tag/video/"), ("affiche", "tag/affiche/")]
    assert not demo(PLAIN).select(".article-modified, .toc, .video")
    authors = demo(RICH).select('.article-meta a[rel="author"]')
    assert [author.text for author in authors] == ["Camille", "Dominique"]


def test_page_has_title_and_text_no_date_and_comments_only_if_its_header_asks(demo: ReadPage) -> None:
    page = demo("livre-d-or/index.html")
    assert page.select_one("main article h1").text == "Livre d’or"
    assert page.select_one(".article-body").text.strip().startswith("Ceci est une page de démonstration")
    assert not page.select(".article-meta")
    assert [name.text for name in page.select(".comment-author")] == ["Quentin"]
    assert page.select("form#answer")
    assert not demo("vie-privee/index.html").select(".comments, form")


def test_markdown_of_the_settings_is_understood_typeset_and_labelled(demo: ReadPage) -> None:
    """Alerts, tasks, struck-out words, coloured code, notes numbered in the order of reading, galleries."""
    text = demo(TYPESET).select_one(".article-body").text
    assert "«\xa0au kilomètre\xa0»\xa0: c’est l’outil" in text
    assert 'print("l\'été")' in text
    page, rich = demo(COMPONENTS), demo(RICH)
    alerts = [(alert["class"][1], alert.p.text) for alert in page.select(".article-body .admonition")]
    assert [kind for kind, _ in alerts] == ["note", "tip", "important", "warning", "caution"]
    assert dict(alerts)["warning"] == "Avertissement"
    tasks = [(box["aria-label"], box.has_attr("checked")) for box in page.select(".task-list-item input")]
    assert tasks == [("Fait", True), ("À faire", False), ("Fait", True)]
    assert page.select_one(".task-list-item del").text == "Éplucher"
    assert {rich.select_one(f".highlight {kind}").text for kind in (".k", ".c1")} >= {"def"}
    assert [link.text for link in rich.select("sup > a.footnote-ref")] == ["1", "2", "1"]
    for path, names in (
        (RICH, ["Tableau", *(f"Retour à l’appel de la note {note}" for note in ("1", "1 (2)", "2"))]),
        (ENGLISH, ["Table", "Back to the text from note 1"]),
    ):
        labelled = demo(path).select(".table-scroll:has(> table), .footnote-backref")
        assert [tag["aria-label"] for tag in labelled] == names
    body = demo("des-images/index.html").select_one(".article-body")
    figure = body.select_one(":scope > figure.figure")
    assert figure.figcaption.text.startswith("Le soleil se lève sur le champ\xa0: une image")
    (narrow,) = {source["sizes"] for source in body.select(".gallery source")}
    assert narrow != figure.source["sizes"]


def test_table_of_contents_has_every_heading_of_texts_with_three(demo: ReadPage, pages: Pages) -> None:
    for path, page in pages.items():
        headings = page.select(".article-body :is(h2, h3)")
        links = [link["href"] for link in page.select("article > details.toc:not([open]) a")]
        assert links == ([f"#{heading['id']}" for heading in headings] if len(headings) >= 3 else []), path
    nested = [link.text for link in demo(RICH).select(".toc li > ul > li > a")]
    assert nested == ["Un titre de troisième niveau"]
    assert demo(ENGLISH).select_one(".toc > summary").text == "Contents"


def test_featured_video_is_between_title_and_text_and_only_videos_load_their_script(pages: Pages) -> None:
    placed = "main article.article > .article-header + .video + .article-body"
    assert len([page for page in pages.values() if page.select(placed)]) == 5
    for path, page in pages.items():
        scripts = page.select(f'script[src="{SITE}/theme/js/video.js"][defer]')
        assert len(scripts) == bool(page.select("figure.video")), path


def test_article_leads_to_neighbours_and_related_ones_of_its_language(demo: ReadPage, pages: Pages) -> None:
    nav = demo(RICH).select_one("nav.neighbours")
    assert nav["aria-label"] == "Articles précédent et suivant"
    quoted = "Article précédent L’apostrophe & les « guillemets » : mode d’emploi"
    assert list_links(nav, 'a[rel="prev"]') == [(quoted, "2024/12/31/l-apostrophe-et-les-guillemets/")]
    following = ("Article suivant Une longue discussion", "2025/03/20/une-longue-discussion/")
    assert list_links(nav, 'a[rel="next"]') == [following]
    archived = list_paths(demo("archives/index.html"), ".archive-list a:not([lang])")
    walked = [FRENCH.removesuffix("index.html")]
    while before := list_paths(demo(f"{walked[-1]}index.html"), "a.neighbours-previous"):
        walked += before
    assert walked == archived
    assert not demo(FRENCH).select(".neighbours-next")
    section = demo(RICH).select_one("section.related")
    assert section.find(id=section["aria-labelledby"]).text == "À lire aussi"
    assert [(item.a.text, item.time.text) for item in section.select("li")] == [
        ("Un premier texte", "5 février 2023"),
        ("Une tarte en deux langues", "12 mai 2025"),
        ("Des vidéos dans le texte", "2 juin 2024"),
    ]
    for path, page in pages.items():
        links = list_paths(page, "main > .neighbours a, main > .related a")
        assert len(set(links)) == len(links) <= 5, path
        assert path.removesuffix("index.html") not in links
        assert not [link for link in links if "drafts/" in link or "cache" in link], path
        assert {link.startswith("en/") for link in links} <= {path.startswith("en/")}, path
    for path in (DRAFT, HIDDEN, "livre-d-or/index.html"):
        assert not pages[path].select(".neighbours, .related")
