"""Every command in README and docs/ runs in a clone, in the order of the first document that has it."""

import re
from pathlib import Path

import pytest

from tests.clones import ROOT, Clone, find_free_port, wait_for_page
from tests.command.importing.exports import build, comment, post

DOCUMENTS = ("README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
READ_FIRST = ("docs/publishing.md", "docs/writing.md", "docs/comments.md")
FOR_WRITERS = tuple(name for name in DOCUMENTS if "architecture" not in name)
"""Those whose commands are also run where they are in the text: the others name targets by the dozen."""
NOT_RUN = {
    "make test": "it runs this test",
    "git clone ADDRESS tools": "the clone is there already",
    "cd tools": "as above",
    "make start BLOG=../my-blog": "see tests/command/starting",
    "cd ../my-blog": "as above",
    "make upgrade FROM=../tools": "as above",
}
MEANT = {"https://…": "https://www.youtube.com/watch?v=AbCdEfGhIjK", "…": "Some words"}
"""What a writer types for a placeholder."""
ADDRESS = re.compile(r" (SITEURL|GITHUB_REPOSITORY)=\S+")
"""What the clone's environment has too, so that a command with it is the same as without."""
SERVING = {"make devserver", "make serve"}
"""Commands that run until they are stopped."""
ANSWERS = {"make comments": "q\n"}

SLUG = "un-ete-a-la-mer"
POST = "Title: {0}\nDate: 2026-11-20\nSlug: {0}\n\nDu sel et du vent.\n"
COMMENT = "author: {0}\ndate: 2026-11-21T10:00:00+01:00\n\nOui.\n"
MESSAGE = f"""\
From: Ada <ada@example.org>
To: comments@example.org
Date: Sat, 21 Nov 2026 18:20:00 +0000
Message-ID: <20261121.182000@example.org>
Subject: Un ete [{SLUG}]
Content-Type: text/plain; charset=utf-8

Moi aussi.
"""
EXPORT = build(post(1, "une-soupe", comments=[comment(11)]))
BEFORE = {
    "README.md": {"export.xml": EXPORT},
    "docs/comments.md": {
        f"content/comments/{SLUG}/1.md": COMMENT.format("Jeanne"),
        f"inbox/{SLUG}/m-0a1b2c3d4e5f.md": COMMENT.format("Paul"),
        "answer.eml": MESSAGE,
    },
    "docs/moving-from-wordpress.md": {
        "../export.xml": EXPORT,
        "../uploads/2011/plan.txt": "Un plan",
    },
    "docs/publishing.md": {"content/posts/2026/hiver.md": POST.format("hiver")},
}
"""The files that the writer has before she reads a document."""
AFTER = {"git push --set-upstream origin main": {"content/posts/2026/soir.md": POST.format("soir")}}
"""The files that she writes after a command."""


def list_commands(document: str) -> list[str]:
    """The commands in a document's blocks, then those that are only in its text."""
    text = (ROOT / document).read_text(encoding="utf-8")
    lines = re.findall(r"^ *\$ (.*?)(?:  +# .*)?$", text, re.MULTILINE)
    if document in FOR_WRITERS:
        named = re.findall(r"(?<!`)`((?:make|git|\.venv/bin/\S+) [^`\n]+)`", text)
        lines += [command for command in dict.fromkeys(named) if command not in lines]
    return lines


@pytest.mark.slow
def test_every_command_of_the_documents_runs(tmp_path: Path) -> None:
    """Once, for the first document that has it; git's each time."""
    port = find_free_port()
    clone, known = Clone(tmp_path, port), {*NOT_RUN}
    for document in dict.fromkeys((*READ_FIRST, *DOCUMENTS)):
        clone.write(BEFORE.get(document, {}))
        for written in list_commands(document):
            command, key = written, ADDRESS.sub("", written)
            for placeholder, words in MEANT.items():
                command = command.replace(placeholder, words)
            if key in known:
                continue
            if command in SERVING:
                with clone.start(command):
                    assert b"<h1" in wait_for_page(f"http://localhost:{port}/")
            else:
                clone.run(command, ANSWERS.get(command, ""))
            if not command.startswith("git"):
                known.add(key)
            clone.write(AFTER.get(command, {}))
            clone.write_texts()
    assert clone.run(f"git ls-remote --heads {clone.remote}").count("refs/heads/") == 2
    assert "soir.md" in clone.run(f"git -C {clone.remote} ls-tree -r --name-only main")
    assert "index.html" in clone.run(f"git -C {clone.remote} ls-tree --name-only gh-pages")


def test_documents_have_the_everyday_commands_and_those_that_are_not_run() -> None:
    commands = {line.split(" TITLE=")[0] for document in DOCUMENTS for line in list_commands(document)}
    everyday = {"make html", "make new", "make devserver", "make comments", "make proofread", "git push"}
    assert {*NOT_RUN, *everyday} <= commands
