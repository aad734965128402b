"""`make new`, `make page` and `make video`: what they write, and what they refuse."""

import os
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pelican_blog.blog import Blog, find_text, load_blog
from pelican_blog.errors import WritingError
from pelican_blog.writing.beginning import tell_time
from pelican_blog.writing.network import Client
from pelican_blog.writing.oembed import Host
from pelican_blog.writing.texts import Plan, format_menu_item, plan_page, plan_post
from pelican_blog.writing.videos import Request, write_video

from plugins.images.tests.photos import draw, encode, read
from tests.command.calling import call

from .conftest import POST, Reply, SaveText, Server

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 3, 9, 7, 5)  # noqa: DTZ001  # in the blog's time zone
TYPED = 'Ça coûte 100 $ ou $HOME : `date` # "l\'été" $(info x) \\ %s ; exit | & < b > ü'
TAKEN = {
    "posts/un/deux/x.markdown": "\ufeffTitle: Un pain\r\nStatus: draft\r\n\r\n",
    "pages/x.md": b"Slug: un-pain\nTitle: caf\xe9\n",
}
USED = """\
2024 ARTICLE_ Archives ARCHIVES_ Tag TAG_ Drafts DRAFT_ Recherche SEARCH_ Feeds FEED_ Page PAGINATION_
Images STATIC_PATHS Extra EXTRA_PATH_METADATA Theme THEME_STATIC_DIR Commentaires COMMENTS
Pagefind PAGEFIND"""
"""Words that the settings make addresses of, each with its setting."""
VIDEO = "https://youtu.be/AbCdEfGhIjK?si=tracking"
WATCH = "https://www.youtube.com/watch?v=AbCdEfGhIjK"
POSTER = "videos/youtube-AbCdEfGhIjK.jpg"
ADDED = ["Added to content/posts/2025/lessai.md:", f"  Video: {WATCH}"]
UNKNOWN = (
    "Could not get the title from YouTube: YouTube does not have this video; check the address. "
    "Add it yourself: a line `Video_title: …` below `Video:`."
)
NO_POSTER = "It has no poster{0}. Save a picture as content/{1} to use it as the poster."

MakePlan = Callable[[str, str, Blog], Plan]
Write = Callable[..., list[str]]


def test_make_passes_on_what_is_typed_byte_for_byte_and_the_command_writes_it(blog: Blog) -> None:
    """And a title without quotes is noticed by its second word, which make takes for a target."""
    environment = {key: value for key, value in os.environ.items() if key not in {"MAKEFLAGS", "MAKELEVEL"}}
    start = ["make", "--makefile", ROOT / "tools/blog.mk", "--assume-old=.venv/site", "new", f"TITLE={TYPED}"]
    command = [*start, "brûlée", ":", "RUN=printenv TITLE GOALS #"]
    done = subprocess.run(
        command, cwd=blog.root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith(f"{TYPED}\nnew brûlée :\n"), done.stderr
    done = call(blog.root, "new", "--title", "Crème", "--goals", "new brûlée :")
    assert re.fullmatch('Error: .*brûlée :.*make new TITLE="My title"\n', done.stderr)
    assert "Wrote content/posts/" in call(blog.root, "new", "--title", TYPED, "--slug", "tout").stdout
    (written,) = blog.content.rglob("tout.md")
    assert written.read_text(encoding="utf-8").startswith(f"Title: {TYPED}\nDate: 2")
    page = call(blog.root, "page", "--title", "Mes livres")
    assert 'pelicanconf.py: ("Mes livres", "mes-livres/")' in page.stdout
    film = call(blog.root, "video", "--url", "videos/none.mp4", "--post", "mes-livres")
    assert re.fullmatch(r"Error: .*videos/none\.mp4.*\n", film.stderr)


def test_date_is_in_the_blogs_time_zone(tmp_path: Path) -> None:
    """These two zones are 25 hours apart, so never on the same day."""
    with pytest.raises(WritingError, match=r"pelicanconf\.py: .*folder of the blog"):
        load_blog(tmp_path / "pelicanconf.py")
    for zone, offset in (("Pacific/Kiritimati", 14), ("Pacific/Pago_Pago", -11)):
        (tmp_path / "pelicanconf.py").write_text(f"TIMEZONE = {zone!r}\nPATH = '.'\n")
        now = tell_time(load_blog(tmp_path / "pelicanconf.py"))
        assert round((now - datetime.now(UTC).replace(tzinfo=None)).total_seconds() / 3600) == offset


def make_post(title: str, slug: str, blog: Blog) -> Plan:
    return plan_post(title, slug, NOW, blog)


def test_post_and_page_are_headers_to_fill_in(blog: Blog) -> None:
    post = make_post("Crème\n brûlée : l’essai \u202e", "", blog)
    post.write()
    assert post.path == blog.content / "posts/2026/creme-brulee-lessai.md"
    assert post.path.read_text(encoding="utf-8") == (
        "Title: Crème brûlée : l’essai\nDate: 2026-03-09 07:05\nSlug: creme-brulee-lessai\n"
        "Category:\nTags:\n\n"
    )
    assert "make devserver, http://localhost:8000/2026/03/09/creme" in post.report(blog)[-1]
    page = plan_page('Mes "livres"', "", blog)
    page.write()
    with pytest.raises(FileExistsError):  # as if by someone who was faster
        page.write()
    assert page.path.read_text() == 'Title: Mes "livres"\nSlug: mes-livres\n\n'
    assert format_menu_item(page) == r'("Mes \"livres\"", "mes-livres/")'


def test_title_and_slug_have_to_make_an_address(blog: Blog) -> None:
    for make_plan, command in ((make_post, "new"), (plan_page, "page")):
        with pytest.raises(WritingError, match=rf"title is missing; .* make {command} TITLE="):
            make_plan("\u202e\n\u200b", "", blog)
        for title, slug in (("😀", ""), ("Bon", "!!!")):
            with pytest.raises(
                WritingError, match=f"{slug or title}.* make {command} TITLE=.* SLUG=my-title"
            ):
                make_plan(title, slug, blog)
    assert ("Slug", "mon-sourire") in plan_page("😀", "Mon Sourire", blog).lines


@pytest.mark.parametrize(("make_plan", "folder"), [(make_post, "posts/2026"), (plan_page, "pages")])
def test_existing_text_is_named_rather_than_replaced(
    blog: Blog, save_text: SaveText, make_plan: MakePlan, folder: str
) -> None:
    """One with the same slug, or a file with the same name, even a dangling link."""
    name = f"{folder}/un-pain.md"
    for taken, text in (*TAKEN.items(), (name, "Title: Autre\nSlug: autre\n")):
        path = save_text(taken, text)
        with pytest.raises(WritingError, match=f"content/{taken} already exists.* SLUG=another-one"):
            make_plan("Un pain", "", blog)
        path.unlink()
    (blog.content / name).symlink_to("nowhere.md")
    with pytest.raises(WritingError, match="already exists"):
        make_plan("Un pain", "", blog)


def test_address_that_the_site_uses_is_refused(blog: Blog) -> None:
    words = USED.split()
    for title, setting in zip(words[::2], words[1::2], strict=True):
        with pytest.raises(WritingError, match=rf"the site itself uses .*{setting}.* SLUG=another-one"):
            plan_page(title, "", blog)
        assert plan_page(f"{title} et plus", "", blog).address.endswith("-et-plus/")
    urls = {"ARTICLE_URL": "{slug}.html", "ARCHIVES_URL": "archives.html"}
    blog = replace(blog, settings={**blog.settings, **urls})
    with pytest.raises(WritingError, match=r"ARCHIVES_URL.* make new TITLE=Archives SLUG=another-one"):
        make_post("Archives", "", blog)
    assert make_post("Archives", "autres", blog).address == "autres.html"


def test_text_is_found_by_slug_path_and_address(blog: Blog, save_text: SaveText) -> None:
    path, address = "posts/2025/lessai.md", "/2025/02/03/lessai/"
    for name in ("lessai", path, f"content/{path}", f"http://localhost:8000{address}"):
        assert find_text(name, blog) == blog.content / path
    assert find_text("a-propos", blog) == blog.pages / "a-propos.md"  # by the slug that Pelican gives it
    save_text("comments/1.md", "author: Jeanne\n\nBonjour")
    for name in ("nothing", "../pelicanconf.py", "comments/1.md", "/"):
        with pytest.raises(WritingError, match=r"POST=content/p\w+/"):
            find_text(name, blog)
    save_text("posts/2025/lessai.en.md", "Title: The try\nSlug: lessai\nLang: en\n")
    with pytest.raises(WritingError) as caught:
        find_text("lessai", blog)
    both = ["  POST=content/posts/2025/lessai.en.md", f"  POST=content/{path}"]
    assert str(caught.value).splitlines()[1:] == both
    assert find_text("content/posts/2025/lessai.en.md", blog).name == "lessai.en.md"


@pytest.fixture
def write(blog: Blog, client: Client, hosts: Mapping[str, Host]) -> Write:
    """A function that adds a video as `make video` does with what the writer typed."""

    def run(url: str = VIDEO, **values: str) -> list[str]:
        return write_video(Request(url=url, **values), NOW, blog, client, hosts)

    return run


@pytest.fixture
def post(blog: Blog) -> Path:
    return blog.content / "posts/2025/lessai.md"


def list_files(blog: Blog) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in blog.content.rglob("*") if path.is_file()}


def send_poster(server: Server, size: tuple[int, int] = (64, 36)) -> None:
    server.replies["/best/AbCdEfGhIjK.jpg"] = Reply(encode(draw(size), "jpeg"))


def test_video_is_added_to_a_post_with_title_duration_and_poster(
    blog: Blog, write: Write, post: Path, server: Server
) -> None:
    """And nothing else changes."""
    post.write_bytes(POST.replace("\n", "\r\n").encode())
    server.describe(title="Un titre", duration=192, width=200, height=113)
    send_poster(server, (1280, 720))
    lines = [f"Video: {WATCH}", "Video_title: Un titre", "Video_duration: 3:12", f"Video_poster: {POSTER}"]
    note = f"Its poster is content/{POSTER} (1280x720): check that you may publish it."
    assert write(post="lessai") == [ADDED[0], *(f"  {line}" for line in lines), note]
    added = "".join(f"{line}\n" for line in lines)
    expected = POST.replace("Slug: lessai\n", f"Slug: lessai\n{added}")
    assert post.read_bytes().decode() == expected.replace("\n", "\r\n")
    assert list(post.parent.iterdir()) == [post]
    assert read((blog.content / POSTER).read_bytes()).size == (1280, 720)


def test_new_post_has_the_title_of_its_video_or_the_writers(
    blog: Blog, write: Write, post: Path, server: Server
) -> None:
    before = list_files(blog)
    with pytest.raises(WritingError, match=r'^Could not get the title .* Add it yourself: TITLE="My title"$'):
        write()
    assert list_files(blog) == before
    assert write(post="lessai") == [*ADDED, UNKNOWN, NO_POSTER.format("", POSTER)]
    post.write_text(POST, encoding="utf-8")
    done = write(title="Mon titre")
    assert done[0] == "Wrote content/posts/2026/mon-titre.md"
    assert UNKNOWN.partition(" Add")[0] in done
    server.describe(title='Une "chanson" :\nfin')
    send_poster(server)
    done = write()
    assert done[0] == "Wrote content/posts/2026/une-chanson-fin.md"
    assert "Its address will be /2026/03/09/une-chanson-fin/" in done
    assert (blog.content / "posts/2026/une-chanson-fin.md").read_text() == (
        'Title: Une "chanson" : fin\nDate: 2026-03-09 07:05\nSlug: une-chanson-fin\nCategory:\nTags:\n'
        f'Video: {WATCH}\nVideo_title: Une "chanson" : fin\nVideo_poster: {POSTER}\n\n'
    )
    done = write("https://vimeo.com/1", title="Le mien", slug="autre")
    assert done[0] == "Wrote content/posts/2026/autre.md"
    assert '  Video_title: Une "chanson" : fin' in done
    write(post="lessai", title="Le mien")
    assert "Video_title: Le mien\n" in post.read_text(encoding="utf-8")


def test_poster_that_is_there_stays_and_one_that_cannot_be_had_does_not_stop_the_video(
    blog: Blog, write: Write, post: Path, server: Server, save_text: SaveText
) -> None:
    for number, image in enumerate(("file:///etc/passwd", "https://\x1b]0;evil\x07\u202e/")):
        server.describe(title="Un titre", thumbnail_url=image)
        done = write("https://vimeo.com/1", slug=f"film-{number}")
        before, after = NO_POSTER.format("|", "videos/vimeo-1.jpg").split("|")
        assert done[-1].startswith(f"{before} (")
        assert done[-1].endswith(f"){after}")
        assert "".join(done).isprintable()
        assert not (blog.content / "videos").exists()
    save_text("videos", "a file in place of the folder")
    send_poster(server)
    assert write(post="lessai")[-1].startswith("It has no poster (")
    assert "Video_poster" not in post.read_text(encoding="utf-8")
    (blog.content / "videos").unlink()
    hers = save_text("videos/youtube-AbCdEfGhIjK.png", encode(draw((64, 36)), "png"))
    server.requests.clear()
    assert write(post="a-propos")[-1] == "  Video_poster: videos/youtube-AbCdEfGhIjK.png"
    assert [target.split("?")[0] for target, _ in server.requests] == ["/oembed"]
    assert list((blog.content / "videos").iterdir()) == [hers]


def test_video_file_needs_no_host(write: Write, server: Server, save_text: SaveText) -> None:
    save_text("videos/film.mp4", b"film")
    done = write(" content/videos/film.mp4 ", post="lessai", title="Mon film")
    lines = [ADDED[0], "  Video: videos/film.mp4", "  Video_title: Mon film"]
    assert done == [*lines, NO_POSTER.format("", "videos/film.jpg")]
    with pytest.raises(WritingError, match=r"A new post needs a title\. Add it"):
        write("videos/film.mp4")
    save_text("videos/film.jpg", encode(draw((64, 36)), "jpeg"))
    assert write("videos/film.mp4", post="a-propos")[1:] == ["  Video: videos/film.mp4"]
    assert server.requests == []


def test_mistake_is_named_before_any_host_is_asked_and_leaves_all_as_it_was(
    blog: Blog, write: Write, server: Server, save_text: SaveText
) -> None:
    texts = {
        "latin": b"Title: T\nSlug: latin\nTags: caf\xe9\n",
        "none": "Some words.\n",
        "taken": "Title: T\nSlug: taken\nvideo_date: 2015-11-20\n",
        "yaml": "---\n{title: A, slug: yaml}\n---\nVoici.\n",
    }
    for name, text in texts.items():
        save_text(f"posts/{name}.md", text)
    before = list_files(blog)
    for url, named, problem in (
        ("  ", "lessai", r"address is missing; put it in quotes: make video URL="),
        ("https://peer.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d", "", "YouTube, Vimeo, Dailymotion"),
        ("../pelicanconf.mp4", "lessai", "content folder"),
        (VIDEO, "nothing", "POST=content/"),
        (VIDEO, "latin", "^content/posts/latin.md: is not UTF-8; save it"),
        (VIDEO, "posts/none.md", "^content/posts/none.md: does not start with a header; add"),
        (VIDEO, "taken", "^content/posts/taken.md: already has a line `Video_date: 2015-11-20`"),
    ):
        with pytest.raises(WritingError, match=problem):
            write(url, post=named)
    blog.settings["VIDEO"]["peertub"] = []
    with pytest.raises(WritingError, match=r"peertub\b.*peertube"):
        write()
    assert server.requests == []
    del blog.settings["VIDEO"]["peertub"]
    server.describe(title="L’essai")
    with pytest.raises(WritingError, match="already exists"):
        write()
    with pytest.raises(WritingError, match=r"yaml\.md: its header in YAML.*; put one key per line"):
        write(post="yaml")
    assert list_files(blog) == before  # no poster either
