"""An article in a list."""

from collections.abc import Callable

from bs4 import BeautifulSoup, Tag

ReadPage = Callable[[str], BeautifulSoup]
Pages = dict[str, BeautifulSoup]

SITE = "https://demo.example.org"


def find_card(page: BeautifulSoup, title: str) -> Tag:
    return next(card for card in page.select("article.article-card") if card.h2.text == title)


def test_card_has_title_date_and_summary(demo: ReadPage) -> None:
    card = find_card(demo("page/4/index.html"), "Une vidéo avec affiche")
    assert card.select_one("h2 > a")["href"] == f"{SITE}/2023/02/19/une-video-avec-affiche/"
    assert card.time.text == "19 février 2023"
    assert card.time["datetime"] == "2023-02-19T18:00:00+01:00"
    assert card.select_one(".article-card-summary").text.startswith("Une vidéo de YouTube, son affiche")


def test_count_of_comments_leads_to_them_and_says_whose_they_are(demo: ReadPage) -> None:
    link = find_card(demo("index.html"), "Une discussion close").select_one(".article-card-meta a")
    assert link["href"] == f"{SITE}/2025/03/21/une-discussion-close/#comments"
    assert " ".join(link.text.split()) == "2 commentaires (Une discussion close)"


def test_one_comment_is_in_the_singular(demo: ReadPage) -> None:
    card = find_card(demo("index.html"), "Une tarte en deux langues")
    assert " ".join(card.select_one(".article-card-meta a").text.split()).startswith("Un commentaire (")


def test_hidden_and_missing_comments_are_not_counted(demo: ReadPage) -> None:
    assert not find_card(demo("index.html"), "Une discussion masquée").select(".article-card-meta a")
    assert not find_card(demo("page/5/index.html"), "Un premier texte").select(".article-card-meta a")


def test_summary_is_plain_text(pages: Pages) -> None:
    summaries = [
        (path, summary) for path, page in pages.items() for summary in page.select(".article-card-summary")
    ]
    assert summaries
    assert not [(path, summary) for path, summary in summaries if summary.find() or not summary.text.strip()]
    assert not [(path, summary) for path, summary in summaries if "<" in summary.text or "&" in summary.text]


def test_poster_of_the_video_is_in_the_card_and_says_nothing_twice(demo: ReadPage) -> None:
    picture = find_card(demo("page/4/index.html"), "Une vidéo avec affiche").select_one(
        ".article-card-picture"
    )
    assert [source["type"] for source in picture.select("source")] == ["image/avif", "image/webp"]
    image = picture.select_one("img")
    assert image["src"] == f"{SITE}/videos/youtube-DEMO-demo-1.jpg"
    assert (image["width"], image["height"]) == ("640", "360")
    assert (image["alt"], image["loading"]) == ("", "lazy")


def test_card_without_a_poster_has_no_picture(demo: ReadPage) -> None:
    card = find_card(demo("page/4/index.html"), "Une vidéo sans affiche")
    assert not card.select("picture, img")


def test_picture_of_the_header_is_in_the_card_in_the_width_that_it_has_there(demo: ReadPage) -> None:
    card = find_card(demo("page/2/index.html"), "Tout ce que le texte permet")
    image = card.select_one(".article-card-picture img")
    assert image["src"] == f"{SITE}/images/table.png"
    assert (image["width"], image["alt"], image["loading"]) == ("208", "", "lazy")
