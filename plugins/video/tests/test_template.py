"""What the template makes of a video: structure, words, and nothing that loads from elsewhere."""

from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup

BuildPage = Callable[..., BeautifulSoup]
Save = Callable[..., None]

URL = "https://youtu.be/dQw4w9WgXcQ"
WATCH = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
EMBED = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&playsinline=1&rel=0"


def list_files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_hosted_video_is_a_link_with_what_the_script_needs(build_page: BuildPage, save_post: Save) -> None:
    lines = (f"Video: {URL}?t=5", "Video_title: Tango & <co>", "Video_duration: 3:12")
    save_post("post.md", "Tango", *lines)
    facade = build_page("tango.html").select_one("figure.video > a.video-facade")
    assert facade["href"] == WATCH + "&t=5s"
    assert facade["data-embed"] == EMBED + "&start=5"
    assert facade["data-title"] == "Tango & <co>"
    assert facade.select_one(".visually-hidden").text == "Play the video: Tango & <co> (YouTube, 3:12)"
    assert facade.select_one(".video-icon")["aria-hidden"] == "true"


def test_poster_of_a_featured_video_loads_first_and_in_the_best_format(
    build_page: BuildPage, save_post: Save, save_picture: Save, tmp_path: Path
) -> None:
    save_post("post.md", "Tango", f"Video: {URL}", "Video_poster: images/x y.jpg")
    for suffix in ("avif", "webp", "jpg"):
        save_picture(f"images/x y.{suffix}", (640, 360))
    picture = build_page("tango.html").select_one("a.video-facade > picture")
    assert [(source["srcset"], source["type"]) for source in picture.select("source")] == [
        ("https://blog.example/images/x%20y.avif", "image/avif"),
        ("https://blog.example/images/x%20y.webp", "image/webp"),
    ]
    assert picture.select_one("img").attrs == {
        "src": "https://blog.example/images/x%20y.jpg",
        "width": "640",
        "height": "360",
        "alt": "",
        "fetchpriority": "high",
    }
    assert list_files(tmp_path / "output" / "images") == {"x y.avif", "x y.webp", "x y.jpg"}


def test_poster_in_the_text_is_one_lazy_picture(
    build_page: BuildPage, save_post: Save, save_picture: Save, tmp_path: Path
) -> None:
    save_post("post.md", "Tango", text=URL)
    save_picture("videos/youtube-dQw4w9WgXcQ.webp")
    save_picture("videos/youtube-dQw4w9WgXcQ.jpg")
    facade = build_page("tango.html").select_one("main > figure.video > a.video-facade")
    assert facade.select_one("img").attrs == {
        "src": "https://blog.example/videos/youtube-dQw4w9WgXcQ.webp",
        "width": "64",
        "height": "36",
        "alt": "",
        "loading": "lazy",
    }
    assert not facade.select("source")
    assert "youtube-dQw4w9WgXcQ.webp" in list_files(tmp_path / "output" / "videos")


def test_caption_names_the_host_and_leads_to_it(build_page: BuildPage, save_post: Save) -> None:
    save_post("post.md", "Tango", f"Video: {URL}", "Video_title: Tango")
    caption = build_page("tango.html").select_one("figure.video > figcaption.video-caption")
    assert caption.select_one(".video-title").text == "Tango"
    notice = "Playing it loads YouTube, which then sees your IP address. Watch on YouTube"
    assert caption.select_one(".video-notice").text == notice
    assert caption.select_one("a")["href"] == WATCH


def test_video_without_poster_title_or_length(build_page: BuildPage, save_post: Save) -> None:
    save_post("post.md", "Tango", f"Video: {URL}")
    page = build_page("tango.html")
    facade = page.select_one("a.video-facade")
    assert facade.select_one(".video-blank").text == ""
    assert not facade.select("img, picture")
    assert facade["data-title"] == "YouTube"
    assert facade.select_one(".visually-hidden").text == "Play the video (YouTube)"
    assert not page.select(".video-title")


def test_video_of_a_host_without_player_is_a_mere_link(build_page: BuildPage, save_post: Save) -> None:
    save_post("post.md", "Tango", "Video: https://dai.ly/x7tgad0")
    page = build_page("tango.html")
    facade = page.select_one("a.video-facade")
    assert facade["href"] == "https://www.dailymotion.com/video/x7tgad0"
    assert not {"data-embed", "data-title"} & set(facade.attrs)
    assert (
        page.select_one(".video-notice").text == "It plays on Dailymotion, which then sees your IP address."
    )
    assert not page.select("figcaption a")


def test_video_in_files_plays_in_the_page(
    build_page: BuildPage, save_post: Save, save_file: Save, save_picture: Save, tmp_path: Path
) -> None:
    save_post("post.md", "Tango", "Video: videos/tango.mp4", "Video_title: Tango")
    save_file("videos/tango.mp4")
    save_file("videos/tango.webm")
    save_picture("videos/tango.jpg", (640, 360))
    save_picture("videos/tango.webp", (640, 360))
    page = build_page("tango.html")
    player = page.select_one("figure.video > .video-frame > video")
    assert player.attrs == {
        "controls": "",
        "preload": "none",
        "playsinline": "",
        "width": "640",
        "height": "360",
        "poster": "https://blog.example/videos/tango.webp",
        "aria-label": "Tango",
    }
    assert [(source["src"], source["type"]) for source in player.select("source")] == [
        ("https://blog.example/videos/tango.webm", "video/webm"),
        ("https://blog.example/videos/tango.mp4", "video/mp4"),
    ]
    download = player.select_one("p > a")
    assert download["href"] == "https://blog.example/videos/tango.mp4"
    assert download.text == "Download the video"
    assert page.select_one("figcaption").text.strip() == "Tango"
    icon = page.select_one(".video-frame > video + button.video-icon[type=button][hidden]")
    assert icon.text == "Play the video: Tango"
    assert list_files(tmp_path / "output" / "videos") == {
        "tango.mp4",
        "tango.webm",
        "tango.jpg",
        "tango.webp",
    }


def test_video_in_a_file_needs_no_title_nor_poster(
    build_page: BuildPage, save_post: Save, save_file: Save
) -> None:
    save_post("post.md", "Tango", "Video: videos/tango.mp4")
    save_file("videos/tango.mp4")
    page = build_page("tango.html")
    assert set(page.select_one("video").attrs) == {"controls", "preload", "playsinline"}
    assert not page.select("figcaption")


def test_words_are_those_of_the_gettext_of_the_site(build_page: BuildPage, save_post: Save) -> None:
    save_post("post.md", "Tango", f"Video: {URL}", "Video_title: 100 % <b>", text=URL)

    def translate(message: str, **variables: object) -> str:
        return message.replace("Play the video", "Lire la vidéo") % variables

    page = build_page("tango.html", JINJA_GLOBALS={"gettext": translate})
    names = [name.text for name in page.select(".visually-hidden")]
    assert names == ["Lire la vidéo: 100 % <b> (YouTube)", "Lire la vidéo (YouTube)"]


def test_nothing_of_another_origin_loads_by_itself(
    build_page: BuildPage, save_post: Save, save_picture: Save
) -> None:
    others = "https://vimeo.com/76979871\n\nhttps://dai.ly/x7tgad0\n\nhttps://youtu.be/00000000000"
    save_post("post.md", "Tango", f"Video: {URL}", text=others)
    save_picture("videos/youtube-dQw4w9WgXcQ.jpg")
    save_picture("videos/vimeo-76979871.jpg")
    page = build_page("tango.html", SITEURL="")
    assert len(page.select("a.video-facade")) == 4
    assert not page.select("iframe, script, link, object, embed, [style], [onclick]")
    loaded = page.select("[src], [srcset], [poster]")
    assert [element["src"] for element in loaded] == [
        "/videos/youtube-dQw4w9WgXcQ.jpg",
        "/videos/vimeo-76979871.jpg",
    ]
