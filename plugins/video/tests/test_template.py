"""What the template makes of a video: structure, words, and nothing that loads from elsewhere."""

from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup

BuildPage = Callable[..., BeautifulSoup]
Save = Callable[..., None]

SITE = "https://blog.example"
URL = "https://youtu.be/dQw4w9WgXcQ"
WATCH = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
EMBED = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&playsinline=1&rel=0"


def list_files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


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
    assert bare.select_one("a .video-blank").text == ""
    assert not bare.select("img, picture, .video-title")
    assert bare.a["data-title"] == "YouTube"
    assert bare.select_one(".visually-hidden").text == "Play the video (YouTube)"


def test_poster_is_in_the_best_format_above_the_text_and_lazy_in_it(
    build_page: BuildPage, save_post: Save, save_picture: Save, tmp_path: Path
) -> None:
    save_post("post.md", "Tango", f"Video: {URL}", "Video_poster: images/x y.jpg", text=URL)
    save_picture(*(f"images/x y.{suffix}" for suffix in ("avif", "webp", "jpg")), size=(640, 360))
    save_picture("videos/youtube-dQw4w9WgXcQ.webp", "videos/youtube-dQw4w9WgXcQ.jpg")
    page = build_page("tango.html")
    picture = page.select_one("a.video-facade > picture")
    assert [(source["srcset"], source["type"]) for source in picture.select("source")] == [
        (f"{SITE}/images/x%20y.avif", "image/avif"),
        (f"{SITE}/images/x%20y.webp", "image/webp"),
    ]
    size = {"width": "640", "height": "360", "alt": ""}
    assert picture.img.attrs == {"src": f"{SITE}/images/x%20y.jpg", **size, "fetchpriority": "high"}
    assert list_files(tmp_path / "output" / "images") == {"x y.avif", "x y.webp", "x y.jpg"}
    facade = page.select_one("main > figure.video > a.video-facade")
    source, size = f"{SITE}/videos/youtube-dQw4w9WgXcQ.webp", {"width": "64", "height": "36", "alt": ""}
    assert facade.img.attrs == {"src": source, **size, "loading": "lazy"}
    assert not facade.select("source")
    assert "youtube-dQw4w9WgXcQ.webp" in list_files(tmp_path / "output" / "videos")


def test_video_of_a_host_without_player_is_a_mere_link(build_page: BuildPage, save_post: Save) -> None:
    save_post("post.md", "Tango", "Video: https://dai.ly/x7tgad0")
    page = build_page("tango.html")
    facade = page.select_one("a.video-facade")
    assert facade.attrs == {"class": ["video-facade"], "href": "https://www.dailymotion.com/video/x7tgad0"}
    notice = "It plays on Dailymotion, which then sees your IP address."
    assert page.select_one(".video-notice").text == notice
    assert not page.select("figcaption a")


def test_video_in_files_plays_in_the_page(
    build_page: BuildPage, save_post: Save, save_file: Save, save_picture: Save, tmp_path: Path
) -> None:
    save_post("post.md", "Tango", "Video: videos/tango.mp4", "Video_title: Tango")
    files = {"tango.mp4", "tango.webm", "tango.jpg", "tango.webp"}
    save_file("videos/tango.mp4")
    save_file("videos/tango.webm")
    save_picture("videos/tango.jpg", "videos/tango.webp", size=(640, 360))
    page = build_page("tango.html")
    player = page.select_one("figure.video > .video-frame > video")
    bare = {"controls": "", "preload": "none", "playsinline": ""}
    shown = {"width": "640", "height": "360", "poster": f"{SITE}/videos/tango.webp", "aria-label": "Tango"}
    assert player.attrs == {**bare, **shown}
    assert [(source["src"], source["type"]) for source in player.select("source")] == [
        (f"{SITE}/videos/tango.webm", "video/webm"),
        (f"{SITE}/videos/tango.mp4", "video/mp4"),
    ]
    download = player.select_one("p > a")
    assert (download["href"], download.text) == (f"{SITE}/videos/tango.mp4", "Download the video")
    assert page.figcaption.text.strip() == "Tango"
    icon = page.select_one(".video-frame > video + button.video-icon[type=button][hidden]")
    assert icon.text == "Play the video: Tango"
    assert list_files(tmp_path / "output" / "videos") == files
    save_post("post.md", "Tango", "Video: bare.mp4")
    save_file("bare.mp4")
    page = build_page("tango.html")
    assert page.video.attrs == bare
    assert not page.select("figcaption")


def test_words_are_those_of_the_site_s_gettext(build_page: BuildPage, save_post: Save) -> None:
    save_post("post.md", "Tango", f"Video: {URL}", "Video_title: 100 % <b>", text=URL)

    def translate(message: str, **variables: object) -> str:
        return message.replace("Play the video", "Lire la vidéo") % variables

    page = build_page("tango.html", JINJA_GLOBALS={"gettext": translate})
    names = [name.text for name in page.select(".visually-hidden")]
    assert names == ["Lire la vidéo: 100 % <b> (YouTube)", "Lire la vidéo (YouTube)"]
