"""Editing what waits: what the editor shows, what is saved of it, and that nothing is lost."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins.comments.cuts import MASK
from pelican.plugins.comments.errors import CommentsError
from pelican.plugins.comments.moderation import cutting
from pelican.plugins.comments.moderation.actions import approve, list_refusals
from pelican.plugins.comments.moderation.editing import format_draft, save_draft
from pelican.plugins.comments.moderation.filing import Place, find_filed
from pelican.plugins.comments.site import Site
from pelican_toolkit.testing.hypotheses import SHARED_FIXTURES

SaveComment = Callable[..., Path]
Run = Callable[..., Result]
Edit = Callable[..., list[str]]

HEAD = ("author: nora", "date: 2026-11-21T13:30:00+01:00", "replyto: 1", "source: mail")


@pytest.fixture
def edit(monkeypatch: pytest.MonkeyPatch) -> Edit:
    """A function that sets what the editor saves each time, None for nothing; returns what it will show.

    A real editor is opened by test_command_runs_on_a_site_as_it_is_installed.
    """

    def prepare(*texts: str | None) -> list[str]:
        shown: list[str] = []
        turns = iter(texts)
        monkeypatch.setattr(click, "edit", lambda draft, **_: shown.append(draft) or next(turns))
        return shown

    return prepare


def test_edited_comment_is_shown_again_and_published(
    run: Run, edit: Edit, blog: Site, save_comment: SaveComment
) -> None:
    save_comment("a-1", *HEAD, text="C'est tres bo.\n\nNora", waits=True)
    shown = edit("author: Nora\n\nC’est très beau.\n")
    printed = run("moderate", typed="e\np\n").stdout
    assert shown == ["author: nora\n\nC'est tres bo.\n\nNora\n"]
    _, after = printed.split("Saved; this is how readers will see it:")
    assert "\nAuthor   Nora\n" in after
    assert after.index("\n    C’est très beau.\n") < after.index("Published.")
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
    assert "Nothing was changed.\n" in run("moderate", typed="e\nq\n").stdout
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("saved", "problem"),
    [
        ("author: Nora\n\nÀ nora@example.org", "it contains an e-mail"), ("\nMerci", "it has no name"),
        ("author: Nora\n\n", "it has no text"), ("Merci !\n", "line 1: 'Merci !'"),
        ("author: Nora\nrole: author\n\nMerci", "line 2: role cannot be changed here"),
        ("author: Nora\nauthor: Paul\n\nMerci", "line 2: the key 'author'"),
        ("author: Nora\n\nOui", "No space left on device"),
    ],
)  # fmt: skip
def test_refused_text_is_not_lost(  # noqa: PLR0913  # the fixtures and the case
    run: Run,
    edit: Edit,
    save_comment: SaveComment,
    monkeypatch: pytest.MonkeyPatch,
    *,
    saved: str,
    problem: str,
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device", "a-1.md")

    path = save_comment("a-1", *HEAD, waits=True)
    before = path.read_bytes()
    if problem.startswith("No space"):
        monkeypatch.setattr(cutting, "replace_file", refuse)
    shown = edit(saved, None, saved)
    result = run("moderate", typed="e\ny\ne\nn\nq\n")  # back to the editor, and then not
    assert result.stderr.count(f"Not saved: article/a-1: {problem}") == 2
    assert shown[1].rstrip("\n") == saved.rstrip("\n")
    assert "Nothing was changed." in result.stdout
    assert path.read_bytes() == before


def test_cut_lines_are_shown_with_their_sign_and_stay_cut(
    run: Run, edit: Edit, save_comment: SaveComment
) -> None:
    path = save_comment("a-1", *HEAD, "cut: ✂", text=f"Merci\n✂ -- \n✂ Nora\nÀ {MASK}", waits=True)
    shown = edit(f"author: Nora\n\nMerci !\n✂ -- \nNora\nÀ {MASK}\n")
    printed = run("moderate", typed="e\np\nq\n", status=1).output
    assert "✂ -- \n✂ Nora\n" in shown[0]
    assert path.read_text(encoding="utf-8").endswith(f"\ncut: ✂\n\nMerci !\n✂ -- \nNora\nÀ {MASK}\n")
    assert "an e-mail address, which would be public, is masked in its text" in printed


@pytest.mark.parametrize("editor", ["no-such-editor-anywhere", "false", "'"])
def test_editor_that_does_not_work_is_reported(
    run: Run, save_comment: SaveComment, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    path = save_comment("a-1", *HEAD, waits=True)
    before = path.read_bytes()
    monkeypatch.setenv("VISUAL", editor)
    result = run("moderate", typed="e\nq\n", status=1)
    assert result.stderr.startswith("Not done: ")
    assert "set VISUAL or EDITOR to an editor that works" in result.stderr
    assert path.read_bytes() == before


words = st.text(st.sampled_from("ab✂:\n- é@")) | st.text(
    st.characters(codec="utf-8", exclude_characters="\r")
)


@SHARED_FIXTURES
@given(name=words, text=words)
def test_whatever_is_saved_can_be_published_and_otherwise_nothing_changes(
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
