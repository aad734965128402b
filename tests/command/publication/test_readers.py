"""What readers write never stops a publication; the same in the owner's words does."""

import re
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pelican.plugins.comments.intake import NewComment, Origin, Submission, examine
from pelican.plugins.comments.keeping import keep
from pelican.plugins.comments.site import Site, load_site
from pelican_toolkit.testing import read_page
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

from plugins.comments.tests.readers_texts import ADDRESS, NAMES, TEXTS, TOKENS

from .conftest import SETTINGS, TEMPLATE, Run, commit, write_files, write_post

FEATURES = """\
from pelican.plugins.typography import typeset
PLUGINS, COMMENTS = ["comments", "discovery"], {"text_filter": typeset}
FEED_ALL_ATOM, DRAFT_URL = "feeds/all.atom.xml", "drafts/{slug}/"
"""
SCHEMA = '{% include "discovery/schema.html" %}'


@pytest.fixture
def site(blog: Path) -> Site:
    """The blog with a draft and a pending comment, and the words of comments in pages, feeds and JSON-LD."""
    files = {
        "pelicanconf.py": SETTINGS + FEATURES,
        "templates/article.html": TEMPLATE.replace("{% endblock %}", f"{SCHEMA}{{% endblock %}}"),
        "content/posts/secret.md": write_post("Secret", "Status: draft"),
        "inbox/tango/w-1.md": "author: Paul\n\nJ’attends.",
    }
    write_files(blog, files)
    commit(blog)
    return load_site(blog / "pelicanconf.py")


def accept_comments(sent: Iterable[tuple[str, str]], site: Site) -> int:
    """Accept those of these names and messages that pass the checks; how many."""
    count = 0
    for number, (name, message) in enumerate(sent):
        origin = Origin(id=f"gh-{number}", date=datetime(2026, 11, 22, tzinfo=UTC), source=f"github:{number}")
        found = examine(Submission(post="tango", name=name, message=message), origin, site)
        if isinstance(found, NewComment):
            keep(found, site, published=True)
            count += 1
    return count


def check_published(publish: Run, blog: Path, count: int) -> None:
    """The blog can be published, with so many comments."""
    done = publish()
    assert done.returncode == 0, done.stderr
    assert len(read_page(blog / "output", "tango.html").select(".comment-body")) == count


@settings(SHARED_FIXTURES, max_examples=2)  # each builds a site
@given(st.lists(st.tuples(NAMES, TEXTS), min_size=30, max_size=40))
def test_whatever_is_accepted_is_published(
    site: Site, blog: Path, publish: Run, sent: list[tuple[str, str]]
) -> None:
    try:
        check_published(publish, blog, accept_comments(sent, site))
    finally:
        shutil.rmtree(site.comments, ignore_errors=True)


FORMS = ("{}", "`{}`", "« {} » & <a>", "[plus haut](#comment-gh-0) {} [ici](#comment-gh-1)")
WORDS = [
    *TOKENS,
    f'Voyez id="comment-w-1" et <p id="comment-w-1"> dans [ma page]({ADDRESS}/drafts/secret/#x).',
    "Mon routeur est à 192.168.1.1, ::1 ou http://localhost:8000/.",
]
READERS = (TOKENS[4], f"<{TOKENS[2]}>", f"{TOKENS[6]} & é")
OWN = {
    TOKENS[0]: "contains a token of GitHub's",
    f"{TOKENS[-2]}\n{TOKENS[-1]}": "contains a private key",
    f"[x]({ADDRESS}/drafts/secret/)": "is a draft, so readers cannot open it",
}


def test_readers_words_stop_nothing_and_the_owners_do(site: Site, blog: Path, publish: Run) -> None:
    """Even the same words."""
    sent = [("Jeanne", form.format(words)) for form in FORMS for words in [*WORDS, *OWN]]
    sent += [(name, "Bonjour.") for name in READERS]
    assert accept_comments(sent, site) == len(sent)
    check_published(publish, blog, len(sent))  # before they are committed
    text = write_post("Tango") + "\n\n".join(f"Voici {words}" for words in OWN)
    write_files(blog, {"content/posts/tango.md": text})
    assert "tango.md: contains a token of GitHub's and is not committed yet" in publish().stderr
    commit(blog)
    found = re.findall("^.*: (?:contains|is a draft).*", publish().stderr, re.MULTILINE)
    assert [obstacle for obstacle in OWN.values() if obstacle not in "\n".join(found)] == []
    assert [line for line in found if not any(obstacle in line for obstacle in OWN.values())] == []
