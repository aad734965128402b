"""The commands as the writer runs them, with make, on a blog that has this one's settings and theme."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from pelican_blog.__main__ import main
from pelican_blog.blog import Blog, load_blog
from pelican_blog.writing.beginning import tell_time
from pelican_blog.writing.network import Client
from pelican_blog.writing.oembed import Host
from pelican_blog.writing.videos import Request, write_video

from plugins.images.tests.photos import draw, encode
from tests.command.calling import call

from .conftest import HostServer, Reply

ROOT = Path(__file__).parents[3]
TYPED = 'Ça coûte 100 $ ou $HOME : `date` # "l\'été" $(info x) \\ %s ; exit | & < b > ü'
SHOWN = "Ça coûte 100 $ ou $HOME : `date` # « l’été » $(info x) \\ %s ; exit | & < b > ü"

Make = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository without a text."""
    for name in ("posts", "pages", "images", "videos", "extra"):
        (tmp_path / "content" / name).mkdir(parents=True)
    shutil.copy(ROOT / "tools/blog.mk", tmp_path / "Makefile")
    shutil.copy(ROOT / "siteconf.py", tmp_path)
    settings = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    (tmp_path / "pelicanconf.py").write_text(settings + 'DEFAULT_LANG = "fr"\n', encoding="utf-8")
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    return tmp_path


@pytest.fixture
def make(folder: Path) -> Make:
    """A function that runs make in that repository, with the packages of these tests."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["make", "--assume-old=.venv/site", f"BIN={Path(sys.executable).parent}", *arguments]
        env = {key: value for key, value in os.environ.items() if key not in {"MAKEFLAGS", "MAKELEVEL"}}
        return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)

    return run


def read_page(folder: Path, address: str) -> BeautifulSoup:
    path = folder / "output" / address / "index.html"
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def read_heading(page: BeautifulSoup) -> str:
    assert page.h1
    return re.sub(r"\s", " ", page.h1.get_text())


def test_what_the_commands_write_is_a_site_that_builds(
    folder: Path, make: Make, client: Client, hosts: Mapping[str, Host], host_server: HostServer
) -> None:
    (folder / "content/videos/film.mp4").write_bytes(b"film")
    post = make("new", f"TITLE={TYPED}", "SLUG=tout")
    page = call(folder, "page", "--title", "Mes livres")
    film = call(folder, "video", "--url", "videos/film.mp4", "--post", "mes-livres", "--title", "Mon film")
    assert [done.stderr for done in (post, page, film)] == ["", "", ""]
    host_server.answer(title='Un "titre" <b>', width=16, height=9)
    host_server.replies["/best/AbCdEfGhIjK.jpg"] = Reply(body=encode(draw((640, 360)), "jpeg"))
    blog = load_blog(folder / "pelicanconf.py")
    video = write_video(Request(url="https://youtu.be/AbCdEfGhIjK"), tell_time(blog), blog, client, hosts)

    built = call(folder, "build")
    assert built.returncode == 0, built.stderr
    post_page, text_page, video_page = (
        read_page(folder, *re.findall(r"Its address will be /(\S+)", said))
        for said in (post.stdout, page.stdout, "\n".join(video))
    )
    assert read_heading(post_page) == SHOWN
    assert read_heading(text_page) == "Mes livres"
    assert text_page.select_one("figure.video video source[src$='videos/film.mp4']")
    assert read_heading(video_page) == "Un « titre » <b>"
    assert video_page.select_one("a.video-facade img[src$='videos/youtube-AbCdEfGhIjK.jpg']")
    titles = [re.sub(r"\s", " ", link.get_text()) for link in read_page(folder, "").select("article h2")]
    assert sorted(titles) == sorted([SHOWN, "Un « titre » <b>"])


def test_title_without_quotes_begins_nothing(folder: Path, make: Make) -> None:
    done = make("new", "TITLE=Crème", "brûlée", ":", "l’essai")
    assert done.returncode != 0
    assert "make takes brûlée : l’essai for a task of its own" in done.stderr
    assert 'between quotes, as in: make new TITLE="My title"' in done.stderr
    assert list((folder / "content/posts").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["new"], "The title is missing"),
        (["page", "--title= "], "The title is missing"),
        (["page", "--title=Archives"], "/archives/ is an address that the site itself uses"),
        (["video"], "The video's address is missing"),
        (["video", "--url=https://example.org/film"], "is not a video that this site can show"),
    ],
)
def test_mistake_is_one_sentence_and_no_traceback(folder: Path, arguments: list[str], problem: str) -> None:
    done = call(folder, *arguments)
    assert done.returncode == 1
    assert problem in done.stderr
    assert [line[:5] for line in done.stderr.splitlines()] == ["Error"]


def test_disk_that_refuses_is_named(blog: Blog) -> None:
    (blog.content / "posts").rename(blog.content / "away")
    (blog.content / "posts").write_text("a file in the place of the folder")
    arguments = ["new", "--settings", str(blog.root / "pelicanconf.py"), "--title", "Un pain"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    assert re.match("Error: .*posts", done.output)


def test_date_is_that_of_the_blogs_time_zone(tmp_path: Path) -> None:
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # 25 hours apart, so never of one day
        (tmp_path / "pelicanconf.py").write_text(f"TIMEZONE = {zone!r}\nPATH = '.'\n")
        now = tell_time(load_blog(tmp_path / "pelicanconf.py"))
        hours = (now - datetime.now(UTC).replace(tzinfo=None)).total_seconds() / 3600
        assert round(hours) == {"Pacific/Kiritimati": 14, "Pacific/Pago_Pago": -11}[zone]
