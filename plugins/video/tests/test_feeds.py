"""The featured video in feeds, read with feedparser as a feed reader would."""

from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup
from pelican.plugins.video.feeds import add_video_link
from pelican.plugins.video.hosts import parse_url

BuildSite = Callable[..., Path]
Save = Callable[..., None]

URL = "https://youtu.be/dQw4w9WgXcQ"
WATCH = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def read_items(path: Path) -> dict[str, BeautifulSoup]:
    """The full text of each item by its title."""
    entries = feedparser.parse(path.read_bytes())["entries"]
    texts = {
        entry["title"]: entry.get("content", [{"value": entry["summary"]}])[0]["value"] for entry in entries
    }
    return {title: BeautifulSoup(text, "html.parser") for title, text in texts.items()}


@pytest.mark.parametrize("siteurl", ["https://blog.example", "https://me.example/blog"])
def test_item_begins_with_a_link_around_the_poster(
    build_site: BuildSite, save_post: Save, save_picture: Save, save_file: Save, siteurl: str
) -> None:
    save_post("post.md", "Été", f"Video: {URL}", "Video_title: A & B", "Video_poster: images/é.jpg")
    save_picture("images/é.jpg", "images/é.webp", size=(640, 360))
    save_post("tango.md", "Tango", "Video: videos/le tango.mp4")
    save_file("videos/le tango.mp4")
    save_post("plain.md", "Plain")
    output = build_site(SITEURL=siteurl, RSS_FEED_SUMMARY_ONLY=False)
    for feed in ("all.atom.xml", "all.rss.xml"):
        items = read_items(output / feed)
        link, words = items["Été"].select("p")
        assert link.select_one("a")["href"] == WATCH
        source = f"{siteurl}/images/%C3%A9.jpg"
        assert link.img.attrs == {"src": source, "width": "640", "height": "360", "alt": "▶ A & B"}
        assert words.text == "Words."
        link = items["Tango"].select_one("a")
        assert (link["href"], link.text) == (f"{siteurl}/videos/le%20tango.mp4", "▶ Tango")
        assert str(items["Plain"]).strip() == "<p>Words.</p>"


@pytest.mark.parametrize(
    "settings", [{"SITEURL": ""}, {"SITEURL": "", "RELATIVE_URLS": True}, {"FEED_APPEND_REF": True}]
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


def test_item_without_a_text_has_the_video_as_its_content() -> None:
    item = {"title": "T", "content": "", "description": "Summary"}
    add_video_link(item, parse_url(URL, ()), "")
    assert (item["content"], item["description"]) == (f'<p><a href="{WATCH}">▶ T</a></p>\n', "Summary")
