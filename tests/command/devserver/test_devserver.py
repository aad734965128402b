"""`make devserver`: the good is built and served, the bad is named, and no change is lost."""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from pelican_blog.devserver.watching import is_written_by_hand

from tests.bad_texts import BAD, BAD_FOR_PELICAN, GOOD, SETTINGS, write_texts
from tests.clones import find_free_port
from tests.command.devserver.processes import PATIENCE, DevServer, wait_until

Start = Callable[..., DevServer]

HELD = (
    SETTINGS
    + """\
import os
from pathlib import Path
from time import sleep

def hold():
    Path("writing").touch()
    while Path("hold").exists():
        sleep(0.01)
    return ""

JINJA_GLOBALS = {"hold": hold, "process": os.getpid()}
THEME_TEMPLATES_OVERRIDES = ["templates"]
"""
)
"""Settings with which a build stops before it writes a page, as long as there is a file `hold`."""
TEMPLATES = {
    "templates/article.html": "{{ SITENAME }}, built by {{ process }}: {{ article.content }}"
    "{% include 'comments/discussion.html' %}",
    "templates/page.html": "{{ hold() }}{{ page.content }}",
}


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A blog whose texts are all good."""
    write_texts(tmp_path / "content", GOOD)
    write_texts(tmp_path, {**TEMPLATES, "pelicanconf.py": HELD})
    return tmp_path


@pytest.fixture
def start(blog: Path) -> Iterator[Start]:
    """A function that starts the dev server; it is ended with the test."""
    with ExitStack() as stack:

        def begin(*arguments: str) -> DevServer:
            server = DevServer(blog, *arguments)
            stack.callback(lambda: server.process.poll() is None and server.end())
            return server

        yield begin


def fetch(port: int) -> tuple[int, str | None, str]:
    """The status, Retry-After and page that are answered at a port before there is a site."""
    with closing(HTTPConnection("localhost", port, timeout=PATIENCE)) as connection:
        connection.request("GET", "/good.html")
        answer = connection.getresponse()
        return answer.status, answer.headers["Retry-After"], answer.read().decode()


def save(blog: Path, name: str, text: str) -> None:
    """Save a file as many editors do: beside it, and then in its place."""
    draft = blog / f"{name}~"
    draft.write_text(text, encoding="utf-8")
    draft.replace(blog / name)


def test_what_is_wrong_from_the_start_is_said_and_waited_for(blog: Path, start: Start) -> None:
    """At the terminal and in the browser; then the good is shown, as a whole, and the bad is named."""
    texts = {**BAD, **BAD_FOR_PELICAN}
    write_texts(blog / "content", texts)
    write_texts(blog, {"pelicanconf.py": f"{SETTINGS}(\n"})
    port = find_free_port()
    server = start("--port", str(port))
    server.wait_for("Nothing was built. Waiting for a change.")
    assert server.said.startswith("Building…\n")
    assert "pelicanconf.py:12: SyntaxError" in server.said
    wait_until(lambda: "SyntaxError" in fetch(port)[2], "the faults in the browser")

    (blog / "hold").touch()
    save(blog, "pelicanconf.py", HELD)
    wait_until((blog / "writing").exists, "a build that writes a page, after the posts")
    *head, page = fetch(port)
    assert head == [503, "1"]
    assert '<meta http-equiv="refresh" content="1">' in page
    assert "SyntaxError" in page
    assert (blog / ".cache/preview/good.html").exists()
    assert not (blog / ".cache/devserver").exists()
    save(blog, "content/good.md", GOOD["good.md"] + "\nSaved during a build.\n")
    (blog / "hold").unlink()
    server.wait_for("Built ", times=2)
    status, page = server.read("/good.html")
    assert (status, "<h2" in page, "Saved during a build." in page) == (200, True, True)
    assert [server.read(path)[0] for path in ("/pages/fine.html", "/theme/css/main.css")] == [200, 200]
    assert [name for name in texts if name not in server.said] == []
    assert server.said.count("content/no-date.md: the header has no line 'date'") == 2
    assert (
        len(re.findall(r"(?m)^Built .*, with \d+ problems \(see above\)\. make proofread ", server.said)) == 2
    )
    assert not (blog / "output").exists()  # which may be what is published
    assert server.end(signal.SIGHUP) == 0
    assert "Traceback" not in server.said


def test_whatever_is_written_is_shown_comments_are_told_of_and_settings_followed(
    blog: Path, start: Start
) -> None:
    """Nothing is built for a comment, and the site stays as it was while settings are wrong."""
    head = "author: Jeanne\ndate: 2026-11-20T10:00:00+01:00\n"
    write_texts(blog, {"inbox/good/a-1.md": f"{head}\nBonjour.\n"})
    server = start()
    server.wait_for("1 comment is waiting for you: make comments\n")
    (builder,) = re.findall(r"built by \d+", server.read("/good.html")[1])
    for name, words in (("a-2", "Merci pour\nces photos \x1b[31m: " + "très " * 30), ("a-3", "")):
        save(blog, f"inbox/good/{name}.md", f"{head}\n{words}\n")
    server.wait_for("To decide: make comments\n")
    server.wait_for("inbox/good/a-3.md")
    assert "\n    Merci pour ces photos [31m: très" in server.said
    assert "Bonjour" not in server.said
    assert server.said.count("Built ") == 1

    (blog / "hold").touch()
    save(blog, "content/good.md", GOOD["good.md"] + "\nOther words.\n")
    wait_until(lambda: "Other words." in server.read("/good.html")[1], "a page before the others")
    (blog / "hold").unlink()
    assert [builder] != re.findall(r"built by \d+", server.read("/good.html")[1])  # Pelican keeps every text
    shutil.copytree(blog / "content", blog / "checked-out")  # as git replaces a folder
    (blog / "content").rename(blog / "before")
    (blog / "checked-out").rename(blog / "content")
    for name, text, page, words in (
        ("content/2027/deep/new.md", GOOD["good.md"].replace("good", "new"), "/new.html", "Words."),
        ("content/images/a.svg", '<svg width="1" height="1"/>', "/images/a.svg", "<svg"),
        ("content/comments/good/2.md", "author: Paul\n\nMoi aussi.\n", "/good.html", "Moi aussi."),
        ("templates/article.html", "Another look at {{ SITENAME }}", "/good.html", "Another look at Un blog"),
    ):
        assert words not in server.read(page)[1]
        (blog / name).parent.mkdir(parents=True, exist_ok=True)
        save(blog, name, text)
        wait_until(lambda page=page, words=words: words in server.read(page)[1], f"{words} of {name}")  # type: ignore[misc]

    def change(settings: str, **statuses: int) -> None:
        """Save settings, after which these addresses have these statuses."""
        save(blog, "pelicanconf.py", settings)
        for name, status in {**statuses, "good.html": 200}.items():
            wait_until(lambda: server.read(f"/{name}")[0] == status, f"{status} at {name}")  # noqa: B023

    assert server.read("/comments")[0] == 200  # an error page that is opened again leads to the first page
    assert server.read("/answers")[0] == 404
    change(HELD.replace("/comments", "/answers"), answers=200, comments=404)
    change(f'{HELD}COMMENTS = {{"repository": "owner/blog"}}\n', answers=404)
    change(f"{HELD}1 / 0\n")
    server.wait_for("ZeroDivisionError")
    change(f"{HELD}os._exit(7)\n")
    server.wait_for("The build ended unexpectedly (7)")
    change(HELD, comments=200)
    assert server.end(signal.SIGTERM) == 0
    assert "Traceback" not in server.said


def test_port_in_use_is_said_plainly_and_nothing_is_left_of_a_server_killed(blog: Path, start: Start) -> None:
    port = str(find_free_port())
    server = start("--port", port)
    server.wait_for("shows it")
    command = [sys.executable, "-m", "pelican_blog", "devserver", "--port", port]
    done = subprocess.run(command, cwd=blog, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert re.search(f"port {port} .*PORT=8001", done.stderr, re.DOTALL)
    assert server.end(signal.SIGKILL) == -signal.SIGKILL


def test_what_writers_write_is_heard_and_what_programs_write_beside_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    writers = """
    content/posts/2026/a.md content/extra/.nojekyll content/extra/.well-known/security.txt pelicanconf.py
    content/posts/notes.tmp.md content/images/4913.jpg content/posts/#1.md
    """
    programs = """
    content/posts/.a.md.swp content/posts/a.md~ content/posts/#a.md# content/.DS_Store content/posts/4913
    content/posts/.~lock.a.md# content/comments/a/.0a1b.tmp content/images/plage.jpg.part content/.nfs0001
    .cache/output/index.html .venv/lib/a.py content/a.md___jb_tmp___ content/.git/index content/a.pyc
    """
    for names, expected in ((writers.split(), True), (programs.split(), False)):
        assert [name for name in names if is_written_by_hand(str(tmp_path / name)) is not expected] == []
