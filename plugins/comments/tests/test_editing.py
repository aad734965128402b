"""Editing what waits: what the editor shows, what is saved of it, and that nothing is lost."""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments.__main__ import main
from pelican.plugins.comments.cuts import MASK
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.moderation import commands, cutting
from pelican.plugins.comments.moderation.actions import approve, list_refusals
from pelican.plugins.comments.moderation.editing import format_draft, save_draft
from pelican.plugins.comments.moderation.filing import Place, find_filed
from pelican.plugins.comments.site import Site
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

SaveComment = Callable[..., Path]
Run = Callable[..., Result]
Edit = Callable[..., Callable[[], list[str]]]

HEAD = ("author: nora", "date: 2026-11-21T13:30:00+01:00", "replyto: 1", "source: mail")
EDITOR = """\
import sys
from pathlib import Path

turns, draft = Path(sys.argv[1]), Path(sys.argv[2])
number = len([*turns.glob("seen-*")])
(turns / f"seen-{number}").write_bytes(draft.read_bytes())
if (turns / str(number)).exists():
    draft.write_bytes((turns / str(number)).read_bytes())
"""


@pytest.fixture
def run(blog: Site, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that walks through what waits: what is typed, the status expected."""
    monkeypatch.setattr(commands, "load_site", lambda _: blog)
    monkeypatch.setenv("COLUMNS", "100")

    def run_it(typed: str, status: int = 0) -> Result:
        result = CliRunner().invoke(main, ["moderate"], input=typed)
        assert result.exit_code == status, result.output
        return result

    return run_it


@pytest.fixture
def edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edit:
    """A function that prepares an editor by what it saves each time it is opened, None for nothing.

    What that returns tells what the editor showed.
    """
    turns = tmp_path / "turns"
    turns.mkdir()
    (tmp_path / "editor.py").write_text(EDITOR)
    program = [sys.executable, str(tmp_path / "editor.py"), str(turns)]
    monkeypatch.setenv("VISUAL", shlex.join(program))

    def prepare(*texts: str | None) -> Callable[[], list[str]]:
        for number, text in enumerate(texts):
            if text is not None:
                (turns / str(number)).write_text(text, encoding="utf-8")
        return lambda: [path.read_text(encoding="utf-8") for path in sorted(turns.glob("seen-*"))]

    return prepare


def test_editor_shows_name_and_text_and_what_is_saved_is_shown_and_published(
    run: Run, edit: Edit, blog: Site, save_comment: SaveComment
) -> None:
    save_comment("a-1", *HEAD, text="C'est tres bo.\n\nNora", waits=True)
    list_seen = edit("author: Nora\n\nC’est très beau.\n")
    printed = run("e\np\n").stdout
    assert list_seen() == ["author: nora\n\nC'est tres bo.\n\nNora\n"]
    _, after = printed.split("Saved; this is how readers will see it:")
    assert "\nAuthor   Nora\n" in after
    assert "\n    C’est très beau.\n" in after
    assert after.index("C’est") < after.index("Published.")
    header = "\n".join(("author: Nora", *HEAD[1:]))
    published = (blog.comments / "article" / "a-1.md").read_text(encoding="utf-8")
    assert published == f"{header}\n\nC’est très beau.\n"


@pytest.mark.parametrize("saved", [None, "", "\n \n", "author: nora\n\nMerci !\n"])
def test_saving_nothing_changes_nothing(
    run: Run, edit: Edit, save_comment: SaveComment, saved: str | None
) -> None:
    path = save_comment("a-1", *HEAD, waits=True)
    before = path.read_bytes()
    edit(saved)
    assert "Nothing was changed.\n" in run("e\nq\n").stdout
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("saved", "problem"),
    [
        ("author: Nora\n\nÀ nora@example.org", "there is an e-mail address in it"),
        ("\nMerci", "it has no name"),
        ("author: Nora\n\n", "it has no text"),
        ("Merci !\n", "line 1: 'Merci !' is no `key: value`"),
        ("author: Nora\nrole: author\n\nMerci", "line 2: role cannot be changed here"),
        ("author: Nora\nauthor: Paul\n\nMerci", "line 2: the key 'author' is on line 1 already"),
    ],
)
def test_what_may_not_be_published_is_named_and_can_be_corrected_where_it_was_left(
    run: Run, edit: Edit, save_comment: SaveComment, saved: str, problem: str
) -> None:
    path = save_comment("a-1", *HEAD, waits=True)
    before = path.read_bytes()
    list_seen = edit(saved, None)
    result = run("e\ny\nq\n")
    assert f"Not saved: article/a-1: {problem}" in result.stderr
    assert list_seen()[1].rstrip("\n") == saved.rstrip("\n")
    assert path.read_bytes() == before
    assert "Nothing was changed." in result.stdout
    edit(None, None, saved)
    assert "stays as it was" in run("e\nn\nq\n").stdout
    assert path.read_bytes() == before


def test_lines_that_were_cut_are_shown_with_their_sign_and_stay_cut(
    run: Run, edit: Edit, save_comment: SaveComment
) -> None:
    path = save_comment("a-1", *HEAD, "cut: ✂", text=f"Merci\n✂ -- \n✂ Nora\nÀ {MASK}", waits=True)
    list_seen = edit(f"author: Nora\n\nMerci !\n✂ -- \nNora\nÀ {MASK}\n")
    printed = run("e\np\nq\n", status=1).output
    assert "✂ -- \n✂ Nora\n" in list_seen()[0]
    assert path.read_text(encoding="utf-8").endswith(f"\ncut: ✂\n\nMerci !\n✂ -- \nNora\nÀ {MASK}\n")
    assert "an e-mail address, which would be public, is masked in its text" in printed


def test_disk_that_refuses_costs_no_text(
    run: Run, edit: Edit, save_comment: SaveComment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device", "a-1.md")

    save_comment("a-1", *HEAD, waits=True)
    list_seen = edit("author: Nora\n\nOui !\n", None)
    monkeypatch.setattr(cutting, "replace_file", refuse)
    assert "Not saved: article/a-1: No space left on device" in run("e\ny\nq\n").stderr
    assert list_seen()[1] == "author: Nora\n\nOui !\n"


@pytest.mark.parametrize("editor", ["no-such-editor-anywhere", "false", "'"])
def test_editor_that_does_not_work_is_said(
    run: Run, save_comment: SaveComment, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    path = save_comment("a-1", *HEAD, waits=True)
    before = path.read_bytes()
    monkeypatch.setenv("VISUAL", editor)
    result = run("e\nq\n", status=1)
    assert result.stderr.startswith("Not done: ")
    assert "set VISUAL or EDITOR to an editor that works" in result.stderr
    assert path.read_bytes() == before


words = st.text(st.sampled_from("ab✂:\n- é@")) | st.text(
    st.characters(codec="utf-8", exclude_characters="\r")
)


@SHARED_FIXTURES
@given(name=words, text=words)
def test_whatever_is_saved_can_be_published_and_else_nothing_has_changed(
    blog: Site, save_comment: SaveComment, name: str, text: str
) -> None:
    path = save_comment("a-1", *HEAD, "cut: ✂", text="Merci\n✂ Nora", waits=True)
    before = path.read_bytes()
    (filed,) = find_filed(["a-1"], blog, Place.INBOX)
    try:
        save_draft(filed, blog, f"author: {name}\n\n{text}\n")
    except CommentsError:
        assert path.read_bytes() == before
    else:
        assert format_draft(filed).startswith("author: ")
        if MASK not in text:
            assert list_refusals(lambda filed: approve(filed, blog), filed) == ()
    finally:
        path.unlink(missing_ok=True)
        (blog.comments / "article" / "a-1.md").unlink(missing_ok=True)
