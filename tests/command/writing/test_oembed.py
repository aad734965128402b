"""What hosts say about a video, and what is made of a malformed reply."""

from collections.abc import Callable
from urllib.parse import parse_qsl

import pytest
from pelican.plugins.video.hosts import parse_url
from pelican.plugins.video.models import Video
from pelican_blog.writing.network import Client, NetworkError
from pelican_blog.writing.oembed import HOSTS, LONGEST_TITLE, Details, Host, fetch_details

from .conftest import Reply, Server

YOUTUBE = "https://www.youtube.com/watch?v=AbCdEfGhIjK"
IMAGE = "https://i.ytimg.com/vi/AbCdEfGhIjK/hqdefault.jpg"

Ask = Callable[..., Details]


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
    for (width, height), ratio in {
        (200, 113): 16 / 9,
        (113, 200): 9 / 16,
        (200, 150): 4 / 3,
        (240, 100): 2.4,
    }.items():
        assert ask(width=width, height=height).ratio == ratio  # before the host rounded


def test_malformed_details_are_ignored(ask: Ask) -> None:
    titles = {
        'L’« été » : "fin"': 'L’« été » : "fin"',
        "Une\nVideo: https://evil.example/\r\n": "Une Video: https://evil.example/",
        "fdp\u202egpj.exe\x1b]0;x\x07": "fdpgpj.exe]0;x",
        "mot " * 1000: ("mot " * (LONGEST_TITLE // 4)).strip(),
        " ": "",
    }
    for said, title in titles.items():
        assert ask(title=said).title == title
    for other in (None, ["a"], 7):
        assert ask(title=other).title == ""
    for seconds in (0, -1, 3.5, "192", True, None, 360_000, 10**30):
        assert ask(duration=seconds).seconds is None
    for width, height in ((0, 9), (16, 0), ("16", "9"), (None, 9), (-16, -9), (True, True)):
        assert ask(width=width, height=height).ratio is None
    for image in (None, 7, ["https://example.org/"], {}):
        assert ask(bars=False, thumbnail_url=image).posters == ()


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        *(
            (Reply(body), "YouTube answered with something other than oEmbed")
            for body in (
                b"<!doctype html><title>T</title>",
                b"",
                b"null",
                b'["title"]',
                b'"title"',
                b'{"title": "Un',
            )
        ),
        (Reply(b'{"title": "\xff"}'), "something other than oEmbed"),
        (Reply(b"[" * 100_000), "something other than oEmbed"),
        (Reply(status=404), r"YouTube does not have this video; check"),
        (Reply(status=400), r"YouTube does not have this video"),
        (Reply(status=401), r"does not let other sites ask \(401\)"),
        (Reply(status=403), r"does not let other sites ask \(403\)"),
        (Reply(status=503), "YouTube answered 503"),
        (Reply(b"x" * 1_000_001), "larger than 1 MB"),
        (Reply(status=302, location="file:///etc/passwd"), "YouTube answered 302"),
    ],
)
def test_unusable_reply_is_explained(server: Server, ask: Ask, reply: Reply, reason: str) -> None:
    server.replies["/oembed"] = reply
    with pytest.raises(NetworkError, match=reason):
        ask()
