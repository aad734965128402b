"""`make publish` as the writer runs it: what it builds and what it refuses."""

import os
import subprocess
from pathlib import Path

import pytest
from pelican_blog.publication import credentials
from pelican_blog.publication.output import FILE_LIMIT, find_output_obstacles

from plugins.images.tests.photos import draw, encode

from .conftest import ROOT, SETTINGS, Run, git, list_files, write_files, write_post

TOKEN = "ghs" + "_" + "a1B2" * 9  # incomplete, or it would be one
REFUSED = "output/ was left untouched. Fix the problems above and try again.\n"
BEFORE = {"output/index.html": "as it was"}


def check_refused(blog: Path, done: subprocess.CompletedProcess[str], *beginnings: str) -> None:
    """The command named these problems, and no others, and left output/ untouched."""
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    lines = done.stderr.splitlines(keepends=True)
    assert [line[: len(start)] for line, start in zip(lines, beginnings, strict=False)] == [*beginnings]
    assert lines[len(beginnings) :] == [REFUSED]
    assert list_files(blog / "output") == ["index.html"]
    assert (blog / "output/index.html").read_text() == "as it was"


def test_site_is_published_at_its_address(blog: Path, publish: Run) -> None:
    """With its custom domain: a branch of GitHub Pages loses it at each push that does not include it."""
    text = (blog / "publishconf.py").read_text()
    for variable, value in (("SITEURL", "https://file.example.org/"), ("GITHUB_REPOSITORY", "file/blog")):
        text = text.replace(f'\n{variable} = ""', f'\n{variable} = "{value}"')
    write_files(blog, {"publishconf.py": text})
    done = publish(SITEURL="", GITHUB_REPOSITORY="")
    assert done.returncode == 0, done.stderr
    assert "The site for https://file.example.org is in output/" in done.stdout
    page = (blog / "output/tango.html").read_text()
    assert 'href="https://file.example.org/' in page
    assert "https://github.com/file/blog/issues/new" in page
    assert (blog / "output/CNAME").read_text() == "file.example.org\n"
    assert git(blog, "status", "--porcelain").split() == ["M", "publishconf.py"]
    assert publish(SITEURL="https://you.github.io/blog").returncode == 0
    assert "file" not in (blog / "output/tango.html").read_text()
    assert not (blog / "output/CNAME").exists()
    settings = f"{SETTINGS}STATIC_PATHS = ['images', 'CNAME']\n"
    write_files(blog, {"content/CNAME": "www.example.org\n", "pelicanconf.py": settings})
    assert publish().returncode == 0
    assert (blog / "output/CNAME").read_text() == "www.example.org\n"


@pytest.mark.parametrize("target", ["publish", "github"])
def test_make_proofreads_first_and_passes_the_variables_on(target: str) -> None:
    """A build would accept a mistyped date or key and make the text public."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    for script, said in (
        (
            'echo "$$0 $$SITEURL $$GITHUB_REPOSITORY $$FORMAT $$*"',
            "proofread a b/c github \n{} a b/c github -D\n",
        ),
        ("exit 1", ""),
    ):
        values = ["SITEURL=a", "GITHUB_REPOSITORY=b/c", "FORMAT=github", "PELICANOPTS=-D"]
        command = ["make", "--assume-old=.venv/site", f"RUN=sh -c '{script}'", target, *values]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert (done.stdout, bool(done.returncode)) == (said.format(target), not said)


def test_all_problems_with_the_settings_are_named_at_once(blog: Path, publish: Run) -> None:
    write_files(blog, {".env": "A=1", **BEFORE})
    done = publish(SITEURL="http://localhost:8000", GITHUB_REPOSITORY="")
    address = "SITEURL 'http://localhost:8000' points to the reader's own machine; "
    repository = "publishconf.py: the repository that receives comments as issues is missing; "
    check_refused(blog, done, f"publishconf.py: {address}", repository, ".env: is named like a secret ")
    (blog / ".env").unlink()
    endpoint = "COMMENTS['endpoint'] is '/comments', which is not a full address; "
    done = publish("-e", 'SITEURL="http://localhost:8000"', 'COMMENTS={"endpoint": "/comments"}')
    check_refused(blog, done, f"PELICANOPTS: {address}", f"PELICANOPTS: {endpoint}")
    write_files(blog, {"templates/article.html": "{{ 1 / 0 }}"})
    done = publish()
    assert "ZeroDivisionError" in done.stderr
    assert "make proofread" not in done.stderr  # it has passed
    assert done.stderr.endswith(REFUSED)
    for text, error in (
        ("import nothing_of_that_name", "ModuleNotFoundError"),
        ("SITENAME = ", "SyntaxError"),
    ):
        write_files(blog, {"pelicanconf.py": text})
        check_refused(blog, publish(), f"pelicanconf.py:1: {error}: ")


PRIVATE_FILES = [
    "images/hush.jpg",
    "images/hush.txt",
    "posts/film.mp4",
    "posts/notes été.pdf",
    "posts/secret.jpg",
]


def test_drafts_and_the_files_that_only_they_use_are_left_out(blog: Path, publish: Run) -> None:
    """Wherever the files are; what a published text, a template or the settings also name is published."""
    names = ("notes été.pdf", "both.pdf", "/images/cat.txt", "/images/logo.txt", "/images/hush.txt")
    links = "".join(f"[x]({{static}}{name})" for name in names).replace(" ", "%20")
    settings = "PLUGINS = ['comments', 'discovery', 'video']\nMENUITEMS = [('Cat', '/images/cat.txt')]\n"
    secret = write_post("Secret", "Status: draft", "Video: posts/film.mp4", "Image: images/hush.jpg")
    files = {
        "pelicanconf.py": SETTINGS + settings,
        "content/posts/secret.md": f"{secret}![x]({{attach}}secret.jpg) {links}",
        "content/posts/secret.fr.md": write_post("Secret", "Status: draft", "Lang: fr"),
        "content/posts/tango.fr.md": write_post("Tango", "Status: draft", "Lang: fr"),
        "content/pages/hidden.md": write_post("Hush", "Status: draft"),
        "content/comments/secret/1.md": "author: Jeanne\n\nBonjour",
        "content/posts/tango.md": write_post("Tango", "Image: images/shown.jpg") + "[x]({attach}both.pdf)",
        "content/pages/about.md": write_post("About") + "<img src='../images/logo.txt' alt='logo'>",
        "content/comments/tango/1.md": "author: Paul\n\nBonsoir",
        "inbox/other/1.md": "author: Paul\n\nAu revoir",  # of the same name below another article
        "inbox/.hidden": "not a folder",
    }
    shared = ("content/posts/both.pdf", "content/images/logo.txt")
    for name in (*shared, *(f"content/{name}" for name in PRIVATE_FILES)):
        files[name] = "a file"
    write_files(blog, files)
    for name in ("hush", "shown"):
        (blog / f"content/images/{name}.jpg").write_bytes(encode(draw((640, 360)), "jpeg"))
    done = publish()
    assert done.returncode == 0, done.stderr
    assert "Built 1 post and 1 page in " in done.stdout
    assert f"Left out, because only drafts use them: {', '.join(PRIVATE_FILES)}\n" in done.stdout
    built = list_files(blog / "output")
    assert {Path(name).name for name in built} >= {"both.pdf", "cat.txt", "logo.txt", "shown.jpg"}
    for name in built:
        assert not {"drafts", "secret", "hush", "film", "notes été"} & set(name.replace(".", "/").split("/"))
        text = (blog / "output" / name).read_text(errors="replace")
        assert not [word for word in ("Secret", "Hush", "Jeanne", "Au revoir") if word in text]


def test_what_must_not_be_public_is_named(blog: Path, publish: Run) -> None:
    waits, inbox = "author: Jeanne\n\nBonjour", "content/images/inbox/tango"
    draft = "---\ntitle: Secret\ndate: 2015-11-20\nslug: secret\ndraft: true\n---\nWords.\n"
    settings = "PLUGINS = ['comments', 'frontmatter']\nCOMMENTS = {'inbox': 'content/images/inbox'}\n"
    files = {
        ".gitignore": "*\n",
        "pelicanconf.py": SETTINGS + settings,
        "content/posts/secret.md": draft,
        "content/images/note.txt": draft,
        "content/posts/here.md": write_post("Here", "Status: draft", "Save_as: here.html", "Url: here"),
        "content/images/elsewhere.md": write_post("Elsewhere", "Status: draft"),
        "content/posts/other.md": write_post("Other") + "[x]({filename}secret.md)",
        f"{inbox}/m-1.md": waits,
        "content/comments/tango/m-1.md": f"{waits} à vous",
        "content/images/a.txt": waits,
        "content/images/server.key": "x",
        "content/images/.env": "A=1",
        "content/images/b.txt": TOKEN,
        "content/images/c.txt": f"The same: {TOKEN}",
    }
    write_files(blog, {**files, **BEFORE})
    done = publish()
    check_refused(
        blog,
        done,
        "content/posts/here.md: is a draft, but would be public as here.html; ",
        "images/.env: is named like a secret and would be public; take it out of content/.",
        f"{inbox}/m-1.md: waits for a decision, but would be public in images/a.txt; ",
        "images/elsewhere.md: is a draft, but would be public as a copied file; ",
        f"{inbox}/m-1.md: waits for a decision, but would be public in images/inbox/tango/m-1.md; ",
        "content/posts/secret.md: is a draft, but would be public as images/note.txt; ",
        "images/server.key: is named like a secret and would be public; ",
        f"{inbox}/m-1.md: waits for a decision, but would be public in tango.html; ",
        "images/b.txt (and 1 more): contains a token of GitHub's; take it out of content/, ",
        "content/posts/secret.md: is a draft, so readers cannot open it, but 3 pages link to it, such as ",
    )
    assert "it is one because of `draft: true`." in done.stderr


def make_file(path: Path, size: int) -> None:
    """A file that takes no space on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(size)


def test_files_and_sites_that_are_too_large_for_github_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(credentials, "_ENOUGH", 1)
    make_file(tmp_path / "videos/short.mp4", FILE_LIMIT)
    assert list(find_output_obstacles(tmp_path)) == []
    make_file(tmp_path / "videos/long.mp4", FILE_LIMIT + 2**20)
    (obstacle,) = find_output_obstacles(tmp_path)
    assert obstacle.startswith("videos/long.mp4: is 101.0 MiB, ")
    for number in range(10):
        make_file(tmp_path / "site" / f"{number}.mp4", 10**8)
    assert list(find_output_obstacles(tmp_path / "site")) == []
    make_file(tmp_path / "site/last.mp4", 10**8 + 1)
    (obstacle,) = find_output_obstacles(tmp_path / "site")
    assert obstacle.startswith("output: is 1.1 GB, ")
    assert obstacle.endswith("The largest file is last.mp4.")
