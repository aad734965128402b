"""The inbox server: what it takes, what it refuses and how, and what it serves."""

import asyncio
import http.client
import os
import re
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup
from pelican import Pelican
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.inbox import form as inbox_form
from pelican.plugins.comments.inbox import pages as inbox_pages
from pelican.plugins.comments.inbox.form import MAX_BYTES, list_origins, read_origin, stamp_forms
from pelican.plugins.comments.inbox.limits import RateLimit, name_network
from pelican.plugins.comments.inbox.pages import BuiltPages, LiveSite, sweep_leftovers
from pelican.plugins.comments.inbox.server import build_app, find_path, listen
from pelican.plugins.comments.intake import Reason
from pelican.plugins.comments.settings import CommentsSettings
from pelican.plugins.comments.site import Site, load_site, read_site
from pelican.plugins.comments.storage import read_comments
from pelican.plugins.comments.translations import read_wording
from starlette.applications import Starlette
from starlette.responses import Response

from .servers import (
    FORM,
    HEADERS,
    ORIGIN,
    SETTINGS,
    Answer,
    InboxServer,
    encode_form,
    write_blog,
)

PORT = 8000
LOCAL = f"http://localhost:{PORT}"

Send = Callable[..., Answer]


class Client:
    """Sends requests to an application without a network, as a reader at one address."""

    def __init__(self, app: Starlette) -> None:
        """Ask this application."""
        self.app = app
        self.chunks_read = 0

    async def ask(
        self,
        method: str,
        path: str,
        body: bytes | Iterable[bytes] = b"",
        headers: Mapping[str, str] | None = None,
        address: str = "192.0.2.1",
    ) -> Answer:
        """The answer to a request; one whose body is an iterator breaks off at its end."""
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

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        fields = {"host": f"localhost:{PORT}", **(headers or {})}
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "root_path": "",
            "query_string": b"",
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in fields.items()],
            "client": (address, 50000),
            "server": ("127.0.0.1", PORT),
        }
        await self.app(scope, receive, send)
        if not sent:
            return Answer(0, {}, "")
        found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        text = b"".join(message.get("body", b"") for message in sent[1:]).decode()
        return Answer(sent[0]["status"], found, text)


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
    return make_client(site)


def make_client(site: Site, *others: str) -> Client:
    path = find_path(site.settings)
    return Client(build_app(lambda: site, path, list_origins(site, PORT, others)))


@pytest.fixture
def send(client: Client) -> Send:
    """A function that sends the form with these fields, and returns the answer."""

    def send_form(*, address: str = "192.0.2.1", **fields: str) -> Answer:
        return asyncio.run(
            client.ask("POST", "/commentaires", encode_form(**fields), HEADERS, address=address)
        )

    return send_form


def post(client: Client, body: bytes | Iterable[bytes] | None = None, **headers: str) -> Answer:
    """The answer to a form with these headers, `_` standing for a hyphen, in place of the usual ones."""
    given_headers = {name.replace("_", "-"): value for name, value in headers.items()}
    fields = encode_form() if body is None else body
    return asyncio.run(client.ask("POST", "/commentaires", fields, given_headers or HEADERS))


def get(client: Client, path: str, method: str = "GET") -> Answer:
    return asyncio.run(client.ask(method, path))


def list_inbox(site: Site) -> list[str]:
    return sorted(path.relative_to(site.inbox).as_posix() for path in site.inbox.rglob("*") if path.is_file())


def read_page(answer: Answer) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html.parser")


def read_alert(answer: Answer) -> str:
    alert = read_page(answer).select_one('[role="alert"]')
    return alert.get_text().strip() if alert else ""


def explain(reason: Reason) -> str:
    return reason.explain(read_wording("fr"))


# What is taken


def test_comment_is_in_the_inbox_before_the_reader_is_thanked(send: Send, site: Site) -> None:
    before = int(time.time())
    answer = send(parent="1", name="Anaïs 🍰", message="Été\r\ncomme hiver ! 👩‍🍳")
    assert (answer.status, answer.headers["location"]) == (303, "https://example.org/blog/merci/")
    (comment,) = read_comments(site.inbox / "article", timezone=site.timezone, root=site.inbox)
    assert comment.id.startswith("w-")
    assert (comment.author, comment.reply_to, comment.source) == ("Anaïs 🍰", "1", "form")
    assert comment.body == "<p>Été<br>\ncomme hiver ! 👩‍🍳</p>"
    assert comment.date
    assert before <= comment.date.timestamp() <= time.time()


@pytest.mark.parametrize(
    ("headers", "base"),
    [
        ({"Origin": "https://example.org"}, "https://example.org/blog"),
        ({"Origin": "https://EXAMPLE.org:443"}, "https://example.org/blog"),
        ({"Origin": "http://localhost:8000"}, "http://localhost:8000"),
        ({"Origin": "http://127.0.0.1:8000"}, "http://127.0.0.1:8000"),
        ({"Origin": "http://[::1]:8000"}, "http://[::1]:8000"),
        ({"Origin": "https://mirror.example.org"}, "https://mirror.example.org/blog"),
        ({"Referer": "https://example.org/blog/article/?a=b"}, "https://example.org/blog"),
    ],
)
def test_reader_is_led_back_to_where_the_form_was(site: Site, headers: dict[str, str], base: str) -> None:
    client = make_client(site, "https://mirror.example.org")
    answer = post(client, Content_Type=HEADERS["Content-Type"], **headers)
    assert (answer.status, answer.headers["location"]) == (303, f"{base}/merci/")


@pytest.mark.parametrize(
    "kind",
    ["application/x-www-form-urlencoded; charset=UTF-8", "Application/X-WWW-Form-URLencoded ;charset=utf-8"],
)
def test_charset_may_be_named(client: Client, kind: str) -> None:
    assert post(client, Origin=ORIGIN, Content_Type=kind).status == 303


def test_what_is_no_utf_8_is_replaced(client: Client, site: Site) -> None:
    body = b"post=article&parent=&started=&name=Ana%EFs&message=%FF%ED%A0%80Bonjour\xe9"
    assert post(client, body).status == 303
    (name,) = list_inbox(site)
    assert "author: Ana�s" in (site.inbox / name).read_text(encoding="utf-8")


def test_longest_text_that_the_gate_takes_fits(send: Send, site: Site) -> None:
    assert send(message="你" * 10_000).status == 303
    assert len(list_inbox(site)) == 1


def test_same_text_twice_is_one_comment(send: Send, site: Site) -> None:
    for message in ("Bonjour !", "Bonjour !\r\n", "\nBonjour !"):
        assert send(message=message, started="").status == 303
    assert len(list_inbox(site)) == 1
    for fields in ({"message": "Bonsoir !"}, {"name": "Paul"}, {"parent": "1"}, {"post": "english"}):
        assert send(address="192.0.2.2", **fields).status == 303
    assert len(list_inbox(site)) == 5


def test_same_text_many_times_at_once_is_one_comment(client: Client, site: Site) -> None:
    async def send_all() -> list[Answer]:
        body = encode_form()
        requests = (
            client.ask("POST", "/commentaires", body, HEADERS, address=f"192.0.2.{number}")
            for number in range(20)
        )
        return await asyncio.gather(*requests)

    assert {answer.status for answer in asyncio.run(send_all())} == {303}
    assert len(list_inbox(site)) == 1


def test_reader_is_thanked_on_a_page_of_ours_where_the_site_has_none(tmp_path: Path) -> None:
    site = load_site(write_blog(tmp_path, SETTINGS.replace(', "thanks_page": "merci/"', "")))
    answer = post(make_client(site))
    page = read_page(answer)
    assert answer.status == 200
    assert page.html["lang"] == "fr"
    assert page.h1.get_text() == "Merci pour votre commentaire"
    assert page.select_one("a")["href"] == "https://example.org/blog/larticle.html".replace(
        "larticle", "article"
    )
    assert not page.select('form, [role="alert"]')
    assert len(list_inbox(site)) == 1


# What is refused before it is read


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "https://evil.example", "Referer": "https://example.org/blog/"},
        {"Origin": "null", "Referer": "https://example.org/blog/"},
        {"Origin": "http://example.org"},
        {"Origin": "https://example.org:8443"},
        {"Origin": "https://example.org.evil.example"},
        {"Origin": "https://evil.example/https://example.org"},
        {"Origin": "https://example.org@evil.example.org"},
        {"Origin": "https://a@example.org"},
        {"Origin": "http://localhost:8001"},
        {"Origin": "http://localhost"},
        {"Origin": "https://localhost:8000"},
        {"Origin": "https://["},
        {"Origin": "https://example.org:99999"},
        {"Origin": "file://"},
        {"Referer": "https://evil.example/https://example.org/"},
    ],
)
def test_form_of_another_site_is_refused_unread(client: Client, site: Site, headers: dict[str, str]) -> None:
    answer = post(client, Content_Type=HEADERS["Content-Type"], **headers)
    assert answer.status == 403
    assert read_alert(answer) == explain(Reason.FOREIGN)
    assert "revenez à la page précédente" in answer.text
    assert client.chunks_read == 0
    assert list_inbox(site) == []


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "text/plain",
        "application/json",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencodedx",
    ],
)
def test_other_type_is_refused_unread(client: Client, site: Site, kind: str) -> None:
    answer = post(client, Origin=ORIGIN, Content_Type=kind)
    assert (answer.status, client.chunks_read) == (415, 0)
    assert list_inbox(site) == []


def test_body_that_says_it_is_too_large_is_not_read(client: Client, site: Site) -> None:
    answer = post(
        client, Content_Length=str(MAX_BYTES + 1), **{k.replace("-", "_"): v for k, v in HEADERS.items()}
    )
    assert (answer.status, client.chunks_read) == (413, 0)
    assert read_alert(answer) == explain(Reason.LONG_MESSAGE)
    assert list_inbox(site) == []


def test_body_without_end_is_left(client: Client, site: Site) -> None:
    chunk = b"message=" + b"a" * 8184
    answer = post(client, iter([chunk] * 1000))
    assert (answer.status, client.chunks_read) == (413, MAX_BYTES // len(chunk) + 1)
    assert list_inbox(site) == []


def test_body_that_does_not_come_is_not_waited_for(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(_request: object) -> bytes:
        await asyncio.sleep(60)
        return b""

    monkeypatch.setattr(inbox_form, "_read_body", hang)
    monkeypatch.setattr(inbox_form, "MAX_SECONDS", 0.01)
    assert post(client).status == 408


def test_reader_who_goes_away_gets_no_answer(client: Client, site: Site) -> None:
    assert post(client, iter([b"post=article&par"])).status == 0
    assert list_inbox(site) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"&&&",
        b"post=article",
        b"parent=&name=a&message=b&started=",
        b"post=article&name=a&message=b&started=",
        b"post=article&parent=&message=b&started=",
        b"post=article&parent=&name=a&started=",
        b"post=article&post=clos&parent=&name=a&message=b&started=",
        b"post=article&parent=&parent=1&name=a&message=b&started=",
        b"post=article&parent=&name=a&message=b&started=" + b"&a=b" * 30,
        b'{"post": "article"}',
    ],
)
def test_what_our_form_does_not_send_is_refused(client: Client, site: Site, body: bytes) -> None:
    answer = post(client, body)
    assert answer.status == 400
    assert read_alert(answer) == explain(Reason.UNREADABLE)
    assert list_inbox(site) == []


# What is refused, and keeps what the reader typed

NAME, MESSAGE = 'Ana"ïs <b>', "\nTrès <b>bien</b> </textarea><script>alert(1)</script>\n& 🍰"


@pytest.mark.parametrize(
    "fields",
    [
        {"name": " "},
        {"message": "a" * 10_001},
        {"website": "https://example.org/"},
        *({"started": text} for text in ("x", "-1", "9" * 10, "9" * 5000)),
    ],
)
def test_rejection_gives_back_the_form_as_it_was(send: Send, site: Site, fields: dict[str, str]) -> None:
    typed = {"name": NAME, "message": MESSAGE, "parent": "1", **fields}
    before = int(time.time())
    answer = send(**typed)
    page = read_page(answer)
    assert answer.status == 422
    assert page.html["lang"] == "fr"
    assert page.h1.get_text() == "Votre commentaire n’a pas été envoyé"
    assert read_alert(answer)
    form = page.select_one("form#answer")
    assert (form["method"], form["action"]) == ("post", "/commentaires")
    assert form.select_one('[name="name"]')["value"] == typed["name"]
    assert form.textarea.get_text() == "\n" + typed["message"]  # the browser drops the first line's end
    assert form.select_one('[name="parent"]')["value"] == "1"
    assert form.select_one('[name="post"]')["value"] == "article"
    assert before <= int(form.select_one('[name="started"]')["value"]) <= time.time()
    assert not form.select_one('[name="website"]').get("value")
    assert not page.select("script")
    assert list_inbox(site) == []


def test_form_that_was_given_back_can_be_sent(send: Send, site: Site) -> None:
    page = read_page(send(name=""))
    fields = {field["name"]: field.get("value", "") for field in page.select("form input")}
    fields |= {"name": "Paul", "message": page.textarea.get_text(), "started": ""}
    assert send(**fields).status == 303
    assert len(list_inbox(site)) == 1


def test_answer_to_a_comment_that_is_gone_may_become_one_of_its_own(send: Send) -> None:
    answer = send(parent="2")
    assert answer.status == 422
    assert "commentaire à part" in answer.text
    assert read_page(answer).select_one('form [name="parent"]')["value"] == ""


@pytest.mark.parametrize("slug", ["clos", "nowhere", "../article", "", "article/../clos", "\0", "a" * 500])
def test_text_is_shown_where_it_cannot_be_sent_again(send: Send, site: Site, slug: str) -> None:
    answer = send(post=slug, name=NAME, message=MESSAGE)
    page = read_page(answer)
    assert answer.status == 422
    assert not page.select("form, script")
    assert page.pre.get_text().strip() == MESSAGE.strip()
    assert NAME in page.main.get_text()
    assert list_inbox(site) == []


def test_page_speaks_the_language_of_the_article(send: Send) -> None:
    answer = send(post="english", name="")
    page = read_page(answer)
    assert page.html["lang"] == "en"
    assert (page.h1.get_text(), read_alert(answer)) == (
        "Your comment has not been sent",
        "Please write your name.",
    )


def test_refusing_disk_is_told_and_nothing_is_left(
    send: Send, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    site.inbox.mkdir()
    (site.inbox / "article").write_text("Something else.")
    answer = send(message=MESSAGE)
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert read_page(answer).textarea.get_text() == "\n" + MESSAGE
    assert "a comment could not be kept" in caplog.text
    assert list_inbox(site) == ["article"]
    (site.inbox / "article").unlink()
    assert send(message=MESSAGE).status == 303


# Robots and crowds


@pytest.mark.parametrize(
    ("seconds_ago", "status"), [(0, 422), (1, 422), (5, 303), (86400 * 365, 303), (-3600, 422)]
)
def test_nobody_writes_in_less_than_three_seconds(send: Send, seconds_ago: int, status: int) -> None:
    answer = send(started=str(int(time.time()) - seconds_ago))
    assert answer.status == status
    assert (read_alert(answer) == explain(Reason.TOO_FAST)) is (status == 422)


def test_page_that_somebody_else_hosts_is_not_judged_by_time(send: Send) -> None:
    assert send(started="").status == 303


def test_form_without_the_time_is_a_robots(client: Client, site: Site) -> None:
    fields = {"post": "article", "parent": "", "name": "a", "message": "b"}
    assert post(client, urlencode(fields).encode()).status == 422
    assert list_inbox(site) == []


def test_sixth_comment_in_ten_minutes_has_to_wait(send: Send, site: Site) -> None:
    for number in range(5):
        assert send(message=f"Numéro {number}").status == 303
    answer = send(message=MESSAGE)
    assert answer.status == 429
    assert 0 < int(answer.headers["retry-after"]) <= 600
    assert read_page(answer).textarea.get_text() == "\n" + MESSAGE
    assert send(message=MESSAGE, address="192.0.2.2").status == 303
    assert len(list_inbox(site)) == 6


def test_what_is_refused_and_what_is_already_there_is_no_comment(send: Send) -> None:
    for _ in range(6):
        assert send(name="").status == 422
        assert send(started=str(int(time.time()))).status == 422
        assert send(message="Toujours la même").status == 303
    for number in range(4):  # those of robots are
        assert send(message=f"Numéro {number}", website="spam").status == 422
    assert send(message="Un autre").status == 429


REFUSED: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "parent": ({"parent": "2"}, {}),
    "article": ({"post": "nowhere"}, {}),
    "closed": ({"post": "clos"}, {}),
    "name": ({"name": ""}, {}),
    "length": ({"message": "a" * 10_001}, {}),
    "address": ({"message": "jeanne@example.org"}, {}),
    "quick": ({"started": "9999999999"}, {}),
    "foreign": ({}, {"Origin": "https://evil.example"}),
    "type": ({}, {"Content-Type": "text/plain"}),
    "size": ({"message": "a" * MAX_BYTES}, {}),
}


@pytest.mark.parametrize(("fields", "headers"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_counts(client: Client, fields: dict[str, str], headers: dict[str, str]) -> None:
    def send(*, address: str = "192.0.2.1") -> Answer:
        body = encode_form(**fields)
        sent = client.ask("POST", "/commentaires", body, {**HEADERS, **headers}, address=address)
        return asyncio.run(sent)

    answers = [send() for _ in range(20)]
    assert 429 not in {answer.status for answer in answers}
    client.chunks_read = 0
    answer = send()
    assert (answer.status, client.chunks_read) == (429, 0)  # before any work
    assert 0 < int(answer.headers["retry-after"]) <= 600
    assert read_alert(answer) == explain(Reason.TOO_MANY)
    assert "revenez à la page précédente" in answer.text
    assert send(address="192.0.2.2").status == answers[0].status


def test_reader_who_errs_again_and_again_gets_through(send: Send, site: Site) -> None:
    for number in range(5):
        for fields in ({"name": ""}, {"message": ""}, {"parent": "2"}):
            assert send(**{"message": f"Numéro {number}", **fields}).status == 422
        assert send(message=f"Numéro {number}").status == 303
    assert len(list_inbox(site)) == 5


def test_comment_that_is_already_there_can_be_sent_any_number_of_times(send: Send, site: Site) -> None:
    assert {send().status for _ in range(50)} == {303}
    assert len(list_inbox(site)) == 1


def test_retry_after_the_last_comment_that_one_may_send_is_thanked_for(send: Send, site: Site) -> None:
    for number in range(5):
        assert send(message=f"Numéro {number}").status == 303
    assert {send(message=f"Numéro {number}").status for number in range(5)} == {303}
    answer = send(message="Numéro 5")
    assert answer.status == 429
    assert 0 < int(answer.headers["retry-after"]) <= 600
    assert len(list_inbox(site)) == 5


def test_full_disk_is_no_fault_of_the_readers(send: Send, site: Site) -> None:
    site.inbox.mkdir()
    (site.inbox / "article").write_text("Something else.")
    assert {send().status for _ in range(30)} == {503}
    (site.inbox / "article").unlink()
    assert send().status == 303


def test_many_refused_at_once_are_counted_too(client: Client) -> None:
    async def send_all() -> list[Answer]:
        body = encode_form(parent="2")
        sent = (client.ask("POST", "/commentaires", body, HEADERS) for _ in range(40))
        return await asyncio.gather(*sent)

    statuses = [answer.status for answer in asyncio.run(send_all())]
    assert set(statuses) == {422, 429}
    assert statuses.count(422) <= 20


def test_window_slides() -> None:
    limit = RateLimit(2, window=10)
    moments = [(0.0, 0.0), (4.0, 0.0), (5.0, 5.0), (9.9, 0.1), (10.0, 0.0), (11.0, 3.0)]
    for now, wait in moments:
        assert limit.admit("192.0.2.1", now) == pytest.approx(wait)


def test_withdrawn_does_not_count() -> None:
    limit = RateLimit(1)
    assert limit.admit("192.0.2.1", 1.0) == 0
    limit.withdraw("192.0.2.1", 1.0)
    limit.withdraw("192.0.2.1", 1.0)
    limit.withdraw("192.0.2.2", 1.0)
    assert limit.admit("192.0.2.1", 2.0) == 0
    assert limit.admit("192.0.2.1", 3.0) > 0


def test_longest_silent_network_is_forgotten_when_memory_is_full() -> None:
    limit = RateLimit(1, max_networks=100)
    for number in range(150):
        assert limit.admit(f"2001:db8:0:{number:x}::1", float(number)) == 0
    assert limit.admit(f"2001:db8:0:{149:x}::1", 150.0) > 0
    assert limit.admit("2001:db8:0:0::1", 150.0) == 0


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("unknown", "_hidden", True),
        ("", "192.0.2.1", False),
    ],
)
def test_network_is_what_one_sender_holds(one: str, other: str, *, is_same: bool) -> None:
    assert (name_network(one) == name_network(other)) is is_same


# Nothing else is written

HOSTILE = [
    *("..", "../..", "/etc/x", "a/../../b", "\0", "article\n", "CON", ".hidden", "w-1.md", "%2e%2e%2f"),
    "-->",
]


def test_hostile_forms_write_nothing_but_comments(client: Client, site: Site) -> None:
    folder = site.root.parent
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    number = 0
    for field in ("post", "parent", "name", "message", "started", "website", "id", "source", "date", "role"):
        for value in [*HOSTILE, "author: Chef\nrole: author\n\n", "x" * 10_000]:
            number += 1
            asyncio.run(
                client.ask(
                    "POST",
                    "/commentaires",
                    encode_form(**{field: value}),
                    HEADERS,
                    address=f"2001:db8:0:{number:x}::1",
                )
            )
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {path: after.get(path) for path in before} == before
    new = [path.relative_to(site.inbox) for path in after if path not in before]
    assert new
    assert all(path.parent.as_posix() == "article" for path in new)
    assert all(path.name.startswith("w-") and path.suffix == ".md" for path in new)
    comments = read_comments(site.inbox / "article", timezone=site.timezone, root=site.inbox)
    assert {(comment.by_author, comment.source) for comment in comments} == {(False, "form")}


# What is served


def test_form_in_a_page_says_when_it_was_handed_out(client: Client) -> None:
    before = int(time.time())
    answer = get(client, "/")
    assert answer.status == 200
    field = read_page(answer).select_one('[name="started"]')
    assert before <= int(field["value"]) <= time.time()
    assert answer.headers["cache-control"] == "no-cache"
    assert "etag" not in answer.headers


def test_only_a_form_is_stamped() -> None:
    code = '<pre>&lt;input name="started" value=""&gt;</pre><p>name="started" value=""</p>'
    assert stamp_forms(code + FORM, 12.9) == code + FORM.replace('value=""', 'value="12"')


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/style.css", 200, "a {}"),
        ("/nowhere", 404, "Introuvable"),
        ("/folder/", 404, "Introuvable"),
        ("/../pelicanconf.py", 404, "Introuvable"),
        ("/folder/../../pelicanconf.py", 404, "Introuvable"),
        ("//etc/passwd", 404, "Introuvable"),
        ("/link.py", 404, "Introuvable"),
        ("/nul\0", 404, "Not Found"),
        ("/" + "a" * 300, 404, "Not Found"),
    ],
)
def test_only_what_is_built_is_served(client: Client, site: Site, path: str, status: int, text: str) -> None:
    (site.output / "folder").mkdir(exist_ok=True)
    if not (site.output / "link.py").is_symlink():
        (site.output / "link.py").symlink_to(site.root.parent / "pelicanconf.py")
    answer = get(client, path)
    assert (answer.status, answer.text) == (status, text)


def test_page_in_another_encoding_is_served_as_it_is(client: Client, site: Site) -> None:
    (site.output / "latin.html").write_bytes(b"caf\xe9")
    answer = asyncio.run(client.ask("HEAD", "/latin.html"))
    assert (answer.status, answer.headers["content-length"]) == (200, "4")


def test_site_that_is_not_built_yet_is_not_found(tmp_path: Path) -> None:
    settings = write_blog(tmp_path)
    (tmp_path / "output").rename(tmp_path / "later")
    client = make_client(load_site(settings))
    assert get(client, "/").status == 404
    (tmp_path / "later").rename(tmp_path / "output")
    assert get(client, "/").status == 200


def test_page_that_vanishes_while_it_is_read_is_not_found(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanish(*_arguments: object, **_options: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_bytes", vanish)
    assert get(client, "/").status == 404


@pytest.mark.parametrize("path", ["/", "/style.css"])
def test_site_that_is_replaced_while_it_is_asked_for_is_found(
    client: Client, site: Site, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """A build takes the place of the one before in two renames."""
    expected = get(client, path).status
    away = site.output.with_name("away")
    site.output.rename(away)

    async def wait(_seconds: float) -> None:
        if away.exists():
            away.rename(site.output)

    monkeypatch.setattr(inbox_pages, "sleep", wait)
    assert (get(client, path).status, expected) == (200, 200)


def test_page_that_is_new_is_not_missed_between_two_sites(
    client: Client, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old site is asked for the page, the new one for its 404.html."""
    fresh, away = site.output.with_name("fresh"), site.output.with_name("away")
    shutil.copytree(site.output, fresh)
    (fresh / "new.html").write_text("New.")
    find = BuiltPages.lookup_path

    def replace(self: BuiltPages, path: str) -> tuple[str, os.stat_result | None]:
        found = find(self, path)
        if fresh.exists():
            site.output.rename(away)
            fresh.rename(site.output)
        return found

    monkeypatch.setattr(BuiltPages, "lookup_path", replace)
    answer = get(client, "/new.html")
    (site.output / "new.html").unlink()
    shutil.rmtree(away)
    assert (answer.status, answer.text) == (200, "New.")


def test_file_that_is_replaced_while_it_is_read_is_whole(
    client: Client, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site.output / "a.txt").write_text("old")
    respond = BuiltPages.file_response

    def replace(self: BuiltPages, *arguments: object) -> Response:
        response = respond(self, *arguments)
        (site.output / "a.txt").write_text("newer")
        return response

    monkeypatch.setattr(BuiltPages, "file_response", replace)
    answer = get(client, "/a.txt")
    assert (answer.status, answer.text, answer.headers["content-length"]) == (200, "newer", "5")


def test_film_may_be_asked_for_in_parts(client: Client, site: Site) -> None:
    (site.output / "film.mp4").write_bytes(b"0123456789")
    answer = asyncio.run(client.ask("GET", "/film.mp4", headers={"Range": "bytes=2-4"}))
    assert (answer.status, answer.text) == (206, "234")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    ("url", "endpoint", "location"),
    [
        ("https://x.github.io/blog", "/blog/comments", "/blog/"),
        ("https://x.github.io/blog/", "/blog/comments/", "/blog/"),
        ("https://x.github.io/blog", "/blog/api/comments", "/blog/"),
        ("https://x.github.io/a/b", "/a/b/comments", "/a/b/"),
        ("https://x.github.io/blog", "/comments", "/blog/"),
        ("https://example.org", "/comments", "/"),
        ("https://example.org", "/api/comments", "/"),
        ("", "/comments", "/"),
        ("", "/blog/comments", "/blog/"),
        ("", "/blog/comments/", "/blog/"),
        ("https://x.github.io/blog", "https://inbox.example.org/comments", "https://x.github.io/blog/"),
        ("https://example.org", "https://inbox.example.org/comments", "https://example.org/"),
    ],
)
def test_address_of_the_form_leads_to_the_site(  # noqa: PLR0913  # the fixtures and the cases
    site: Site, monkeypatch: pytest.MonkeyPatch, *, method: str, url: str, endpoint: str, location: str
) -> None:
    monkeypatch.setattr(inbox_pages.time, "time", lambda: 1.0)  # which each form that is handed out bears
    settings = replace(site.settings, endpoint=endpoint)
    client = make_client(replace(site, url=url.rstrip("/"), settings=settings))
    path = urlsplit(endpoint).path
    answer = get(client, path, method)
    assert (answer.status, answer.headers["location"]) == (303, location)
    page = get(client, urlsplit(location).path).text
    assert re.sub(r'value="\d+"', 'value=""', page) == FORM  # it says when it was handed out


@pytest.mark.parametrize("url", ["https://x.github.io/blog", ""])
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "POST"])
def test_nothing_at_the_address_of_the_form_leads_out_of_the_site(site: Site, url: str, method: str) -> None:
    settings = replace(site.settings, endpoint="/blog/comments")
    answer = get(make_client(replace(site, url=url, settings=settings)), "/blog/comments", method)
    links = [link["href"] for link in read_page(answer).select("[href]")]
    links += [answer.headers.get("location", "/blog/")]
    assert all(urlsplit(link).path.startswith("/blog/") for link in links)
    assert {urlsplit(link).netloc for link in links} <= {"", "x.github.io"}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "X"])
@pytest.mark.parametrize(("path", "allowed"), [("/commentaires", "GET, HEAD, POST"), ("/", "GET, HEAD")])
def test_other_methods_are_refused(client: Client, method: str, path: str, allowed: str) -> None:
    answer = get(client, path, method)
    assert (answer.status, answer.headers["allow"]) == (405, allowed)


# The site it goes by


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for changes at each request."""
    monkeypatch.setattr(inbox_pages, "_MIN_INTERVAL", 0.0)


@pytest.mark.usefixtures("eager")
def test_new_article_can_be_answered_at_once(tmp_path: Path) -> None:
    live = LiveSite(write_blog(tmp_path))
    assert "nouveau" not in live.read().posts
    known = live.read()
    assert live.read() is known  # nothing has changed
    (tmp_path / "content" / "comments" / "article" / "2.md").write_text("author: a\n\nb\n")
    assert live.read() is known
    (tmp_path / "content" / "nouveau.md").write_text("Title: Nouveau\nDate: 2026-01-01\n\nMots.\n")
    assert "nouveau" in live.read().posts
    (tmp_path / "content" / "nouveau.md").unlink()
    assert "nouveau" not in live.read().posts


def test_site_is_read_once_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Site] = []

    def note(path: Path, pelican: Pelican) -> Site:
        read.append(read_site(path, pelican))
        return read[-1]

    monkeypatch.setattr(inbox_pages, "read_site", note)
    live = LiveSite(write_blog(tmp_path))
    assert live.read() is read[0]
    assert len(read) == 1


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("name", ["content/nouveau.md", "pelicanconf.py"])
def test_what_changes_while_the_site_is_read_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    settings = write_blog(tmp_path)
    texts = {
        "content/nouveau.md": "Title: Nouveau\nDate: 2026-01-01\n\nMots.\n",
        "pelicanconf.py": f"{SETTINGS}SITENAME = 'Autre'\n",
    }

    def change(path: Path, pelican: Pelican) -> Site:
        site = read_site(path, pelican)
        (tmp_path / name).write_text(texts[name])
        return site

    with monkeypatch.context() as patch:
        patch.setattr(inbox_pages, "read_site", change)
        live = LiveSite(settings)
    site = live.read()
    assert "nouveau" in site.posts or site.name == "Autre"


def test_changes_are_looked_for_once_a_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live = LiveSite(write_blog(tmp_path))
    known = live.read()
    (tmp_path / "content" / "nouveau.md").write_text("Title: Nouveau\nDate: 2026-01-01\n\nMots.\n")
    now = time.monotonic()
    monkeypatch.setattr(inbox_pages.time, "monotonic", lambda: now)
    live._looked = now - 0.5  # noqa: SLF001
    assert live.read() is known
    live._looked = now - 1.0  # noqa: SLF001
    assert "nouveau" in live.read().posts


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize(
    "mistake", ["COMMENTS = {'endpiont': '/x'}", "1 / 0", "import nothing_of_that_name", "("]
)
def test_site_stays_as_it_was_while_its_settings_are_wrong(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, mistake: str
) -> None:
    settings = write_blog(tmp_path)
    live = LiveSite(settings)
    known = live.read()
    settings.write_text(f"{SETTINGS}\n{mistake}\n")
    assert live.read() is known
    assert "Until then comments go by the site as it was" in caplog.text
    settings.write_text(SETTINGS + "SITENAME = 'Autre'\n")
    assert live.read().name == "Autre"


def test_text_that_goes_while_it_is_looked_at_is_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "gone.md"
    assert inbox_pages._read_stamp(path) == (str(path), 0, 0)  # noqa: SLF001


# Its settings


@pytest.mark.parametrize(
    ("endpoint", "path"),
    [
        ("/commentaires", "/commentaires"),
        ("https://inbox.example.org/a/b/", "/a/b/"),
        ("http://x.example/c", "/c"),
    ],
)
def test_path_is_that_of_the_endpoint(endpoint: str, path: str) -> None:
    assert find_path(CommentsSettings(endpoint=endpoint)) == path


@pytest.mark.parametrize("endpoint", [None, "/", "https://inbox.example.org", "https://inbox.example.org/"])
def test_endpoint_is_asked_for(endpoint: str | None) -> None:
    with pytest.raises(CommentsError, match=r"COMMENTS\['endpoint'\].*write a path"):
        find_path(CommentsSettings(endpoint=endpoint))


def test_error_page_of_a_server_elsewhere_may_be_sent_from(tmp_path: Path) -> None:
    settings = SETTINGS.replace('"/commentaires"', '"https://inbox.example.org/commentaires"')
    client = make_client(load_site(write_blog(tmp_path, settings)))
    answer = post(client, Origin="https://inbox.example.org", Content_Type=HEADERS["Content-Type"])
    assert (answer.status, answer.headers["location"]) == (303, "https://example.org/blog/merci/")


@pytest.mark.parametrize(
    "origin", ["", "example.org", "ftp://example.org", "https://example.org/blog", "https://"]
)
def test_origin_on_the_command_line_is_checked(site: Site, origin: str) -> None:
    with pytest.raises(CommentsError, match="is no origin"):
        list_origins(site, PORT, [origin])


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("HTTPS://Example.org:443/a?b#c", "https://example.org"),
        ("http://example.org:80", "http://example.org"),
        ("http://example.org:443", "http://example.org:443"),
        ("http://[2001:DB8::1]:8000", "http://[2001:db8::1]:8000"),
        ("null", None),
        ("//example.org", None),
        ("javascript:alert(1)", None),
        ("https://a:b@example.org", None),
        ("https://example.org:x", None),
    ],
)
def test_origin_is_scheme_host_and_port(text: str, origin: str | None) -> None:
    assert read_origin(text) == origin


def test_leftovers_of_a_killed_server_are_swept_after_an_hour(tmp_path: Path) -> None:
    inbox, elsewhere = tmp_path / "inbox", tmp_path / "elsewhere"
    for name in (
        "inbox/a/.x.tmp",
        "inbox/a/.young.tmp",
        "inbox/a/w-1.md",
        "elsewhere/.x.tmp",
        "inbox/.x.tmp",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("author:")
        os.utime(tmp_path / name, (1, 1))
    (inbox / "a" / ".young.tmp").touch()
    (inbox / "a" / ".folder.tmp").mkdir()
    (inbox / "a" / ".link.tmp").symlink_to(elsewhere / ".x.tmp")
    (inbox / "b").symlink_to(elsewhere)
    sweep_leftovers(inbox)
    assert sorted(path.name for path in (inbox / "a").iterdir()) == [
        ".folder.tmp",
        ".link.tmp",
        ".young.tmp",
        "w-1.md",
    ]
    assert (elsewhere / ".x.tmp").exists()
    sweep_leftovers(tmp_path / "nowhere")


# A real server


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[InboxServer, Path]]:
    """A server of the scratch blog in a process of its own, and the folder of the blog."""
    folder = tmp_path_factory.mktemp("served")
    server = InboxServer(write_blog(folder))
    yield server, folder
    assert "Traceback" not in server.end()


@pytest.fixture
def server(served: tuple[InboxServer, Path]) -> Iterator[InboxServer]:
    """The same server, whose inbox is empty."""
    server, folder = served
    yield server
    shutil.rmtree(folder / "inbox", ignore_errors=True)


def test_no_address_is_logged_or_kept(tmp_path: Path) -> None:
    server = InboxServer(write_blog(tmp_path))
    headers = {**HEADERS, "X-Forwarded-For": "192.0.2.77"}
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "english").write_text("")
    asked = [
        server.ask("POST", "/commentaires", encode_form(), headers).status,
        server.ask("POST", "/commentaires", encode_form(name=""), headers).status,
        server.ask("POST", "/commentaires", encode_form(post="english"), headers).status,
        server.ask("POST", "/commentaires", encode_form(), {**headers, "Origin": "null"}).status,
        server.ask("GET", "/nowhere", headers=headers).status,
    ]
    assert asked == [303, 422, 503, 403, 404]
    for request in (
        b"\x16\x03\x01 no HTTP\r\n\r\n",
        b"POST /commentaires HTTP/1.1\r\nContent-Length: x\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", server.port), timeout=120) as connection:
            connection.sendall(request)
            assert b"400 Bad Request" in connection.recv(1000)
    with socket.create_connection(("127.0.0.1", server.port), timeout=120) as connection:
        connection.sendall(b"POST /commentaires HTTP/1.1\r\nHost: a\r\nOrigin: https://example.org\r\n")
        connection.sendall(
            b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\npost"
        )
    said = server.end(signal.SIGTERM)
    assert server.process.returncode in {0, -signal.SIGTERM}
    kept = "".join(path.read_text() for path in tmp_path.rglob("*.md"))
    assert "a comment could not be kept" in said
    assert "Traceback" not in said
    assert "192.0.2.77" not in said + kept
    assert "127.0.0.1" not in said + kept


def test_senders_behind_a_proxy_are_told_apart(server: InboxServer) -> None:
    def send(number: int, address: str) -> int:
        body = encode_form(message=f"Numéro {number}")
        return server.ask("POST", "/commentaires", body, {**HEADERS, "X-Forwarded-For": address}).status

    assert [send(number, "192.0.2.1") for number in range(6)] == [303] * 5 + [429]
    assert send(6, "192.0.2.2") == 303
    assert (
        send(7, "198.51.100.9, 192.0.2.1") == 429
    )  # what the sender himself put before it counts for nothing


def test_half_sent_heads_lock_nobody_out(server: InboxServer) -> None:
    held = [socket.create_connection(("127.0.0.1", server.port), timeout=120) for _ in range(300)]
    for connection in held:
        with suppress(OSError):
            connection.sendall(b"POST /commentaires HTTP/1.1\r\nHost: a\r\nOrigin: https://exa")
    assert server.ask("GET", "/").status == 200
    assert server.ask("POST", "/commentaires", encode_form(), HEADERS).status == 303
    with suppress(ConnectionResetError):
        assert held[0].recv(1) == b""  # it made room
    for connection in held:
        connection.close()


@pytest.mark.parametrize("path", ["/commentaires", "/", "/nowhere"])
def test_body_in_crumbs_ends_the_connection(served: tuple[InboxServer, Path], path: str) -> None:
    server, folder = served
    head = f"POST {path} HTTP/1.1\r\nHost: a\r\nOrigin: {ORIGIN}\r\nTransfer-Encoding: chunked\r\n"
    head += f"Content-Type: {HEADERS['Content-Type']}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=120) as connection:
        connection.sendall(head.encode())
        with suppress(ConnectionError):
            for _ in range(1000):  # 250 MB: more than any buffer on the way takes
                connection.sendall(b"1\r\na\r\n" * 40_000)
            pytest.fail("everything was read")
    assert server.ask("GET", "/").status == 200
    assert not list(folder.glob("inbox/*"))


def test_chunks_beside_a_length_are_refused(served: tuple[InboxServer, Path]) -> None:
    server, folder = served
    body = encode_form()
    for lines in (
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
    ):
        head = f"POST /commentaires HTTP/1.1\r\nHost: a\r\nOrigin: {ORIGIN}\r\n{lines}\r\n"
        head += f"Content-Type: {HEADERS['Content-Type']}\r\n\r\n"
        with socket.create_connection(("127.0.0.1", server.port), timeout=120) as connection:
            connection.sendall(head.encode() + b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body))
            answer = b"".join(iter(lambda connection=connection: connection.recv(1000), b""))
        assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
        assert answer.count(b"HTTP/1.1") == 1
    assert not list(folder.glob("inbox/*"))


def test_chunked_form_is_taken(server: InboxServer) -> None:
    body = encode_form()
    chunks = (body[start : start + 16] for start in range(0, len(body), 16))
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    connection.request("POST", "/commentaires", chunks, dict(HEADERS), encode_chunked=True)
    assert connection.getresponse().status == 303
    connection.close()


def test_reader_of_too_long_a_text_sees_why(server: InboxServer) -> None:
    """Though nothing of it is read: a connection that is closed at once shows an error of the browser's."""
    answer = server.ask("POST", "/commentaires", encode_form(message="a" * 900_000), HEADERS)
    assert (answer.status, read_alert(answer)) == (413, explain(Reason.LONG_MESSAGE))


def test_every_answer_bears_the_headers_of_the_site(server: InboxServer) -> None:
    for method, path in (("GET", "/"), ("GET", "/nowhere"), ("POST", "/commentaires"), ("PUT", "/")):
        headers = server.ask(method, path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert "server" not in headers


def test_head_has_the_headers_and_no_body(server: InboxServer) -> None:
    answer = server.ask("HEAD", "/")
    assert (answer.status, answer.text) == (200, "")
    assert answer.headers["content-type"].startswith("text/html")


def test_server_ends_without_a_word_for_who_sends_or_reads_no_further(tmp_path: Path) -> None:
    server = InboxServer(write_blog(tmp_path))
    (tmp_path / "output" / "film.mp4").write_bytes(bytes(12_000_000))
    head = "\r\n".join(f"{name}: {value}" for name, value in HEADERS.items())
    requests = (
        "GET / HTTP/1.1\r\nHost: loc",
        f"POST /commentaires HTTP/1.1\r\nHost: localhost\r\n{head}\r\nContent-Length: 9\r\n\r\npost=",
        "GET /film.mp4 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    )
    connections = [socket.create_connection(("127.0.0.1", server.port), timeout=120) for _ in requests]
    for connection, request in zip(connections, requests, strict=True):
        connection.sendall(request.encode())
    assert connections[2].recv(15) == b"HTTP/1.1 200 OK"
    assert server.ask("GET", "/").status == 200  # all of that has come in
    assert server.end() == ""
    assert server.process.returncode in {0, -signal.SIGINT}
    for connection in connections:
        connection.close()


def test_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommentsError, match=rf"port {port} is already in use; stop the other .*--port"):
            listen("127.0.0.1", port)


# What is sent from a translation

LANGUAGES = {
    "content/tarte.md": "Title: Tarte\nDate: 2015-11-20\nSlug: tarte\n\nMots.\n",
    "content/tarte.en.md": "Title: Pie\nDate: 2015-11-20\nSlug: tarte\nLang: en\n\nWords.\n",
    "content/pages/merci.md": "Title: Merci\nSlug: merci\n\nMots.\n",
    "content/pages/merci.en.md": "Title: Thanks\nSlug: merci\nLang: en\n\nWords.\n",
}


@pytest.fixture(scope="module")
def translated_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A scratch blog with an article and a page of thanks in two languages."""
    folder = tmp_path_factory.mktemp("languages")
    path = write_blog(folder, SETTINGS.replace("merci/", "pages/merci.html"))
    for name, text in LANGUAGES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return load_site(path)


@pytest.mark.parametrize(
    ("name", "lang", "thanks"),
    [
        ("tarte", "", "pages/merci.html"),
        ("tarte/en", "lang: en", "pages/merci-en.html"),
        ("tarte/fr", "", "pages/merci.html"),
        ("tarte/it", "", "pages/merci.html"),
    ],
)
def test_reader_of_a_translation_is_thanked_in_it(
    translated_site: Site, name: str, lang: str, thanks: str
) -> None:
    answer = post(make_client(translated_site), encode_form(post=name, message=f"De {name}."))
    assert (answer.status, answer.headers["location"]) == (303, f"https://example.org/blog/{thanks}")
    (path,) = (translated_site.inbox / "tarte").iterdir()
    header = path.read_text(encoding="utf-8").partition("\n\n")[0]
    path.unlink()
    assert [line for line in header.split("\n") if line.startswith("lang")] == ([lang] if lang else [])


@pytest.mark.parametrize(
    ("name", "lang", "page"),
    [("tarte", "fr", "tarte.html"), ("tarte/en", "en", "tarte-en.html"), ("tarte/it", "fr", "tarte.html")],
)
def test_error_thanks_and_way_back_are_those_of_the_page(
    translated_site: Site, name: str, lang: str, page: str
) -> None:
    refused = read_page(post(make_client(translated_site), encode_form(post=name, name="")))
    plain = replace(translated_site, settings=replace(translated_site.settings, thanks_page=None))
    thanked = read_page(post(make_client(plain), encode_form(post=name, message=f"Par {name}.")))
    shutil.rmtree(translated_site.inbox)
    for answer in (refused, thanked):
        assert answer.html["lang"] == lang
        assert answer.select_one(".comment-back a")["href"] == f"https://example.org/blog/{page}"
    assert refused.select_one('[role="alert"]').text == Reason.NO_NAME.explain(read_wording(lang))
    # what is sent from there again is sent from the same page
    assert refused.select_one('[name="post"]')["value"] == (name if lang == "en" else "tarte")


@pytest.mark.parametrize(
    "name",
    [
        "tarte//evil.example",
        "tarte/https://evil.example",
        "tarte/en/..",
        "tarte/../x",
        "tarte/",
        "//evil.example",
    ],
)
def test_no_name_of_a_page_leads_elsewhere(translated_site: Site, name: str) -> None:
    answer = post(make_client(translated_site), encode_form(post=name))
    assert answer.status == 422
    assert not translated_site.inbox.exists()
    links = [link["href"] for link in read_page(answer).select("a[href]")]
    assert links == ["https://example.org/blog/"]


def test_fields_follow_what_is_typed(send: Send) -> None:
    page = read_page(send(name=""))
    assert [page.select_one(f'[name="{name}"]')["dir"] for name in ("name", "message")] == ["auto", "auto"]
    page = read_page(send(post="clos"))
    assert page.pre["dir"] == "auto"
