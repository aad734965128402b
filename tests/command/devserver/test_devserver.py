"""`make devserver`: the good is built and served, the bad is named, and no change is lost."""

import re
import signal
import socket
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.bad_texts import BAD, BAD_FOR_PELICAN, GOOD, SETTINGS, write_texts
from tests.command.devserver.processes import PATIENCE, DevServer, wait_until

Start = Callable[..., DevServer]

HELD = (
    SETTINGS
    + """\
from pathlib import Path
from time import sleep

def hold():
    Path("writing").touch()
    while Path("hold").exists():
        sleep(0.01)
    return ""

JINJA_GLOBALS = {"hold": hold}
THEME_TEMPLATES_OVERRIDES = ["templates"]
"""
)
"""Settings with which a build stops between reading and writing, as long as there is a file `hold`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What comes back before there is a site."""

    status: int
    retry_after: str | None
    page: str


def fetch(port: int, method: str = "GET") -> Answer:
    """What is answered at a port, to which nothing has been said to be served yet."""
    connection = HTTPConnection("localhost", port, timeout=PATIENCE)
    with closing(connection):
        connection.request(method, "/good.html")
        answer = connection.getresponse()
        return Answer(
            status=answer.status,
            retry_after=answer.headers["Retry-After"],
            page=answer.read().decode(),
        )


def find_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def save(blog: Path, name: str, text: str) -> None:
    """Save a file as many editors do: beside it, and then in its place."""
    draft = blog / f"{name}~"
    draft.write_text(text, encoding="utf-8")
    draft.replace(blog / name)


def test_good_texts_are_shown_and_each_bad_one_is_named_once_a_build(blog: Path, start: Start) -> None:
    texts = {**BAD, **BAD_FOR_PELICAN}
    write_texts(blog / "content", texts)
    server = start()
    server.wait_for("Built ")
    status, page = server.read("/good.html")
    assert (status, "<h2" in page) == (200, True)
    assert server.read("/pages/fine.html")[0] == 200
    first = server.said
    assert [name for name in texts if name not in first] == []
    save(blog, "content/good.md", GOOD["good.md"] + "\nOther words.\n")
    server.wait_for("Built ", times=2)
    assert "Other words." in server.read("/good.html")[1]
    line = "content/no-date.md: the header has no line 'date'"
    assert (first.count(line), server.said.count(line)) == (1, 2)
    lines = re.findall(r"^Built .* s, but for \d+ problems above\.$", server.said, re.MULTILINE)
    assert len(lines) == 2
    assert "Traceback" not in server.said


def test_change_that_is_saved_during_a_build_is_built(blog: Path, start: Start) -> None:
    (blog / "pelicanconf.py").write_text(HELD)
    (blog / "templates").mkdir()
    (blog / "templates/article.html").write_text("{{ hold() }}{{ article.content }}")
    (blog / "hold").touch()
    server = start()
    wait_until((blog / "writing").exists, "a build that writes")
    save(blog, "content/good.md", GOOD["good.md"] + "\nThe last sentence.\n")
    (blog / "hold").unlink()
    server.wait_for("Built ", times=2)
    assert "The last sentence." in (blog / "output/good.html").read_text()


def test_page_is_shown_as_soon_as_it_is_written(blog: Path, start: Start) -> None:
    (blog / "pelicanconf.py").write_text(HELD)
    (blog / "templates").mkdir()
    (blog / "templates/article.html").write_text("{{ article.content }}")
    (blog / "templates/page.html").write_text("{{ hold() }}{{ page.content }}")
    server = start()
    server.wait_for("Built ")
    (blog / "hold").touch()
    save(blog, "content/good.md", GOOD["good.md"] + "\nThe last sentence.\n")
    wait_until(
        lambda: "The last sentence." in (blog / "output/good.html").read_text(), "a page before the others"
    )
    (blog / "hold").unlink()
    server.wait_for("Built ", times=2)


def test_first_page_comes_with_the_files_of_its_theme(blog: Path, start: Start) -> None:
    (blog / "pelicanconf.py").write_text(HELD)
    (blog / "templates").mkdir()
    (blog / "templates/page.html").write_text("{{ hold() }}{{ page.content }}")
    (blog / "hold").touch()
    server = start()
    wait_until((blog / ".cache/preview/good.html").exists, "a post")
    wait_until((blog / "writing").exists, "the first page, which comes after it")
    assert not (blog / "output/good.html").exists()
    (blog / "hold").unlink()
    server.wait_for("Built ")
    assert [server.read(path)[0] for path in ("/good.html", "/theme/css/main.css")] == [200, 200]


@pytest.mark.parametrize(
    ("name", "text", "page", "words"),
    [
        ("content/new.md", GOOD["good.md"].replace("good", "new"), "/new.html", "Words."),
        ("content/2027/deep/new.md", GOOD["good.md"].replace("good", "new"), "/new.html", "Words."),
        ("content/images/a.svg", '<svg width="1" height="1"/>', "/images/a.svg", "<svg"),
        ("content/comments/good/2.md", "author: Paul\n\nMoi aussi.\n", "/good.html", "Moi aussi."),
        ("templates/article.html", "Another look", "/good.html", "Another look"),
        ("pelicanconf.py", SETTINGS.replace("Un blog", "Un autre"), "/good.html", "Un autre"),
    ],
)
def test_whatever_is_written_is_shown(  # noqa: PLR0913, PLR0917  # a table and two fixtures
    blog: Path, start: Start, name: str, text: str, page: str, words: str
) -> None:
    show = "{{ SITENAME }}{{ article.content }}{% include 'comments/discussion.html' %}"
    (blog / "templates").mkdir()
    (blog / "templates/article.html").write_text(show)
    settings = f'{SETTINGS}THEME_TEMPLATES_OVERRIDES = ["templates"]\n'
    (blog / "pelicanconf.py").write_text(settings)
    server = start()
    server.wait_for("Built ")
    (blog / name).parent.mkdir(parents=True, exist_ok=True)
    save(blog, name, text + settings.removeprefix(SETTINGS) if name.endswith(".py") else text)
    server.wait_for("Built ", times=2)
    assert words in server.read(page)[1]


def test_settings_may_be_wrong_from_the_start_and_are_waited_for(blog: Path, start: Start) -> None:
    (blog / "pelicanconf.py").write_text(f"{SETTINGS}(\n")
    server = start()
    server.wait_for("Nothing was built. Waiting for a change.")
    assert "pelicanconf.py:12: SyntaxError" in server.said
    save(blog, "pelicanconf.py", SETTINGS.replace("max_depth", "max_dept").replace("endpoint", "endpiont"))
    server.wait_for("Nothing was built. Waiting for a change.", times=2)
    assert "COMMENTS has no key 'endpiont'; did you mean 'endpoint'?" in server.said
    save(blog, "pelicanconf.py", SETTINGS)
    server.wait_for("Built ")
    assert server.read("/good.html")[0] == 200


def test_building_is_said_at_once_and_shown_in_the_browser_until_there_is_a_site(
    blog: Path, start: Start
) -> None:
    write_texts(blog / "output", {"good.html": "of an earlier run"})
    (blog / "pelicanconf.py").write_text(f"{SETTINGS}(\n")
    port = find_free_port()
    server = start("--port", str(port))
    server.wait_for("Nothing was built. Waiting for a change.")
    assert server.said.startswith("Building…\n")
    wait_until(lambda: "SyntaxError" in fetch(port).page, "the faults in the browser")
    (blog / "templates").mkdir()
    (blog / "templates/article.html").write_text("{{ hold() }}{{ article.content }}")
    (blog / "hold").touch()
    save(blog, "pelicanconf.py", HELD)
    wait_until((blog / "writing").exists, "a build that writes")
    answer = fetch(port)
    assert (answer.status, answer.retry_after) == (503, "1")
    assert '<meta http-equiv="refresh" content="1">' in answer.page
    assert "pelicanconf.py:12: SyntaxError" in answer.page
    (blog / "hold").unlink()
    server.wait_for("shows it")
    assert server.read("/good.html")[0] == 200
    assert server.said.count("Building…") == 1


def test_page_says_that_the_first_build_is_going_on(blog: Path, start: Start) -> None:
    (blog / "pelicanconf.py").write_text(HELD)
    (blog / "templates").mkdir()
    (blog / "templates/article.html").write_text("{{ hold() }}{{ article.content }}")
    (blog / "hold").touch()
    port = find_free_port()
    server = start("--port", str(port))
    wait_until((blog / "writing").exists, "a build that writes")
    assert "Building your site…" in fetch(port).page
    assert fetch(port, method="HEAD").page == ""
    (blog / "hold").unlink()
    server.wait_for("shows it")
    assert server.read("/good.html")[0] == 200


def test_comment_that_waits_is_told_of_and_nothing_is_built_for_it(blog: Path, start: Start) -> None:
    head = "author: Jeanne\ndate: 2026-11-20T10:00:00+01:00\n"
    write_texts(blog / "inbox", {"good/a-1.md": f"{head}\nBonjour.\n"})
    server = start()
    server.wait_for("1 comment waits for you: make comments\n")
    server.wait_for("shows it")
    text = "Merci pour\nces photos \x1b[31m: " + "très " * 30
    for name, words in (("a-2", text), ("a-3", "")):
        save(blog, f"inbox/good/{name}.md", f"{head}\n{words}\n")
    server.wait_for("To decide: make comments\n")
    server.wait_for("A comment waits that cannot be read: inbox/good/a-3.md: has no text")
    told = "A comment by Jeanne on “good” waits:\n    Merci pour ces photos [31m: très"
    assert told in server.said
    assert "Bonjour" not in server.said
    assert server.said.count("Built ") == 1


def test_site_stays_as_it_was_while_the_settings_are_wrong(blog: Path, start: Start) -> None:
    server = start()
    server.wait_for("Built ")
    save(blog, "pelicanconf.py", f"{SETTINGS}1 / 0\n")
    server.wait_for("pelicanconf.py:12: ZeroDivisionError")
    assert server.read("/good.html")[0] == 200


def test_build_that_dies_is_reported_and_waited_on(blog: Path, start: Start) -> None:
    (blog / "pelicanconf.py").write_text(f"{SETTINGS}import os\nos._exit(7)\n")
    server = start()
    server.wait_for("The build came to a sudden end (7)")
    save(blog, "pelicanconf.py", SETTINGS)
    server.wait_for("Built ")


def test_each_build_has_a_process_of_its_own(blog: Path, start: Start) -> None:
    """In one process Pelican keeps every text of every build."""
    (blog / "pelicanconf.py").write_text(f"{SETTINGS}import os\nSITENAME = 'process ' + str(os.getpid())\n")
    server = start()
    server.wait_for("Built ")
    names = [re.findall(r"process \d+", (blog / "output/good.html").read_text())]
    save(blog, "content/good.md", GOOD["good.md"] + "\nOther words.\n")
    server.wait_for("Built ", times=2)
    names.append(re.findall(r"process \d+", (blog / "output/good.html").read_text()))
    assert names[0]
    assert names[0] != names[1]


def test_address_of_the_form_is_followed_without_a_restart(blog: Path, start: Start) -> None:
    server = start()
    server.wait_for("Built ")
    assert server.read("/comments")[0] == 200  # an error page that is opened again leads to the first page
    assert server.read("/answers")[0] == 404
    save(blog, "pelicanconf.py", SETTINGS.replace("/comments", "/answers"))
    server.wait_for("Built ", times=2)
    assert (server.read("/answers")[0], server.read("/comments")[0]) == (200, 404)


@pytest.mark.parametrize("settings", ['PLUGINS = ["video"]\n', 'COMMENTS = {"repository": "owner/blog"}\n'])
def test_blog_without_an_inbox_is_served(blog: Path, start: Start, settings: str) -> None:
    (blog / "pelicanconf.py").write_text(
        SETTINGS.replace('IMAGES = {"cache": ".cache/images"}\n', "") + settings
    )
    assert start().read("/good.html")[0] == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_nothing_is_left_of_it(start: Start, number: int) -> None:
    server = start()
    server.wait_for("Built ")
    assert server.end(number) == 0
    assert "Traceback" not in server.said


def test_nothing_is_left_of_it_where_it_is_killed(start: Start) -> None:
    server = start()
    server.wait_for("Built ")
    assert server.end(signal.SIGKILL) == -signal.SIGKILL


def test_it_can_be_ended_during_a_build(blog: Path, start: Start) -> None:
    (blog / "pelicanconf.py").write_text(HELD)
    (blog / "templates").mkdir()
    (blog / "templates/article.html").write_text("{{ hold() }}")
    (blog / "hold").touch()
    server = start()
    wait_until((blog / "writing").exists, "a build that writes")
    assert server.end() == 0
    assert "Traceback" not in server.said


def test_port_in_use_is_said_plainly(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        server = start("--port", port)
        assert server.process.wait(timeout=120) == 1
    server.finish_reading()
    assert f"\nport {port} is already in use; stop the other program" in server.said
    assert "PORT=8001" in server.said
    assert "Traceback" not in server.said
