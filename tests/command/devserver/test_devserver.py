"""`make devserver`: the good is built and served, the bad is named, and no change is lost."""

import importlib
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest
from pelican.plugins.incremental.installed import is_installed
from pelican.settings import read_settings
from pelican_blog.devserver.building import describe_settings
from pelican_blog.devserver.news import ACCEPT, News, add_script, digest_looks, read_news
from pelican_blog.devserver.running import drain
from pelican_blog.devserver.watching import Event, Watcher, find_link_targets, is_written_by_hand

from tests.bad_texts import BAD, BAD_FOR_PELICAN, GOOD, SETTINGS, write_texts
from tests.clones import ROOT, find_free_port
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
RAISING = """\
from types import ModuleType
from pelican import signals

def fail(_):
    raise RuntimeError("boom")

plugin = ModuleType("plugin")
plugin.register = lambda: signals.finalized.connect(fail)
PLUGINS += [plugin]
"""
"""Settings with a plugin that fails when everything is written."""
UNCHANGED = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
"""What a browser sends for a page that it has seen, on another server at this address for instance."""
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


def fetch(port: int, path: str = "/good.html", accept: str = "text/html") -> tuple[int, str | None, str]:
    """The status, Retry-After and text that are answered at a port before there is a site."""
    with closing(HTTPConnection("localhost", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path, headers={"Accept": accept})
        answer = connection.getresponse()
        return answer.status, answer.headers["Retry-After"], answer.read().decode()


def find_script(page: str) -> tuple[str, str]:
    """The address of the script that reloads a page, and the version that it was given."""
    ((address, version),) = re.findall('<script src="(/[^"]+)" data-version="([^"]+)" defer>', page)
    return address, version


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
    assert "SyntaxError" in page
    script, version = find_script(page)
    assert "location.reload" in fetch(port, script)[2]
    assert json.loads(fetch(port, accept=ACCEPT)[2]) == {"version": version, "title": "", "faults": []}
    assert (blog / ".cache/preview/good.html").exists()
    assert not (blog / ".cache/devserver").exists()
    save(blog, "content/good.md", GOOD["good.md"] + "\nSaved during a build.\n")
    (blog / "hold").unlink()
    server.wait_for("Built ", times=2)
    status, page = server.read("/good.html")
    assert (status, "<h2" in page, "Saved during a build." in page) == (200, True, True)
    assert find_script(page)[1] != version
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

    for number in range(5):
        save(blog, "templates/article.html", f"Look {number}")
        time.sleep(number / 20)  # at other moments of the build
        make = ["make", "--makefile", ROOT / "tools/blog.mk", "clean"]
        cleaned = subprocess.run(make, cwd=blog, capture_output=True, text=True, check=False)
        assert (cleaned.returncode, cleaned.stderr) == (0, "")
        wait_until(lambda: f"Look {number}" in server.read("/good.html")[1], "the site once more")  # noqa: B023
    assert not (blog / ".cleaned").exists()

    def change(settings: str, **statuses: int) -> None:
        """Save settings, after which these addresses have these statuses."""
        save(blog, "pelicanconf.py", settings)
        for name, status in {**statuses, "good.html": 200}.items():
            wait_until(lambda: server.read(f"/{name}")[0] == status, f"{status} at {name}")  # noqa: B023

    # An error page that is opened again leads to the first page, which may come after the one above.
    wait_until(lambda: server.read("/comments")[0] == 200, "the first page once more")
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


def test_last_good_site_stays_up_and_its_pages_say_what_is_wrong_until_it_is_mended(
    blog: Path, start: Start
) -> None:
    """In the words of the terminal, whether a text, a template, a plugin or the settings are broken."""
    fine = "/pages/fine.html"
    server = start()

    def ask(path: str) -> tuple[str, list[str]]:
        """The news of a page: its version, and what is wrong."""
        news = json.loads(server.read(path, Accept=ACCEPT)[1])
        assert bool(news["title"]) or not news["faults"]
        return news["version"], news["faults"]

    versions = {path: find_script(server.read(path)[1])[1] for path in ("/good.html", fine)}
    for name, broken, words in (
        ("content/good.md", GOOD["good.md"].replace("2020-01-02", "2020-99-02"), "content/good.md: "),
        ("templates/article.html", "{% if %}", "templates/article.html, line 1: TemplateSyntaxError"),
        ("pelicanconf.py", f"{HELD}{RAISING}", "RuntimeError: boom"),
        ("pelicanconf.py", f"{HELD}THEME = 'none'\n", "Could not find the theme none"),
    ):
        mended = (blog / name).read_text(encoding="utf-8")
        save(blog, name, broken)
        wait_until(lambda words=words: words in "".join(ask(fine)[1]), f"{words} in the page")  # type: ignore[misc]
        for fault in ask(fine)[1]:
            server.wait_for(fault)  # pages say it first
        assert [server.read(path)[0] for path in ("/good.html", fine, "/index.html")] == [200, 200, 200]
        save(blog, name, mended)
        wait_until(lambda: ask(fine)[1] == [], f"{name} without a problem")
    assert ask("/good.html")[0] != versions["/good.html"]  # it names the process that built it
    assert ask(fine)[0] == versions[fine] == find_script(server.read(fine, **UNCHANGED)[1])[1]

    page = (blog / "content/pages/fine.md").rename(blog / "fine.md")
    wait_until(lambda: server.read(fine)[0] == 404, "a page that is gone")
    missing = ask(fine)[0]
    assert find_script(server.read(fine)[1])[1] == missing
    page.rename(blog / "content/pages/fine.md")
    wait_until(lambda: ask(fine)[0] != missing, "a page that is back")
    assert server.end() == 0
    files = [path for path in (blog / ".cache/devserver").rglob("*") if path.is_file()]
    assert [path for path in files if b"/.devserver/" in path.read_bytes()] == []


def test_looks_of_a_site_change_with_what_its_pages_load_and_not_with_its_pages(tmp_path: Path) -> None:
    write_texts(tmp_path, {"theme/a.css": "a {}", "images/a.svg": "<svg/>", "a.html": "a", "feed.xml": "a"})
    before = digest_looks(tmp_path)
    write_texts(tmp_path, {"theme/a.css": "a {}", "images/a.svg": "<svg/>", "a.html": "b", "feed.xml": "b"})
    write_texts(tmp_path, {"pagefind/pagefind.js": "made after the pages"})
    assert digest_looks(tmp_path) == before
    for name, text in (("theme/a.css", "b {}"), ("images/a.svg", "<svg></svg>"), ("images/b.svg", "<svg/>")):
        write_texts(tmp_path, {name: text})
        assert digest_looks(tmp_path) != before
        before = digest_looks(tmp_path)


def test_no_news_are_good_news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as after `make clean`."""
    monkeypatch.chdir(tmp_path)
    assert read_news().faults == ()
    news = News(title="One problem", faults=["a.md: été; write"], looks="1")
    news.write()
    assert read_news() == news
    Path(".cache/devserver.new").mkdir()  # what cannot be written ends no server
    News(title="Two problems").write()
    assert read_news() == news


def test_script_is_added_to_any_html() -> None:
    for before, after in (
        ("<!DOCTYPE html><html><HEAD lang='fr'>", "<header></header>"),
        ("<!DOCTYPE html><title>x</title><header></header>", ""),
    ):
        whole = add_script(before + after, "1")
        assert find_script(whole.removeprefix(before).removesuffix(after))[1] == "1"


@pytest.mark.parametrize("folder", ["content", "texts/of/the/blog"])
def test_folder_that_is_not_there_is_watched_for(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    events: SimpleQueue[Event] = SimpleQueue()
    with closing_watcher(Watcher(events, [])) as watcher:
        watcher.watch([Path(folder)])
        (tmp_path / "other").mkdir()
        Path(folder).mkdir(parents=True)
        assert events.get(timeout=PATIENCE) is None
        watcher.watch([Path(folder)])
        Path(folder, "text.md").touch()
        assert events.get(timeout=PATIENCE) is None


def test_what_links_lead_to_is_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, texts, other = (tmp_path / name for name in ("site", "texts", "other"))
    for folder in (site / "content/posts", texts / "2026", other):
        folder.mkdir(parents=True)
    monkeypatch.chdir(site)
    (other / "one.md").touch()
    (other / "unread.md").touch()
    for link, target in [
        ("content/texts", texts),
        ("content/one.md", other / "one.md"),
        ("content/missing.md", other / "missing.md"),
        ("content/again", site / "content/posts"),
        ("content/own", site / "content"),
        ("content/loop", site / "content/loop"),
    ]:
        Path(link).symlink_to(target)
    (texts / "back").symlink_to(site / "content")
    (texts / "further").symlink_to(tmp_path / "further")
    folders, files = find_link_targets([Path("content").absolute()])
    assert (folders, files) == ([texts], {other / "one.md", other / "missing.md", tmp_path / "further"})

    events: SimpleQueue[Event] = SimpleQueue()
    with closing_watcher(Watcher(events, [])) as watcher:
        watcher.watch([Path("content")])
        watcher.follow_links()
        for heard in (texts / "2026/new.md", other / "one.md", other / "missing.md"):
            (other / "unread.md").write_text("Unheard.")
            with pytest.raises(Empty):
                events.get(timeout=0.3)
            (tmp_path / "draft").write_text("Heard.")
            (tmp_path / "draft").replace(heard)
            assert events.get(timeout=PATIENCE) is None
            time.sleep(0.3)  # several steps of one change
            drain(events)


@pytest.mark.parametrize("is_link", [False, True])
def test_folder_in_place_of_another_is_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_link: bool
) -> None:
    """Such as one with the same number, of which a file system has few."""
    monkeypatch.chdir(tmp_path)
    for name in ("content", "other", "texts"):
        Path(name).mkdir()
    if is_link:
        Path("content").rmdir()
        Path("content").symlink_to("texts")
    monkeypatch.setattr("os.stat_result.st_ino", 1, raising=False)
    events: SimpleQueue[Event] = SimpleQueue()
    with closing_watcher(Watcher(events, [])) as watcher:
        watcher.watch([Path("content")])
        Path("content").unlink() if is_link else Path("content").rmdir()
        Path("other").rename("content")
        assert events.get(timeout=PATIENCE) is None
        time.sleep(0.3)  # several steps of one change
        drain(events)
        watcher.watch([Path("content")])
        Path("content/new.md").touch()
        assert events.get(timeout=PATIENCE) is None


def test_name_that_is_no_text_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As archives of old systems have them."""
    monkeypatch.chdir(tmp_path)
    Path("content").mkdir()
    events: SimpleQueue[Event] = SimpleQueue()
    with closing_watcher(Watcher(events, [])) as watcher:
        for name in (b"content/caf\xe9.jpg", b"content/the.jpg"):
            watcher.watch([Path("content")])
            Path(os.fsdecode(name)).touch()
            assert events.get(timeout=PATIENCE) is None


def test_code_of_the_site_is_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plugins in folders that the settings name, and modules that these load."""
    (tmp_path / "content").mkdir()
    for name in ("own/stars.py", "elsewhere/names.py"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("NAME = 'Stars'\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path / "elsewhere")
    for module in ("pelican_blog.devserver.preloaded", "names"):
        importlib.import_module(module)
    paths = ["own", "."]
    announced = describe_settings(read_settings(override={"PATH": "content", "PLUGIN_PATHS": paths}))
    assert tmp_path / "own" in announced.folders
    assert tmp_path not in announced.folders
    assert tmp_path / "elsewhere/names.py" in announced.code
    assert not any(is_installed(str(path)) for path in announced.code)


@contextmanager
def closing_watcher(watcher: Watcher) -> Iterator[Watcher]:
    try:
        yield watcher
    finally:
        watcher.end()


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
