"""What the writer reads once her blog is there."""

import shlex
from collections.abc import Iterator

from pelican_blog.git import run_git

from .answers import Answers


def describe(answers: Answers) -> Iterator[str]:
    """The lines to print: what was made, and what comes next."""
    folder = answers.folder
    files = [path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts]
    yield f"{answers.sitename} is in {folder}: {len(files)} files, and a git history of one commit."
    yield f"Its name, its menu and its time zone ({answers.zone}) are at the top of pelicanconf.py."
    if answers.repository:
        yield f"Its address will be {answers.address} (publishconf.py)."
    else:
        yield "It has no repository, and so no form for comments. Once it has one, write it and its address"
        yield "in publishconf.py, make the state in COMMENTS in pelicanconf.py open, and say on the page"
        yield "about privacy what becomes of a comment."
    yield f"Say more about yourself in content/pages/{answers.language.about}.md"
    yield f"Read content/pages/{answers.language.privacy}.md: it is published in your name."
    if outer := run_git(folder.parent, "rev-parse", "--show-toplevel").stdout.strip():
        yield f"It is inside another git repository, {outer}, which will not keep its files; better move it."
    yield ""
    yield f"Go there:      cd {shlex.quote(str(folder))}"
    yield "Look at it:    make devserver, then open http://localhost:8000/"
    yield 'Begin a post:  make new TITLE="My title"'
    yield "README.md has the rest: what to type each day, and how to publish."
