"""The featured video in feeds, read with feedparser as a feed reader would."""

from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup

BuildSite = Callable[..., Path]
Save = Callable[..., None]

URL = "https://youtu.be/dQw4w9WgXcQ"
WATCH = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
FEEDS = ["all.atom.xml", "all.rss.xml"]


def read_items(path: Path) -> dict[str, BeautifulSoup]:
    """The full text of each item by its title."""
    entries = feedparser.parse(path.read_bytes())["entries"]
    texts = {
        entry["title"]: entry.get("content", [{"value": entry["summary"]}])[0]["value"] for entry in entries
    }
    return {title: BeautifulSoup(text, "html.parser") for title, text in texts.items()}


@pytest.mark.parametrize("siteurl", ["https://blog.example", "https://me.example/blog"])
@pytest.mark.parametrize("feed", FEEDS)
def test_item_begins_with_a_link_around_the_poster(
    build_site: BuildSite, save_post: Save, save_picture: Save, feed: str, siteurl: str
) -> None:
    save_post("post.md", "Été", f"Video: {URL}", "Video_title: A & B", "Video_poster: images/é.jpg")
    save_picture("images/é.jpg", (640, 360))
    save_picture("images/é.webp", (640, 360))
    item = read_items(build_site(SITEURL=siteurl, RSS_FEED_SUMMARY_ONLY=False) / feed)["Été"]
    link, words = item.select("p")
    assert link.select_one("a")["href"] == WATCH
    assert link.select_one("a > img").attrs == {
        "src": f"{siteurl}/images/%C3%A9.jpg",
        "width": "640",
        "height": "360",
        "alt": "▶ A & B",
    }
    assert words.text == "Words."


@pytest.mark.parametrize("feed", FEEDS)
def test_item_of_a_video_in_files_links_to_the_file(
    build_site: BuildSite, save_post: Save, save_file: Save, feed: str
) -> None:
    save_post("post.md", "Tango", "Video: videos/le tango.mp4")
    save_file("videos/le tango.mp4")
    (item,) = read_items(build_site() / feed).values()
    link = item.select_one("a")
    assert link["href"] == "https://blog.example/videos/le%20tango.mp4"
    assert link.text == "▶ Tango"


@pytest.mark.parametrize("feed", FEEDS)
def test_item_without_video_is_left_alone(build_site: BuildSite, save_post: Save, feed: str) -> None:
    save_post("post.md", "Plain")
    assert str(read_items(build_site() / feed)["Plain"]).strip() == "<p>Words.</p>"


@pytest.mark.parametrize(
    "settings", [{}, {"SITEURL": ""}, {"SITEURL": "", "RELATIVE_URLS": True}, {"FEED_APPEND_REF": True}]
)
def test_each_item_has_the_video_of_its_own_article(
    build_site: BuildSite, save_post: Save, settings: dict[str, object]
) -> None:
    save_post("a.md", "Tango", f"Video: {URL}")
    save_post("b.md", "Été", "Video: https://vimeo.com/76979871")
    save_post("c.md", "Été", "Lang: fr", "Video: https://dai.ly/x7tgad0")
    entries = feedparser.parse((build_site(**settings) / "all.atom.xml").read_bytes())["entries"]
    pages = [entry["link"].rpartition("/")[2].removesuffix("?ref=feed") for entry in entries]
    texts = [BeautifulSoup(entry["content"][0]["value"], "html.parser") for entry in entries]
    assert dict(zip(pages, [text.select_one("a")["href"] for text in texts], strict=True)) == {
        "tango.html": WATCH,
        "%C3%A9t%C3%A9.html": "https://vimeo.com/76979871",
        "%C3%A9t%C3%A9-fr.html": "https://www.dailymotion.com/video/x7tgad0",
    }
