"""The plugin in scratch sites: where videos appear, what stops a build."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pelican.plugins.video.errors import VideoError

BuildSite = Callable[..., Path]
BuildPage = Callable[..., BeautifulSoup]
RunPelican = Callable[..., str]
Save = Callable[..., None]

URL = "https://youtu.be/dQw4w9WgXcQ"
WATCH = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"

FRENCH, DRAFT, HIDDEN = "Lang: fr", "Status: draft", "Status: hidden"


@pytest.mark.parametrize(
    ("source", "lines", "page"),
    [
        ("x.md", (), "tango.html"),
        ("x.md", (FRENCH,), "tango-fr.html"),
        ("x.md", (DRAFT,), "drafts/tango.html"),
        ("x.md", (DRAFT, FRENCH), "drafts/tango-fr.html"),
        ("x.md", (HIDDEN,), "tango.html"),
        ("x.md", (HIDDEN, FRENCH), "tango-fr.html"),
        ("pages/x.md", (), "pages/tango.html"),
        ("pages/x.md", (FRENCH,), "pages/tango-fr.html"),
        ("pages/x.md", (DRAFT,), "drafts/pages/tango.html"),
        ("pages/x.md", (DRAFT, FRENCH), "drafts/pages/tango-fr.html"),
        ("pages/x.md", (HIDDEN,), "pages/tango.html"),
        ("pages/x.md", (HIDDEN, FRENCH), "pages/tango-fr.html"),
    ],
)
def test_every_article_and_page_shows_its_videos(
    build_page: BuildPage, save_post: Save, source: str, lines: tuple[str, ...], page: str
) -> None:
    save_post(source, "Tango", f"Video: {URL}", *lines, text="https://vimeo.com/76979871")
    if FRENCH in lines:  # what makes it a translation
        save_post(source.replace("x.md", "original.md"), "Tango", *(set(lines) - {FRENCH}))
    links = build_page(page).select("a.video-facade")
    assert [link["href"] for link in links] == [WATCH, "https://vimeo.com/76979871"]


@pytest.mark.parametrize("relative", [False, True])
def test_posters_follow_the_address_of_the_site(
    build_page: BuildPage, save_post: Save, save_picture: Save, *, relative: bool
) -> None:
    save_post("post.md", "Tango", f"Video: {URL}", text="https://vimeo.com/76979871")
    save_picture("videos/youtube-dQw4w9WgXcQ.jpg")
    save_picture("videos/vimeo-76979871.jpg")
    folders = {"ARTICLE_URL": "posts/{slug}/", "ARTICLE_SAVE_AS": "posts/{slug}/index.html"}
    page = build_page("posts/tango/index.html", RELATIVE_URLS=relative, **folders)
    root = "../.." if relative else "https://blog.example"
    assert [image["src"] for image in page.select("img")] == [
        f"{root}/videos/youtube-dQw4w9WgXcQ.jpg",
        f"{root}/videos/vimeo-76979871.jpg",
    ]


def test_only_an_address_alone_becomes_a_video(build_page: BuildPage, save_post: Save) -> None:
    save_post("post.md", "Tango", text=f"Before.\n\n{URL}\n\n    {URL}\n\nSee {URL}")
    page = build_page("tango.html")
    assert len(page.select("main > figure.video")) == 1
    assert page.select_one("pre").text.strip() == URL
    assert f"See {URL}" in page.text
    assert "data-video" not in str(page)


def test_article_without_video_has_none(build_page: BuildPage, save_post: Save) -> None:
    save_post("post.md", "Tango")
    assert build_page("tango.html", {"article.html": "{{ article.video is none }}"}).text == "True"


def test_theme_overrides_the_template(build_page: BuildPage, save_post: Save) -> None:
    save_post("post.md", "Tango", f"Video: {URL}", text=URL)
    page = build_page("tango.html", {"video/video.html": "<b>{{ video.id }}</b>"})
    assert [mark.text for mark in page.select("b")] == ["dQw4w9WgXcQ", "dQw4w9WgXcQ"]


@pytest.mark.parametrize(
    ("source", "page"), [("post.md", "tango.html"), ("pages/page.md", "pages/tango.html")]
)
def test_template_knows_whose_text_it_is_in(
    build_page: BuildPage, save_post: Save, source: str, page: str
) -> None:
    save_post(source, "Tango", text=URL)
    template = "<b>{{ (article or page).title }} on {{ SITENAME }}</b>"
    soup = build_page(page, {"video/video.html": template}, SITENAME="My site")
    assert soup.select_one("b").text == "Tango on My site"


def test_address_as_summary_stays_a_link(build_page: BuildPage, save_post: Save) -> None:
    save_post("post.md", "Tango", f"Summary: {URL}")
    assert build_page("index.html").select_one("section a")["href"] == URL


def test_paragraph_written_by_hand_is_left_alone(build_page: BuildPage, save_post: Save) -> None:
    save_post("post.md", "Tango", text='<p data-video="https://evil.example/">Mine</p>')
    assert build_page("tango.html").select_one("p[data-video]").text == "Mine"


def test_markdown_settings_of_the_site_are_kept(build_page: BuildPage, save_post: Save) -> None:
    save_post("post.md", "Tango", text=f"{URL}\n\n|a|\n|-|\n|b|")
    mine = {"extensions": ["markdown.extensions.tables"], "output_format": "html"}
    page = build_page("tango.html", MARKDOWN=mine)
    assert page.select("table")
    assert page.select("a.video-facade")


def test_peertube_host_of_the_settings_is_known_in_the_text(build_page: BuildPage, save_post: Save) -> None:
    save_post("post.md", "Tango", text="https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv")
    facade = build_page("tango.html", VIDEO={"peertube": ["tube.example"]}).select_one("a.video-facade")
    assert facade["data-embed"].startswith("https://tube.example/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?p2p=0")
    assert facade.select_one(".visually-hidden").text == "Play the video (tube.example)"


@pytest.mark.parametrize("layer", ["reader", "generator"])
def test_cached_content_gives_the_same_page(
    build_page: BuildPage, save_post: Save, tmp_path: Path, layer: str
) -> None:
    save_post("post.md", "Tango", f"Video: {URL}", text=URL)
    cache = {
        "CACHE_CONTENT": True,
        "LOAD_CONTENT_CACHE": True,
        "CACHE_PATH": str(tmp_path / "cache"),
        "CONTENT_CACHING_LAYER": layer,
    }
    first = build_page("tango.html", **cache)
    assert list((tmp_path / "cache").iterdir())
    assert build_page("tango.html", **cache) == first


def test_mistakes_in_a_header_cost_no_more_than_themselves(build_page: BuildPage, save_post: Save) -> None:
    save_post("posts/x.md", "Tango", "Video: https://evil.example/video")
    save_post("posts/y.md", "Rock", f"Video: {URL}", "Video_duration: long", "Video_date: soon")
    warnings: list[str] = []
    page = build_page("rock.html", warnings=warnings)
    assert [line.split(" is no ")[0] for warning in sorted(warnings) for line in warning.splitlines()] == [
        "posts/x.md: Video: https://evil.example/video",
        "posts/y.md: Video_duration: long",
        "posts/y.md: Video_date: soon",
    ]
    assert page.select("a.video-facade")


def test_poster_that_is_no_picture_leaves_the_videos(
    build_page: BuildPage, save_post: Save, save_file: Save
) -> None:
    save_file("videos/youtube-AbCdEfGhIjK.jpg", "no picture")
    url = "https://www.youtube.com/watch?v=AbCdEfGhIjK"
    save_post("x.md", "Tango", f"Video: {url}", text=url)
    warnings: list[str] = []
    page = build_page("tango.html", warnings=warnings)
    assert len(page.select("a.video-facade")) == 2
    assert {warning.partition(":")[0] for warning in warnings} == {"videos/youtube-AbCdEfGhIjK.jpg"}


def test_fault_of_the_plugin_ends_no_build(
    build_site: BuildSite, save_post: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pelican.plugins.video.plugin.read_featured_video", lambda *_: 1 / 0)
    save_post("x.md", "Tango")
    warnings: list[str] = []
    assert (build_site(warnings=warnings) / "tango.html").exists()
    (warning,) = warnings
    assert warning.startswith("x.md: its videos cannot be shown (ZeroDivisionError: division by zero).")


def test_mistake_in_the_settings_stops_the_build(build_site: BuildSite) -> None:
    with pytest.raises(VideoError, match="VIDEO has no key 'petube'; did you mean 'peertube'"):
        build_site(VIDEO={"petube": []})


def test_pelican_s_warning_names_file_problem_and_remedy(save_post: Save, run_pelican: RunPelican) -> None:
    save_post("posts/x.md", "Tango", "Video: videos/no.mp4")
    assert (
        "posts/x.md: Video: there is no file videos/no.mp4 in the content folder. "
        "Correct the path, which starts at the content folder, or put the file there."
    ) in run_pelican("--fatal=warnings", plugin="video", status=1)
