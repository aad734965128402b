"""A video above a post that is there, or above a new one."""

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

from .conftest import POST, HostServer, Reply, SaveText

NOW = datetime(2026, 3, 9, 7, 5)  # noqa: DTZ001  # where the blog is
VIDEO = "https://youtu.be/AbCdEfGhIjK?si=tracking"

UNKNOWN = (
    "YouTube did not say the video's title: YouTube knows no such video. Look whether the address is right. "
    "Write it yourself: a line `Video_title: …` below `Video:`."
)

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


def test_video_comes_above_a_post_with_title_length_and_poster(
    blog: Blog, write: Write, post: Path, host_server: HostServer
) -> None:
    host_server.answer(title="Un titre", duration=192, width=200, height=113)
    host_server.replies["/best/AbCdEfGhIjK.jpg"] = Reply(body=encode(draw((1280, 720)), "jpeg"))
    assert write(post="lessai") == [
        "Added to content/posts/2025/lessai.md:",
        "  Video: https://www.youtube.com/watch?v=AbCdEfGhIjK",
        "  Video_title: Un titre",
        "  Video_duration: 3:12",
        "  Video_poster: videos/youtube-AbCdEfGhIjK.jpg",
        "Its poster is content/videos/youtube-AbCdEfGhIjK.jpg (1280x720): check that you may publish it.",
    ]
    assert post.read_text(encoding="utf-8") == POST.replace(
        "Slug: lessai\n",
        "Slug: lessai\nVideo: https://www.youtube.com/watch?v=AbCdEfGhIjK\nVideo_title: Un titre\n"
        "Video_duration: 3:12\nVideo_poster: videos/youtube-AbCdEfGhIjK.jpg\n",
    )
    assert read((blog.content / "videos/youtube-AbCdEfGhIjK.jpg").read_bytes()).size == (1280, 720)


def test_new_post_has_the_title_of_its_video(blog: Blog, write: Write, host_server: HostServer) -> None:
    host_server.answer(title='Une "chanson" :\nfin')
    host_server.replies["/best/AbCdEfGhIjK.jpg"] = Reply(body=encode(draw((64, 36)), "jpeg"))
    done = write()
    assert done[0] == "Wrote content/posts/2026/une-chanson-fin.md"
    assert "Its address will be /2026/03/09/une-chanson-fin/" in done
    assert (blog.content / "posts/2026/une-chanson-fin.md").read_text() == (
        'Title: Une "chanson" : fin\nDate: 2026-03-09 07:05\nSlug: une-chanson-fin\nCategory:\nTags:\n'
        'Video: https://www.youtube.com/watch?v=AbCdEfGhIjK\nVideo_title: Une "chanson" : fin\n'
        "Video_poster: videos/youtube-AbCdEfGhIjK.jpg\n\n"
    )


def test_title_of_the_writer_goes_before_that_of_the_host(
    write: Write, post: Path, host_server: HostServer
) -> None:
    host_server.answer(title="Le leur")
    assert "  Video_title: Le mien" in write(post="lessai", title="Le mien")
    assert "Video_title: Le mien\n" in post.read_text(encoding="utf-8")
    done = write("https://vimeo.com/1", title="Le mien", slug="autre")
    assert done[0] == "Wrote content/posts/2026/autre.md"
    assert "  Video_title: Le leur" in done


def test_without_an_answer_the_address_is_added_and_the_rest_is_left_to_the_writer(
    write: Write, post: Path
) -> None:
    assert write(post="lessai") == [
        "Added to content/posts/2025/lessai.md:",
        "  Video: https://www.youtube.com/watch?v=AbCdEfGhIjK",
        UNKNOWN,
        "It has no poster. Put a picture at content/videos/youtube-AbCdEfGhIjK.jpg, and it is the poster.",
    ]
    assert "Video: https://www.youtube.com/watch?v=AbCdEfGhIjK\n\n" in post.read_text(encoding="utf-8")


def test_without_an_answer_a_new_post_needs_a_title(blog: Blog, write: Write) -> None:
    before = list_files(blog)
    with pytest.raises(WritingError, match=r'^YouTube did not say .* Say it yourself: TITLE="My title"$'):
        write()
    assert list_files(blog) == before
    assert write(title="Le mien")[0] == "Wrote content/posts/2026/le-mien.md"


@pytest.mark.parametrize(
    "picture",
    [
        "http://127.0.0.1:9/a.jpg",
        "https://127.0.0.1:9/a.jpg",
        "https://nobody.invalid/\x1b]0;evil\x07.jpg",
        "https://\x1b]0;evil\x07/",
        "file:///etc/passwd",
    ],
)
def test_picture_that_cannot_be_had_is_left_to_the_writer(
    blog: Blog, write: Write, host_server: HostServer, picture: str
) -> None:
    host_server.answer(title="Un titre", thumbnail_url=picture)
    done = write("https://vimeo.com/1", post="lessai")
    assert done[2] == "  Video_title: Un titre"
    assert done[-1].startswith("It has no poster (")
    assert done[-1].endswith(". Put a picture at content/videos/vimeo-1.jpg, and it is the poster.")
    assert "".join(done).isprintable()
    assert not (blog.content / "videos").exists()


def test_poster_that_is_there_stays(
    blog: Blog, write: Write, host_server: HostServer, save_text: SaveText
) -> None:
    hers = save_text("videos/youtube-AbCdEfGhIjK.png", encode(draw((64, 36)), "png"))
    host_server.answer(title="Un titre")
    assert write(post="lessai")[-1] == "  Video_poster: videos/youtube-AbCdEfGhIjK.png"
    assert [target.split("?")[0] for target, _ in host_server.requests] == ["/oembed"]
    assert list((blog.content / "videos").iterdir()) == [hers]


def test_poster_that_cannot_be_saved_does_not_keep_the_video_away(
    write: Write, post: Path, host_server: HostServer, save_text: SaveText
) -> None:
    save_text("videos", "a file in the place of the folder")
    host_server.answer(title="Un titre")
    host_server.replies["/best/AbCdEfGhIjK.jpg"] = Reply(body=encode(draw((64, 36)), "jpeg"))
    assert write(post="lessai")[-1].startswith("It has no poster (")
    assert "Video_poster" not in post.read_text(encoding="utf-8")


@pytest.mark.parametrize("url", ["videos/film.mp4", "content/videos/film.mp4", " videos/film.mp4 "])
def test_film_of_ones_own_is_added_without_asking_anybody(
    write: Write, host_server: HostServer, save_text: SaveText, url: str
) -> None:
    save_text("videos/film.mp4", b"film")
    assert write(url, post="lessai", title="Mon film") == [
        "Added to content/posts/2025/lessai.md:",
        "  Video: videos/film.mp4",
        "  Video_title: Mon film",
        "It has no poster. Put a picture at content/videos/film.jpg, and it is the poster.",
    ]
    assert host_server.requests == []


def test_film_with_its_poster_needs_nothing_more(write: Write, save_text: SaveText) -> None:
    save_text("videos/film.mp4", b"film")
    save_text("videos/film.jpg", encode(draw((64, 36)), "jpeg"))
    assert write("videos/film.mp4", post="a-propos")[1:] == ["  Video: videos/film.mp4"]


def test_new_post_about_a_film_needs_a_title(write: Write, save_text: SaveText) -> None:
    save_text("videos/film.mp4", b"film")
    with pytest.raises(WritingError, match=r"A new post needs a title\. Say it"):
        write("videos/film.mp4")


@pytest.mark.parametrize(
    ("url", "values", "problem"),
    [
        ("", {}, r"address is missing\. Write it between quotes: make video URL="),
        ("  ", {"post": "lessai"}, r"address is missing"),
        ("https://example.org/film", {"post": "lessai"}, r"not a video that .*YouTube, Vimeo, Dailymotion"),
        ("https://peer.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d", {}, "not a video that"),
        ("videos/none.mp4", {"post": "lessai"}, r"there is no file videos/none\.mp4 in the content folder"),
        ("../pelicanconf.mp4", {"post": "lessai"}, "is outside the content folder"),
        (VIDEO, {"post": "nothing"}, "no text has this slug"),
        (VIDEO, {"post": "taken"}, "has a line `Video: https://vimeo.com/1` already"),
    ],
)
def test_mistake_is_named_before_anybody_is_asked(  # noqa: PLR0913, PLR0917  # fixtures
    blog: Blog,
    write: Write,
    host_server: HostServer,
    save_text: SaveText,
    url: str,
    values: dict[str, str],
    problem: str,
) -> None:
    save_text("posts/taken.md", "Title: T\nSlug: taken\nVideo: https://vimeo.com/1\n")
    before = list_files(blog)
    with pytest.raises(WritingError, match=problem):
        write(url, **values)
    assert list_files(blog) == before
    assert host_server.requests == []


def test_new_post_of_a_taken_slug_saves_no_poster(blog: Blog, write: Write, host_server: HostServer) -> None:
    host_server.answer(title="L’essai")
    before = list_files(blog)
    with pytest.raises(WritingError, match="is there already"):
        write()
    assert list_files(blog) == before


def test_setting_that_the_plugin_refuses_is_named(blog: Blog, client: Client) -> None:
    blog.settings["VIDEO"]["peertub"] = []
    with pytest.raises(WritingError, match=r"VIDEO has an unknown key 'peertub'; did you mean 'peertube'"):
        write_video(Request(url=VIDEO), NOW, blog, client)


WATCH = "https://www.youtube.com/watch?v=AbCdEfGhIjK"


@pytest.mark.parametrize(
    ("header", "lines"),
    [
        ("---\ntitle: L’essai\nslug: lessai\n---\n", f'video: {WATCH}\nvideo_title: "Le film : la suite"\n'),
        ("+++\ntitle = 'L’essai'\nslug = 'lessai'\n[extra]\na = 1\n+++\n", f'video = "{WATCH}"\n'),
    ],
)
def test_video_comes_into_front_matter_as_its_language_has_it(
    write: Write, post: Path, host_server: HostServer, header: str, lines: str
) -> None:
    host_server.answer(title="Le film : la suite")
    post.write_text(f"{header}Voici.\n", encoding="utf-8")
    write(post="lessai")
    text = post.read_text(encoding="utf-8")
    assert lines in text
    assert parse_header(text).values["video"] == [WATCH]
    assert parse_header(text).values["video_title"] == ["Le film : la suite"]
    assert text.endswith(f"{header[:3]}\nVoici.\n")


def test_header_that_takes_no_lines_is_left_as_it_is(
    write: Write, post: Path, host_server: HostServer
) -> None:
    host_server.answer(title="Le film")
    before = "---\n{title: A, slug: lessai}\n---\nVoici.\n"
    post.write_text(before, encoding="utf-8")
    with pytest.raises(WritingError, match=r"lessai\.md: its header in YAML is written in a way"):
        write(post="lessai")
    assert post.read_text(encoding="utf-8") == before
