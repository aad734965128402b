"""What is fetched from the hosts of videos: over which addresses, what they say, and their images."""

import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from pelican.plugins.video.hosts import parse_url
from pelican.plugins.video.models import Video
from pelican_blog.writing.network import Client, NetworkError, StatusError
from pelican_blog.writing.oembed import HOSTS, LONGEST_TITLE, Details, Host, fetch_details
from pelican_blog.writing.posters import fetch_poster, read_picture, save_poster
from PIL import Image

from plugins.images.tests.photos import build_exif, draw, encode, read

from .conftest import Reply, Server

YOUTUBE = "https://www.youtube.com/watch?v=AbCdEfGhIjK"
IMAGE = "https://i.ytimg.com/vi/AbCdEfGhIjK/hqdefault.jpg"
FILES = ["a.avif", "a.jpg", "a.webp"]

Ask = Callable[..., Details]


def test_content_is_fetched_following_redirects_that_lead_to_the_web(server: Server, client: Client) -> None:
    server.replies |= {f"/{i}": Reply(status=302, location=f"/{i + 1}") for i in range(3)}
    server.replies["/3"] = Reply(b"\x00\xff" * 9)
    assert client.fetch(f"{server.url}/0?b=c#d", 18) == b"\x00\xff" * 9
    assert server.requests[0] == ("/0?b=c", "pelican-video (make video)")
    for location in ("/0", "ftp://example.org/", "file:///etc/passwd"):
        server.replies["/3"] = Reply(status=302, location=location)
        with pytest.raises(StatusError, match="answered 302"):
            client.fetch(f"{server.url}/0", 9)
    server.replies["/3"] = Reply(b"x" * 10)
    with pytest.raises(NetworkError, match=r"^127.0.0.1 was still sending after 0 seconds$"):
        Client(schemes=frozenset({"http"}), patience=0).fetch(f"{server.url}/3", 99)


def test_address_without_a_server_is_an_error_with_a_reason(client: Client) -> None:
    for url in ("", "http://example.org/", "file:///etc/passwd", "//example.org/a", "https:///a"):
        with pytest.raises(NetworkError, match="is not an https address"):
            Client().fetch(url, 9)
    for host in ("a b", "127.0.0.1:99999", "[::1", "127.0.0.1/\n", "127.0.0.1:1/é", "a" * 300):
        with pytest.raises(NetworkError):
            client.fetch(f"http://{host}/", 9)
    with pytest.raises(NetworkError, match=r"^nobody.invalid was not found \(is this computer online\?\)"):
        client.fetch("https://nobody.invalid/", 9)  # RFC 6761: nobody has this name


def recognise(url: str) -> Video:
    video = parse_url(url, ["tube.example.org"])
    assert video
    return video


@pytest.fixture
def ask(server: Server, client: Client) -> Ask:
    """A function that asks for the details of a video on YouTube, or on a host whose images have no bars."""

    def run(*, bars: bool = True, **values: object) -> Details:
        if values:
            server.describe(**values)
        poster = "/best/{id}.jpg" if bars else None
        host = Host(endpoint=f"{server.url}/oembed", poster=poster, has_bars=bars)
        return fetch_details(recognise(YOUTUBE), host, client)

    return run


def test_host_is_asked_at_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Client, "fetch", lambda _, target, __: asked.append(target) or b"{}")
    video = recognise("https://tube.example.org/w/9c9de5e8-0a1e-484a-b099-e80766180a6d")
    fetch_details(video, HOSTS[video.host], Client())
    address, query = asked[0].split("?")
    assert address == "https://tube.example.org/services/oembed"
    assert dict(parse_qsl(query)) == {"url": video.watch_url, "format": "json", "maxwidth": "1280"}


def test_details_are_title_duration_images_and_ratio(ask: Ask) -> None:
    details = ask(title="Un titre", duration=192, thumbnail_url=IMAGE, width=1280, height=640)
    posters = ("/best/AbCdEfGhIjK.jpg", IMAGE)
    assert details == Details(title="Un titre", seconds=192, posters=posters, ratio=2.0)
    assert ask(bars=False, width=16, height=9) == Details()  # nothing to crop
    for (width, height), ratio in {(200, 113): 16 / 9, (113, 200): 9 / 16, (200, 150): 4 / 3}.items():
        assert ask(width=width, height=height).ratio == ratio  # before the host rounded


def test_malformed_details_are_ignored_and_an_unusable_reply_is_explained(server: Server, ask: Ask) -> None:
    assert ask(title="Une\nVideo: \u202efdp\x1b]0;x\x07").title == "Une Video: fdp]0;x"
    assert ask(title="mot " * 1000).title == ("mot " * (LONGEST_TITLE // 4)).strip()
    for other in (None, ["a"], 7):
        assert ask(title=other, thumbnail_url=other, bars=False) == Details()
    for seconds in (0, -1, 3.5, "192", True, None, 360_000, 10**30):
        assert ask(duration=seconds).seconds is None
    for width, height in ((0, 9), (16, 0), ("16", "9"), (None, 9), (True, True)):
        assert ask(width=width, height=height).ratio is None
    for reply, reason in (
        (Reply(b"<!doctype html><title>T</title>"), "YouTube answered with something other than oEmbed"),
        (Reply(b'["title"]'), "something other than oEmbed"),
        (Reply(b'{"title": "\xff"}'), "something other than oEmbed"),
        (Reply(b"[" * 100_000), "something other than oEmbed"),
        (Reply(status=404), r"YouTube does not have this video; check"),
        (Reply(status=401), r"does not let other sites ask \(401\)"),
        (Reply(status=503), "YouTube answered 503"),
        (Reply(b"x" * 1_000_001), "larger than 1 MB"),
    ):
        server.replies["/oembed"] = reply
        with pytest.raises(NetworkError, match=reason):
            ask()


def test_image_of_any_common_format_becomes_a_photograph_upright_and_without_metadata(tmp_path: Path) -> None:
    """In three formats, and no larger than needed."""
    for mode, kind in (("RGBA", "webp"), ("RGB", "avif"), ("CMYK", "jpeg")):
        picture = read_picture(encode(draw((64, 36)).convert(mode), kind), 200 / 113)
        assert (picture.mode, picture.size) == ("RGB", (64, 36))  # that is 16:9, as YouTube rounds it
    data = encode(draw((1080, 1920)), "jpeg", exif=build_exif(orientation=6), comment=b"secret")
    save_poster(read_picture(data, None), tmp_path / "videos" / "a.jpg")
    assert sorted(path.name for path in (tmp_path / "videos").iterdir()) == FILES
    for path in (tmp_path / "videos").iterdir():
        picture = read(path.read_bytes())
        assert picture.size == (1280, 720)
        assert not picture.getexif()
        assert not {"exif", "comment", "icc_profile"} & set(picture.info)


def test_no_file_is_overwritten_and_none_is_left_behind(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text("hers")
        with pytest.raises(FileExistsError):
            save_poster(draw(), tmp_path / "a.jpg")
        assert (tmp_path / name).read_text() == "hers"
        assert [path.name for path in tmp_path.iterdir()] == [name]
        (tmp_path / name).unlink()


def build_bomb(side: int) -> bytes:
    """The head of a square image of any number of pixels, in a few bytes."""
    data = bytearray(encode(Image.new("1", (1, 1)), "png"))
    data[16:24] = side.to_bytes(4) * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4)
    return bytes(data)


def test_first_usable_image_is_taken(server: Server, client: Client) -> None:
    """YouTube sends an image with its 404. Some of Pillow's formats run programs, some fill the memory."""
    server.replies["/best"] = Reply(encode(draw((120, 90)), "jpeg"), status=404)
    refused = [
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EOF",
        *(encode(draw(), "bmp"), encode(draw(), "jpeg")[:500], encode(draw(), "png")[:-500]),
        *(build_bomb(10_000), build_bomb(20_000)),
    ]
    server.replies |= {f"/{number}": Reply(data) for number, data in enumerate(refused)}
    server.replies["/named"] = Reply(encode(draw((480, 360)), "jpeg"))
    names = ["best", *map(str, range(len(refused))), "named", "never"]
    posters = tuple(f"{server.url}/{name}" for name in names)
    assert fetch_poster(Details(posters=posters, ratio=16 / 9), client).size == (480, 270)  # without bars
    assert [target[1:] for target, _ in server.requests] == names[:-1]
    with pytest.raises(NetworkError, match="is not a usable image"):
        fetch_poster(Details(posters=posters[:2]), client)
    server.replies["/best"] = Reply(b"x" * 10_000_001)
    with pytest.raises(NetworkError, match="larger than 10 MB"):
        fetch_poster(Details(posters=posters[:1]), client)
    with pytest.raises(NetworkError, match="not an https address"):
        fetch_poster(Details(posters=("file:///etc/passwd",)), Client())
