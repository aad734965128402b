"""A stranger's way from a clone: she begins a blog, writes, is answered, publishes and upgrades."""

import re
import shlex
import sys
import time
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from bs4 import BeautifulSoup

from tests.clones import PATIENCE, Clone, find_free_port, wait_for_page

INSTALLER = Path(__file__).with_name("installer.py")
REPOSITORY = "anne/garden"
CHANGED = "plugins/comments/pelican/plugins/comments/templates/comments/discussion.html"
IN_PACKAGES = re.compile(r"packages/|requirements\.txt$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is typed and what is there, in a language."""

    typed: str
    name: str
    title: str
    slug: str
    search: str
    others: tuple[str, ...]
    """Files of blogs in this language alone."""


LANGUAGES = {
    "fr": Words(
        typed="Le jardin d'Anne",
        name="Le jardin d’Anne",
        title="Un été à la mer",
        slug="un-ete-a-la-mer",
        search="recherche",
        others=(
            ".github/ISSUE_TEMPLATE/commentaire.yml",
            "content/pages/vie-privee.md",
            "content/pages/merci.md",
        ),
    ),
    "en": Words(
        typed='Anne & the "garden"',
        name='Anne & the "garden"',
        title="A summer at sea",
        slug="a-summer-at-sea",
        search="search",
        others=(".github/ISSUE_TEMPLATE/comment.yml", "content/pages/privacy.md", "content/pages/thanks.md"),
    ),
}


class Blog(Clone):
    """A blog that was begun in a clone, on a machine whose git does not know its writer."""

    def __init__(self, clone: Clone, language: str) -> None:
        """Begin it as the Makefile lets one."""
        self.path, self.remote = clone.path.parent / "garden", clone.remote
        Path(clone.environment["HOME"], ".gitconfig").write_text(
            f'[url "{self.remote}"]\ninsteadOf = https://github.com/{REPOSITORY}.git\n'
        )
        installing = f"INSTALL={INSTALLER} PYTHON={sys.executable}"
        unknown = {"SITEURL", "GITHUB_REPOSITORY"}
        self.environment = {key: value for key, value in clone.environment.items() if key not in unknown}
        self.environment |= {"MAKEFLAGS": installing, "TZ": "Europe/Paris"}
        answers = f"AUTHOR=Anne GITHUB_REPOSITORY={REPOSITORY} LANGUAGE={language} TIMEZONE=UTC"
        self.said = clone.run(
            f"make start BLOG=../garden SITENAME={shlex.quote(LANGUAGES[language].typed)} {answers}"
        )

    def read_page(self, name: str) -> BeautifulSoup:
        """A page of output/."""
        return BeautifulSoup(
            (self.path / "output" / name / "index.html").read_text(encoding="utf-8"), "html.parser"
        )


def check_beginning(blog: Blog, words: Words) -> None:
    """A new blog is small, has a history of its own, and is whole."""
    files = set(blog.run("git ls-files -z").split("\0")) - {""}
    folder = [path for path in blog.path.rglob("*") if path.is_file() and ".git" not in path.parts]
    assert len(files) == len(folder) <= 120
    assert sum(path.stat().st_size for path in folder) < 3 << 20
    assert {*words.others, "README.md", "Makefile", "publishconf.py", "packages/install.py"} <= files
    assert not [
        name
        for name in files
        if re.match(r"tests|docs|benchmarks|CONTRIBUTING|CHANGELOG|.*checks\.yml", name)
    ]
    ours = [*Path(__file__).parents[3].glob("plugins/*/pyproject.toml")]
    assert len([name for name in files if name.endswith(".whl")]) == len(ours) + 1
    assert blog.run("git log --format='%an %ae|%s' --all").strip() == "Anne |Begin the blog"
    assert blog.run("git remote; git branch --show-current; git fsck --strict").split() == ["main"]
    for name in files:
        if name.endswith((".md", ".py")) and not name.startswith("packages/"):
            assert not re.search(r"\$[a-z]+\b", (blog.path / name).read_text(encoding="utf-8")), name


def send_comment(blog: Blog, origin: str, address: str, words: str) -> str:
    """A reader's comment, sent by the form of a page; how it is called while it waits."""
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


def begin(folder: Path, port: int, language: str) -> tuple[Clone, Blog]:
    """A new blog, and the clone that it was begun in, which that leaves as it was."""
    clone = Clone(folder, port)
    before = clone.run("git status --porcelain --ignored --untracked-files=all")
    blog = Blog(clone, language)
    assert clone.run("git status --porcelain --ignored --untracked-files=all") == before
    check_beginning(blog, LANGUAGES[language])
    return clone, blog


def write_post(blog: Blog, words: Words) -> str:
    """The address of a post that she has written."""
    (file,) = re.findall(r"Wrote (\S+)", blog.run(f"make new TITLE={shlex.quote(words.title)}"))
    with (blog.path / file).open("a", encoding="utf-8") as post:
        post.write("Du sel.\n")
    (day,) = re.findall("Date: ([0-9-]+)", (blog.path / file).read_text(encoding="utf-8"))
    return f"{day.replace('-', '/')}/{words.slug}/"


def publish(blog: Blog, words: Words, address: str) -> BeautifulSoup:
    """The page of a post on the remote, after she has done what the blog's README says."""
    blog.run("git config user.name Anne && git config user.email anne@example.org")
    blog.run("git add --all && git commit --quiet --message 'Write about the sea'")
    readme = (blog.path / "README.md").read_text(encoding="utf-8")
    for command in re.findall(r"^ *\$ (git (?:remote|push) .*)$", readme, re.MULTILINE):
        blog.run(command)
    blog.run("make github")
    page = BeautifulSoup(blog.run(f"git -C {blog.remote} show gh-pages:{address}index.html"), "html.parser")
    (canonical,) = page.select("link[rel=canonical]")
    assert canonical["href"] == f"https://anne.github.io/garden/{address}"
    (form,) = page.select("form#answer")
    assert form["action"] == f"https://github.com/{REPOSITORY}/issues/new"
    (template,) = page.select("input[name=template]")
    assert (blog.path / ".github/ISSUE_TEMPLATE" / str(template["value"])).is_file()
    tracked = blog.run(f"git -C {blog.remote} ls-tree -r --name-only main")
    assert f"content/posts/{address[:4]}/{words.slug}.md" in tracked
    return page


def check_home(blog: Blog, language: str) -> None:
    """What was built speaks the blog's language and bears its name."""
    home, words = blog.read_page(""), LANGUAGES[language]
    (html,), (name,) = home.select("html"), home.select(".site-name")
    assert html["lang"] == language
    assert name.get_text().split("\n")[-2].strip() == words.name
    assert blog.read_page(words.search)


def change_tools(clone: Clone) -> None:
    """Change a plugin and the theme, and say so in the plugin's changelog."""
    for name, text in ((CHANGED, "<!-- newer -->\n"), ("theme/css/base.css", "/* newer */\n")):
        (clone.path / name).write_text(
            f"{text}{(clone.path / name).read_text(encoding='utf-8')}", encoding="utf-8"
        )
    with (clone.path / "plugins/comments/CHANGELOG.md").open("a", encoding="utf-8") as changelog:
        changelog.write("\n- Threads are newer,\n  and better.\n")
    clone.run(
        "git add --all && git -c user.name=Dev -c user.email=dev@example.org commit --quiet --message Newer"
    )


def test_blog_is_begun_built_answered_published_and_upgraded(tmp_path: Path) -> None:
    port, words = find_free_port(), LANGUAGES["fr"]
    clone, blog = begin(tmp_path, port, "fr")
    blog.run("make html")
    check_home(blog, "fr")

    address = write_post(blog, words)
    waiting = send_comment(blog, f"http://localhost:{port}", address, "Du vent.")
    blog.run(f".venv/bin/pelican-comments approve {waiting}")
    (comment,) = publish(blog, words, address).select("article.comment")
    assert "Du vent." in comment.get_text()

    change_tools(clone)
    said = blog.run("make upgrade FROM=../blog")
    assert "plugins/comments:\n  - Threads are newer,\n    and better.\n" in said
    assert (
        "theme/css/base.css: you have not changed it; to take the new one: cp ../blog/theme/css/base.css"
        in said
    )
    changed = blog.run("git status --porcelain").splitlines()
    assert changed
    assert all(IN_PACKAGES.match(line[3:]) for line in changed)
    blog.run("make html")
    assert "<!-- newer -->" in str(blog.read_page(address))


def test_blog_in_another_language_is_begun_and_published(tmp_path: Path) -> None:
    _, blog = begin(tmp_path, find_free_port(), "en")
    publish(blog, LANGUAGES["en"], write_post(blog, LANGUAGES["en"]))
    check_home(blog, "en")
