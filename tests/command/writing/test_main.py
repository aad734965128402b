"""The commands as the writer runs them, on a blog with this one's settings and theme."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pelican_blog.blog import load_blog
from pelican_blog.writing.beginning import tell_time
from pelican_blog.writing.network import Client
from pelican_blog.writing.oembed import Host
from pelican_blog.writing.videos import Request, write_video
from pelican_toolkit.testing import read_page

from plugins.images.tests.photos import draw, encode
from tests.command.calling import call

from .conftest import Reply, Server

ROOT = Path(__file__).parents[3]
TYPED = 'Ça coûte 100 $ ou $HOME : `date` # "l\'été" $(info x) \\ %s ; exit | & < b > ü'
SHOWN = "Ça coûte 100 $ ou $HOME : `date` # « l’été » $(info x) \\ %s ; exit | & < b > ü"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A blog without texts."""
    for name in ("posts", "pages", "images", "videos", "extra"):
        (tmp_path / "content" / name).mkdir(parents=True)
    shutil.copy(ROOT / "siteconf.py", tmp_path)
    settings = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    (tmp_path / "pelicanconf.py").write_text(settings + 'DEFAULT_LANG = "fr"\n', encoding="utf-8")
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    return tmp_path


def test_what_the_commands_write_is_a_site_that_builds(
    folder: Path, client: Client, hosts: Mapping[str, Host], server: Server
) -> None:
    (folder / "content/videos/film.mp4").write_bytes(b"film")
    post = call(folder, "new", "--title", TYPED, "--slug", "tout")
    page = call(folder, "page", "--title", "Mes livres")
    film = call(folder, "video", "--url", "videos/film.mp4", "--post", "mes-livres", "--title", "Mon film")
    assert [done.stderr for done in (post, page, film)] == ["", "", ""]
    server.describe(title='Un "titre" <b>', width=16, height=9)
    server.replies["/best/AbCdEfGhIjK.jpg"] = Reply(encode(draw((640, 360)), "jpeg"))
    blog = load_blog(folder / "pelicanconf.py")
    video = write_video(Request(url="https://youtu.be/AbCdEfGhIjK"), tell_time(blog), blog, client, hosts)
    built = call(folder, "build")
    assert built.returncode == 0, built.stderr
    said = "\n".join([post.stdout, page.stdout, *video])
    pages = [
        read_page(folder / "output", f"{name}index.html")
        for name in re.findall(r"address will be /(\S+)", said)
    ]
    headings = [re.sub(r"\s", " ", page.select_one("h1").get_text()) for page in pages]  # type: ignore[union-attr]
    assert headings == [SHOWN, "Mes livres", "Un « titre » <b>"]
    assert pages[1].select_one("figure.video video source[src$='videos/film.mp4']")
    assert pages[2].select_one("a.video-facade img[src$='videos/youtube-AbCdEfGhIjK.jpg']")
    home = read_page(folder / "output", "index.html")
    titles = {re.sub(r"\s", " ", link.get_text()) for link in home.select("article h2")}
    assert titles == {SHOWN, "Un « titre » <b>"}


def test_make_passes_on_what_is_typed_byte_for_byte(folder: Path) -> None:
    """And a title without quotes is noticed by its second word, which make takes for a target."""
    environment = {key: value for key, value in os.environ.items() if key not in {"MAKEFLAGS", "MAKELEVEL"}}
    start = ["make", "--makefile", ROOT / "tools/blog.mk", "--assume-old=.venv/site", "new", f"TITLE={TYPED}"]
    for words, printed in (([], f"{TYPED}\nnew\n"), (["brûlée", ":"], f"{TYPED}\nnew brûlée :\n")):
        command = [*start, *words, "RUN=printenv TITLE GOALS #"]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.stdout.startswith(printed), done.stderr
    done = call(folder, "new", "--title", "Crème", "--goals", "new brûlée :")
    assert done.returncode == 1
    assert "brûlée :" in done.stderr
    assert 'make new TITLE="My title"' in done.stderr
    assert list((folder / "content/posts").iterdir()) == []


def test_mistake_is_one_sentence_without_a_traceback(folder: Path) -> None:
    (folder / "content/posts").rmdir()
    (folder / "content/posts").write_text("a file in place of the folder")
    for arguments, problem in (
        (["new"], "The title is missing"),
        (["page", "--title= "], "The title is missing"),
        (["page", "--title=Archives"], "/archives/ is an address that the site itself uses"),
        (["video"], "The video's address is missing"),
        (["video", "--url=https://example.org/film"], "YouTube"),
        (["new", "--title=Un pain"], "posts"),
    ):
        done = call(folder, *arguments)
        assert done.returncode == 1
        assert re.fullmatch(f"Error: .*{problem}.*\n", done.stderr)


def test_date_is_in_the_blogs_time_zone(tmp_path: Path) -> None:
    """These two zones are 25 hours apart, so never on the same day."""
    for zone, offset in (("Pacific/Kiritimati", 14), ("Pacific/Pago_Pago", -11)):
        (tmp_path / "pelicanconf.py").write_text(f"TIMEZONE = {zone!r}\nPATH = '.'\n")
        now = tell_time(load_blog(tmp_path / "pelicanconf.py"))
        assert round((now - datetime.now(UTC).replace(tzinfo=None)).total_seconds() / 3600) == offset
