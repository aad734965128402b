"""The plugin in scratch sites: where videos appear, and what a mistake costs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pelican.plugins.video.errors import VideoError

BuildSite = Callable[..., Path]
BuildPage = Callable[..., BeautifulSoup]
RunPelican = Callable[..., str]
Save = Callable[..., None]

URL, VIMEO = "https://youtu.be/dQw4w9WgXcQ", "https://vimeo.com/76979871"
WATCH = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
DRAFT, HIDDEN = "Status: draft", "Status: hidden"


def test_every_article_and_page_shows_its_videos(build_site: BuildSite, save_post: Save) -> None:
    for source in ("x.md", "pages/x.md"):
        for title, *lines in (("Tango",), ("Rock", DRAFT), ("Soul", HIDDEN)):
            for lang in ("en", "fr"):
                name = source.replace("x.md", f"{title}-{lang}.md")
                save_post(name, title, f"Video: {URL}", f"Lang: {lang}", *lines, text=VIMEO)
    output = build_site()
    for name in ("tango", "tango-fr", "soul", "soul-fr", "drafts/rock", "drafts/rock-fr"):
        folder, _, title = name.rpartition("/")
        for path in (output / f"{name}.html", output / folder / f"pages/{title}.html"):
            found = BeautifulSoup(path.read_text(), "html.parser")
            assert [link["href"] for link in found.select("a.video-facade")] == [WATCH, VIMEO], path
            assert not found.select(
                "iframe, script, link, object, embed, [style], [onclick], [src], [srcset]"
            )


@pytest.mark.parametrize(
    ("settings", "root"),
    [({}, "https://blog.example"), ({"RELATIVE_URLS": True}, "../.."), ({"SITEURL": ""}, "")],
)
def test_posters_follow_the_address_of_the_site(
    build_page: BuildPage, save_post: Save, save_picture: Save, settings: dict[str, object], root: str
) -> None:
    save_post("post.md", "Tango", f"Video: {URL}", text=VIMEO)
    names = ["videos/youtube-dQw4w9WgXcQ.jpg", "videos/vimeo-76979871.jpg"]
    save_picture(*names)
    folders = {"ARTICLE_URL": "posts/{slug}/", "ARTICLE_SAVE_AS": "posts/{slug}/index.html"}
    page = build_page("posts/tango/index.html", **settings, **folders)
    loaded = page.select("[src], [srcset], [poster], iframe, script, link, object, embed, [style]")
    assert [element["src"] for element in loaded] == [f"{root}/{name}" for name in names]


@pytest.mark.parametrize(("escapes", "title"), [(True, "A &amp; B"), (False, "A & B")])
def test_title_is_text_whether_or_not_templates_escape(
    build_page: BuildPage, save_post: Save, title: str, *, escapes: bool
) -> None:
    save_post("post.md", "Tango", f"Video: {URL}", "Video_title: A &amp; B")
    page = build_page("tango.html", JINJA_ENVIRONMENT={"autoescape": escapes})
    assert page.select_one("figcaption .video-title").text == title


def test_theme_overrides_the_template_which_knows_whose_text_it_is_in(
    build_site: BuildSite, save_post: Save
) -> None:
    template = "<b>{{ video.id }} in {{ (article or page).title }} on {{ SITENAME }}</b>"
    save_post("post.md", "Tango", f"Video: {URL}", text=URL)
    save_post("pages/page.md", "Rock", text=URL)
    output = build_site({"video/video.html": template}, SITENAME="My site")
    for name, title, count in (("tango.html", "Tango", 2), ("pages/rock.html", "Rock", 1)):
        page = BeautifulSoup((output / name).read_text(), "html.parser")
        assert [mark.text for mark in page.select("b")] == [f"dQw4w9WgXcQ in {title} on My site"] * count


def test_text_without_a_video_is_left_alone(build_page: BuildPage, save_post: Save) -> None:
    save_post("post.md", "Tango", f"Summary: {URL}", text='<p data-video="https://evil.example/">Mine</p>')
    page = build_page("tango.html", {"article.html": "{{ article.video is none }} {{ article.content }}"})
    assert page.text.split() == ["True", "Mine"]
    assert page.select("p[data-video]")
    assert build_page("index.html").select_one("section a")["href"] == URL


def test_settings_of_the_site_are_heeded(build_page: BuildPage, save_post: Save) -> None:
    text = f"{URL}\n\nhttps://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv\n\n|a|\n|-|\n|b|"
    save_post("post.md", "Tango", text=text)
    mine = {"extensions": ("markdown.extensions.tables",), "output_format": "html"}
    theme = {"article.html": "{{ article.content }}<p>{{ video_origins[-1] }}</p>"}
    page = build_page("tango.html", theme, MARKDOWN=mine, VIDEO={"peertube": ["tube.example"]})
    assert page.table
    assert page.p.text == "https://tube.example"
    facade = page.select("a.video-facade")[1]
    assert facade["data-embed"].startswith("https://tube.example/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?p2p=0")
    assert facade.select_one(".visually-hidden").text == "Play the video (tube.example)"


@pytest.mark.parametrize("layer", ["reader", "generator"])
def test_cached_content_gives_the_same_page(
    build_page: BuildPage, save_post: Save, tmp_path: Path, layer: str
) -> None:
    save_post("post.md", "Tango", f"Video: {URL}", text=URL)
    cache = {"CACHE_CONTENT": True, "LOAD_CONTENT_CACHE": True, "CACHE_PATH": str(tmp_path / "cache")}
    first = build_page("tango.html", **cache, CONTENT_CACHING_LAYER=layer)
    assert list((tmp_path / "cache").iterdir())
    assert build_page("tango.html", **cache, CONTENT_CACHING_LAYER=layer) == first


def test_mistakes_in_a_header_cost_no_more_than_themselves(
    build_page: BuildPage, save_post: Save, save_file: Save
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


def test_bug_of_the_plugin_ends_no_build(
    build_site: BuildSite, save_post: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pelican.plugins.video.plugin.read_featured_video", lambda *_: 1 / 0)
    save_post("x.md", "Tango", text=URL)
    warnings: list[str] = []
    assert "video-facade" in (build_site(warnings=warnings) / "tango.html").read_text()
    (warning,) = warnings
    assert warning.startswith("x.md: its videos are not shown (ZeroDivisionError")


def test_mistake_in_the_settings_stops_the_build(build_site: BuildSite) -> None:
    with pytest.raises(VideoError, match=r"VIDEO .*'petube'.*'peertube'"):
        build_site(VIDEO={"petube": []})


def test_writer_reads_file_problem_and_remedy(save_post: Save, run_pelican: RunPelican) -> None:
    save_post("posts/x.md", "Tango", "Video: videos/no.mp4")
    assert (
        "posts/x.md: Video: there is no file videos/no.mp4 in the content folder; "
        "correct the path, which starts at the content folder, or add the file."
    ) in run_pelican("--fatal=warnings", plugin="video", status=1)
