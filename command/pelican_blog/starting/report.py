"""What `make start` prints when the blog is ready."""

import shlex
from collections.abc import Iterator

from pelican_blog.git import run_git

from .answers import Answers


def describe(answers: Answers) -> Iterator[str]:
    """The lines to print: what was made, and what comes next."""
    folder = answers.folder
    files = [path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts]
    yield f"{answers.sitename} is in {folder}: {len(files)} files, and a git history of one commit."
    yield f"Its name, menu and time zone ({answers.zone}) are at the top of pelicanconf.py."
    if answers.repository:
        yield f"Its address will be {answers.address} (publishconf.py)."
    else:
        yield "It has no repository, so it has no comment form. Once it has one, write the repository and the"
        yield "address in publishconf.py, set the state in COMMENTS in pelicanconf.py to open, and explain on"
        yield "the privacy page how you use comments."
    yield f"Introduce yourself in content/pages/{answers.language.about}.md"
    yield f"Read content/pages/{answers.language.privacy}.md: it is published in your name."
    if outer := run_git(folder.parent, "rev-parse", "--show-toplevel").stdout.strip():
        yield f"It is inside another git repository, {outer}, which will not track its files; better move it."
    yield ""
    yield f"Go there:      cd {shlex.quote(str(folder))}"
    yield "See it:        make devserver, then open http://localhost:8000/"
    yield 'Start a post:  make new TITLE="My title"'
    yield "README.md explains the rest: everyday commands and how to publish."
