"""Every command in README and docs/ runs in a clone, in the order of its document."""

import re
import shlex
import socket
from pathlib import Path

import pytest

from tests.clones import Clone, wait_for_page

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
FOR_WRITERS = tuple(name for name in DOCUMENTS if "architecture" not in name)
"""Those whose commands are run wherever they stand: an heir's words name targets by the dozen."""
NOT_RUN = {
    "make test": "it runs this test",
    "git clone ADDRESS tools": "the clone is there already, made of what git has here",
    "cd tools": "as above",
    "make start BLOG=../my-blog": "tests/command/starting",
    "cd ../my-blog": "as above",
    "make upgrade FROM=../tools": "as above",
}
MEANT = {"https://…": "https://www.youtube.com/watch?v=AbCdEfGhIjK", "…": "Some words"}
"""What a writer types for what is left open."""
SERVING = {"make devserver", "make serve"}
"""Commands that go on until they are stopped."""
ANSWERS = {"make comments": "q\n"}
"""What is typed when a command asks."""

SLUG = "un-ete-a-la-mer"
POST = f"Title: Un été à la mer\nDate: 2026-11-20\nSlug: {SLUG}\nComments: open\n\nDu sel et du vent.\n"
COMMENT = "author: Jeanne\ndate: 2026-11-21T10:00:00+01:00\n\nOui.\n"
MESSAGE = f"""\
From: Ada <ada@example.org>
To: comments@example.org
Date: Sat, 21 Nov 2026 18:20:00 +0000
Message-ID: <20261121.182000@example.org>
Subject: Un ete [{SLUG}]
Content-Type: text/plain; charset=utf-8

Moi aussi.
"""
BEFORE = {
    "docs/comments.md": {
        f"content/posts/2026/{SLUG}.md": POST,
        f"content/comments/{SLUG}/1.md": COMMENT,
        f"inbox/{SLUG}/m-0a1b2c3d4e5f.md": COMMENT.replace("Jeanne", "Paul"),
        "answer.eml": MESSAGE,
    },
    "docs/publishing.md": {"content/posts/2026/l-hiver.md": POST.replace(SLUG, "l-hiver")},
}
"""What the writer has done, by the document that she reads."""
FIRST = {
    "README.md": "git remote add origin https://github.com/you/blog.git && git push -q -u origin main",
}
"""What she has typed."""
BETWEEN = {"git push --set-upstream origin main": {f"content/posts/2026/{SLUG}.md": POST}}
"""What she writes after a command."""


def list_commands(document: str) -> list[str]:
    """The commands in a document: those of its blocks, and then those in its text that no block has."""
    text = (ROOT / document).read_text(encoding="utf-8")
    lines = re.findall(r"^ *\$ (.*?)(?:  +# .*)?$", text, re.MULTILINE)
    if document in FOR_WRITERS:
        named = re.findall(r"(?<!`)`((?:make|git|\.venv/bin/\S+) [^`\n]+)`", text)
        lines += [command for command in dict.fromkeys(named) if command not in lines]
    return lines


def type_in(command: str) -> str:
    """The command as a writer types it."""
    for open_part, words in MEANT.items():
        command = command.replace(open_part, words)
    return command


@pytest.fixture
def port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def clone(tmp_path: Path, port: int) -> Clone:
    return Clone(tmp_path, port)


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if list_commands(name)])
def test_every_command_of_a_document_runs(document: str, clone: Clone, port: int) -> None:
    clone.write(BEFORE.get(document, {}))
    clone.run(FIRST.get(document, ":"))
    commands = [command for command in list_commands(document) if command not in NOT_RUN]
    for command in map(type_in, commands):
        if command in SERVING:
            with clone.start(command):
                assert b"<h1" in wait_for_page(f"http://localhost:{port}/")
        else:
            clone.run(command, ANSWERS.get(command, ""))
        clone.write(BETWEEN.get(command, {}))
        clone.write_texts()
    if document == "docs/publishing.md":
        branches = clone.run(f"git ls-remote --heads {shlex.quote(str(clone.remote))}")
        assert branches.count("refs/heads/") == 2
        assert f"{SLUG}.md" in clone.run(f"git -C {clone.remote} show --name-only main")
        assert "index.html" in clone.run(f"git -C {clone.remote} ls-tree --name-only gh-pages")


@pytest.mark.parametrize("command", NOT_RUN)
def test_command_that_is_not_run_stands_in_a_document(command: str) -> None:
    assert command in {line for document in DOCUMENTS for line in list_commands(document)}


def test_documents_name_the_commands_of_every_day() -> None:
    """So that the test above has something to run."""
    commands = {line.split(" TITLE=")[0] for document in DOCUMENTS for line in list_commands(document)}
    wanted = {"make html", "make new", "make devserver", "make comments", "make proofread", "git push"}
    assert wanted <= commands
