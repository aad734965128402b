"""The plugin in scratch sites: what stands in the page, what lies beside the original, what stops a build."""

import json
import logging
import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import feedparser
import pytest
from bs4 import BeautifulSoup, Tag
from pelican.plugins.images import encoding
from pelican.plugins.images.errors import ImageError
from PIL import Image

from .photos import build_exif, draw, encode, read

BuildSite = Callable[..., Path]
BuildPage = Callable[..., BeautifulSoup]
RunPelican = Callable[..., str]
Save = Callable[..., Path]

SITE = "https://blog.example"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="40"/>'


def read_candidates(source: Tag) -> dict[int, str]:
    """The addresses of a srcset by their widths, read as strictly as a browser does."""
    candidates = [candidate.split(" ") for candidate in str(source["srcset"]).split(", ")]
    assert all(len(candidate) == 2 for candidate in candidates)
    return {int(width.removesuffix("w")): address for address, width in candidates}


def test_picture_is_offered_in_two_formats_above_the_original(
    build_page: BuildPage, save_photo: Save, save_post: Save
) -> None:
    save_photo()
    save_post("post.md", "Tango", text="![Un plat]({static}/images/plat.jpg)")
    picture = build_page("tango.html", IMAGES={"sizes": "90vw"}).select_one("main > figure > picture")
    assert [source["type"] for source in picture.select("source")] == ["image/avif", "image/webp"]
    assert {source["sizes"] for source in picture.select("source")} == {"90vw"}
    assert picture.img.attrs == {
        "alt": "Un plat",
        "src": f"{SITE}/images/plat.jpg",
        "width": "600",
        "height": "360",
        "fetchpriority": "high",
    }


def test_widths_are_true_and_never_above_the_original_s(
    build_site: BuildSite, save_photo: Save, save_post: Save
) -> None:
    save_photo()
    save_post("post.md", "Tango", text="![A]({static}/images/plat.jpg)")
    output = build_site(IMAGES={"widths": [200, 580, 1200, 400]})
    page = BeautifulSoup((output / "tango.html").read_text(), "html.parser")
    for source in page.select("source"):
        candidates = read_candidates(source)
        assert list(candidates) == [200, 400, 600]
        for width, address in candidates.items():
            with Image.open(output / address.removeprefix(f"{SITE}/")) as picture:
                assert picture.width == width
                assert f"image/{picture.format.lower()}" == source["type"]


@pytest.mark.parametrize(
    ("settings", "root"),
    [
        ({}, SITE),
        ({"SITEURL": "https://you.github.io/blog"}, "https://you.github.io/blog"),
        ({"SITEURL": "", "FEED_DOMAIN": SITE}, ""),
        ({"RELATIVE_URLS": True}, "../.."),
        ({"RELATIVE_URLS": True, "SITEURL": "", "FEED_DOMAIN": SITE}, "../.."),
    ],
)
def test_addresses_follow_the_site_wherever_it_is(
    build_page: BuildPage, save_photo: Save, save_post: Save, settings: dict[str, object], root: str
) -> None:
    save_photo()
    save_post("post.md", "Tango", text="![A]({static}/images/plat.jpg)")
    folders = {"ARTICLE_URL": "posts/{slug}/", "ARTICLE_SAVE_AS": "posts/{slug}/index.html"}
    page = build_page("posts/tango/index.html", **folders, **settings)
    assert page.img["src"] == f"{root}/images/plat.jpg"
    assert read_candidates(page.source)[480] == f"{root}/images/plat.jpg.480w.avif"


@pytest.mark.parametrize(
    "name",
    ["mon été.jpg", "a, b.jpg", "100%.jpg", "L'été.JPG", "a+b.jpg", "a(1).jpg", "x.y.jpg", "été/plat.jpg"],
)
def test_file_of_any_name_is_found_and_its_address_holds_together(
    build_site: BuildSite, save_photo: Save, save_post: Save, name: str
) -> None:
    save_photo(f"images/{name}")
    save_post("post.md", "Tango", text=f"![A](<{{static}}/images/{name}>)")
    output = build_site()
    page = BeautifulSoup((output / "tango.html").read_text(), "html.parser")
    files = [address for source in page.select("source") for address in read_candidates(source).values()]
    addresses = [page.img["src"], *files]
    assert len(addresses) == 7
    for address in addresses:
        assert re.fullmatch(r"[!-~]+", address)
        assert (output / unquote(address.removeprefix(f"{SITE}/"))).is_file()


def test_two_pictures_that_differ_by_their_suffix_do_not_share_files(
    build_site: BuildSite, save_photo: Save, save_file: Save, save_post: Save
) -> None:
    save_photo()
    save_file("images/plat.png", encode(draw((600, 900)), "PNG"))
    save_post("post.md", "Tango", text="![A]({static}/images/plat.jpg)\n![A]({static}/images/plat.png)")
    output = build_site()
    for name, ratio in (("plat.jpg.480w.webp", 0.6), ("plat.png.480w.webp", 1.5)):
        with Image.open(output / "images" / name) as picture:
            assert picture.height == round(480 * ratio)


@pytest.mark.parametrize(("source", "page"), [("post.md", "tango.html"), ("pages/p.md", "pages/tango.html")])
def test_articles_and_pages_show_their_pictures(
    build_page: BuildPage, save_photo: Save, save_post: Save, source: str, page: str
) -> None:
    save_photo()
    save_post(source, "Tango", text="![A]({static}/images/plat.jpg)")
    assert build_page(page).select("picture > source")


def test_picture_that_a_text_takes_with_it_is_found_where_it_goes(
    build_site: BuildSite, save_photo: Save, save_post: Save
) -> None:
    save_photo("images/other.jpg")
    save_photo("posts/plat.jpg")
    save_post("posts/first.md", "First", text="![A]({static}/images/other.jpg)")
    save_post("posts/post.md", "Tango", text="![A]({attach}plat.jpg)")
    folders = {"ARTICLE_URL": "{slug}/", "ARTICLE_SAVE_AS": "{slug}/index.html", "ARTICLE_PATHS": ["posts"]}
    output = build_site(**folders)
    page = BeautifulSoup((output / "tango/index.html").read_text(), "html.parser")
    assert page.img["src"] == f"{SITE}/tango/plat.jpg"
    assert (output / "tango/plat.jpg.480w.avif").is_file()
    assert not list((output / "posts").glob("*"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("logo.svg", SVG),
        ("icon.png", encode(Image.new("RGB", (64, 40)), "PNG")),
        ("dot.gif", encode(Image.new("RGB", (1, 1)), "GIF")),
        ("dance.webp", encode(draw(), "WEBP", save_all=True, append_images=[draw().rotate(180)])),
        ("dance.gif", encode(draw(), "GIF", save_all=True, append_images=[draw().rotate(180)])),
        ("light.avif", encode(draw(), "AVIF", quality=30)),
    ],
    ids=["drawing", "icon", "dot", "moving webp", "moving gif", "light already"],
)
def test_picture_that_no_format_would_help_gets_its_size_alone(
    build_page: BuildPage, save_file: Save, save_post: Save, name: str, data: bytes
) -> None:
    save_file(f"images/{name}", data)
    save_post("post.md", "Tango", text=f"![A]({{static}}/images/{name})")
    page = build_page("tango.html")
    assert {"width", "height"} < set(page.img.attrs)
    assert not page.select("picture")


def test_drawing_without_a_size_is_left_without(
    build_page: BuildPage, save_file: Save, save_post: Save
) -> None:
    save_file("images/logo.svg", "<svg/>")
    save_post("post.md", "Tango", text="![A]({static}/images/logo.svg)")
    assert set(build_page("tango.html").img.attrs) == {"alt", "src", "fetchpriority"}


def test_every_format_is_lighter_than_the_next(
    build_site: BuildSite, save_photo: Save, save_post: Save
) -> None:
    save_photo()
    save_post("post.md", "Tango", text="![A]({static}/images/plat.jpg)")
    folder = build_site() / "images"
    sizes = [(folder / f"plat.jpg{end}").stat().st_size for end in (".600w.avif", ".600w.webp", "")]
    assert sizes == sorted(sizes)


def test_avif_that_is_no_lighter_than_webp_is_not_offered(
    build_page: BuildPage, save_photo: Save, save_post: Save
) -> None:
    save_photo()
    save_post("post.md", "Tango", text="![A]({static}/images/plat.jpg)")
    page = build_page("tango.html", IMAGES={"avif_quality": 100, "webp_quality": 10})
    assert [source["type"] for source in page.select("source")] == ["image/webp"]


def test_picture_too_high_for_webp_is_offered_as_avif(
    build_page: BuildPage, save_file: Save, save_post: Save
) -> None:
    save_file("images/roll.png", encode(draw((8, 17_000)), "PNG"))
    save_post("post.md", "Tango", text="![A]({static}/images/roll.png)")
    assert [source["type"] for source in build_page("tango.html").select("source")] == ["image/avif"]


def test_picture_of_another_site_or_of_the_theme_stays_as_it_is(
    build_page: BuildPage, save_post: Save
) -> None:
    tags = '<img src="https://evil.example/images/a.jpg"><img src="https://blog.example/theme/logo.svg">'
    save_post("post.md", "Tango", text=f"<p>{tags}</p>")
    assert tags in str(build_page("tango.html")).replace("/>", ">")


def test_gallery_is_shown_in_the_sizes_of_its_columns(
    build_page: BuildPage, save_photo: Save, save_post: Save
) -> None:
    save_photo("images/a.jpg")
    save_post("post.md", "Tango", text='![A]({static}/images/a.jpg "Un")\n![A]({static}/images/a.jpg)')
    page = build_page("tango.html", IMAGES={"gallery_sizes": "33vw"})
    assert len(page.select("div.gallery > figure.figure > picture")) == 2
    assert {source["sizes"] for source in page.select("source")} == {"33vw"}
    assert [caption.text for caption in page.select("figcaption")] == ["Un"]
    assert not page.select("img[title]")


def test_feed_holds_the_original_alone(build_site: BuildSite, save_photo: Save, save_post: Save) -> None:
    save_photo()
    save_post("post.md", "Tango", text='![A]({static}/images/plat.jpg "Words")')
    output = build_site(FEED_ALL_ATOM="all.atom.xml", FEED_DOMAIN=SITE)
    (entry,) = feedparser.parse((output / "all.atom.xml").read_bytes()).entries
    html = BeautifulSoup(entry.content[0].value, "html.parser")
    assert html.img["src"] == f"{SITE}/images/plat.jpg"
    assert not html.select("picture")
    assert html.figcaption.text == "Words"


def test_caption_is_no_part_of_the_summary(build_site: BuildSite, save_file: Save, save_post: Save) -> None:
    save_file("images/logo.svg", SVG)
    save_post("post.md", "Tango", text='![A]({static}/images/logo.svg "Caption")\n\nWords.')
    output = build_site({"article.html": "{{ article.summary }}"}, SUMMARY_MAX_PARAGRAPHS=1)
    assert (output / "tango.html").read_text() == "<p>Words.</p>"


def test_markdown_settings_of_the_site_are_kept(
    build_page: BuildPage, save_file: Save, save_post: Save
) -> None:
    save_file("images/logo.svg", SVG)
    save_post("post.md", "Tango", text="![A]({static}/images/logo.svg)\n\n|a|\n|-|\n|b|")
    page = build_page("tango.html", MARKDOWN={"extensions": ["markdown.extensions.tables"]})
    assert page.table
    assert page.figure


# What is published of a photograph


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("shown", [True, False])
def test_no_published_file_says_where_a_photograph_was_taken(
    build_site: BuildSite, save_file: Save, save_post: Save, kind: str, *, shown: bool
) -> None:
    name = f"images/garden.{kind.lower().replace('jpeg', 'jpg')}"
    source = save_file(name, encode(draw(), kind, exif=build_exif(6), quality=90))
    before = source.read_bytes()
    save_post("post.md", "Tango", text=f"![A]({{static}}/{name})" if shown else "Words.")
    output = build_site()
    files = [path for path in output.rglob("*") if path.is_file()]
    assert not [path for path in files if b"Jeanne" in path.read_bytes()]
    published = read((output / name).read_bytes())
    assert dict(published.getexif()) == {0x0112: 6}
    assert published.tobytes() == read(before).tobytes()
    assert source.read_bytes() == before


def test_original_is_not_touched_where_pelican_links_to_it(
    build_site: BuildSite, save_file: Save, save_post: Save
) -> None:
    source = save_file("images/garden.jpg", encode(draw(), "JPEG", exif=build_exif()))
    save_post("post.md", "Tango")
    output = build_site(STATIC_CREATE_LINKS=True)
    assert b"Jeanne" in source.read_bytes()
    assert b"Jeanne" not in (output / "images/garden.jpg").read_bytes()


def test_picture_without_secrets_is_published_byte_for_byte(
    build_site: BuildSite, save_photo: Save, save_post: Save, photo: bytes
) -> None:
    save_photo()
    save_post("post.md", "Tango")
    assert (build_site() / "images/plat.jpg").read_bytes() == photo


# The cache


def refuse(*_arguments: object, **_options: object) -> None:
    raise AssertionError


def test_second_build_opens_no_picture_and_is_the_same(
    build_site: BuildSite, save_photo: Save, save_file: Save, save_post: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_photo()
    save_file("images/garden.png", encode(draw(), "PNG", exif=build_exif(8)))
    save_post("post.md", "Tango", text="![A]({static}/images/plat.jpg)\n\n![A]({static}/images/garden.png)")
    first = read_files(build_site())
    monkeypatch.setattr(Image, "open", refuse)
    monkeypatch.setattr(encoding, "encode", refuse)
    assert read_files(build_site(DELETE_OUTPUT_DIRECTORY=True)) == first


def test_build_with_an_empty_cache_gives_the_same_bytes(
    build_site: BuildSite, save_photo: Save, save_post: Save, tmp_path: Path
) -> None:
    save_photo()
    save_post("post.md", "Tango", text="![A]({static}/images/plat.jpg)")
    used, empty = {"cache": str(tmp_path / "used")}, {"cache": str(tmp_path / "empty")}
    build_site(IMAGES={**used, "widths": [240, 500]})
    first = read_files(build_site(DELETE_OUTPUT_DIRECTORY=True, IMAGES=used))
    assert read_files(build_site(DELETE_OUTPUT_DIRECTORY=True, IMAGES=empty)) == first


def read_files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_picture_that_was_replaced_is_made_anew(
    build_site: BuildSite, save_photo: Save, save_post: Save
) -> None:
    path = save_photo()
    stamp = path.stat()
    save_post("post.md", "Tango", text="![A]({static}/images/plat.jpg)")
    first = (build_site() / "images/plat.jpg.480w.webp").read_bytes()
    path.write_bytes(encode(Image.open(path).transpose(Image.Transpose.ROTATE_180), "JPEG", quality=90))
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert (build_site() / "images/plat.jpg.480w.webp").read_bytes() != first


def test_new_quality_is_heeded(build_site: BuildSite, save_photo: Save, save_post: Save) -> None:
    save_photo()
    save_post("post.md", "Tango", text="![A]({static}/images/plat.jpg)")
    sizes = [
        (build_site(IMAGES={"webp_quality": quality}) / "images/plat.jpg.480w.webp").stat().st_size
        for quality in (80, 10)
    ]
    assert sizes[1] < sizes[0] / 2


def test_picture_that_no_page_shows_is_not_made_anything_of(
    build_site: BuildSite, save_photo: Save, save_post: Save, cache_path: Path
) -> None:
    save_photo()
    save_post("post.md", "Tango")
    assert [path.name for path in (build_site(IMAGES={"cache": str(cache_path)}) / "images").iterdir()] == [
        "plat.jpg"
    ]
    assert {path.suffix for path in cache_path.iterdir()} == {".json"}


def test_picture_on_several_pages_is_made_once(
    build_site: BuildSite,
    save_photo: Save,
    save_post: Save,
    monkeypatch: pytest.MonkeyPatch,
    cache_path: Path,
) -> None:
    opened: list[bytes] = []
    original = encoding.open_upright
    monkeypatch.setattr(encoding, "open_upright", lambda data: opened.append(data) or original(data))
    save_photo()
    for title in ("Tango", "Rock", "Soul"):
        save_post(f"{title}.md", title, text="![A]({static}/images/plat.jpg)")
    build_site(IMAGES={"cache": str(cache_path)})
    assert len(opened) == 1


def test_cached_facts_are_kept_as_text(
    build_site: BuildSite, save_photo: Save, save_post: Save, photo: bytes, cache_path: Path
) -> None:
    save_photo()
    save_post("post.md", "Tango")
    build_site(IMAGES={"cache": str(cache_path)})
    (path,) = cache_path.glob("*.json")
    assert json.loads(path.read_text()) == {
        "width": 600,
        "height": 360,
        "orientation": 1,
        "still": True,
        "private": False,
        "size": len(photo),
        "fault": "",
        "harmless": False,
    }


# What is wrong, and stops no build


def test_all_faults_are_named_and_the_files_published_as_they_are(
    build_site: BuildSite, save_file: Save, save_post: Save, photo: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    files = {
        "images/IMG_1.HEIC": b"The telephone's own format.",
        "images/a.jpg": photo[:2000],
        "images/b.png": photo,
        "images/c.webp": b"<!DOCTYPE html>",
        "images/d.gif": b"",
        "images/e.jpg": SVG,
    }
    for name, data in files.items():
        save_file(name, data)
    save_file("images/notes.txt", "No picture, and no matter.")
    save_post("post.md", "Tango", text=" ".join(f"![A]({{static}}/{name})" for name in files))
    output = build_site(warnings=[])
    assert [message.split(":")[0] for message in caplog.messages] == [*files]
    assert {name: (output / name).read_bytes() for name in files} == files
    page = BeautifulSoup((output / "tango.html").read_text(), "html.parser")
    assert [image["src"] for image in page.select("img")] == [f"{SITE}/{name}" for name in files]
    assert [picture.img["src"] for picture in page.select("picture")] == [f"{SITE}/images/b.png"]
    assert (output / "images/b.png.480w.avif").is_file()


def test_photograph_with_a_lying_suffix_is_published_without_its_place(
    build_site: BuildSite, save_file: Save, save_post: Save
) -> None:
    save_file("images/a.png", encode(draw((64, 40)), "JPEG", exif=build_exif()))
    save_post("post.md", "Tango")
    assert b"Jeanne" not in (build_site(warnings=[]) / "images/a.png").read_bytes()


@pytest.mark.parametrize("tag", ['<img src="SRC" alt="">', '<img alt src="SRC">', '<img src="SRC">', "<img>"])
def test_picture_in_html_without_words_is_served_as_any_other(
    build_page: BuildPage, save_photo: Save, save_post: Save, tag: str
) -> None:
    save_photo()
    save_post("post.md", "Tango", text=f"<p>{tag.replace('SRC', '{static}/images/plat.jpg')}</p>")
    decorative = [(logging.WARNING, "Empty alt attribute for image %s in %s")]
    page = build_page("tango.html", LOG_FILTER=decorative)
    assert bool(page.select("picture")) is ("SRC" in tag)
    assert page.img.get("alt", "") == ""


@pytest.mark.parametrize("suffix", ["jfif", "jpe", "pjpeg", "pjp"])
def test_jpeg_of_any_suffix_is_published_without_its_place(
    build_site: BuildSite, save_file: Save, save_post: Save, suffix: str
) -> None:
    save_file(f"images/a.{suffix}", encode(draw((64, 40)), "JPEG", exif=build_exif()))
    save_post("post.md", "Tango")
    assert b"Jeanne" not in (build_site() / f"images/a.{suffix}").read_bytes()


def test_file_that_has_the_name_of_one_of_ours_stays(
    build_site: BuildSite,
    save_photo: Save,
    save_file: Save,
    save_post: Save,
    caplog: pytest.LogCaptureFixture,
) -> None:
    save_photo()
    own = encode(draw((480, 300)), "WEBP")
    save_file("images/plat.jpg.480w.webp", own)
    save_post("post.md", "Tango", text="![A]({static}/images/plat.jpg)")
    output = build_site(warnings=[])
    assert caplog.messages[0].startswith(
        "images/plat.jpg.480w.webp: the build makes a file of this name itself."
    )
    assert (output / "images/plat.jpg.480w.webp").read_bytes() == own
    assert "<picture>" not in (output / "tango.html").read_text()


def test_picture_that_changes_during_the_build_is_published_alone(
    build_site: BuildSite,
    save_photo: Save,
    save_post: Save,
    cache_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    path = save_photo()
    save_post("post.md", "Tango", text="![A]({static}/images/plat.jpg)")
    theme = {"article.html": "{{ change() }}{{ article.content | pictures }}"}

    def change() -> str:
        path.write_bytes(encode(draw(), "JPEG", quality=50))
        return ""

    settings = {"IMAGES": {"cache": str(cache_path)}, "JINJA_GLOBALS": {"change": change}}
    assert "<picture>" not in (build_site(theme, warnings=[], **settings) / "tango.html").read_text()
    assert caplog.messages == ["images/plat.jpg: this picture was changed during the build. Build again."]
    assert {path.suffix for path in cache_path.iterdir()} == {".json"}


def test_picture_that_no_encoder_takes_is_published_alone(
    build_site: BuildSite,
    save_photo: Save,
    save_post: Save,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("Failed to encode image")

    monkeypatch.setattr(encoding, "encode", fail)
    save_photo()
    save_post("post.md", "Tango", text="![A]({static}/images/plat.jpg)")
    output = build_site(warnings=[], IMAGES={"avif_quality": 3, "webp_quality": 3})  # in no cache
    assert "<picture>" not in (output / "tango.html").read_text()
    assert caplog.messages[0].startswith(
        "images/plat.jpg: it is published as it is, as it cannot be converted."
    )


def test_link_that_leads_nowhere_ends_no_build(
    build_site: BuildSite, save_post: Save, content_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (content_path / "images").mkdir()
    (content_path / "images/a.jpg").symlink_to("nowhere.jpg")
    save_post("post.md", "Tango")
    build_site(warnings=[])
    (message,) = caplog.messages  # Pelican's
    assert message.startswith("Cannot get modification stamp for ")


def test_mistake_in_the_settings_stops_the_build(build_site: BuildSite) -> None:
    with pytest.raises(ImageError, match="IMAGES has no key 'width'; did you mean 'widths'"):
        build_site(IMAGES={"width": [400]})


def test_writer_reads_the_message(save_file: Save, save_post: Save, run_pelican: RunPelican) -> None:
    save_file("images/a.jpg", "<!DOCTYPE html>")
    save_post("post.md", "Tango")
    message = "images/a.jpg: this file is broken, or no picture. Save it again as JPEG or PNG."
    assert message in run_pelican("--fatal=warnings", plugin="images", status=1)
