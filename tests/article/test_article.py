"""The article, its thread and its form, word for word as in the source (data/article.fr.txt)."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

ROOT = Path(__file__).parent.parent.parent
SOURCE = Path(__file__).parent / "data" / "article.fr.txt"
PATH = "2015/11/20/le-blues-du-community-manager/index.html"
NOT_CONTENT = (
    "Featured Video Play Icon"  # the alternative text of a WordPress plugin's invisible loader image
)


def fold(text: str) -> str:
    """The text with typographic spaces and quotes folded into plain ones."""
    for fancy, plain in {"’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "}.items():
        text = text.replace(fancy, plain)
    return " ".join(text.split())


def read_source() -> list[str]:
    """The paragraphs of the source, folded, without the list's numbers."""
    lines = [fold(line) for line in SOURCE.read_text(encoding="utf-8").splitlines()]
    return [line.removeprefix("1. ") for line in lines if line and line != NOT_CONTENT]


@pytest.fixture(scope="module", params=["site", "preview"])
def page(request: pytest.FixtureRequest) -> BeautifulSoup:
    folder: Path = request.getfixturevalue(f"{request.param}_path")
    return BeautifulSoup((folder / PATH).read_text(encoding="utf-8"), "html.parser")


def find(page: BeautifulSoup | Tag, selector: str) -> Tag:
    (element,) = page.select(selector)
    return element


def list_paragraphs(page: BeautifulSoup) -> Iterator[str]:
    """What the page shows of the source, in its order."""
    yield fold(find(page, "h1").text)
    for block in find(page, ".article-body").find_all(recursive=False):
        yield fold(block.text)
    yield fold(find(page, "#comments").text)
    for body in page.select(".comment-body"):
        yield fold(body.text)
    yield fold(find(page, ".comment-form-title").text)
    yield fold(find(page, ".comment-form-notes").text)


def test_every_word_is_that_of_the_source_in_its_order(page: BeautifulSoup) -> None:
    expected = read_source()
    heading = next(line for line in expected if "réflexions sur" in line)
    expected[expected.index(heading)] = f'{heading}"'  # the capture lost the closing quotation mark
    assert list(list_paragraphs(page)) == expected


def test_the_source_is_whole() -> None:
    """So that the comparison above cannot pass by comparing nothing."""
    words = " ".join(read_source()).split()
    assert len(words) == 458  # as wc -w counts, less the loader image and the numbers of the list
    assert (words[0], words[-1]) == ("Le", "*")


def test_title_and_sections_are_headings(page: BeautifulSoup) -> None:
    assert [heading.text for heading in page.select("h1")] == ["Le blues du community manager"]
    assert [heading.text for heading in page.select(".article-body h2")] == [
        "C’est quoi le blues du community manager\u202f?",
        "Entre besoin de Digital Detox et passion…",
    ]


def test_date_is_in_french(page: BeautifulSoup) -> None:
    date = find(page, "time.article-date")
    assert date.text == "20 novembre 2015"
    assert str(date["datetime"]).startswith("2015-11-20")


def test_author_is_as_she_is_known(page: BeautifulSoup) -> None:
    assert find(page, ".article-author").text == "par La community manager"


def test_heading_over_the_comments_counts_them(page: BeautifulSoup) -> None:
    assert (
        " ".join(find(page, "#comments").text.split()) == "3 réflexions sur “Le blues du community manager”"
    )


def test_count_is_typed_nowhere() -> None:
    places = [ROOT / "content", ROOT / "theme" / "templates", ROOT / "plugins" / "comments" / "pelican"]
    files = [
        path for place in places for path in place.rglob("*") if path.suffix in {".md", ".html", ".po", ".py"}
    ]
    assert len(files) > 30
    assert [
        path for path in files if re.search(r"3 réflexions|3 thoughts", path.read_text(encoding="utf-8"))
    ] == []


def test_reply_is_nested_in_the_comment_it_answers(page: BeautifulSoup) -> None:
    top = page.select(".comments > ol > li")
    assert [item.select_one("article")["id"] for item in top] == ["comment-1", "comment-3"]
    reply = find(top[0], ":scope > ol > li > article")
    assert reply["id"] == "comment-2"
    assert fold(find(reply, ".comment-title").text) == "La community manager en réponse à Anonyme"
    assert find(reply, ".comment-parent a")["href"] == "#comment-1"


def test_her_answer_is_marked_as_hers(page: BeautifulSoup) -> None:
    assert [article["id"] for article in page.select("article.comment[data-role=author]")] == ["comment-2"]
    assert find(page, "#comment-2 .comment-role").text == "A écrit cet article"


def test_lost_comment_is_shown_as_lost(page: BeautifulSoup) -> None:
    assert find(page, "#comment-3 .comment-notice").text == "Ce commentaire n’a pas été conservé."
    assert page.select("#comment-3 .comment-body") == []


def test_unknown_dates_are_not_invented(page: BeautifulSoup) -> None:
    assert page.select(".comment time") == []


def test_each_comment_has_a_permalink(page: BeautifulSoup) -> None:
    articles = page.select("article.comment")
    assert [find(article, "a.comment-permalink")["href"] for article in articles] == [
        f"#{article['id']}" for article in articles
    ]


def test_one_chooses_which_comment_one_answers(page: BeautifulSoup) -> None:
    radios = page.select("input[type=radio][name=parent]")
    assert [radio["value"] for radio in radios] == ["1", "2", ""]
    assert [radio.has_attr("checked") for radio in radios] == [False, False, True]


@pytest.mark.parametrize(
    ("site", "method", "action"),
    [
        ("site_path", "get", "https://github.com/example/blog/issues/new"),
        ("preview_path", "post", "/commentaires"),
    ],
)
def test_form_goes_to_the_issue_form_or_to_the_inbox(
    request: pytest.FixtureRequest, site: str, method: str, action: str
) -> None:
    folder: Path = request.getfixturevalue(site)
    form = find(BeautifulSoup((folder / PATH).read_text(encoding="utf-8"), "html.parser"), "form")
    assert (form["method"], form["action"]) == (method, action)


def test_video_stands_above_the_text(page: BeautifulSoup) -> None:
    """Whichever it is: the clip made for this site, or the song's real address one day."""
    article = find(page, "article.article")
    parts = [part.get("class", [""])[0] for part in article.find_all(recursive=False)]
    assert parts == ["article-header", "video", "article-body"]
    assert "Lire la vidéo" in find(article, ".video").text


def test_one_line_of_the_header_names_the_video() -> None:
    header = (
        (ROOT / "content/posts/2015/le-blues-du-community-manager.md")
        .read_text(encoding="utf-8")
        .split("\n\n")[0]
    )
    assert len([line for line in header.splitlines() if line.startswith("Video:")]) == 1


def test_clip_is_light_and_in_every_format() -> None:
    clip = ROOT / "content" / "videos" / "blues-du-community-manager"
    sizes = {
        suffix: clip.with_suffix(suffix).stat().st_size
        for suffix in (".webm", ".mp4", ".avif", ".webp", ".jpg")
    }
    assert sizes[".webm"] + sizes[".mp4"] < 600_000
    assert all(sizes.values())


def test_description_is_the_first_paragraph(page: BeautifulSoup) -> None:
    assert fold(str(find(page, "meta[name=description]")["content"])) == read_source()[1]


Page = Callable[[str], BeautifulSoup]


@pytest.mark.parametrize(("path", "most"), [("a-propos/index.html", 250), ("vie-privee/index.html", 500)])
def test_pages_are_short(published: Page, path: str, most: int) -> None:
    words = find(published(path), ".article-body").text.split()
    assert 40 < len(words) < most


@pytest.mark.parametrize(
    "words",
    [
        "Ce ticket est public dès que vous l’envoyez, avant que nous l’ayons lu",
        "GitHub, un service de Microsoft",
        "Aucune adresse de messagerie ni adresse IP de lecteur n’est conservée",
        "Le lien « Signaler », sous chaque commentaire",
        "L’historique du dépôt et le ticket en gardent la trace",
        "CNIL",
    ],
)
def test_privacy_page_says_what_becomes_of_a_comment(published: Page, words: str) -> None:
    assert fold(words) in fold(find(published("vie-privee/index.html"), ".article-body").text)


def test_thanks_are_said_on_a_page_that_nothing_lists(published: Page) -> None:
    page = published("merci/index.html")
    assert "Votre commentaire est bien arrivé" in find(page, ".article-body").text
    assert find(page, "meta[name=robots]")["content"] == "noindex"
    assert not published("index.html").select('a[href$="/merci/"]')


def test_two_headings_are_too_few_for_a_table_of_contents(page: BeautifulSoup) -> None:
    assert not page.select(".toc")


def test_stand_in_for_the_song_is_not_as_old_as_the_article(published: Page) -> None:
    (script,) = published(PATH).select('script[type="application/ld+json"]')
    graph = {node["@type"]: node for node in json.loads(str(script.string))["@graph"]}
    described = graph["BlogPosting"]
    assert described["datePublished"] == "2015-11-20T00:00:00+01:00"
    assert described["video"]["uploadDate"] == "2026-11-22T00:00:00+01:00"
    assert described["commentCount"] == 3


def test_readme_shows_the_article_and_its_thread() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert 'src="docs/images/article.png"' in text
    assert 'src="docs/images/thread.png"' in text
