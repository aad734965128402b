"""What hosts say of a video, and what is made of an answer that is none."""

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from pelican.plugins.video.hosts import parse_url
from pelican.plugins.video.models import Video
from pelican_blog.writing.network import Client, NetworkError
from pelican_blog.writing.oembed import HOSTS, LONGEST_TITLE, Answer, Host, ask_host

from .conftest import HostServer, Reply

YOUTUBE = "https://www.youtube.com/watch?v=AbCdEfGhIjK"


def recognise(url: str) -> Video:
    video = parse_url(url, ["tube.example.org"])
    assert video
    return video


def ask(server: HostServer, client: Client, host: str = "youtube", **values: object) -> Answer:
    server.answer(**values)
    table = {"youtube": "/best/{id}.jpg", "vimeo": None}
    return ask_host(
        recognise(YOUTUBE),
        Host(endpoint=f"{server.url}/oembed", poster=table[host], has_bars=host == "youtube"),
        client,
    )


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        (YOUTUBE, "https://www.youtube.com/oembed"),
        ("https://vimeo.com/123456789", "https://vimeo.com/api/oembed.json"),
        ("https://dai.ly/x7tgad0", "https://www.dailymotion.com/services/oembed"),
        (
            "https://tube.example.org/w/9c9de5e8-0a1e-484a-b099-e80766180a6d",
            "https://tube.example.org/services/oembed",
        ),
    ],
)
def test_every_host_is_asked_where_it_answers(
    monkeypatch: pytest.MonkeyPatch, url: str, endpoint: str
) -> None:
    asked = []
    monkeypatch.setattr(Client, "fetch", lambda _, target, __: asked.append(target) or b"{}")
    video = recognise(url)
    ask_host(video, HOSTS[video.host], Client())
    address, query = asked[0].split("?")
    assert address == endpoint
    assert dict(parse_qsl(query)) == {"url": video.watch_url, "format": "json", "maxwidth": "1280"}


def test_answer_gives_title_length_and_pictures(host_server: HostServer, client: Client) -> None:
    picture = "https://i.ytimg.com/vi/AbCdEfGhIjK/hqdefault.jpg"
    answer = ask(
        host_server, client, title="Un titre", duration=192, thumbnail_url=picture, width=1280, height=640
    )
    assert answer == Answer(
        title="Un titre", seconds=192, posters=("/best/AbCdEfGhIjK.jpg", picture), ratio=2.0
    )
    target, agent = host_server.requests[0]
    assert dict(parse_qsl(urlsplit(target).query))["url"] == YOUTUBE
    assert agent == "pelican-video (make video)"


@pytest.mark.parametrize(
    ("size", "ratio"), [((200, 113), 16 / 9), ((113, 200), 9 / 16), ((200, 150), 4 / 3), ((240, 100), 2.4)]
)
def test_ratio_is_the_one_that_was_rounded(
    host_server: HostServer, client: Client, size: tuple[int, int], ratio: float
) -> None:
    assert ask(host_server, client, width=size[0], height=size[1]).ratio == ratio


def test_only_pictures_with_bars_are_to_be_cut(host_server: HostServer, client: Client) -> None:
    assert ask(host_server, client, "vimeo", width=16, height=9) == Answer()


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ('L’« été » : "fin"', 'L’« été » : "fin"'),
        ("Une\nVideo: https://evil.example/\r\n", "Une Video: https://evil.example/"),
        ("fdp\u202egpj.exe\x1b]0;x\x07", "fdpgpj.exe]0;x"),
        ("mot " * 1000, ("mot " * (LONGEST_TITLE // 4)).strip()),
        (" ", ""),
        (None, ""),
        (["a"], ""),
        (7, ""),
    ],
)
def test_title_is_one_honest_line(host_server: HostServer, client: Client, said: object, title: str) -> None:
    assert ask(host_server, client, title=said).title == title


@pytest.mark.parametrize("said", [0, -1, 3.5, "192", True, None, 360_000, 10**30])
def test_length_that_is_none_is_passed_over(host_server: HostServer, client: Client, said: object) -> None:
    assert ask(host_server, client, duration=said).seconds is None


@pytest.mark.parametrize("size", [(0, 9), (16, 0), ("16", "9"), (None, 9), (-16, -9), (True, True)])
def test_size_that_is_none_is_passed_over(
    host_server: HostServer, client: Client, size: tuple[object, object]
) -> None:
    assert ask(host_server, client, width=size[0], height=size[1]).ratio is None


@pytest.mark.parametrize("said", [None, 7, ["https://example.org/"], {}])
def test_picture_that_is_no_address_is_passed_over(
    host_server: HostServer, client: Client, said: object
) -> None:
    assert ask(host_server, client, "vimeo", thumbnail_url=said).posters == ()


@pytest.mark.parametrize(
    "body",
    [
        b"<!doctype html><title>Un titre</title>",
        b"",
        b"null",
        b'["title"]',
        b'{"title": "Un',
        b'{"title": "\xff"}',
        b"[" * 100_000,
        json.dumps("title").encode(),
    ],
)
def test_answer_that_is_no_oembed_is_refused(host_server: HostServer, client: Client, body: bytes) -> None:
    host_server.replies["/oembed"] = Reply(body=body)
    with pytest.raises(NetworkError, match="YouTube answered something that is no oEmbed"):
        ask_host(recognise(YOUTUBE), Host(endpoint=f"{host_server.url}/oembed"), client)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(status=404), r"YouTube knows no such video\. Look whether"),
        (Reply(status=400), r"YouTube knows no such video\. Look whether"),
        (Reply(status=401), r"lets no other site ask \(401\)\. See whether it plays: make devserver"),
        (Reply(status=403), r"lets no other site ask \(403\)"),
        (Reply(status=503), "YouTube answered 503"),
        (Reply(body=b"x" * 1_000_001), "larger than 1 MB"),
        (Reply(status=302, location="file:///etc/passwd"), "YouTube answered 302"),
    ],
)
def test_refusal_is_said_in_words(host_server: HostServer, client: Client, reply: Reply, reason: str) -> None:
    host_server.replies["/oembed"] = reply
    with pytest.raises(NetworkError, match=reason):
        ask_host(recognise(YOUTUBE), Host(endpoint=f"{host_server.url}/oembed"), client)
