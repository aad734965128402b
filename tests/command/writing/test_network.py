"""What is asked of other servers, and what of their answers is refused."""

import socket

import pytest
from pelican_blog.writing.network import Client, NetworkError, StatusError

from .conftest import HostServer, Reply


def test_answer_comes_with_its_bytes(host_server: HostServer, client: Client) -> None:
    host_server.replies["/a"] = Reply(body=b"\x00\xff" * 9)
    assert client.fetch(f"{host_server.url}/a?b=c#d", 18) == b"\x00\xff" * 9
    assert host_server.requests == [("/a?b=c", "pelican-video (make video)")]


def test_address_without_a_path_is_the_root(host_server: HostServer, client: Client) -> None:
    host_server.replies["/"] = Reply(body=b"root")
    assert client.fetch(host_server.url, 9) == b"root"


def test_redirects_are_followed_but_not_in_circles(host_server: HostServer, client: Client) -> None:
    host_server.replies |= {f"/{i}": Reply(status=302, location=f"/{i + 1}") for i in range(3)}
    host_server.replies["/3"] = Reply(body=b"there")
    assert client.fetch(f"{host_server.url}/0", 9) == b"there"
    host_server.replies["/3"] = Reply(status=301, location="/0")
    with pytest.raises(StatusError):
        client.fetch(f"{host_server.url}/0", 9)


@pytest.mark.parametrize("status", [304, 401, 404, 500, 599])
def test_answer_that_is_none_says_its_status(host_server: HostServer, client: Client, status: int) -> None:
    host_server.replies["/a"] = Reply(status=status)
    with pytest.raises(StatusError) as caught:
        client.fetch(f"{host_server.url}/a", 9)
    assert caught.value.status == status


def test_answer_that_is_too_large_is_given_up(host_server: HostServer, client: Client) -> None:
    host_server.replies["/a"] = Reply(body=b"x" * 2_000_001)
    with pytest.raises(NetworkError, match="larger than 2 MB"):
        client.fetch(f"{host_server.url}/a", 2_000_000)


def test_answer_that_does_not_come_is_given_up(host_server: HostServer) -> None:
    host_server.replies["/a"] = Reply(body=b"x" * 10, hangs=True)
    client = Client(schemes=frozenset({"http"}), timeout=0.1)
    with pytest.raises(NetworkError, match=r"^127.0.0.1 did not answer in 0.1 seconds$"):
        client.fetch(f"{host_server.url}/a", 99)


def test_answer_that_trickles_is_given_up(host_server: HostServer) -> None:
    host_server.replies["/a"] = Reply(body=b"x" * 10, hangs=True)
    client = Client(schemes=frozenset({"http"}), patience=0)
    with pytest.raises(NetworkError, match=r"^127.0.0.1 had not sent all after 0 seconds$"):
        client.fetch(f"{host_server.url}/a", 99)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "data:,x",
        "/a",
        "",
        "https://",
        "https:///a",
    ],
)
def test_only_https_is_spoken(url: str) -> None:
    with pytest.raises(NetworkError, match="is no https address"):
        Client().fetch(url, 9)


@pytest.mark.parametrize("location", ["ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)"])
def test_redirect_to_another_scheme_is_refused(
    host_server: HostServer, client: Client, location: str
) -> None:
    host_server.replies["/a"] = Reply(status=302, location=location)
    with pytest.raises(StatusError, match="answered 302"):
        client.fetch(f"{host_server.url}/a", 9)


@pytest.mark.parametrize(
    "url",
    [
        "https://a b/",
        "https://127.0.0.1:99999/",
        "https://127.0.0.1:x/",
        "https://[::1/",
        "http://127.0.0.1/\n",
        "http://127.0.0.1:1/é",
        "https://" + "a" * 300 + "/",
    ],
)
def test_address_that_is_broken_is_an_error_like_others(client: Client, url: str) -> None:
    with pytest.raises(NetworkError):
        client.fetch(url, 9)


def test_without_a_network_the_writer_is_asked_whether_she_is_online(client: Client) -> None:
    """The names below .invalid are those of no computer: RFC 6761."""
    with pytest.raises(NetworkError, match=r"^nobody.invalid is not found \(is this computer online\?\)"):
        client.fetch("https://nobody.invalid/", 9)


def test_what_is_no_server_cannot_be_reached(client: Client) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(NetworkError, match=r"^127.0.0.1 cannot be reached"):
        client.fetch(f"http://127.0.0.1:{port}/", 9)
