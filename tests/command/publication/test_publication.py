"""`make publish` as the writer runs it: what it builds and what it refuses."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pelican.contents import Static
from pelican.settings import read_settings
from pelican_blog.publication.draft_files import remove_draft_files
from pelican_blog.publication.output import find_output_obstacles
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES
from pelican_toolkit.testing.sources import read_folder

from plugins.frontmatter.tests.engines import FORMS, KEPT_BACK, PUBLISHED, write_text
from plugins.images.tests.photos import draw, encode

from .conftest import ROOT, SETTINGS, Run, list_files, write_files, write_post

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
    values = ["SITEURL=a", "GITHUB_REPOSITORY=b/c", "FORMAT=github", "PELICANOPTS=-D"]
    echo = 'echo "$$0 $$SITEURL $$GITHUB_REPOSITORY $$FORMAT $$*"'
    for script, said in ((echo, f"proofread a b/c github \n{target} a b/c github -D\n"), ("exit 1", "")):
        command = ["make", "--assume-old=.venv/site", f"RUN=sh -c '{script}'", target, *values]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert (done.stdout, bool(done.returncode)) == (said, not said)


def test_nothing_that_earlier_builds_left_is_published(blog: Path, publish: Run) -> None:
    """Nor does it stay after `make clean`."""
    settings = SETTINGS.replace('["comments"]', '["comments", "incremental"]') + 'CACHE_PATH = ".cache"\n'
    write_files(blog, {"pelicanconf.py": settings})
    sites = []
    for _ in range(2):
        assert publish().returncode == 0
        sites.append(read_folder(blog / "output"))
        assert publish(command="build", SITEURL="").returncode == 0
        kept = [path for path in (blog / ".cache").rglob("*") if path.is_file()]
        for path in kept:
            path.write_bytes(path.read_bytes()[:-9] + b"sabotaged")
    assert {path.name for path in kept} > {"tango.html", "results.db", "mirror"}
    assert sites[0] == sites[1]
    subprocess.run(["make", f"--file={ROOT / 'tools' / 'blog.mk'}", "clean"], cwd=blog, check=True)
    assert {path.name for path in blog.iterdir()}.isdisjoint({"output", ".cache"})


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
    assert done.stderr.endswith(REFUSED)
    write_files(blog, {"publishconf.py": "SITENAME = "})
    check_refused(blog, publish(), "publishconf.py:1: SyntaxError: ")


PRIVATE_FILES = [
    "images/hush.jpg",
    "images/hush.txt",
    "posts/film.mp4",
    "posts/notes été.pdf",
    "posts/secret.jpg",
]
SHARED_FILES = ["posts/both.pdf", "images/logo.txt"]


def test_drafts_and_the_files_that_only_they_use_are_left_out(blog: Path, publish: Run) -> None:
    """Wherever the files are; what a published text, a template or the settings also name is published."""
    names = ("notes été.pdf", "both.pdf", "/images/cat.txt", "/images/logo.txt", "/images/hush.txt")
    links = "".join(f"[x]({{static}}{name})" for name in names).replace(" ", "%20")
    plugins = "PLUGINS = ['comments', 'discovery', 'frontmatter', 'video']\n"
    secret = write_post("Secret", "Status: draft", "Video: posts/film.mp4", "Image: images/hush.jpg")
    files = {
        "pelicanconf.py": f"{SETTINGS}{plugins}MENUITEMS = [('Cat', '/images/cat.txt')]\n",
        "content/posts/secret.md": f"{secret}![x]({{attach}}secret.jpg) {links}",
        "content/posts/secret.fr.md": write_post("Secret", "Status: draft", "Lang: fr"),
        "content/posts/tango.fr.md": write_post("Tango", "Status: draft", "Lang: fr"),
        "content/posts/hugos.md": "---\ntitle: Hush\ndate: 2015-11-20\ndraft: true\n---\nWords.\n",
        "content/pages/hidden.md": write_post("Hush", "Status: draft"),
        "content/comments/secret/1.md": "author: Jeanne\n\nBonjour",
        "content/posts/tango.md": write_post("Tango", "Image: images/shown.jpg") + "[x]({attach}both.pdf)",
        "content/pages/about.md": write_post("About") + "<img src='../images/logo.txt' alt='logo'>",
        "content/comments/tango/1.md": "author: Paul\n\nBonsoir",
        "inbox/other/1.md": "author: Paul\n\nAu revoir",  # of the same name below another article
        "inbox/.hidden": "not a folder",
        **{f"content/{name}": "a file" for name in (*SHARED_FILES, *PRIVATE_FILES)},
    }
    write_files(blog, files)
    for name in ("hush", "shown"):
        (blog / f"content/images/{name}.jpg").write_bytes(encode(draw((640, 360)), "jpeg"))
    done = publish()
    assert done.returncode == 0, done.stderr
    assert "Built 1 post and 1 page in " in done.stdout
    assert "posts/hugos.md: kept back" in done.stdout
    assert f"Left out, because only drafts use them: {', '.join(PRIVATE_FILES)}\n" in done.stdout
    built = list_files(blog / "output")
    assert {Path(name).name for name in built} >= {"both.pdf", "cat.txt", "logo.txt", "shown.jpg"}
    for name in built:
        assert not {"drafts", "secret", "hush", "film", "notes été"} & set(name.replace(".", "/").split("/"))
        text = (blog / "output" / name).read_text(errors="replace")
        assert not [word for word in ("Secret", "Hush", "Jeanne", "Au revoir") if word in text]


HERE = write_post("Here", "Status: draft", "Save_as: here.html", "Url: here")


def test_draft_is_never_published_at_the_address_that_its_header_names(blog: Path, publish: Run) -> None:
    """Pelican would write it there, and without pelican-frontmatter it does."""
    write_files(blog, {"content/posts/here.md": HERE, **BEFORE})
    refusal = "content/posts/here.md: is a draft, but would be public as here.html; "
    check_refused(blog, publish(), refusal)
    write_files(blog, {"pelicanconf.py": f"{SETTINGS}PLUGINS = ['comments', 'frontmatter']\n"})
    done = publish()
    assert done.returncode == 0, done.stderr
    assert not (blog / "output/here.html").exists()


def test_what_must_not_be_public_is_named(blog: Path, publish: Run) -> None:
    waits, inbox = "author: Jeanne\n\nBonjour", "content/images/inbox/tango"
    draft = "---\ntitle: Secret\ndate: 2015-11-20\nslug: secret\ndraft: true\n---\nWords.\n"
    settings = "PLUGINS = ['comments', 'frontmatter']\nCOMMENTS = {'inbox': 'content/images/inbox'}\n"
    files = {
        ".gitignore": "*\n",
        "pelicanconf.py": SETTINGS + settings,
        "content/posts/secret.md": draft,
        "content/images/note.txt": draft,
        "content/posts/here.md": HERE,
        "content/images/elsewhere.md": write_post("Elsewhere", "Status: draft"),
        "content/images/hidden.md": write_post("Hidden", "Status: hidden"),  # which all may read
        "content/posts/other.md": write_post("Other", "Tags: drafts") + "[x]({filename}secret.md)",
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
        "images/.env: is named like a secret and would be public; take it out of content/.",
        f"{inbox}/m-1.md: waits for a decision, but would be public in images/a.txt; ",
        "images/elsewhere.md: is a draft, but would be public as a copied file; ",
        f"{inbox}/m-1.md: waits for a decision, but would be public in images/inbox/tango/m-1.md; ",
        "content/posts/secret.md: is a draft, but would be public as images/note.txt; ",
        "images/server.key: is named like a secret and would be public; ",
        f"{inbox}/m-1.md: waits for a decision, but would be public in tango.html; ",
        "images/b.txt (and 1 more): contains a token of GitHub's; take it out of content/, ",
        "content/posts/secret.md: is a draft, so readers cannot open it, but 4 pages link to it, such as ",
    )
    assert "it is one because of `draft: true`." in done.stderr


def test_draft_among_copied_files_is_found_in_every_form(tmp_path: Path) -> None:
    drafts = [case for case in KEPT_BACK if case.status == "draft"]
    hidden = [case for case in KEPT_BACK if case.status == "hidden"]  # all may read these
    copies = {
        f"{name}-{form}-{number}{suffix}": write_text(form, "A copy", case)
        for form, (suffix, _) in FORMS.items()
        for name, cases in (("copy", drafts), ("other", [*PUBLISHED, *hidden]))
        for number, case in enumerate(cases)
    }
    write_files(
        tmp_path, {**copies, "tag/drafts/index.html": "<html><head></head><body>A list</body></html>"}
    )
    found = {line.partition(": is a draft")[0] for line in find_output_obstacles(tmp_path)}
    assert found == {name for name in copies if name.startswith("copy")}


ELSEWHERE = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "2", "LC_ALL": "C", "PYTHONUTF8": "1"}
TRAVEL = "import time_machine\ntime_machine.travel('2031-02-28T23:59:59Z').start()\n"


@pytest.mark.slow
def test_same_texts_make_the_same_site_on_any_day_in_any_zone_and_locale(
    tmp_path: Path, demo_path: Path, build_folder: Callable[..., Path]
) -> None:
    write_files(tmp_path, {"sitecustomize.py": TRAVEL})
    again = build_folder("tests/demo/democonf.py", **ELSEWHERE, PYTHONPATH=str(tmp_path))
    names = list_files(demo_path)
    assert {"index.html", "sitemap.xml", "pagefind/pagefind-entry.json"} <= set(names)
    assert list_files(again) == names
    assert [name for name in names if (demo_path / name).read_bytes() != (again / name).read_bytes()] == []


SITE = "https://example.org/blog"
PELICANS = read_settings()
NAMES = ["a.jpg", "a/b.jpg", "a/b.jpg.txt", "x/a é", "x/a"]
PIECES = [f"{SITE}/", *"/blog/ / ../ ./ \" ' ( = , x a".split(" "), " ", *NAMES, "x/a%20%C3%A9"]  # noqa: SIM905  # so it is readable


def find_slowly(name: str, text: str) -> bool:
    """Whether a text links to a file, by a search for that file alone."""
    start = rf"""(?:{re.escape(SITE)}/|["'(=,\s](?:/blog/|/|(?:\.\./)*))"""
    return bool(re.search(f"{start}(?:{re.escape(name)}|{re.escape(quote(name))})", text))


@SHARED_FIXTURES
@given(
    st.sampled_from(["index.html", "x/y/style.css", "all.atom.xml", "feed.json", "film.mp4"]),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
)
@example("index.html", f"<img srcset='{SITE}/b.jpg 1x,{SITE}/x/a%20%C3%A9 2x'>")
def test_files_of_drafts_that_the_site_links_to_are_found_as_each_would_be_alone(
    tmp_path: Path, page: str, text: str
) -> None:
    files = [Static("", {"title": "x", "save_as": name, "url": quote(name)}, PELICANS) for name in NAMES]
    write_files(tmp_path, {**dict.fromkeys(NAMES, "a picture"), page: text})
    expected = [name for name in NAMES if page == "film.mp4" or not find_slowly(name, text)]
    assert list(remove_draft_files(files, tmp_path, SITE)) == expected
    assert [name for name in NAMES if not (tmp_path / name).exists()] == expected
    (tmp_path / page).unlink()
