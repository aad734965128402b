"""The plugin in scratch sites: what is in the page, what lies beside the original, what a mistake costs."""

import os
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import Mock
from urllib.parse import unquote

import feedparser
import pytest
from bs4 import Tag
from pelican.plugins.images import encoding
from pelican.plugins.images.cache import Cache
from pelican_toolkit.testing import read_page
from PIL import Image

from .photos import build_exif, draw, encode, read

BuildSite = Callable[..., Path]
Save = Callable[..., Path]

SITE = "https://blog.example"
ARTICLE = "<main>{% filter pictures %}{{ article.content | safe }}{% endfilter %}</main>"
THEME = {"article.html": ARTICLE, "page.html": ARTICLE.replace("article", "page"), "category.html": ""}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="40"/>'
PLAT = "![Un plat]({static}/images/plat.jpg)"


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A photograph of 300 x 180 pixels, of more than 4 kB."""
    return encode(draw(), "JPEG", quality=95)


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache for all tests that are about something else: each picture costs its time once."""
    return tmp_path_factory.mktemp("images")


@pytest.fixture
def build_site(build_site: BuildSite, shared_cache: Path) -> BuildSite:
    """The shared function, with the plugin and a theme that uses its filter."""

    def build(theme: Mapping[str, str] | None = None, **settings: Any) -> Path:
        given = {
            "PLUGINS": ["images"],
            "SITEURL": SITE,
            "STATIC_PATHS": ["images"],
            **settings,
            "IMAGES": {"cache": str(shared_cache), "widths": [100, 200, 800], **settings.get("IMAGES", {})},
        }
        return build_site({**THEME, **(theme or {})}, **given)

    return build


@pytest.fixture
def cache_path(tmp_path: Path) -> Path:
    """A cache for one test alone."""
    return tmp_path / "cache"


@pytest.fixture
def plat(save_file: Save, save_post: Callable[..., None], photo: bytes) -> Path:
    """The photograph, which the article tango.html shows."""
    save_post("post.md", "Tango", text=PLAT)
    return save_file("images/plat.jpg", photo)


def read_candidates(source: Tag) -> dict[int, str]:
    """The addresses of a srcset by their widths, read as strictly as a browser does."""
    candidates = [candidate.split(" ") for candidate in str(source["srcset"]).split(", ")]
    assert all(len(candidate) == 2 for candidate in candidates)
    return {int(width.removesuffix("w")): address for address, width in candidates}


def read_files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("plat")
@pytest.mark.parametrize(
    ("settings", "root"),
    [
        ({"SITEURL": "https://you.github.io/blog"}, "https://you.github.io/blog"),
        *(({"SITEURL": ""}, ""), ({"RELATIVE_URLS": True}, "../..")),
    ],
)
def test_picture_is_offered_in_two_formats_in_true_widths_above_the_original(
    build_site: BuildSite, photo: bytes, settings: dict[str, object], root: str
) -> None:
    folders = {"ARTICLE_URL": "posts/{slug}/", "ARTICLE_SAVE_AS": "posts/{slug}/index.html"}
    output = build_site(IMAGES={"sizes": "90vw", "widths": [80, 280, 1200, 200]}, **folders, **settings)
    picture = read_page(output, "posts/tango/index.html").select_one("main > figure > picture")
    image = {"alt": "Un plat", "src": f"{root}/images/plat.jpg", "width": "300", "height": "180"}
    assert picture.img.attrs == {**image, "fetchpriority": "high"}
    assert [source["type"] for source in picture.select("source")] == ["image/avif", "image/webp"]
    for source in picture.select("source"):
        assert source["sizes"] == "90vw"
        candidates = read_candidates(source)
        assert list(candidates) == [80, 200, 300]
        for width, address in candidates.items():
            with Image.open(output / address.removeprefix(f"{root}/")) as found:
                assert (found.width, f"image/{found.format.lower()}") == (width, source["type"])
    lengths = [(output / f"images/plat.jpg{end}").stat().st_size for end in (".300w.avif", ".300w.webp", "")]
    assert lengths == sorted(lengths)
    assert (output / "images/plat.jpg").read_bytes() == photo


def test_file_of_any_name_is_found_and_its_address_holds_together(
    build_site: BuildSite, photo: bytes, save_file: Save, save_post: Save
) -> None:
    names = ["mon été, 100%.jpg", "L'été.JPG", "a(1).x.jpg", "a+b.jpg"]
    for name in names:
        save_file(f"images/{name}", photo)
    save_post("p.md", "Tango", text="\n\n".join(f"![A](<{{static}}/images/{name}>)" for name in names))
    output = build_site()
    page = read_page(output, "tango.html")
    files = [address for source in page.select("source") for address in read_candidates(source).values()]
    addresses = [*(image["src"] for image in page.select("img")), *files]
    assert len(addresses) == 7 * 4
    for address in addresses:
        assert re.fullmatch(r"[!-~]+", address)
        assert (output / unquote(address.removeprefix(f"{SITE}/"))).is_file()


@pytest.mark.usefixtures("plat")
def test_picture_that_a_text_takes_with_it_is_found_where_it_goes(
    build_site: BuildSite, save_file: Save, save_post: Save, photo: bytes
) -> None:
    save_file("posts/plat.jpg", photo)
    save_post("posts/post.md", "Rock", text="![A]({attach}plat.jpg)")
    output = build_site(ARTICLE_URL="{slug}/", ARTICLE_SAVE_AS="{slug}/index.html")
    assert read_page(output, "rock/index.html").img["src"] == f"{SITE}/rock/plat.jpg"
    assert (output / "rock/plat.jpg.200w.avif").is_file()
    assert not list((output / "posts").glob("*"))


def test_picture_that_no_format_would_help_gets_its_size_alone(
    build_site: BuildSite, save_file: Save, save_post: Save
) -> None:
    files = {
        "logo.svg": SVG,
        "icon.png": encode(Image.new("RGB", (64, 40)), "PNG"),
        "dance.webp": encode(draw(), "WEBP", save_all=True, append_images=[draw().rotate(180)]),
        "light.avif": encode(draw(), "AVIF", quality=45),
        "bare.svg": "<svg/>",
    }
    for name, data in files.items():
        save_file(f"images/{name}", data)
    text = "\n\n".join(f"![A]({{static}}/images/{name})" for name in files)
    save_post("post.md", "Tango", text=text)
    page = read_page(build_site(), "tango.html")
    assert [image["src"].rpartition("/")[2] for image in page.select("img[width][height]")] == [*files][:-1]
    assert not page.select("picture")
    assert len(files["light.avif"]) > 4096


@pytest.mark.usefixtures("plat")
def test_captions_and_galleries_are_in_the_page_and_not_in_summaries(
    build_site: BuildSite, save_post: Save
) -> None:
    gallery = f'![A]({{static}}/images/plat.jpg "Un")\n{PLAT}'
    save_post("post.md", "Tango", text=f"{gallery}\n\n|a|\n|-|\n|b|\n\nWords.\n\n{PLAT}")
    theme = {"index.html": "{% for article in articles %}{{ article.summary }}{% endfor %}"}
    settings = {"FEED_ALL_ATOM": "all.atom.xml", "FEED_DOMAIN": SITE, "SUMMARY_MAX_PARAGRAPHS": 1}
    tables = {"extensions": ("markdown.extensions.tables",)}
    output = build_site(theme, IMAGES={"gallery_sizes": "33vw"}, MARKDOWN=tables, **settings)
    page = read_page(output, "tango.html")
    assert page.table
    assert len(page.select("div.gallery > figure.figure > picture")) == 2
    assert [source["sizes"] for source in page.select("source:first-child")] == ["33vw", "33vw", "100vw"]
    assert [caption.text for caption in page.select("figcaption")] == ["Un"]
    assert (output / "index.html").read_text() == "<p>Words.</p>"
    (entry,) = feedparser.parse((output / "all.atom.xml").read_bytes()).entries
    assert f'src="{SITE}/images/plat.jpg"' in entry.content[0].value
    assert "<picture" not in entry.content[0].value


@pytest.mark.parametrize("settings", [{}, {"STATIC_CREATE_LINKS": True}])
def test_no_published_file_says_where_a_photograph_was_taken(
    build_site: BuildSite, save_file: Save, save_post: Save, settings: dict[str, bool]
) -> None:
    kinds = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
    exif = {"exif": build_exif(6)}
    photos = {f"images/a.{end}": encode(draw(), kind, quality=95, **exif) for end, kind in kinds.items()}
    small = encode(draw((64, 40)), "JPEG", **exif)
    unseen = {f"images/b.{end}": small for end in ("jfif", "jpe", "pjpeg", "pjp", "png")}
    paths = {name: save_file(name, data) for name, data in {**photos, **unseen}.items()}
    save_post("post.md", "Tango", text=" ".join(f"![A]({{static}}/{name})" for name in photos))
    warnings: list[str] = []
    output = build_site(warnings=warnings, **settings)
    assert [warning.partition(":")[0] for warning in warnings] == ["images/b.png"]
    assert len(read_page(output, "tango.html").select("picture")) == 3
    assert not [name for name, data in read_files(output).items() if b"Jeanne" in data]
    for name, data in {**photos, **unseen}.items():
        published = read((output / name).read_bytes())
        assert dict(published.getexif()) == {0x0112: 6}
        assert published.tobytes() == read(data).tobytes()
        assert paths[name].read_bytes() == data


def test_second_build_opens_no_picture_and_is_the_same(
    build_site: BuildSite, plat: Path, monkeypatch: pytest.MonkeyPatch, cache_path: Path
) -> None:
    images = {"cache": str(cache_path)}
    build_site(IMAGES={**images, "widths": [100, 260]})  # which leaves one of the widths in the cache
    with monkeypatch.context() as patch:
        opened: list[bytes] = []
        original = encoding.open_upright
        patch.setattr(encoding, "open_upright", lambda data: opened.append(data) or original(data))
        first = read_files(build_site(DELETE_OUTPUT_DIRECTORY=True, IMAGES=images))
        assert len(opened) == 1
    with monkeypatch.context() as patch:
        patch.setattr(Image, "open", None)
        patch.setattr(encoding, "encode", None)
        assert read_files(build_site(DELETE_OUTPUT_DIRECTORY=True, IMAGES=images)) == first
    stamp = plat.stat()  # another picture, of the same time
    plat.write_bytes(encode(Image.open(plat).transpose(Image.Transpose.ROTATE_180), "JPEG", quality=95))
    os.utime(plat, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    second = read_files(build_site(IMAGES=images))
    poor = read_files(build_site(IMAGES={**images, "webp_quality": 10}))
    name = "images/plat.jpg.200w.webp"
    assert second[name] != first[name]
    assert len(poor[name]) < len(second[name]) / 2


def test_all_faults_are_told_and_the_files_published_as_they_are(
    build_site: BuildSite, save_file: Save, save_post: Save, photo: bytes
) -> None:
    files = {"images/IMG_1.HEIC": b"A phone's format.", "images/a.jpg": photo[:2000], "images/b.png": photo}
    for name, data in files.items():
        save_file(name, data)
    save_post("post.md", "Tango", text=" ".join(f"![A]({{static}}/{name})" for name in files))
    warnings: list[str] = []
    output = build_site(warnings=warnings)
    assert [message.split(":")[0] for message in warnings] == [*files]
    assert {name: (output / name).read_bytes() for name in files} == files
    page = read_page(output, "tango.html")
    assert [image["src"] for image in page.select("img")] == [f"{SITE}/{name}" for name in files]
    assert [picture.img["src"] for picture in page.select("picture")] == [f"{SITE}/images/b.png"]


@pytest.mark.usefixtures("plat")
def test_picture_that_fails_is_published_as_it_is(
    build_site: BuildSite, save_file: Save, cache_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bug = "its pictures stay as they are (KeyError"
    failures = {
        "encoding.encode": (RuntimeError("no colours"), "images/plat.jpg: cannot be converted"),
        "library.Library.find": (KeyError("bug"), f"tango.html: {bug}"),
        "plugin.strip_metadata": (KeyError("bug"), f"images/garden.jpg: {bug}"),
        "sources.Path.read_bytes": (PermissionError(13, "Denied"), "images/garden.jpg: this picture"),
    }
    save_file("images/garden.jpg", encode(draw((64, 40)), "JPEG", exif=build_exif()))
    for place, (error, says) in failures.items():
        with monkeypatch.context() as patch:
            patch.setattr(f"pelican.plugins.images.{place}", Mock(side_effect=error))
            warnings: list[str] = []
            output = build_site(warnings=warnings, IMAGES={"cache": str(cache_path / place), "widths": [50]})
        assert [warning for warning in warnings if warning.startswith(says)]
        assert ("<picture>" in (output / "tango.html").read_text()) is (place == "plugin.strip_metadata")


@pytest.mark.usefixtures("plat")
def test_each_page_of_a_picture_that_failed_is_written_again(
    build_site: BuildSite, save_post: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_post("other.md", "Salsa", text=PLAT)
    settings = {
        "PLUGINS": ["images", "incremental"],
        "CACHE_PATH": str(tmp_path / "pages"),
        "IMAGES": {"cache": str(tmp_path / "cache"), "widths": [50]},
    }
    for error in (OSError(28, "No space left on device"), None):
        with monkeypatch.context() as patch:
            if error:
                patch.setattr(encoding, "encode", Mock(side_effect=error))
            output = build_site(warnings=[], **settings)
        for name in ("tango.html", "salsa.html"):
            assert ("<picture>" in (output / name).read_text()) is (error is None)


@pytest.mark.usefixtures("plat")
def test_only_our_files_in_the_cache_without_use_for_sixty_days_are_removed(
    build_site: BuildSite, cache_path: Path
) -> None:
    cache = Cache(folder=cache_path)
    build_site(IMAGES={"cache": str(cache_path), "widths": [60]})
    made = sorted(path.name for path in cache_path.iterdir())
    others = ["plat.jpg", "notes.json", ".tmp", f"{made[0]}.bak", "0a.480w.avif"]
    for name in (*others, f".{'0a' * 8}.tmp"):  # the last is of a build that was interrupted
        cache.store(name, b"x")
    for path in cache_path.iterdir():
        moment = time.time() - (59 if path.name == made[0] else 61) * 86400
        os.utime(path, (moment, moment))
    assert cache.find(made[1])  # which a build asks for
    cache.prune()
    assert {path.name for path in cache_path.iterdir()} == {*others, *made[:2]}
