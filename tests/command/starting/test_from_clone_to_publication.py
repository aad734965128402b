"""A stranger's journey from a clone: she starts a blog, writes, gets a comment, publishes and upgrades."""

import re
import shlex
import sys
import time
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from bs4 import BeautifulSoup
from pelican_toolkit.testing import read_page

from tests.clones import PATIENCE, ROOT, Clone, find_free_port, wait_for_page

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
        unknown = {"SITEURL", "GITHUB_REPOSITORY"}
        self.environment = {key: value for key, value in clone.environment.items() if key not in unknown}
        installing = f"INSTALL={INSTALLER} PYTHON={sys.executable}"
        self.environment |= {"MAKEFLAGS": installing, "TZ": "Europe/Paris"}
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


def send_comment(blog: Blog, address: str, words: str) -> str:
    """Send a reader's comment with the form of a page; its name while it waits."""
    origin = f"http://localhost:{blog.port}"
    with blog.start("make devserver"):
        page = BeautifulSoup(wait_for_page(f"{origin}/{address}"), "html.parser")
        (form,) = page.select("form#answer")
        fields = {str(field["name"]): str(field.get("value", "")) for field in form.select("[name]")}
        fields |= {"name": "Jeanne", "message": words, "started": str(int(time.time()) - 60)}
        body = urlencode(fields).encode()
        request = Request(f"{origin}{form['action']}", body, {"Origin": origin})  # noqa: S310  # our own server
        with urlopen(request, timeout=PATIENCE) as response:  # noqa: S310  # our own server
            assert response.status == HTTPStatus.OK
    (waiting,) = (blog.path / "inbox").rglob("*.md")
    return f"{waiting.parent.name}/{waiting.stem}"


def write_post(blog: Blog, title: str, slug: str) -> str:
    """Write a post; its address."""
    (file,) = re.findall(r"Wrote (\S+)", blog.run(f"make new TITLE={shlex.quote(title)}"))
    with (blog.path / file).open("a", encoding="utf-8") as post:
        post.write("Du sel.\n")
    (day,) = re.findall("Date: ([0-9-]+)", (blog.path / file).read_text(encoding="utf-8"))
    return f"{day.replace('-', '/')}/{slug}/"


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


def check_home(blog: Blog, language: str, name: str, search: str) -> None:
    """The home page is in the blog's language and has its name."""
    home = blog.read_page("")
    (html,), (site,) = home.select("html"), home.select(".site-name")
    assert (html["lang"], site.get_text().split("\n")[-2].strip()) == (language, name)
    assert blog.read_page(f"{search}/")


def change_tools(clone: Clone) -> None:
    """Change a plugin and the theme, and mention it in the plugin's changelog."""
    for name, text in ((CHANGED, "<!-- newer -->\n"), ("theme/css/base.css", "/* newer */\n")):
        path = clone.path / name
        path.write_text(f"{text}{path.read_text(encoding='utf-8')}", encoding="utf-8")
    with (clone.path / "plugins/comments/CHANGELOG.md").open("a", encoding="utf-8") as changelog:
        changelog.write("\n- Threads are newer,\n  and better.\n")
    clone.run("git add --all && git -c user.name=Dev -c user.email= commit --quiet --message Newer")


def test_blog_is_started_built_published_and_upgraded(tmp_path: Path) -> None:
    blog = Blog(tmp_path, "fr", "Le jardin d'Anne")
    check_files(blog, ".github/ISSUE_TEMPLATE/commentaire.yml", "content/pages/vie-privee.md")
    blog.run("make html")
    check_home(blog, "fr", "Le jardin d’Anne", "recherche")

    address = write_post(blog, "Un été à la mer", "un-ete-a-la-mer")
    waiting = send_comment(blog, address, "Du vent.")
    blog.run(f".venv/bin/pelican-comments approve {waiting}")
    (comment,) = publish(blog, address).select("article.comment")
    assert "Du vent." in comment.get_text()

    change_tools(blog.clone)
    said = blog.run("make upgrade FROM=../blog")
    assert "plugins/comments:\n  - Threads are newer,\n    and better.\n" in said
    assert "theme/css/base.css: you have not changed it; to update it: cp ../blog/theme/css/base.css" in said
    changed = blog.run("git status --porcelain").splitlines()
    assert changed
    assert all(IN_PACKAGES.match(line[3:]) for line in changed)
    blog.run("make html")
    assert "<!-- newer -->" in str(blog.read_page(address))


def test_blog_in_another_language_is_started_and_published(tmp_path: Path) -> None:
    blog = Blog(tmp_path, "en", 'Anne & the "garden"')
    check_files(blog, ".github/ISSUE_TEMPLATE/comment.yml", "content/pages/privacy.md")
    publish(blog, write_post(blog, "A summer at sea", "a-summer-at-sea"))
    check_home(blog, "en", 'Anne & the "garden"', "search")
