"""The plugin in scratch sites: where videos appear, what is loaded there; what a header says of them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import feedparser
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.video.durations import format_clock, format_iso, parse_duration, parse_start
from pelican.plugins.video.errors import PartialError, VideoError
from pelican.plugins.video.metadata import read_featured_video
from pelican.plugins.video.models import Video
from pelican.plugins.video.settings import VideoSettings
from pelican_toolkit.testing import read_page
from PIL import Image

BuildSite = Callable[..., Path]
BuildPage = Callable[..., BeautifulSoup]
Save = Callable[..., None]
Read = Callable[..., Video | None]

SITE = "https://blog.example"
TUBE = "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv"
URL, VIMEO = "https://youtu.be/dQw4w9WgXcQ", "https://vimeo.com/76979871"
WATCH = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
EMBED = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&playsinline=1&rel=0"
LOADING = "[src], [srcset], [poster], iframe, script, link, object, embed, [style], [onclick]"

ARTICLE = """
{% if article.video %}{% with video = article.video %}{% include "video/video.html" %}{% endwith %}{% endif %}
<main>{{ article.content }}</main>"""
THEME = {
    "article.html": ARTICLE,
    "page.html": ARTICLE.replace("article", "page"),
    "category.html": "",
    "index.html": "{% for article in articles %}<section>{{ article.summary }}</section>{% endfor %}",
}
SETTINGS = {
    "PLUGINS": ["video"],
    "SITEURL": SITE,
    "FEED_DOMAIN": SITE,  # without it Pelican warns of a site without SITEURL
    "FEED_ALL_ATOM": "all.atom.xml",
    "FEED_ALL_RSS": "all.rss.xml",
}


@pytest.fixture
def build_site(build_site: BuildSite) -> BuildSite:
    """The shared function, with the plugin and a theme that shows videos."""

    def build(theme: Mapping[str, str] | None = None, **settings: Any) -> Path:
        return build_site({**THEME, **(theme or {})}, **{**SETTINGS, **settings})

    return build


@pytest.fixture
def save_picture(save_file: Callable[..., Path]) -> Save:
    """A function that saves grey pictures of one size, in the formats of their suffixes."""

    def save(*names: str, size: tuple[int, int] = (64, 36)) -> None:
        for name in names:
            Image.new("RGB", size, "grey").save(save_file(name))

    return save


def list_files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_every_article_and_page_shows_its_videos(build_site: BuildSite, save_post: Save) -> None:
    for source in ("x.md", "pages/x.md"):
        for title, *lines in (("Tango",), ("Rock", "Status: draft"), ("Soul", "Status: hidden")):
            for lang in ("en", "fr"):
                name = source.replace("x.md", f"{title}-{lang}.md")
                save_post(name, title, f"Video: {URL}", f"Lang: {lang}", *lines, text=VIMEO)
    output = build_site()
    for name in ("tango", "tango-fr", "soul", "soul-fr", "drafts/rock", "drafts/rock-fr"):
        folder, _, title = name.rpartition("/")
        for path in (f"{name}.html", f"{folder}/pages/{title}.html"):
            found = read_page(output, path.lstrip("/"))
            assert [link["href"] for link in found.select("a.video-facade")] == [WATCH, VIMEO], path
            assert not found.select(LOADING)


def test_hosted_video_is_a_link_with_what_the_script_needs(build_page: BuildPage, save_post: Save) -> None:
    lines = (f"Video: {URL}?t=5", "Video_title: Tango & <co>", "Video_duration: 3:12")
    save_post("post.md", "Tango", *lines, text=URL)
    page = build_page("tango.html")
    facade = page.select_one("figure.video > a.video-facade")
    assert facade.attrs == {
        "class": ["video-facade"],
        "href": WATCH + "&t=5s",
        "data-embed": EMBED + "&start=5",
        "data-title": "Tango & <co>",
        "data-ratio": "16 / 9",
    }
    assert facade.select_one(".visually-hidden").text == "Play the video: Tango & <co> (YouTube, 3:12)"
    assert facade.select_one(".video-icon")["aria-hidden"] == "true"
    caption = page.select_one("figure.video > figcaption.video-caption")
    assert caption.select_one(".video-title").text == "Tango & <co>"
    notice = "Playing it loads YouTube, which then sees your IP address. Watch on YouTube"
    assert caption.select_one(".video-notice").text == notice
    assert caption.select_one("a")["href"] == WATCH + "&t=5s"

    bare = page.select_one("main figure")  # without a poster, a title or a length
    assert not bare.select("img, picture, .video-title")
    assert bare.select_one("a[data-title=YouTube] .video-blank").text == ""
    assert bare.select_one(".visually-hidden").text == "Play the video (YouTube)"


def test_video_of_a_host_without_player_is_a_mere_link(build_page: BuildPage, save_post: Save) -> None:
    save_post("post.md", "Tango", "Video: https://dai.ly/x7tgad0")
    page = build_page("tango.html")
    facade = page.select_one("a.video-facade")
    assert facade.attrs == {"class": ["video-facade"], "href": "https://www.dailymotion.com/video/x7tgad0"}
    notice = "It plays on Dailymotion, which then sees your IP address."
    assert page.select_one("figcaption").text.strip() == notice
    assert not page.select("figcaption a")


@pytest.mark.parametrize(("settings", "root"), [({"RELATIVE_URLS": True}, "../.."), ({"SITEURL": ""}, "")])
def test_poster_is_the_sites_in_the_best_format_above_the_text_and_lazy_in_it(
    build_site: BuildSite, save_post: Save, save_picture: Save, settings: dict[str, object], root: str
) -> None:
    save_post("post.md", "Tango", f"Video: {URL}", "Video_poster: images/x y.jpg", text=URL)
    save_picture(*(f"images/x y.{suffix}" for suffix in ("avif", "webp", "jpg")), size=(640, 360))
    save_picture("videos/youtube-dQw4w9WgXcQ.webp", "videos/youtube-dQw4w9WgXcQ.jpg")
    folders = {"ARTICLE_URL": "posts/{slug}/", "ARTICLE_SAVE_AS": "posts/{slug}/index.html"}
    output = build_site(**settings, **folders)
    page = read_page(output, "posts/tango/index.html")
    avif, webp, above, inline = page.select(LOADING)
    assert avif.attrs == {"srcset": f"{root}/images/x%20y.avif", "type": "image/avif"}
    assert webp.attrs == {"srcset": f"{root}/images/x%20y.webp", "type": "image/webp"}
    size = {"width": "640", "height": "360", "alt": ""}
    assert above.attrs == {"src": f"{root}/images/x%20y.jpg", **size, "fetchpriority": "high"}
    assert page.select_one("a.video-facade > picture > source + source + img") == above
    small, source = {"width": "64", "height": "36", "alt": ""}, f"{root}/videos/youtube-dQw4w9WgXcQ.webp"
    assert inline.attrs == {"src": source, **small, "loading": "lazy"}
    assert page.select_one("main > figure.video > a.video-facade > img") == inline
    assert list_files(output / "images") == {"x y.avif", "x y.webp", "x y.jpg"}
    assert "youtube-dQw4w9WgXcQ.webp" in list_files(output / "videos")


def test_video_in_files_plays_in_the_page(
    build_site: BuildSite, save_post: Save, save_file: Save, save_picture: Save
) -> None:
    save_post("post.md", "Tango", "Video: videos/tango.v2.mp4", "Video_title: Tango")
    for name in ("videos/tango.v2.mp4", "videos/tango.v2.webm", "bare.mp4"):
        save_file(name)
    save_picture("videos/tango.v2.jpg", "videos/tango.v2.webp", size=(640, 360))
    output = build_site()
    page = read_page(output, "tango.html")
    player = page.select_one("figure.video > .video-frame > video")
    bare = {"controls": "", "preload": "none", "playsinline": ""}
    shown = {"width": "640", "height": "360", "poster": f"{SITE}/videos/tango.v2.webp", "aria-label": "Tango"}
    assert player.attrs == {**bare, **shown}
    assert [(source["src"], source["type"]) for source in player.select("source")] == [
        (f"{SITE}/videos/tango.v2.webm", "video/webm"),
        (f"{SITE}/videos/tango.v2.mp4", "video/mp4"),
    ]
    download = player.select_one("p > a")
    assert (download["href"], download.text) == (f"{SITE}/videos/tango.v2.mp4", "Download the video")
    assert page.figcaption.text.strip() == "Tango"
    icon = page.select_one(".video-frame > video + button.video-icon[type=button][hidden]")
    assert icon.text == "Play the video: Tango"
    files = {"tango.v2.mp4", "tango.v2.webm", "tango.v2.jpg", "tango.v2.webp"}
    assert list_files(output / "videos") == files
    save_post("post.md", "Tango", "Video: bare.mp4")
    page = read_page(build_site(), "tango.html")
    assert page.video.attrs == bare
    assert not page.select("figcaption")


def test_item_of_a_feed_begins_with_a_link_around_the_poster(
    build_site: BuildSite, save_post: Save, save_picture: Save, save_file: Save
) -> None:
    save_post("post.md", "Été", f"Video: {URL}", "Video_title: A & B", "Video_poster: images/é.jpg")
    save_picture("images/é.jpg", "images/é.webp", size=(640, 360))
    save_post("tango.md", "Tango", "Video: videos/le tango.mp4", text="")
    save_file("videos/le tango.mp4")
    save_post("plain.md", "Plain")
    output = build_site(SITEURL="https://me.example/blog", RSS_FEED_SUMMARY_ONLY=False)
    for feed in ("all.atom.xml", "all.rss.xml"):
        items = {}
        for entry in feedparser.parse((output / feed).read_bytes())["entries"]:
            text = entry.get("content", [{"value": entry["summary"]}])[0]["value"]
            items[entry["title"]] = BeautifulSoup(text, "html.parser")
        link, words = items["Été"].select("p")
        assert link.select_one("a")["href"] == WATCH
        source = {"src": "https://me.example/blog/images/%C3%A9.jpg", "alt": "▶ A & B"}
        assert link.img.attrs == {**source, "width": "640", "height": "360"}
        assert words.text == "Words."
        link = items["Tango"].select_one("a")
        assert link["href"] == "https://me.example/blog/videos/le%20tango.mp4"
        assert link.text == "▶ Tango"
        assert str(items["Plain"]).strip() == "<p>Words.</p>"


def test_text_without_a_video_is_left_alone(build_page: BuildPage, save_post: Save) -> None:
    save_post(
        "post.md", "Tango", "Video:", f"Summary: {URL}", text='<p data-video="https://evil.example/">Mine</p>'
    )
    page = build_page("tango.html", {"article.html": "{{ article.video is none }} {{ article.content }}"})
    assert page.text.split() == ["True", "Mine"]
    assert page.select("p[data-video]")
    assert build_page("index.html").select_one("section a")["href"] == URL


def test_settings_of_the_site_are_heeded(build_page: BuildPage, save_post: Save) -> None:
    save_post("post.md", "Tango", text=f"{URL}\n\n{TUBE}\n\n|a|\n|-|\n|b|")
    mine = {"extensions": ("markdown.extensions.tables",), "output_format": "html"}
    theme = {"article.html": "{{ article.content }}<p>{{ video_origins[-1] }}</p>"}
    page = build_page("tango.html", theme, MARKDOWN=mine, VIDEO={"peertube": ["tube.example"]})
    assert page.table
    assert page.p.text == "https://tube.example"
    facade = page.select("a.video-facade")[1]
    assert facade["data-embed"].startswith("https://tube.example/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?p2p=0")
    assert facade.select_one(".visually-hidden").text == "Play the video (tube.example)"
    hosts = ("https://tube.example/", "Tube.example", "tube.example:9000", "localhost")
    for wrong in ({"petube": []}, {"peertube": "tube.example"}, *({"peertube": [host]} for host in hosts)):
        with pytest.raises(VideoError, match="VIDEO"):
            build_page("tango.html", VIDEO=wrong)


def test_mistakes_and_bugs_cost_no_more_than_themselves(
    build_page: BuildPage, save_post: Save, save_file: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_post("posts/x.md", "Tango", "Video: https://evil.example/video")
    save_post("posts/y.md", "Rock", f"Video: {VIMEO}", "Video_duration: long", "Video_date: soon")
    save_file("videos/youtube-dQw4w9WgXcQ.jpg", "not a picture")
    save_post("posts/z.md", "Soul", f"Video: {URL}", text=URL)
    warnings: list[str] = []
    page = build_page("rock.html", warnings=warnings)
    lines = {line for warning in warnings for line in warning.splitlines()}
    assert {line.split(" is not ")[0].split(": this")[0] for line in lines} == {
        "posts/x.md: Video: https://evil.example/video",
        "posts/y.md: Video_duration: long",
        "posts/y.md: Video_date: soon",
        "videos/youtube-dQw4w9WgXcQ.jpg",
    }
    assert page.select("a.video-facade")
    assert len(build_page("soul.html", warnings=[]).select("a.video-facade")) == 2
    monkeypatch.setattr("pelican.plugins.video.plugin.read_featured_video", lambda *_: 1 / 0)
    assert len(build_page("soul.html", warnings=warnings).select("a.video-facade")) == 1
    assert "posts/x.md: its videos are not shown (ZeroDivisionError" in "\n".join(warnings)


@pytest.fixture
def read(content_path: Path) -> Read:
    """A function that reads a header's video."""

    def read(settings: VideoSettings | None = None, **header: object) -> Video | None:
        return read_featured_video(header, content_path, settings or VideoSettings(), "posts/x.md")

    return read


@pytest.mark.parametrize(
    ("header", "code", "says"),
    [
        ({"video": "https://evil.example/x.mp4"}, "unknown-video", "PeerTube"),
        *[({"video": name}, "unknown-video", "VIDEO") for name in ("youtu.be/dQw4w9WgXcQ", "x.avi", TUBE)],
        ({"video": "videos/no.mp4"}, "missing-file", "Video: there is no file videos/no.mp4"),
        ({"video": f"{'x' * 5000}.mp4"}, "missing-file", "no file"),
        *[({"video": f"{start}x.mp4"}, "outside-file", "x.mp4") for start in ("../", "/etc/")],
        ({"video": [URL, URL]}, "duplicate-key", "Video is"),
        ({"video_title": "T"}, "no-video", "Video_title is"),
        ({"video": URL, "video_duration": "3 min"}, "unusable-duration", "Video_duration: 3 min is"),
        ({"video": URL, "video_date": "20 novembre"}, "unusable-date", "Video_date: 20 novembre is"),
        ({"video": URL, "video_poster": "images/no.jpg"}, "missing-file", "Video_poster: there is no"),
        ({"video": URL, "video_poster": "x.gif"}, "poster-suffix", ".avif, .webp, .jpg, .jpeg, .png"),
    ],
)
def test_problem_names_its_file_and_its_line(
    read: Read, save_file: Save, header: dict[str, object], code: str, says: str
) -> None:
    save_file("x.gif")
    with pytest.raises(PartialError) as caught:
        read(**header)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == (code, "posts/x.md")
    assert says in problem.message
    assert (caught.value.video is not None) is (header.get("video") == URL)


def test_lengths_and_start_times_are_read_and_lengths_written() -> None:
    lengths = {"03:12": ("PT3M12S", "3:12"), "PT192S": ("PT3M12S", "3:12"), "2:00:03": ("PT2H3S", "2:00:03")}
    for text, written in lengths.items():
        seconds = parse_duration(text)
        assert (format_iso(seconds), format_clock(seconds)) == written
    for text in ("", "3", "3:2", "3:60", "75:30", "1:75:30", "-3:12", "PT", "P1D", "0:00", "3 min", "٣:١٢"):
        assert parse_duration(text) is None
    starts = {"90": 90, "1m30": 90, "2m": 120, "1h2m3s": 3723, "": 0, "s": 0, "-1": 0}
    assert {text: parse_start(text) for text in starts} == starts


@given(st.integers(min_value=1, max_value=99 * 3600))
def test_written_duration_is_read_back(seconds: int) -> None:
    assert parse_duration(format_iso(seconds)) == parse_duration(format_clock(seconds)) == seconds


@given(st.text("0123456789hms") | st.text())
def test_any_start_time_is_read_without_an_exception(text: str) -> None:
    assert parse_start(text) >= 0
