"""A stranger's journey from a clone: she starts a blog, writes, accepts a comment, publishes and upgrades."""

import re
import shlex
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pelican_toolkit.testing import read_page

from tests.clones import ROOT, Clone, find_free_port, wait_for_page

pytestmark = pytest.mark.slow

INSTALLER = Path(__file__).with_name("installer.py")
REPOSITORY = "anne/garden"
CHANGED = "plugins/comments/pelican/plugins/comments/templates/comments/discussion.html"
IN_PACKAGES = re.compile(r"packages/|requirements\.txt$")
NOT_IN_A_BLOG = re.compile(r"tests|docs|benchmarks|CONTRIBUTING|CHANGELOG|.*checks\.yml")
STATUS = "git status --porcelain --ignored --untracked-files=all"


class Blog(Clone):
    """A blog started from a clone, on a machine whose git does not know its writer."""

    def __init__(self, folder: Path, language: str, name: str) -> None:
        """Start it with make, which leaves the clone untouched."""
        self.port = find_free_port()
        clone = self.clone = Clone(folder, self.port)
        self.path, self.remote = folder / "garden", clone.remote
        rewrite = f'[url "{self.remote}"]\ninsteadOf = https://github.com/{REPOSITORY}.git\n'
        Path(clone.environment["HOME"], ".gitconfig").write_text(rewrite)
        installing = f"INSTALL={INSTALLER} PYTHON={sys.executable}"
        self.environment = {**clone.environment, "MAKEFLAGS": installing, "TZ": "Europe/Paris"}
        before = clone.run(STATUS)
        answers = f"AUTHOR=Anne GITHUB_REPOSITORY={REPOSITORY} LANGUAGE={language} TIMEZONE=UTC"
        clone.run(f"make start BLOG=../garden SITENAME={shlex.quote(name)} {answers}")
        assert clone.run(STATUS) == before

    def read_page(self, name: str) -> BeautifulSoup:
        """A page of output/."""
        return read_page(self.path / "output", f"{name}index.html")


def check_files(blog: Blog, *others: str) -> None:
    """A new blog is small and complete, and has a history of its own."""
    files = set(blog.run("git ls-files -z").split("\0")) - {""}
    folder = [path for path in blog.path.rglob("*") if path.is_file() and ".git" not in path.parts]
    assert len(files) == len(folder) <= 120
    assert sum(path.stat().st_size for path in folder) < 3 << 20
    assert {*others, "README.md", "Makefile", "publishconf.py", "packages/install.py"} <= files
    assert not [name for name in files if NOT_IN_A_BLOG.match(name)]
    ours = [*ROOT.glob("plugins/*/pyproject.toml")]
    assert len([name for name in files if name.endswith(".whl")]) == len(ours) + 1
    assert blog.run("git log --format='%an %ae|%s' --all").strip() == "Anne |Begin the blog"
    assert blog.run("git remote; git branch --show-current; git fsck --strict").split() == ["main"]
    for name in files:
        if name.endswith((".md", ".py")) and not name.startswith("packages/"):
            assert not re.search(r"\$[a-z]+\b", (blog.path / name).read_text(encoding="utf-8")), name


def write_post(blog: Blog, title: str) -> str:
    """Write a post; its address."""
    said = blog.run(f"make new TITLE={shlex.quote(title)}")
    (file,), (address,) = re.findall(r"Wrote (\S+)", said), re.findall(r"address will be /(\S+)", said)
    with (blog.path / file).open("a", encoding="utf-8") as post:
        post.write("Du sel.\n")
    return str(address)


def publish(blog: Blog, address: str) -> BeautifulSoup:
    """Publish as the blog's README says; the page of a post on the remote."""
    blog.run("git config user.name Anne && git config user.email anne@example.org")
    blog.run("git add --all && git commit --quiet --message 'Write about the sea'")
    readme = (blog.path / "README.md").read_text(encoding="utf-8")
    for command in re.findall(r"^ *\$ (git (?:remote|push) .*)$", readme, re.MULTILINE):
        blog.run(command)
    blog.run("make github")
    page = BeautifulSoup(blog.run(f"git -C {blog.remote} show gh-pages:{address}index.html"), "html.parser")
    (canonical,), (form,) = page.select("link[rel=canonical]"), page.select("form#answer")
    assert canonical["href"] == f"https://anne.github.io/garden/{address}"
    assert form["action"] == f"https://github.com/{REPOSITORY}/issues/new"
    (template,) = page.select("input[name=template]")
    assert (blog.path / ".github/ISSUE_TEMPLATE" / str(template["value"])).is_file()
    tracked = blog.run(f"git -C {blog.remote} ls-tree -r --name-only main")
    assert f"content/posts/{address[:4]}/{Path(address).name}.md" in tracked
    return page


def change_tools(clone: Clone) -> None:
    """Change a plugin and the theme, and mention it in the plugin's changelog."""
    for name, text in ((CHANGED, "<!-- newer -->\n"), ("theme/css/base.css", "/* newer */\n")):
        path = clone.path / name
        path.write_text(f"{text}{path.read_text(encoding='utf-8')}", encoding="utf-8")
    with (clone.path / "plugins/comments/CHANGELOG.md").open("a", encoding="utf-8") as changelog:
        changelog.write("\n- Threads are newer,\n  and better.\n")
    clone.run("git add --all && git -c user.name=Dev -c user.email= commit --quiet --message Newer")


@pytest.mark.parametrize(
    ("language", "name", "title", "form", "pages"),
    [
        ("fr", "Le jardin d’Anne", "Un été à la mer", "commentaire", ("vie-privee", "merci", "recherche")),
        ("en", 'Anne & the "garden"', "A summer at sea", "comment", ("privacy", "thanks", "search")),
    ],
)
def test_blog_is_started_published_and_upgraded(  # noqa: PLR0913, PLR0917  # what a language has
    tmp_path: Path, language: str, name: str, title: str, form: str, pages: tuple[str, str, str]
) -> None:
    blog = Blog(tmp_path, language, name.replace("’", "'"))
    texts = [f"content/pages/{page}.md" for page in pages[:2]]
    check_files(blog, f".github/ISSUE_TEMPLATE/{form}.yml", *texts)
    address = write_post(blog, title)
    with blog.start("make devserver"):
        assert b"form" in wait_for_page(f"http://localhost:{blog.port}/{address}")
    slug = Path(address).name
    waiting = f"{slug}/m-0a1b2c3d4e5f"
    comment = "author: Jeanne\ndate: 2026-11-21T10:00:00+01:00\n\nDu vent.\n"
    blog.write({f"inbox/{waiting}.md": comment})
    blog.run(f".venv/bin/pelican-comments approve {waiting}")
    (shown,) = publish(blog, address).select("article.comment")
    assert "Du vent." in shown.get_text()
    home = blog.read_page("")
    (html,), (site,) = home.select("html"), home.select(".site-name")
    assert (html["lang"], site.get_text().split("\n")[-2].strip()) == (language, name)
    assert blog.read_page(f"{pages[2]}/")
    if language == "fr":
        blog.run(f"make page TITLE=Contact && make video URL=https://youtu.be/AbCdEfGhIjK POST={slug}")
        (post,) = blog.path.glob(f"content/posts/*/{slug}.md")
        assert "\nVideo: https://www.youtube.com/watch?v=AbCdEfGhIjK\n" in post.read_text(encoding="utf-8")
        blog.run("make comments", "q\n")
        assert f"{waiting} (published)" in blog.run("make comments FIND=Jeanne")
        blog.run(f"make comments ANONYMISE={waiting} && make comments REMOVE={waiting}")
        with blog.start("make serve"):
            assert b"<h1" in wait_for_page(f"http://localhost:{blog.port}/")
        return

    change_tools(blog.clone)
    said = blog.run("make upgrade FROM=../blog")
    assert "plugins/comments:\n  - Threads are newer,\n    and better.\n" in said
    assert "theme/css/base.css: you have not changed it; to update it: cp ../blog/theme/css/base.css" in said
    changed = blog.run("git status --porcelain").splitlines()
    assert changed
    assert all(IN_PACKAGES.match(line[3:]) for line in changed)
    blog.run("make html")
    assert "<!-- newer -->" in str(blog.read_page(address))
