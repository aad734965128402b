"""A video above an existing post, or above a new one."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from pelican_blog.blog import Blog
from pelican_blog.errors import WritingError
from pelican_blog.headers import parse_header
from pelican_blog.writing.network import Client
from pelican_blog.writing.oembed import Host
from pelican_blog.writing.videos import Request, write_video

from plugins.images.tests.photos import draw, encode, read

from .conftest import POST, Reply, SaveText, Server

NOW = datetime(2026, 3, 9, 7, 5)  # noqa: DTZ001  # in the blog's time zone
VIDEO = "https://youtu.be/AbCdEfGhIjK?si=tracking"
WATCH = "https://www.youtube.com/watch?v=AbCdEfGhIjK"
POSTER = "videos/youtube-AbCdEfGhIjK.jpg"
ADDED = ["Added to content/posts/2025/lessai.md:", f"  Video: {WATCH}"]
UNKNOWN = (
    "Could not get the title from YouTube: YouTube does not have this video; check the address. "
    "Add it yourself: a line `Video_title: …` below `Video:`."
)
NO_POSTER = "It has no poster{0}. Save a picture as content/{1} to use it as the poster."

Write = Callable[..., list[str]]


@pytest.fixture
def write(blog: Blog, client: Client, hosts: Mapping[str, Host]) -> Write:
    """A function that runs the command on the blog with what the writer typed."""

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
    server.describe(title="Un titre", duration=192, width=200, height=113)
    send_poster(server, (1280, 720))
    lines = [f"Video: {WATCH}", "Video_title: Un titre", "Video_duration: 3:12", f"Video_poster: {POSTER}"]
    note = f"Its poster is content/{POSTER} (1280x720): check that you may publish it."
    assert write(post="lessai") == [ADDED[0], *(f"  {line}" for line in lines), note]
    added = "".join(f"{line}\n" for line in lines)
    assert post.read_text(encoding="utf-8") == POST.replace("Slug: lessai\n", f"Slug: lessai\n{added}")
    assert read((blog.content / POSTER).read_bytes()).size == (1280, 720)


def test_new_post_has_the_title_of_its_video(blog: Blog, write: Write, server: Server) -> None:
    server.describe(title='Une "chanson" :\nfin')
    send_poster(server)
    done = write()
    assert done[0] == "Wrote content/posts/2026/une-chanson-fin.md"
    assert "Its address will be /2026/03/09/une-chanson-fin/" in done
    assert (blog.content / "posts/2026/une-chanson-fin.md").read_text() == (
        'Title: Une "chanson" : fin\nDate: 2026-03-09 07:05\nSlug: une-chanson-fin\nCategory:\nTags:\n'
        f'Video: {WATCH}\nVideo_title: Une "chanson" : fin\nVideo_poster: {POSTER}\n\n'
    )


def test_writers_title_takes_precedence_over_the_hosts(write: Write, post: Path, server: Server) -> None:
    server.describe(title="Le leur")
    assert "  Video_title: Le mien" in write(post="lessai", title="Le mien")
    assert "Video_title: Le mien\n" in post.read_text(encoding="utf-8")
    done = write("https://vimeo.com/1", title="Le mien", slug="autre")
    assert done[0] == "Wrote content/posts/2026/autre.md"
    assert "  Video_title: Le leur" in done


def test_without_a_reply_the_writer_adds_the_title(blog: Blog, write: Write, post: Path) -> None:
    before = list_files(blog)
    with pytest.raises(WritingError, match=r'^Could not get the title .* Add it yourself: TITLE="My title"$'):
        write()
    assert list_files(blog) == before
    assert write(post="lessai") == [*ADDED, UNKNOWN, NO_POSTER.format("", POSTER)]
    assert f"Video: {WATCH}\n\n" in post.read_text(encoding="utf-8")
    done = write(title="Mon titre")
    assert done[0] == "Wrote content/posts/2026/mon-titre.md"
    assert UNKNOWN.partition(" Add")[0] in done


@pytest.mark.parametrize(
    "image",
    [
        *("http://127.0.0.1:9/a.jpg", "file:///etc/passwd", "\u202ehttps://[::1", "HOST/oembed"),
        *("https://nobody.invalid/\x1b]0;evil\x07.jpg", "https://\x1b]0;evil\x07/"),
    ],
)
def test_image_that_cannot_be_fetched_is_left_to_the_writer(
    blog: Blog, write: Write, server: Server, image: str
) -> None:
    server.describe(title="Un titre", thumbnail_url=image.replace("HOST", server.url))
    done = write("https://vimeo.com/1", post="lessai")
    assert done[2] == "  Video_title: Un titre"
    before, after = NO_POSTER.format("|", "videos/vimeo-1.jpg").split("|")
    assert done[-1].startswith(f"{before} (")
    assert done[-1].endswith(f"){after}")
    assert "".join(done).isprintable()
    assert not (blog.content / "videos").exists()


def test_existing_poster_stays_and_one_that_cannot_be_saved_does_not_stop_the_video(
    blog: Blog, write: Write, post: Path, server: Server, save_text: SaveText
) -> None:
    server.describe(title="Un titre")
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
    for number, url in enumerate(("videos/film.mp4", "content/videos/film.mp4", " videos/film.mp4 ")):
        save_text(f"posts/{number}.md", f"Title: T\nSlug: t{number}\n")
        lines = [
            f"Added to content/posts/{number}.md:",
            "  Video: videos/film.mp4",
            "  Video_title: Mon film",
        ]
        done = write(url, post=f"t{number}", title="Mon film")
        assert done == [*lines, NO_POSTER.format("", "videos/film.jpg")]
    with pytest.raises(WritingError, match=r"A new post needs a title\. Add it"):
        write("videos/film.mp4")
    save_text("videos/film.jpg", encode(draw((64, 36)), "jpeg"))
    assert write("videos/film.mp4", post="a-propos")[1:] == ["  Video: videos/film.mp4"]
    assert server.requests == []


def test_mistake_is_named_before_any_host_is_asked(
    blog: Blog, write: Write, server: Server, save_text: SaveText
) -> None:
    save_text("posts/taken.md", "Title: T\nSlug: taken\nVideo: https://vimeo.com/1\n")
    before = list_files(blog)
    for url, named, problem in (
        ("", "", r"address is missing; put it in quotes: make video URL="),
        ("  ", "lessai", r"address is missing"),
        ("https://example.org/film", "lessai", "YouTube, Vimeo, Dailymotion"),
        ("https://peer.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d", "", "YouTube, Vimeo, Dailymotion"),
        ("videos/none.mp4", "lessai", r"videos/none\.mp4"),
        ("../pelicanconf.mp4", "lessai", "content folder"),
        (VIDEO, "nothing", "POST=content/"),
        (VIDEO, "taken", "already has a line `Video: https://vimeo.com/1`"),
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
    assert list_files(blog) == before  # no poster either


def test_video_is_added_to_front_matter_in_its_format(write: Write, post: Path, server: Server) -> None:
    server.describe(title="Le film : la suite")
    for header, lines in (
        ("---\ntitle: L’essai\nslug: lessai\n---\n", f'video: {WATCH}\nvideo_title: "Le film : la suite"\n'),
        ("+++\ntitle = 'L’essai'\nslug = 'lessai'\n[extra]\na = 1\n+++\n", f'video = "{WATCH}"\n'),
    ):
        post.write_text(f"{header}Voici.\n", encoding="utf-8")
        write(post="lessai")
        text = post.read_text(encoding="utf-8")
        assert lines in text
        assert parse_header(text).values["video"] == [WATCH]
        assert parse_header(text).values["video_title"] == ["Le film : la suite"]
        assert text.endswith(f"{header[:3]}\nVoici.\n")
    before = "---\n{title: A, slug: lessai}\n---\nVoici.\n"
    post.write_text(before, encoding="utf-8")
    with pytest.raises(WritingError, match=r"lessai\.md: its header in YAML"):
        write(post="lessai")
    assert post.read_text(encoding="utf-8") == before
