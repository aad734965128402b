"""`make publish` as the writer runs it: what it builds, what it refuses, and that output/ stays as it was."""

from pathlib import Path

import pytest
from pelican_blog.publication.output import FILE_LIMIT, find_output_obstacles

from tests.command.publication.conftest import (
    PUBLISHED,
    SETTINGS,
    Run,
    git,
    list_files,
    write_files,
    write_post,
)

TOKEN = "ghs" + "_" + "a1B2" * 9  # not whole, lest it be taken for one
DRAFT = {"content/posts/secret.md": write_post("Secret", "Status: draft")}
REFUSED = "output/ was left untouched. Fix the problems above and try again.\n"


def test_site_is_published_and_named(blog: Path, publish: Run) -> None:
    """With its own domain: a branch of GitHub Pages loses it at each push that does not bring it along."""
    done = publish(SITEURL="https://blog.example.org/")
    assert done.returncode == 0, done.stderr
    assert "The site for https://blog.example.org is in output/" in done.stdout
    page = (blog / "output/tango.html").read_text()
    assert 'href="https://blog.example.org/' in page
    assert "https://github.com/you/blog/issues/new" in page
    assert (blog / "output/CNAME").read_text() == "blog.example.org\n"
    assert git(blog, "status", "--porcelain") == ""
    assert publish(SITEURL="https://you.github.io/blog").returncode == 0
    assert not (blog / "output/CNAME").exists()


def test_writers_own_domain_file_stays(blog: Path, publish: Run) -> None:
    settings = "STATIC_PATHS = ['images', 'CNAME']\n"
    write_files(blog, {"content/CNAME": "www.example.org\n", "pelicanconf.py": SETTINGS + settings})
    assert publish().returncode == 0
    assert (blog / "output/CNAME").read_text() == "www.example.org\n"


def test_settings_file_names_what_the_environment_does_not(blog: Path, publish: Run) -> None:
    path = blog / "publishconf.py"
    text = path.read_text()
    for variable, value in (("SITEURL", "https://file.example.org/"), ("GITHUB_REPOSITORY", "file/blog")):
        assert f'\n{variable} = ""' in text
        text = text.replace(f'\n{variable} = ""', f'\n{variable} = "{value}"')
    path.write_text(text)
    assert publish(SITEURL="", GITHUB_REPOSITORY="").returncode == 0
    page = (blog / "output/tango.html").read_text()
    assert "https://file.example.org/" in page
    assert "https://github.com/file/blog/issues/new" in page
    assert publish().returncode == 0
    assert "file" not in (blog / "output/tango.html").read_text()


def test_make_without_an_address_says_what_is_missing(make: Run) -> None:
    done = make("publish", "SITEURL=")
    assert done.returncode != 0
    problem = "publishconf.py: the site's address is missing; run: make publish SITEURL=https://example.org"
    assert problem in done.stderr


def test_text_with_a_slip_is_not_made_public(blog: Path, make: Run) -> None:
    """Pelican would publish each of them, of which one is meant as a draft."""
    texts = {
        "key": write_post("Key", "Statut: brouillon"),
        "day": write_post("Day").replace("2015-11-20", "2026-13-12"),
        "year": write_post("Year").replace("2015-11-20", "2999-11-20"),
    }
    write_files(blog, {f"content/posts/{name}.md": text for name, text in texts.items()})
    write_files(blog, {"output/index.html": "as it was"})
    done = make("github", *(f"{name}={value}" for name, value in PUBLISHED.items()))
    assert done.returncode != 0
    for problem in ("key.md:4: error: the key Statut is unknown", "day.md:2: ", "year.md:2: "):
        assert f"content/posts/{problem}" in done.stdout
    assert list_files(blog / "output") == ["index.html"]


def test_all_that_the_settings_lack_is_said_at_once(blog: Path, publish: Run) -> None:
    write_files(blog, {".env": "A=1", "output/index.html": "as it was"})
    done = publish(SITEURL="http://localhost:8000", GITHUB_REPOSITORY="")
    assert done.returncode == 1
    address, repository, secret, *rest = done.stderr.splitlines(keepends=True)
    assert address.startswith(
        "publishconf.py: SITEURL 'http://localhost:8000' means the reader's own machine; "
    )
    assert repository.startswith("publishconf.py: the repository whose issues receive the form is missing; ")
    assert secret.startswith(".env: is named like a secret, ")
    assert rest == [REFUSED]
    assert list_files(blog / "output") == ["index.html"]


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ("import nothing_of_that_name", "pelicanconf.py:1: ModuleNotFoundError: "),
        ("SITENAME = ", "pelicanconf.py:1: SyntaxError: "),
    ],
)
def test_settings_that_cannot_be_read_are_named(
    blog: Path, publish: Run, settings: str, problem: str
) -> None:
    write_files(blog, {"pelicanconf.py": settings})
    done = publish()
    assert done.returncode == 1
    assert problem in done.stderr
    assert done.stderr.endswith(REFUSED)
    assert "Traceback" not in done.stderr


def test_options_of_pelicans_cannot_undo_what_the_settings_say(blog: Path, publish: Run) -> None:
    write_files(blog, {"output/index.html": "as it was"})
    done = publish("-e", 'SITEURL="http://localhost:8000"', 'COMMENTS={"endpoint": "/comments"}')
    assert done.returncode == 1
    address, form, *rest = done.stderr.splitlines(keepends=True)
    assert address.startswith("PELICANOPTS: SITEURL 'http://localhost:8000' means the reader's own ")
    assert form.startswith("PELICANOPTS: COMMENTS['endpoint'] is '/comments', where no server answers; ")
    assert rest == [REFUSED]
    assert list_files(blog / "output") == ["index.html"]


def test_build_that_fails_after_proofreading_does_not_advise_it(blog: Path, publish: Run) -> None:
    write_files(blog, {"templates/article.html": "{{ 1 / 0 }}"})
    done = publish()
    assert "ZeroDivisionError" in done.stderr
    assert "make proofread" not in done.stderr
    assert done.stderr.endswith(REFUSED)


def test_drafts_stay_at_home(blog: Path, publish: Run) -> None:
    write_files(
        blog,
        {
            **DRAFT,
            "content/posts/secret.fr.md": write_post("Secret", "Status: draft", "Lang: fr"),
            "content/posts/tango.fr.md": write_post("Tango", "Status: draft", "Lang: fr"),
            "content/pages/hidden.md": write_post("Hush", "Status: draft"),
            "content/comments/secret/1.md": "author: Jeanne\n\nBonjour",
        },
    )
    done = publish()
    assert done.returncode == 0, done.stderr
    assert "Built 1 post in " in done.stdout
    for name in list_files(blog / "output"):
        assert not {"drafts", "secret", "hush"} & set(name.replace(".", "/").split("/"))
        text = (blog / "output" / name).read_text(errors="replace")
        assert "Secret" not in text
        assert "Hush" not in text
        assert "Jeanne" not in text


def test_files_that_only_drafts_use_stay_at_home(blog: Path, publish: Run) -> None:
    """Wherever they lie; what a published text, a template or the settings name is not theirs alone."""
    links = "".join(
        f"[x]({{static}}{name})"
        for name in ("notes été.pdf", "both.pdf", "/images/cat.txt", "/images/logo.txt", "/images/hush.txt")
    ).replace(" ", "%20")
    write_files(
        blog,
        {
            "pelicanconf.py": SETTINGS
            + "PLUGINS = ['comments', 'video']\nMENUITEMS = [('Cat', '/images/cat.txt')]\n",
            "content/posts/secret.md": write_post("Secret", "Status: draft", "Video: posts/film.mp4")
            + "![x]({attach}secret.jpg) "
            + links,
            "content/posts/tango.md": write_post("Tango") + "[x]({attach}both.pdf)",
            "content/pages/about.md": write_post("About") + "<img src='../images/logo.txt' alt='logo'>",
            **dict.fromkeys(
                (
                    *("content/posts/secret.jpg", "content/posts/notes été.pdf", "content/posts/both.pdf"),
                    *("content/posts/film.mp4", "content/images/logo.txt", "content/images/hush.txt"),
                ),
                "a file",
            ),
        },
    )
    done = publish()
    assert done.returncode == 0, done.stderr
    built = {Path(name).name for name in list_files(blog / "output")}
    assert built & {"secret.jpg", "notes été.pdf", "film.mp4", "hush.txt"} == set()
    assert built >= {"both.pdf", "cat.txt", "logo.txt"}
    (said,) = [line for line in done.stdout.splitlines() if line.startswith("Left out")]
    assert sorted(said.removeprefix("Left out, as only drafts use them: ").split(", ")) == [
        "images/hush.txt",
        "posts/film.mp4",
        "posts/notes été.pdf",
        "posts/secret.jpg",
    ]


WAITS = "author: Jeanne\n\nBonjour"
REFUSALS = [
    (
        {
            ".gitignore": "*\n",
            **DRAFT,
            "content/images/note.txt": DRAFT["content/posts/secret.md"],
            "content/posts/here.md": write_post("Here", "Status: draft", "Save_as: here.html", "Url: here"),
            "content/images/elsewhere.md": write_post("Elsewhere", "Status: draft"),
            "content/posts/other.md": write_post("Other") + "[x]({filename}secret.md)",
            "inbox/tango/m-1.md": WAITS,
            "content/comments/tango/m-1.md": WAITS + " à vous",
            "inbox/tango/m-2.md": WAITS + "s",
            "content/images/a.txt": WAITS + "s",
            "content/images/server.key": "x",
            "content/images/.env": "A=1",
            "content/images/b.txt": TOKEN,
            "content/images/c.txt": f"The same: {TOKEN}",
        },
        [
            "content/posts/here.md: is a draft, and readers would find it in here.html; ",
            "images/.env: is named like a secret, and every reader could open it; take it out of ",
            "inbox/tango/m-2.md: waits for a decision, and readers would find it in images/a.txt; ",
            "images/elsewhere.md: is a draft, and every reader could open it; ",
            "content/posts/secret.md: is a draft, and readers would find it in images/note.txt; ",
            "images/server.key: is named like a secret, and every reader could open it; take it out of ",
            "inbox/tango/m-1.md: waits for a decision, and readers would find it in tango.html; ",
            "images/b.txt (and 1 more): holds a token of GitHub's; take it out of content/, ",
            "content/posts/secret.md: is a draft, which readers do not get, and 3 pages link to it, such as ",
        ],
    ),
    (
        {
            "pelicanconf.py": SETTINGS + "COMMENTS = {'inbox': 'content/images/inbox'}",
            "content/images/inbox/tango/m-1.md": WAITS,
        },
        ["content/images/inbox/tango/m-1.md: waits for a decision, and readers would find it in images/"],
    ),
]


@pytest.mark.parametrize(("files", "expected"), REFUSALS)
def test_what_must_not_be_public_is_named_and_leaves_the_output_as_it_was(
    blog: Path, publish: Run, files: dict[str, str], expected: list[str]
) -> None:
    write_files(blog, {**files, "output/index.html": "as it was"})
    done = publish()
    assert done.returncode == 1
    lines = done.stderr.splitlines(keepends=True)
    assert [line[: len(start)] for line, start in zip(lines, expected, strict=False)] == expected
    assert lines[len(expected) :] == [REFUSED]
    assert list_files(blog / "output") == ["index.html"]
    assert (blog / "output/index.html").read_text() == "as it was"


def test_comment_of_the_same_name_below_another_article_is_published(blog: Path, publish: Run) -> None:
    write_files(
        blog,
        {
            "inbox/other/1.md": "author: Paul\n\nAu revoir",
            "inbox/.hidden": "no folder",
            "content/comments/tango/1.md": "author: Jeanne\n\nBonjour",
        },
    )
    done = publish()
    assert done.returncode == 0, done.stderr


def make_file(path: Path, size: int) -> None:
    """A file that takes no room on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(size)


def test_file_that_github_does_not_take_is_named(tmp_path: Path) -> None:
    make_file(tmp_path / "site/videos/short.mp4", FILE_LIMIT)
    make_file(tmp_path / "site/videos/long.mp4", FILE_LIMIT + 2**20)
    (obstacle,) = find_output_obstacles(tmp_path / "site")
    assert obstacle.startswith("videos/long.mp4: has 101.0 MiB, and GitHub takes no file of more than ")


def test_site_that_github_does_not_take_is_named(tmp_path: Path) -> None:
    for number in range(10):
        make_file(tmp_path / "site" / f"{number}.mp4", 10**8)
    assert list(find_output_obstacles(tmp_path / "site")) == []
    make_file(tmp_path / "site/last.mp4", 10**8 + 1)
    (obstacle,) = find_output_obstacles(tmp_path / "site")
    assert obstacle.startswith("output: has 1.1 GB, and a site on GitHub Pages no more than 1 GB; ")
    assert obstacle.endswith("Its largest file is last.mp4.")
