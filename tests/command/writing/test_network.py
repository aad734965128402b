"""What is fetched from other servers, and what is refused."""

import socket

import pytest
from pelican_blog.writing.network import Client, NetworkError, StatusError

from .conftest import Reply, Server

NO_HTTPS = "http://example.org/ ftp://example.org/ file:///etc/passwd data:,x /a https:// https:///a"


def test_content_is_fetched_following_redirects_but_not_in_circles(server: Server, client: Client) -> None:
    server.replies |= {"/a": Reply(b"\x00\xff" * 9), "/": Reply(b"root")}
    assert client.fetch(f"{server.url}/a?b=c#d", 18) == b"\x00\xff" * 9
    assert server.requests == [("/a?b=c", "pelican-video (make video)")]
    assert client.fetch(server.url, 9) == b"root"
    server.replies |= {f"/{i}": Reply(status=302, location=f"/{i + 1}") for i in range(3)}
    server.replies["/3"] = Reply(b"there")
    assert client.fetch(f"{server.url}/0", 9) == b"there"
    server.replies["/3"] = Reply(status=301, location="/0")
    with pytest.raises(StatusError):
        client.fetch(f"{server.url}/0", 9)
    for location in ("ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)"):
        server.replies["/3"] = Reply(status=302, location=location)
        with pytest.raises(StatusError, match="answered 302"):
            client.fetch(f"{server.url}/3", 9)


def test_response_that_is_an_error_or_too_large_or_slow_is_refused(server: Server, client: Client) -> None:
    for status in (304, 401, 404, 500, 599):
        server.replies["/a"] = Reply(status=status)
        with pytest.raises(StatusError) as caught:
            client.fetch(f"{server.url}/a", 9)
        assert caught.value.status == status
    server.replies["/a"] = Reply(b"x" * 2_000_001)
    with pytest.raises(NetworkError, match="larger than 2 MB"):
        client.fetch(f"{server.url}/a", 2_000_000)
    server.replies["/a"] = Reply(b"x" * 10, hangs=True)
    http = frozenset({"http"})
    with pytest.raises(NetworkError, match=r"^127.0.0.1 did not answer in 0.1 seconds$"):
        Client(schemes=http, timeout=0.1).fetch(f"{server.url}/a", 99)
    with pytest.raises(NetworkError, match=r"^127.0.0.1 was still sending after 0 seconds$"):
        Client(schemes=http, patience=0).fetch(f"{server.url}/a", 99)


def test_address_without_a_server_is_an_error_with_a_reason(client: Client) -> None:
    for url in ("", *NO_HTTPS.split()):
        with pytest.raises(NetworkError, match="is not an https address"):
            Client().fetch(url, 9)
    hosts = ("a b", "127.0.0.1:99999", "127.0.0.1:x", "[::1", "127.0.0.1/\n", "127.0.0.1:1/é", "a" * 300)
    for host in hosts:
        with pytest.raises(NetworkError):
            client.fetch(f"http://{host}/", 9)
    with pytest.raises(NetworkError, match=r"^nobody.invalid was not found \(is this computer online\?\)"):
        client.fetch("https://nobody.invalid/", 9)  # RFC 6761: nobody has this name
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(NetworkError, match=r"^could not reach 127.0.0.1"):
        client.fetch(f"http://127.0.0.1:{port}/", 9)
