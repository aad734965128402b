"""What is asked of other servers, and what of their answers is refused."""

import socket
from http.client import HTTPConnection

import pytest

from tools.writing.network import Client, NetworkError, PublicConnection, StatusError, is_public

from .conftest import HostServer, Reply


def test_answer_comes_with_its_bytes(host_server: HostServer, client: Client) -> None:
    host_server.replies["/a"] = Reply(body=b"\x00\xff" * 9)
    assert client.fetch(f"{host_server.url}/a?b=c#d", 18) == b"\x00\xff" * 9
    assert host_server.requests == [("/a?b=c", "pelican-video (make video)")]


def test_address_without_a_path_is_the_root(host_server: HostServer, client: Client) -> None:
    host_server.replies["/"] = Reply(body=b"root")
    assert client.fetch(host_server.url, 9) == b"root"


def test_redirects_are_followed_a_few_times(host_server: HostServer, client: Client) -> None:
    host_server.replies |= {f"/{i}": Reply(status=302, location=f"/{i + 1}") for i in range(3)}
    host_server.replies["/3"] = Reply(body=b"there")
    assert client.fetch(f"{host_server.url}/0", 9) == b"there"
    host_server.replies["/3"] = Reply(status=301, location="/0")
    with pytest.raises(NetworkError, match="redirects again and again"):
        client.fetch(f"{host_server.url}/0", 9)


@pytest.mark.parametrize("status", [204, 304, 401, 404, 500, 599])
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
    client = Client(schemes={"http": HTTPConnection}, timeout=0.1)
    with pytest.raises(NetworkError, match=r"^127.0.0.1 did not answer in 0.1 seconds$"):
        client.fetch(f"{host_server.url}/a", 99)


def test_answer_that_drips_is_given_up(
    host_server: HostServer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each part comes in time, but the whole does not: by a clock on which every look takes four seconds."""
    clock = iter(range(0, 1000, 4))
    monkeypatch.setattr("tools.writing.network.monotonic", lambda: next(clock))
    host_server.replies["/a"] = Reply(body=b"x" * 1_000_000)
    with pytest.raises(NetworkError, match="did not answer in 5 seconds"):
        client.fetch(f"{host_server.url}/a", 2_000_000)


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
    with pytest.raises(NetworkError, match="is no https address"):
        client.fetch(f"{host_server.url}/a", 9)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0", "2130706433"])
def test_this_machine_is_asked_nothing_whatever_its_name(host: str) -> None:
    """A server is there and hears not a byte."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(5)
        with pytest.raises(NetworkError, match="is no address of the internet"):
            Client().fetch(f"https://{host}:{server.getsockname()[1]}/", 9)
        connection, _ = server.accept()
        with connection:
            assert connection.recv(1) == b""


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07::1", True),
        ("::ffff:93.184.215.14", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104  # nothing is bound
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.1.2.3", False),
    ],
)
def test_address_of_the_internet_is_told_from_a_private_one(address: str, *, public: bool) -> None:
    assert is_public(address) is public


def test_redirect_to_this_machine_is_refused(host_server: HostServer, client: Client) -> None:
    host_server.replies["/a"] = Reply(status=302, location=host_server.url.replace("http:", "https:"))
    with pytest.raises(NetworkError, match="is no address of the internet"):
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
    with pytest.raises(NetworkError, match=r"^nobody.invalid is not found; is this computer online"):
        client.fetch("https://nobody.invalid/", 9)


def test_what_is_no_server_cannot_be_reached(client: Client) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(NetworkError, match=r"^127.0.0.1 cannot be reached"):
        client.fetch(f"http://127.0.0.1:{port}/", 9)


def test_connection_that_is_public_is_encrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such a server as the tests may not have: an address of the internet, and a certificate for its name."""
    ours, theirs = socket.socketpair()
    named = []

    class Context:
        def wrap_socket(self, sock: socket.socket, server_hostname: str) -> socket.socket:
            named.append(server_hostname)
            return sock

    def connect(self: HTTPConnection) -> None:
        self.sock = ours

    monkeypatch.setattr("tools.writing.network.HTTPConnection.connect", connect)
    monkeypatch.setattr("tools.writing.network.create_default_context", Context)
    monkeypatch.setattr(socket.socket, "getpeername", lambda _: ("93.184.215.14", 443))
    with ours, theirs:
        PublicConnection("example.org").connect()
    assert named == ["example.org"]
