"""Comment files: what is read from them, what is refused, and the folders of the older plugins."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup
from pelican.plugins.comments.errors import CommentFileError
from pelican.plugins.comments.markup import MAX_SOURCE
from pelican.plugins.comments.models import Comment, CommentType, Status
from pelican.plugins.comments.parsing import RENDERERS
from pelican.plugins.comments.storage import find_comment, read_comments
from pelican.plugins.comments.threads import build_discussion

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "comments" / "tango"
    path.mkdir(parents=True)
    return path


def read(folder: Path) -> dict[str, Comment]:
    comments = read_comments(folder, timezone=PARIS, root=folder.parent.parent)
    return {comment.id: comment for comment in comments}


def read_one(folder: Path, text: str, name: str = "1.md") -> Comment:
    (folder / name).write_bytes(text.encode())
    (comment,) = read(folder).values()
    return comment


def refuse(folder: Path, text: str | bytes, name: str = "1.md") -> str:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(CommentFileError) as caught:
        read(folder)
    message = str(caught.value)
    assert message.startswith(f"comments/tango/{name}: ")
    return message


def test_no_folder_holds_no_comments(folder: Path) -> None:
    assert read(folder / "nothing") == {}


def test_every_key_is_read(folder: Path) -> None:
    comment = read_one(
        folder,
        "author: Jeanne\ndate: 2015-11-20T14:30:00+01:00\nreplyto: 7\nwebsite: https://example.org/\n"
        "role: author\ntype: comment\nstatus: published\nsource: wordpress:2417\n\nBonjour *vous*.\n",
        "2417.md",
    )
    assert comment == Comment(
        id="2417",
        path="comments/tango/2417.md",
        author="Jeanne",
        date=datetime(2015, 11, 20, 14, 30, tzinfo=PARIS),
        body=comment.body,
        reply_to="7",
        website="https://example.org/",
        by_author=True,
        type=CommentType.COMMENT,
        status=Status.PUBLISHED,
        source="wordpress:2417",
    )
    assert comment.body == "<p>Bonjour <em>vous</em>.</p>"


def test_author_and_text_are_enough(folder: Path) -> None:
    comment = read_one(folder, "author: Jeanne\n\nBonjour")
    assert (comment.author, comment.body) == ("Jeanne", "<p>Bonjour</p>")
    assert (comment.date, comment.reply_to, comment.website, comment.by_author) == (None, None, None, False)


@pytest.mark.parametrize(
    "text", ["---\nauthor: J\n---\nText", "---\nauthor: J\n...\n\nText", "author: J\r\n\r\nText"]
)
def test_header_may_stand_between_dashes_or_have_other_line_ends(folder: Path, text: str) -> None:
    assert read_one(folder, text).body == "<p>Text</p>"


def test_keys_are_read_in_any_case_and_values_over_several_lines(folder: Path) -> None:
    comment = read_one(folder, "\ufeffAuthor: Jeanne\n    Dupont\nStatus: PUBLISHED\n\nText")
    assert comment.author == "Jeanne Dupont"


def test_empty_line_in_the_text_and_lines_like_a_header_stay_text(folder: Path) -> None:
    assert read_one(folder, "author: J\n\nrole: author\n\nstatus: removed").by_author is False


@pytest.mark.parametrize("separator", "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
def test_no_character_but_the_end_of_a_line_begins_a_key(folder: Path, separator: str) -> None:
    """A name could make its bearer the article's author otherwise."""
    assert read_one(folder, f"author: Bob{separator}role: author\n\nText").by_author is False


def test_html_file_is_sanitised_not_rendered(folder: Path) -> None:
    comment = read_one(folder, "author: J\n\n<p>1. <b onclick=x>a</b></p><script>x</script>", "7.html")
    assert comment.body == "<p>1. <b>a</b></p>"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2015-11-20T14:30:00+01:00", datetime(2015, 11, 20, 14, 30, tzinfo=PARIS)),
        ("2015-11-20T13:30:00Z", datetime(2015, 11, 20, 14, 30, tzinfo=PARIS)),
        ("2015-11-20T23:30:00.123456+09:00", datetime(2015, 11, 20, 15, 30, tzinfo=PARIS)),
        ("2015-11-20 14:30", datetime(2015, 11, 20, 14, 30, tzinfo=PARIS)),
        ("2015-11-20", datetime(2015, 11, 20, tzinfo=PARIS)),
        ("Fri, 20 Nov 2015 14:30:00 +0100", datetime(2015, 11, 20, 14, 30, tzinfo=PARIS)),
        ("20 Nov 2015 14:30", datetime(2015, 11, 20, 14, 30, tzinfo=PARIS)),
    ],
)
def test_dates_without_an_offset_are_in_the_site_s_time_zone(
    folder: Path, value: str, expected: datetime
) -> None:
    date = read_one(folder, f"author: J\ndate: {value}\n\nText").date
    assert date == expected
    assert date is not None
    assert date.isoformat() == expected.isoformat()  # in the site's zone, with no parts of a second


def test_lost_comment_needs_neither_author_nor_text(folder: Path) -> None:
    comment = read_one(folder, "status: lost\n")
    assert (comment.status, comment.author, comment.body) == (Status.LOST, "", "")


def test_removed_comment_gives_away_nothing(folder: Path) -> None:
    comment = read_one(folder, "author: J\nwebsite: https://example.org\nstatus: removed\n\nSecret")
    assert (comment.status, comment.author, comment.body, comment.website) == (Status.REMOVED, "", "", None)


def test_no_address_of_a_reader_is_kept(folder: Path) -> None:
    comment = read_one(folder, "author: J\nemail: j@example.org\nip: 192.0.2.1\n\nText")
    assert "example.org" not in repr(comment)
    assert "192.0.2.1" not in repr(comment)


def test_leftovers_of_editors_are_passed_over(folder: Path) -> None:
    for name in (".DS_Store", "1.md~", ".1.md.swp", "#1.md#", "1.md.bak", "1.md.tmp"):
        (folder / name).write_text("x")
    assert read(folder) == {}


@pytest.mark.parametrize(
    ("text", "problem", "remedy"),
    [
        ("Bonjour\n\nTexte", "line 1: 'Bonjour' is no `key: value`", "leave an empty line between"),
        ("author: J\nBonjour tout le monde", "line 2: 'Bonjour tout", "leave an empty line between"),
        ("author: J\nauthor: K\n\nText", "the key 'author' is on line 1 already", "remove one of the two"),
        ("author: J\nreplytoo: 1\n\nText", "unknown key 'replytoo'", "did you mean 'replyto'?"),
        ("author: J\nstatut: lost\n\nText", "unknown key 'statut'", "did you mean 'status'?"),
        ("date: 2015-11-20\n\nText", "has no author", "add a line such as `author: Jeanne`"),
        ("author: \u200b\n\nText", "has no author", "add a line such as `author: Jeanne`"),
        (
            "author: J\ndate: hier\n\nText",
            "date 'hier' is no date",
            "write it like 2015-11-20T14:30:00+01:00",
        ),
        ("author: J\ndate: 2015-13-45\n\nText", "is no date", "write it like"),
        ("author: J\ndate: 05/11/2015\n\nText", "is no date", "write it like"),
        ("author: J\ndate: Thu, 05.11.2015\n\nText", "is no date", "write it like"),
        ("author: J\ndate: 2015\n\nText", "is no date", "write it like"),
        ("author: J\ndate: 05/11/15\n\nText", "is no date", "write it like"),
        ("author: J\ndate: 5.11.15\n\nText", "is no date", "write it like"),
        ("author: J\ndate: 12:30 5/11/15\n\nText", "is no date", "write it like"),
        ("author: J\ndate: 05 11 2015\n\nText", "is no date", "write it like"),
        ("author: J\ndate: 05/11-2015\n\nText", "is no date", "write it like"),
        ("author: J\ndate: 20 Nov 15\n\nText", "is no date", "write it like"),
        ("author: J\ndate: 20 Nov 2015 10:00 PDT\n\nText", "is no date", "write it like"),
        ("author: J\ndate: 0001-01-01T00:00+14:00\n\nText", "is no date", "write it like"),
        ("author: J\ndate: 9999-12-31T23:59Z\n\nText", "is no date", "write it like"),
        ("author: J\ndate: 5 Nov\n\nText", "is no date", "write it like"),
        ("author: J\ndate: 14:30\n\nText", "is no date", "write it like"),
        ("author: J\ndate: 5-11-2015 10:00\n\nText", "is no date", "write it like"),
        (
            "author: J\nwebsite: javascript:x\n\nText",
            "is no http(s) address",
            "correct it or remove the line",
        ),
        ("author: J\nstatus: gone\n\nText", "status 'gone' is unknown", "published, removed, lost, draft"),
        (
            "author: J\ntype: tweet\n\nText",
            "type 'tweet' is unknown",
            "comment, pingback, trackback, webmention",
        ),
        ("author: J\nrole: admin\n\nText", "role 'admin' is unknown", "write one of: author"),
        ("author: J\nslug: …\n\nText", "is no id", "a-z, 0-9 and hyphens"),
        ("author: J\n", "has no text", "write it below an empty line after the header"),
        ("author: J\n\n" + "x" * 10_001, "10001 characters", "shorten it"),
        (b"author: J\xe9r\xf4me\n\nText", "is not in UTF-8 (byte 9)", "save it in that encoding"),
        ("", "has no author", "add a line"),
    ],
)
def test_broken_file_is_named_with_problem_and_remedy(
    folder: Path, text: str | bytes, problem: str, remedy: str
) -> None:
    message = refuse(folder, text)
    assert problem in message
    assert remedy in message


def test_every_fault_of_a_header_is_named_with_its_line(folder: Path) -> None:
    lines = [
        "---",
        "author: J",
        "autor: K",
        "author: L",
        "Bonjour,",
        "ça va ?",
        "statut: lost",
        "---",
        "Text",
    ]
    assert [problem.partition(";")[0] for problem in refuse(folder, "\n".join(lines)).split("\n")] == [
        "comments/tango/1.md: line 3: unknown key 'autor'",
        "comments/tango/1.md: line 4: the key 'author' is on line 2 already",
        "comments/tango/1.md: line 5: 'Bonjour,' is no `key: value`",
        "comments/tango/1.md: line 7: unknown key 'statut'",
    ]
    assert ": line 3: date 'hier' is no date;" in refuse(folder, "author: J\n    K\ndate: hier\n\nText")


@pytest.mark.parametrize("name", ["1.rst", "1.txt", "README"])
def test_file_of_another_kind_is_refused(folder: Path, name: str) -> None:
    assert "a comment is a plain file named <id>.md or <id>.html" in refuse(folder, "author: J\n\nText", name)


def test_symlink_and_folder_are_refused(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("author: J\n\nSecret")
    (folder / "1.md").symlink_to(secret)
    (folder / "2.md").mkdir()
    with pytest.raises(CommentFileError) as caught:
        read(folder)
    assert len(caught.value.problems) == 2


def test_all_broken_files_are_named_at_once(folder: Path) -> None:
    for name in ("1.md", "2.md", "3.md"):
        (folder / name).write_text("nothing" if name != "2.md" else "author: J\n\nText")
    with pytest.raises(CommentFileError) as caught:
        read(folder)
    assert [problem.split(":")[0] for problem in caught.value.problems] == [
        "comments/tango/1.md",
        "comments/tango/3.md",
    ]


# Folders written for pelican_comment_system or minchin.static_comments


def test_older_plugins_id_of_a_file_is_understood(folder: Path) -> None:
    (folder / "1.md").write_text("post_id: 1\nAuthor: Ann\nDate: 2014-02-19 12:05\n\nFirst")
    (folder / "2.md").write_text(
        "Author: Bob\nDate: 2014-02-19 12:10\nreplyto: 1md\nemail: b@example.org\n\nSecond"
    )
    (folder / "3.md").write_text("Author: Cid\nDate: 2014-02-19 12:20\nreplyto: 1.md\n\nThird")
    comments = read(folder)
    assert [comment.reply_to for comment in comments.values()] == [None, "1", "1"]
    assert build_discussion(comments.values(), max_depth=5).problems == ()


def test_older_plugins_slug_is_the_id(folder: Path) -> None:
    (folder / "x.md").write_text("slug: c-01\nauthor: Ann\ndate: 2014-02-19\n\nFirst")
    (folder / "y.md").write_text("slug: c-02\nauthor: Bob\ndate: 2014-02-20\nreplyto: c-01\n\nSecond")
    (folder / "z.md").write_text("author: Cid\ndate: 2014-02-21\nreplyto: xmd\n\nThird")
    assert {key: comment.reply_to for key, comment in read(folder).items()} == {
        "c-01": None,
        "c-02": "c-01",
        "z": "c-01",
    }


def test_names_with_capitals_and_spaces_become_ids(folder: Path) -> None:
    (folder / "My First.md").write_text("author: Ann\n\nFirst")
    (folder / "b.md").write_text("author: Bob\nreplyto: My First\n\nSecond")
    (folder / "c.md").write_text("author: Cid\nreplyto: my-firstmd\n\nThird")
    (folder / "x.md").write_text("slug: c-09\nauthor: Dee\n\nFourth")
    (folder / "y.md").write_text("author: Eve\nreplyto: X\n\nFifth")
    assert {key: comment.reply_to for key, comment in read(folder).items()} == {
        "my-first": None,
        "b": "my-first",
        "c": "my-first",
        "c-09": None,
        "y": "c-09",
    }


def test_id_of_a_comment_goes_before_the_name_of_a_file(folder: Path) -> None:
    (folder / "1.md").write_text("author: Ann\n\nFirst")
    (folder / "1md.md").write_text("author: Bob\n\nSecond")
    (folder / "3.md").write_text("author: Cid\nreplyto: 1md\n\nThird")
    assert read(folder)["3"].reply_to == "1md"


def test_their_orphan_is_shown_and_their_draft_is_not(folder: Path) -> None:
    """Theirs vanish from the page but stay in the feed; drafts of theirs are public."""
    (folder / "1.md").write_text("author: Ann\nreplyto: gone\n\nOrphan")
    (folder / "2.md").write_text("author: Bob\nstatus: draft\n\nDraft")
    discussion = build_discussion(read(folder).values(), max_depth=5)
    assert [thread.comment.id for thread in discussion.threads] == ["1"]
    assert [comment.id for comment, _ in discussion.comments] == ["1"]
    assert len(discussion.problems) == 1


def test_file_that_the_system_refuses_to_open_is_named_with_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_to_open(*_arguments: object, **_options: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse_to_open)
    assert "1.md: cannot be read (Permission denied); put that right." in refuse(folder, "author: A\n\nText.")


def test_longest_text_that_is_taken_can_be_read_with_the_end_of_its_last_line(folder: Path) -> None:
    assert len(read_one(folder, f"author: A\n\n{'x' * MAX_SOURCE}\n").body) >= MAX_SOURCE


# One comment of many


def find(folder: Path, comment_id: str) -> str | None:
    """The file of the comment of this id."""
    comment = find_comment(folder, comment_id, timezone=PARIS, root=folder.parent.parent)
    return Path(comment.path).name if comment else None


@pytest.mark.parametrize(
    ("comment_id", "name"),
    [
        ("1", "1.md"),
        ("2", "2.html"),
        ("anchor", "named.md"),
        ("other", "front.md"),
        ("late", "late slug.md"),
        ("late-slug", None),
        ("named", None),
        ("ete-a-paris", "Été à Paris.md"),
        ("text", "text.md"),
        ("not-a-header", None),
        ("upper", "upper.MD"),
        ("broken", None),
        ("binary", None),
        ("picture", None),
        ("linked", None),
        ("4", None),
        ("", None),
    ],
)
def test_comment_is_found_by_its_id(folder: Path, comment_id: str, name: str | None) -> None:
    files = {
        "1.md": "author: a\n\nText.\n",
        "2.html": "author: a\n\n<p>Text.</p>\n",
        "named.md": "author: a\nslug: anchor\n\nText.\n",
        "front.md": "---\nSlug: Other\nauthor: a\n---\n\nText.\n",
        "late slug.md": "author: a\n  slug:late\n\nText.\n",
        "Été à Paris.md": "author: a\n\nText.\n",
        "text.md": "author: a\n\nslug: not-a-header\n",
        "upper.MD": "author: a\n\nText.\n",
        "other file.md": "slug: broken\nno header\n\nText.\n",
        "picture.png": "author: a\n\nText.\n",
    }
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    (folder / "binary.txt").write_bytes(b"\xff")
    (folder / "linked").symlink_to(folder / "1.md")
    assert find(folder, comment_id) == name


def test_only_the_comment_that_is_looked_for_is_rendered(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(50):
        (folder / f"{number}.md").write_text(f"author: a\nslug: id-{number}\n\nText.\n")
    rendered: list[str] = []

    def render(source: str) -> Markup:
        rendered.append(source)
        return Markup("<p>Text.</p>")

    monkeypatch.setitem(RENDERERS, ".md", render)
    assert find(folder, "id-50") is None
    assert rendered == []
    assert find(folder, "id-7") == "7.md"
    assert len(rendered) == 1


def test_file_of_the_name_that_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "1.md").write_text("no header\n\nText.\n")
    with pytest.raises(CommentFileError, match=r"comments/tango/1\.md: "):
        find(folder, "1")


def test_file_that_bears_another_name_and_cannot_be_shown_is_passed_over(folder: Path) -> None:
    (folder / "a.md").write_text("author: a\nslug: 1\ndate: hier\n\nText.\n")
    assert find(folder, "1") is None
    (folder / "b.md").write_text("author: a\nslug: 1\n\nText.\n")
    assert find(folder, "1") == "b.md"
