"""A stranger's journey from a clone: she starts a blog, writes, publishes and upgrades."""

import re
import shlex
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.clones import ROOT, Clone, find_free_port, wait_for_page

REPOSITORY = "anne/garden"
NOT_IN_A_BLOG = re.compile(r"tests|docs|benchmarks|CONTRIBUTING|CHANGELOG|.*checks\.yml")
STATUS = "git status --porcelain --ignored --untracked-files=all"

OWN = {"SITEURL", "GITHUB_REPOSITORY"}
"""What a started blog knows by itself."""


class Blog(Clone):
    """A blog started from a clone, on a machine whose git does not know its writer.

    It runs with the packages of these tests; tests/tools has the installation of its own.
    """

    def __init__(self, folder: Path, language: str, name: str) -> None:
        """Start it with make, which leaves the clone untouched."""
        clone = self.clone = Clone(folder, find_free_port())
        self.path, self.remote = folder / "garden", clone.remote
        rewrite = f'[url "{self.remote}"]\ninsteadOf = https://github.com/{REPOSITORY}.git\n'
        Path(clone.environment["HOME"], ".gitconfig").write_text(rewrite)
        self.environment = {
            **{name: value for name, value in clone.environment.items() if name not in OWN},
            "MAKEFLAGS": f"PYTHON=true BIN={Path(sys.executable).parent}",
        }
        before = clone.run(STATUS)
        answers = f"AUTHOR=Anne GITHUB_REPOSITORY={REPOSITORY} LANGUAGE={language} TIMEZONE=UTC"
        clone.run(f"make start BLOG=../garden SITENAME={shlex.quote(name)} {answers}")
        assert clone.run(STATUS) == before


def check_files(blog: Blog, *others: str) -> None:
    """A new blog is small and complete, and has a history of its own."""
    files = set(blog.run("git ls-files -z").split("\0")) - {""}
    folder = [path for path in blog.path.rglob("*") if path.is_file() and ".git" not in path.parts]
    assert len(files) == len(folder) <= 120
    assert sum(path.stat().st_size for path in folder) < 3 << 20
    assert {*others, "README.md", "Makefile", "publishconf.py", "packages/install.py"} <= files
    assert not [name for name in files if NOT_IN_A_BLOG.match(name)]
    assert len([*blog.path.glob("packages/*.whl")]) == len([*ROOT.glob("plugins/*/pyproject.toml")]) + 1
    assert blog.run("git log --format='%an %ae|%s' --all").strip() == "Anne |Begin the blog"
    assert blog.run("git remote; git branch --show-current; git fsck --strict").split() == ["main"]
    written = [name for name in files if re.match(r"(?!packages/).*\.(md|py)$", name)]
    assert blog.run(rf"grep -lE '\$[a-z]+\b' {' '.join(written)} || true") == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "name", "form", "pages"),
    [
        ("fr", "Le jardin d’Anne", "commentaire", ("vie-privee", "merci", "recherche")),
        ("en", 'Anne & the "garden"', "comment", ("privacy", "thanks", "search")),
    ],
)
def test_blog_is_started_published_and_upgraded(
    tmp_path: Path, language: str, name: str, form: str, pages: tuple[str, str, str]
) -> None:
    blog = Blog(tmp_path, language, name.replace("’", "'"))
    template = f".github/ISSUE_TEMPLATE/{form}.yml"
    check_files(blog, template, *(f"content/pages/{page}.md" for page in pages[:2]))
    said = blog.run("make new TITLE='Un été à la mer'")
    (address,) = re.findall(r"address will be /(\S+)", said)
    blog.run(f"echo Du sel. >> {re.findall(r'Wrote (.+)', said)[0]}")
    blog.run("git config user.name Anne && git config user.email anne@example.org")
    blog.run("git add --all && git commit --quiet --message 'Write about the sea'")
    readme = (blog.path / "README.md").read_text(encoding="utf-8")
    for command in re.findall(r"^ *\$ (git (?:remote|push) .*)$", readme, re.MULTILINE):
        blog.run(command)
    blog.run("make github")
    assert "un-ete-a-la-mer.md" in blog.run(f"git -C {blog.remote} ls-tree -r --name-only main")
    assert f"{pages[2]}/index.html" in blog.run(f"git -C {blog.remote} ls-tree -r --name-only gh-pages")
    page = BeautifulSoup(blog.run(f"git -C {blog.remote} show gh-pages:{address}index.html"), "html.parser")
    (html,), (site,), (canonical,), (action,), (issue,) = map(
        page.select,
        ("html", ".site-name", "link[rel=canonical]", "form#answer", "input[name=template]"),
    )
    assert (html["lang"], site.get_text().split("\n")[-2].strip()) == (language, name)
    assert canonical["href"] == f"https://anne.github.io/garden/{address}"
    assert action["action"] == f"https://github.com/{REPOSITORY}/issues/new"
    assert issue["value"] == f"{form}.yml"

    with (blog.clone.path / "plugins/comments/CHANGELOG.md").open("a", encoding="utf-8") as changelog:
        changelog.write("\n- Threads are newer,\n  and better.\n")
    blog.clone.run("git -c user.name=Dev -c user.email= commit --all --quiet --message Newer")
    said = blog.run("make upgrade FROM=../blog")
    assert "plugins/comments:\n  - Threads are newer,\n    and better.\n" in said
    assert blog.run("git status --porcelain") == " M packages/commits\n"

    slug = Path(address).name
    blog.write({f"content/comments/{slug}/1.md": "author: Jeanne\n\nDu vent.\n"})
    blog.run(f"make page TITLE=Contact && make video URL=https://youtu.be/AbCdEfGhIjK POST={slug}")
    blog.run("make comments", "q\n")
    assert f"{slug}/1 (published)" in blog.run("make comments FIND=Jeanne")
    blog.run(f"make comments REMOVE={slug}/1")
    for command in ("make devserver", "make serve"):
        with blog.start(command):
            assert b"<h1" in wait_for_page(f"http://localhost:{blog.environment['PORT']}/")
