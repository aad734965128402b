"""The inbox server: what it takes, what it refuses and how, and what it serves."""

import asyncio
import re
import shutil
import signal
import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup
from pelican import Pelican
from pelican.plugins.comments.inbox import pages as inbox_pages
from pelican.plugins.comments.inbox.form import MAX_BYTES, list_origins, stamp_forms
from pelican.plugins.comments.inbox.limits import RateLimit
from pelican.plugins.comments.inbox.pages import LiveSite
from pelican.plugins.comments.inbox.server import build_app, find_path
from pelican.plugins.comments.intake import Reason
from pelican.plugins.comments.site import Site, load_site, read_site
from pelican.plugins.comments.storage import read_comments
from pelican.plugins.comments.translations import read_wording

from .servers import FORM, HEADERS, SETTINGS, HttpResponse, InboxServer, encode_form, write_blog

PORT = 8000
PATH = "/commentaires"
READER, OTHER = "192.0.2.1", "192.0.2.2"


class Client:
    """Sends requests to an application without a network."""

    def __init__(self, site: Site, *origins: str) -> None:
        """Ask the application that serves this site."""
        self._app = build_app(lambda: site, find_path(site.settings), list_origins(site, PORT, origins))
        self.chunks_read = 0

    async def send(
        self,
        method: str,
        path: str,
        body: bytes | Iterable[bytes] = b"",
        headers: Mapping[str, str] | None = None,
        address: str = READER,
    ) -> HttpResponse:
        """The response to a request; where the body is an iterator, the reader goes away after it."""
        chunks = iter([body] if isinstance(body, bytes) else body)
        sent: list[dict[str, object]] = []

        async def receive() -> dict[str, object]:
            self.chunks_read += 1
            chunk = next(chunks, None)
            if chunk is not None:
                return {"type": "http.request", "body": chunk, "more_body": not isinstance(body, bytes)}
            if isinstance(body, bytes):
                await asyncio.Event().wait()  # the reader stays
            return {"type": "http.disconnect"}

        async def note(message: dict[str, object]) -> None:
            sent.append(message)

        fields = {"host": f"localhost:{PORT}", **(headers or {})}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": b"",
            "client": (address, 50000),
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in fields.items()],
            "server": ("127.0.0.1", PORT),
        }
        await self._app(scope, receive, note)
        if not sent:
            return HttpResponse(0, {}, "")
        found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        text = b"".join(message.get("body", b"") for message in sent[1:]).decode()
        return HttpResponse(sent[0]["status"], found, text)

    def get(self, path: str, method: str = "GET", **headers: str) -> HttpResponse:
        """The response to a request without a body."""
        return asyncio.run(self.send(method, path, headers=headers))

    def post(
        self,
        body: bytes | Iterable[bytes] | None = None,
        headers: Mapping[str, str] = HEADERS,
        *,
        address: str = READER,
        **fields: str,
    ) -> HttpResponse:
        """The response to the form, filled in with these fields, or to this body."""
        sent = encode_form(**fields) if body is None else body
        return asyncio.run(self.send("POST", PATH, sent, headers, address))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The scratch blog, loaded once; only its inbox is ever written."""
    return load_site(write_blog(tmp_path_factory.mktemp("blog")))


@pytest.fixture
def site(loaded: Site) -> Iterator[Site]:
    """The scratch blog with an empty inbox."""
    yield loaded
    shutil.rmtree(loaded.inbox, ignore_errors=True)


@pytest.fixture
def client(site: Site) -> Client:
    """A reader of the scratch blog."""
    return Client(site)


def list_inbox(site: Site) -> list[str]:
    return sorted(path.relative_to(site.inbox).as_posix() for path in site.inbox.rglob("*") if path.is_file())


def read_page(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


def read_alert(response: HttpResponse) -> str:
    alert = read_page(response).select_one('[role="alert"]')
    return alert.get_text().strip() if alert else ""


def explain(reason: Reason, lang: str = "fr") -> str:
    return reason.explain(read_wording(lang))


# What is taken


def test_comment_is_in_the_inbox_before_the_reader_is_thanked(client: Client, site: Site) -> None:
    before = int(time.time())
    ours = {"id": "../x", "role": "author", "source": "mail", "date": "2001-01-01", "status": "removed"}
    response = client.post(parent="1", name="Anaïs 🍰", message="Été\r\ncomme hiver ! 👩‍🍳", **ours)
    assert (response.status, response.headers["location"]) == (303, "https://example.org/blog/merci/")
    assert response.headers["cache-control"] == "no-store"
    (comment,) = read_comments(site.inbox / "article", timezone=site.timezone, root=site.inbox)
    assert comment.id.startswith("w-")
    assert (comment.author, comment.reply_to, comment.source) == ("Anaïs 🍰", "1", "form")
    assert (comment.body, comment.by_author) == ("<p>Été<br>\ncomme hiver ! 👩‍🍳</p>", False)
    assert comment.date
    assert before <= comment.date.timestamp() <= time.time()


def test_body_may_be_of_any_encoding_and_as_long_as_the_gate_allows(client: Client, site: Site) -> None:
    kind = "Application/X-WWW-Form-URLencoded ;charset=UTF-8"
    body = b"post=article&parent=&started=&name=Ana%EFs&message=%FF%ED%A0%80Oui\xe9"
    assert client.post(body, {**HEADERS, "Content-Type": kind}).status == 303
    assert "author: Ana�s\n" in (site.inbox / list_inbox(site)[0]).read_text(encoding="utf-8")
    assert client.post(message="你" * 10_000).status == 303


def test_reader_is_led_back_to_where_the_form_was(site: Site) -> None:
    client = Client(site, "https://mirror.example.org")
    for headers, base in (
        ({"Origin": "https://EXAMPLE.org:443"}, "https://example.org/blog"),
        ({"Origin": "http://[::1]:8000"}, "http://[::1]:8000"),
        ({"Origin": "https://mirror.example.org"}, "https://mirror.example.org/blog"),
        ({"Referer": "https://example.org/blog/article/?a=b"}, "https://example.org/blog"),
    ):
        response = client.post(headers={"Content-Type": HEADERS["Content-Type"], **headers})
        assert response.headers["location"] == f"{base}/merci/"
    elsewhere = replace(site, settings=replace(site.settings, endpoint=f"https://inbox.example.org{PATH}"))
    response = Client(elsewhere).post(headers={**HEADERS, "Origin": "https://inbox.example.org"})
    assert response.headers["location"] == "https://example.org/blog/merci/"


def test_same_text_is_one_comment_however_often_and_fast_it_comes(client: Client, site: Site) -> None:
    async def send_many() -> set[int]:
        requests = (client.send("POST", PATH, encode_form(), HEADERS, f"192.0.2.{n}") for n in range(20))
        return {response.status for response in await asyncio.gather(*requests)}

    assert asyncio.run(send_many()) == {303}
    for message in ("Bonjour !", "Bonjour !\r\n", "\nBonjour !") * 10:  # nor do they count
        assert client.post(message=message, started="").status == 303
    assert len(list_inbox(site)) == 1


# What is refused before it is read

EVIL = "https://evil.example"


@pytest.mark.parametrize("headers", [
    {}, {"Origin": EVIL, "Referer": "https://example.org/blog/"}, {"Referer": f"{EVIL}/https://example.org/"},
    {"Origin": "null", "Referer": "https://example.org/blog/"}, {"Origin": "http://localhost:8001"},
    {"Origin": "https://example.org.evil.example"}, {"Origin": "https://example.org@evil.example.org"},
    {"Origin": "https://example.org:99999"},
])  # fmt: skip
def test_form_of_another_site_is_refused_unread(client: Client, site: Site, headers: dict[str, str]) -> None:
    response = client.post(headers={"Content-Type": HEADERS["Content-Type"], **headers})
    assert (response.status, read_alert(response)) == (403, explain(Reason.FOREIGN))
    assert (client.chunks_read, list_inbox(site)) == (0, [])


def test_other_types_and_lengths_are_refused_unread(client: Client, site: Site) -> None:
    assert client.post(headers={**HEADERS, "Content-Type": "multipart/form-data; boundary=x"}).status == 415
    response = client.post(headers={**HEADERS, "Content-Length": str(MAX_BYTES + 1)})
    assert (response.status, read_alert(response)) == (413, explain(Reason.LONG_MESSAGE))
    assert client.chunks_read == 0
    chunk = b"message=" + b"a" * 8184
    assert client.post(iter([chunk] * 1000)).status == 413  # without end
    assert client.chunks_read == MAX_BYTES // len(chunk) + 1
    assert client.post(iter([b"post=article&par"])).status == 0  # the reader went away
    # What our form does not send is refused too.
    whole = b"post=article&parent=&name=a&message=b&started="
    bodies = [whole.replace(field, b"x=") for field in (b"post=", b"parent=", b"name=", b"message=")]
    bodies += [b"", whole + b"&post=clos", whole + b"".join(b"&a%d=" % number for number in range(30))]
    for body in bodies:
        response = client.post(body)
        assert (response.status, read_alert(response)) == (400, explain(Reason.UNREADABLE)), body
    assert list_inbox(site) == []


# What is refused, and keeps what the reader typed

NAME, MESSAGE = 'Ana"ïs <b>', "\nTrès <b>bien</b> </textarea><script>alert(1)</script>\n& 🍰"


@pytest.mark.parametrize(
    "fields", [{"name": " "}, {"message": "a" * 10_001}, {"website": EVIL}, {"started": "9" * 5000}]
)
def test_refusal_gives_the_form_back_as_it_was(client: Client, site: Site, fields: dict[str, str]) -> None:
    typed = {"name": NAME, "message": MESSAGE, "parent": "1", **fields}
    before = int(time.time())
    response = client.post(**typed)
    page = read_page(response)
    assert (response.status, page.html["lang"]) == (422, "fr")
    assert read_alert(response)
    form = page.select_one("form#answer")
    values = {field["name"]: field.get("value") or "" for field in form.select("input")}
    assert (form["method"], form["action"]) == ("post", PATH)
    assert (values["name"], values["parent"], values["post"]) == (typed["name"], "1", "article")
    assert values["website"] == ""
    assert form.textarea.get_text() == "\n" + typed["message"]  # browsers drop the first line break
    assert before <= int(values["started"]) <= time.time()
    assert [field["dir"] for field in form.select('[name="name"], [name="message"]')] == ["auto", "auto"]
    assert not page.select("script")
    assert list_inbox(site) == []


def test_form_that_was_given_back_can_be_sent(client: Client, site: Site) -> None:
    response = client.post(parent="2", message="")  # a comment that is gone: this becomes one of its own
    page = read_page(response)
    fields = {field["name"]: field.get("value", "") for field in page.select("form input")}
    assert (response.status, fields["parent"]) == (422, "")
    assert "commentaire à part" in response.text
    assert client.post(**{**fields, "message": "Oui", "started": ""}).status == 303
    assert len(list_inbox(site)) == 1


@pytest.mark.parametrize("slug", ["clos", "article/../clos", "\0"])
def test_text_is_shown_where_it_cannot_be_sent_again(client: Client, site: Site, slug: str) -> None:
    response = client.post(post=slug, name=NAME, message=MESSAGE)
    page = read_page(response)
    assert (response.status, list_inbox(site)) == (422, [])
    assert not page.select("form, script")
    assert page.pre.get_text().strip() == MESSAGE.strip()
    assert page.pre["dir"] == "auto"
    assert NAME in page.main.get_text()


def test_full_disk_is_reported_and_not_held_against_the_reader(
    client: Client, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    site.inbox.mkdir()
    (site.inbox / "article").write_text("Something else.")
    for _ in range(30):
        response = client.post(message=MESSAGE)
        assert (response.status, response.headers["retry-after"]) == (503, "5")
    assert read_page(response).textarea.get_text() == "\n" + MESSAGE
    assert "a comment could not be saved" in caplog.text
    assert list_inbox(site) == ["article"]
    (site.inbox / "article").unlink()
    assert client.post(message=MESSAGE).status == 303


# Robots and crowds


def test_form_filled_in_faster_than_anyone_types_is_refused(client: Client, site: Site) -> None:
    for seconds, status in ((1, 422), (-3600, 422), (5, 303), (86400 * 365, 303)):
        response = client.post(started=str(int(time.time()) - seconds))
        assert response.status == status
        assert (read_alert(response) == explain(Reason.TOO_FAST)) is (status == 422)
    assert client.post(started="").status == 303  # a page that somebody else hosts
    fields = {"post": "article", "parent": "", "name": "a", "message": "b"}
    assert client.post(urlencode(fields).encode()).status == 422  # no field at all: a robot
    assert len(list_inbox(site)) == 1


def test_one_reader_sends_five_new_comments_in_ten_minutes(client: Client, site: Site) -> None:
    for number in range(5):
        for fields in ({"name": ""}, {"started": str(int(time.time()))}):  # errors do not count
            assert client.post(**{"message": f"Numéro {number}", **fields}).status == 422
        assert client.post(message=f"Numéro {number}").status == 303
    assert {client.post(message=f"Numéro {number}").status for number in range(5)} == {303}  # sent again
    response = client.post(message=MESSAGE)
    assert (response.status, read_page(response).textarea.get_text()) == (429, "\n" + MESSAGE)
    assert 0 < int(response.headers["retry-after"]) <= 600
    assert client.post(message=MESSAGE, address=OTHER).status == 303
    assert len(list_inbox(site)) == 6
    robots = [client.post(message=f"{number}", website="spam", address="192.0.2.3") for number in range(6)]
    assert [response.status for response in robots] == [422] * 5 + [429]


def test_twenty_refusals_in_ten_minutes_are_enough(client: Client) -> None:
    for fields in ({"post": "clos"}, {"started": "9999999999"}, {"message": "a" * MAX_BYTES}):
        assert {client.post(**fields).status for _ in range(5)} <= {413, 422}
    assert {client.post(headers={**HEADERS, "Origin": EVIL}).status for _ in range(5)} == {403}
    client.chunks_read = 0
    response = client.post()
    assert (response.status, client.chunks_read) == (429, 0)  # before any work
    assert read_alert(response) == explain(Reason.TOO_MANY)
    assert client.post(address=OTHER).status == 303


def test_refusals_that_come_at_once_are_counted_too(client: Client) -> None:
    async def send_many() -> list[int]:
        sent = encode_form(started="9999999999")  # too fast: this does not count as a comment
        requests = (client.send("POST", PATH, sent, HEADERS) for _ in range(40))
        return [response.status for response in await asyncio.gather(*requests)]

    statuses = asyncio.run(send_many())
    assert set(statuses) == {422, 429}
    assert statuses.count(422) <= 20


def test_rate_limit_has_a_sliding_window_and_a_limited_memory() -> None:
    limit = RateLimit(2, window=10)
    for now, wait in ((0.0, 0.0), (4.0, 0.0), (5.0, 5.0), (9.9, 0.1), (10.0, 0.0), (11.0, 3.0)):
        assert limit.admit(READER, now) == pytest.approx(wait)
    limit = RateLimit(1, max_networks=2)
    waits = [limit.admit(address, 1.0) for address in ("a.x", READER, OTHER, READER, "a.x")]
    assert waits == [0, 0, 0, 600, 0]  # the one that was silent longest was forgotten


# What is served


@pytest.mark.parametrize("most", [2**20, 1])
def test_form_in_a_page_says_when_it_was_handed_out(
    client: Client, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """However long the page is."""
    monkeypatch.setattr(inbox_pages, "_MOST_IN_MEMORY", most)
    before = int(time.time())
    response = client.get("/")
    assert response.status == 200
    assert before <= int(read_page(response).select_one('[name="started"]')["value"]) <= time.time()
    assert response.headers["cache-control"] == "no-cache"
    assert "etag" not in response.headers
    code = '<pre>&lt;input name="started" value=""&gt;</pre><p>name="started" value=""</p>'
    stamped = code + FORM.replace('value=""', 'value="12"')
    assert stamp_forms(code + FORM, 12.9) == stamp_forms(stamp_forms(code + FORM, 1), 12.9) == stamped


def test_only_what_is_built_is_served(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(site.output, tmp_path / "output")
    own = replace(site, output=tmp_path / "output")
    client = Client(own)
    (own.output / "folder").mkdir()
    (own.output / "link.py").symlink_to(own.root.parent / "pelicanconf.py")
    (own.output / "latin.html").write_bytes(b"caf\xe9")
    (own.output / "film.mp4").write_bytes(b"0123456789")
    assert (client.get("/style.css").status, client.get("/style.css").text) == (200, "a {}")
    for path in ("/nowhere", "/folder/", "/../pelicanconf.py", "/link.py", "//etc/passwd", "/nul\0"):
        assert client.get(path).status == 404, path
    assert client.get("/nowhere").text == "Introuvable"
    assert client.get("/latin.html", "HEAD").headers["content-length"] == "4"  # served as it is
    assert client.get("/film.mp4", Range="bytes=2-4").text == "234"
    away = own.output.rename(own.output.with_name("away"))

    async def return_soon(_seconds: float) -> None:
        if away.exists():
            away.rename(own.output)

    monkeypatch.setattr(inbox_pages, "sleep", return_soon)
    assert client.get("/").status == 200  # since a build replaces the folder in two renames


@pytest.mark.parametrize(("url", "endpoint", "location"), [
    ("https://x.github.io/a/b", "/a/b/api/comments", "/a/b/"), ("", "/blog/comments/", "/blog/"),
    ("https://x.github.io/blog", "https://inbox.example.org/comments", "https://x.github.io/blog/"),
])  # fmt: skip
def test_address_of_the_form_leads_to_the_site(site: Site, url: str, endpoint: str, location: str) -> None:
    client = Client(replace(site, url=url, settings=replace(site.settings, endpoint=endpoint)))
    response = client.get(urlsplit(endpoint).path)
    assert (response.status, response.headers["location"]) == (303, location)
    assert re.sub(r'value="\d+"', 'value=""', client.get(urlsplit(location).path).text) == FORM
    refusal = client.get(urlsplit(endpoint).path, "POST")  # it leads nowhere else either
    links = [urlsplit(link["href"]) for link in read_page(refusal).select("[href]")]
    assert {link.path.startswith(urlsplit(location).path) for link in links} == {True}
    assert {link.netloc for link in links} <= {"", urlsplit(url).netloc}


# How it follows the site


def test_live_site_follows_texts_and_settings(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_pages, "_MIN_INTERVAL", 0.0)
    settings = write_blog(tmp_path)
    live = LiveSite(settings)
    (tmp_path / "content" / "nouveau.md").write_text("Title: Nouveau\nDate: 2026-01-01\n\nMots.\n")
    known = live.read()
    assert "nouveau" in known.posts
    for mistake in ("COMMENTS = {'endpiont': '/x'}", "1 / 0"):
        caplog.clear()
        settings.write_text(f"{SETTINGS}\n{mistake}\n")
        assert (live.read(), live.read()) == (known, known)
        assert caplog.text.count("Until then, the inbox uses the site as it was") == 1
    settings.write_text(SETTINGS + "SITENAME = 'Autre'\n")
    assert live.read().name == "Autre"


@pytest.mark.parametrize("name", ["content/nouveau.md", "pelicanconf.py"])
def test_change_while_the_site_is_read_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    settings = write_blog(tmp_path)
    new = "Title: Nouveau\nDate: 2026-01-01\n\nMots.\n"

    def change(path: Path, pelican: Pelican) -> Site:
        site = read_site(path, pelican)
        (tmp_path / name).write_text(new if name.endswith(".md") else f"{SETTINGS}SITENAME = 'Autre'\n")
        return site

    with monkeypatch.context() as patch:
        patch.setattr(inbox_pages, "read_site", change)
        live = LiveSite(settings)
    site = live.read()
    assert "nouveau" in site.posts or site.name == "Autre"


# A real server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InboxServer]:
    """A server of the scratch blog in a process of its own."""
    server = InboxServer(write_blog(tmp_path_factory.mktemp("served")))
    yield server
    assert "Traceback" not in server.end()


def connect(server: InboxServer, sent: bytes | str = b"") -> socket.socket:
    """A connection on which this has been sent."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=120)
    connection.sendall(sent.encode() if isinstance(sent, str) else sent)
    return connection


def make_head(path: str, *lines: str) -> str:
    fields = [f"{name}: {value}" for name, value in HEADERS.items()]
    return "\r\n".join([f"POST {path} HTTP/1.1", "Host: localhost", *fields, *lines, "", ""])


def test_no_address_is_logged_or_kept_and_no_client_holds_the_server_up(tmp_path: Path) -> None:
    server = InboxServer(write_blog(tmp_path))
    headers = {**HEADERS, "X-Forwarded-For": "192.0.2.77"}
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "english").write_text("")
    for status, fields, more in (
        *((303, {}, {}), (422, {"name": ""}, {}), (503, {"post": "english"}, {})),
        (403, {}, {"Origin": "null"}),
    ):
        assert server.ask("POST", PATH, encode_form(**fields), {**headers, **more}).status == status
    with connect(server, b"\x16\x03\x01 no HTTP\r\n\r\n") as connection:
        assert b"400 Bad Request" in connection.recv(1000)
    connect(server, make_head(PATH, "Content-Length: 9") + "post").close()
    (tmp_path / "output" / "film.mp4").write_bytes(bytes(12_000_000))
    requests = ("GET / HTTP/1.1\r\nHost: loc", make_head(PATH, "Content-Length: 9") + "post=")
    connections = [connect(server, request) for request in requests]  # which neither send nor read on
    connections += [connect(server, "GET /film.mp4 HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    assert connections[2].recv(15) == b"HTTP/1.1 200 OK"
    assert server.ask("GET", "/").status == 200  # everything before it has arrived
    (said,) = server.end(signal.SIGTERM).splitlines()
    assert server.process.returncode in {0, -signal.SIGTERM}
    for connection in connections:
        connection.close()
    kept = "".join(path.read_text() for path in tmp_path.rglob("*.md"))
    assert "a comment could not be saved" in said
    assert not [word for word in ("192.0.2.77", "127.0.0.1") if word in said + kept]


def test_readers_behind_a_proxy_are_told_apart(server: InboxServer) -> None:
    def send(number: int, address: str) -> int:
        body = encode_form(message=f"Numéro {number}")
        return server.ask("POST", PATH, body, {**HEADERS, "X-Forwarded-For": address}).status

    assert [send(number, "192.0.2.1") for number in range(6)] == [303] * 5 + [429]
    assert send(6, "192.0.2.2") == 303
    assert send(7, "198.51.100.9, 192.0.2.1") == 429  # what a sender claims before it counts for nothing


def test_body_in_crumbs_ends_the_connection(server: InboxServer) -> None:
    head = make_head("/", "Transfer-Encoding: chunked")
    with connect(server, head) as connection, suppress(ConnectionError):
        for _ in range(1000):  # 250 MB: more than any buffer on the way takes
            connection.sendall(b"1\r\na\r\n" * 40_000)
        pytest.fail("everything was read")
    assert server.ask("GET", "/").status == 200


def test_every_response_has_the_headers_of_the_site(server: InboxServer) -> None:
    for method, path, status in (("PUT", PATH, 405), ("GET", "/nowhere", 404), ("HEAD", "/", 200)):
        response = server.ask(method, path)
        assert response.status == status
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert "server" not in response.headers
    assert (response.text, response.headers["content-type"]) == ("", "text/html; charset=utf-8")
    # If the connection were closed at once, the browser would show an error of its own.
    response = server.ask("POST", PATH, encode_form(message="a" * 900_000), HEADERS)
    assert (response.status, read_alert(response)) == (413, explain(Reason.LONG_MESSAGE))


# What is sent from a translation


@pytest.fixture(scope="module")
def translated_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A scratch blog with an article and a thank-you page in two languages."""
    folder = tmp_path_factory.mktemp("languages")
    path = write_blog(folder, SETTINGS.replace("merci/", "pages/merci.html"))
    (folder / "content" / "pages").mkdir()
    for name in ("tarte", "pages/merci"):
        header = f"Title: {name}\nDate: 2015-11-20\nSlug: {name.rpartition('/')[2]}\n"
        (folder / "content" / f"{name}.md").write_text(f"{header}\nMots.\n")
        (folder / "content" / f"{name}.en.md").write_text(f"{header}Lang: en\n\nWords.\n")
    return load_site(path)


@pytest.mark.parametrize(("name", "lang", "suffix"), [("tarte/en", "en", "-en"), ("tarte/it", "fr", "")])
def test_reader_of_a_translation_is_answered_in_its_language(
    translated_site: Site, name: str, lang: str, suffix: str
) -> None:
    client = Client(translated_site)
    response = client.post(post=name)
    assert response.headers["location"] == f"https://example.org/blog/pages/merci{suffix}.html"
    (path,) = (translated_site.inbox / "tarte").iterdir()
    assert re.findall(r"(?m)^lang: .+", path.read_text()) == (["lang: en"] if lang == "en" else [])
    refused = read_page(client.post(post=name, name=""))
    plain = replace(translated_site, settings=replace(translated_site.settings, thanks_page=None))
    thanked = read_page(Client(plain).post(post=name))
    shutil.rmtree(translated_site.inbox)
    assert thanked.h1.text == read_wording(lang).gettext("Thank you for your comment")
    assert not thanked.select('form, [role="alert"]')
    assert (thanked.html["lang"], refused.html["lang"]) == (lang, lang)
    assert refused.select_one(".comment-back a")["href"] == f"https://example.org/blog/tarte{suffix}.html"
    assert refused.select_one('[role="alert"]').text == explain(Reason.NO_NAME, lang)
    assert refused.select_one('[name="post"]')["value"] == f"tarte{suffix.replace('-', '/')}"


def test_name_of_a_page_leads_nowhere_else(translated_site: Site) -> None:
    client = Client(translated_site)
    for name in ("tarte//evil.example", f"tarte/{EVIL}", "tarte/../x", "tarte/", "//evil.example"):
        response = client.post(post=name)
        links = [link["href"] for link in read_page(response).select("a[href]")]
        assert (response.status, links) == (422, ["https://example.org/blog/"]), name
    assert not translated_site.inbox.exists()
