"""Every command in README and docs/ runs in a clone, in the order of the first document that has it."""

import re
from pathlib import Path

import pytest

from tests.clones import Clone, find_free_port, wait_for_page

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
READ = ("docs/publishing.md", "docs/writing.md", "docs/comments.md")
"""What is read first, in this order; then the others are."""
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
ADDRESS = re.compile(r" (SITEURL|GITHUB_REPOSITORY)=\S+")
"""What a command does with or without: the environment of the clone has it too."""
SERVING = {"make devserver", "make serve"}
"""Commands that go on until they are stopped."""
ANSWERS = {"make comments": "q\n"}
"""What is typed when a command asks."""

SLUG = "un-ete-a-la-mer"
POST = "Title: {0}\nDate: 2026-11-20\nSlug: {0}\n\nDu sel et du vent.\n"
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
        f"content/comments/{SLUG}/1.md": COMMENT,
        f"inbox/{SLUG}/m-0a1b2c3d4e5f.md": COMMENT.replace("Jeanne", "Paul"),
        "answer.eml": MESSAGE,
    },
    "docs/publishing.md": {"content/posts/2026/hiver.md": POST.format("hiver")},
}
"""What the writer has done, by the document that she reads."""
BETWEEN = {"git push --set-upstream origin main": {"content/posts/2026/soir.md": POST.format("soir")}}
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


def test_every_command_of_the_documents_runs(tmp_path: Path) -> None:
    """A slow one once, for the document in which the writer finds it first."""
    port = find_free_port()
    clone, known = Clone(tmp_path, port), {*NOT_RUN}
    for document in dict.fromkeys((*READ, *DOCUMENTS)):
        clone.write(BEFORE.get(document, {}))
        for written in list_commands(document):
            command, key = type_in(written), ADDRESS.sub("", written)
            if key in known:
                continue
            if command in SERVING:
                with clone.start(command):
                    assert b"<h1" in wait_for_page(f"http://localhost:{port}/")
            else:
                clone.run(command, ANSWERS.get(command, ""))
            if not command.startswith("git"):
                known.add(key)
            clone.write(BETWEEN.get(command, {}))
            clone.write_texts()
    assert clone.run(f"git ls-remote --heads {clone.remote}").count("refs/heads/") == 2
    assert "soir.md" in clone.run(f"git -C {clone.remote} ls-tree -r --name-only main")
    assert "index.html" in clone.run(f"git -C {clone.remote} ls-tree --name-only gh-pages")


@pytest.mark.parametrize("command", NOT_RUN)
def test_command_that_is_not_run_stands_in_a_document(command: str) -> None:
    assert command in {line for document in DOCUMENTS for line in list_commands(document)}


def test_documents_name_the_commands_of_every_day() -> None:
    """So that the test above has something to run."""
    commands = {line.split(" TITLE=")[0] for document in DOCUMENTS for line in list_commands(document)}
    wanted = {"make html", "make new", "make devserver", "make comments", "make proofread", "git push"}
    assert wanted <= commands
