"""`pelican-comments import wordpress`, in a site that has the articles already."""

import re
from pathlib import Path

import pytest
from pelican.plugins.comments.importing.filing import NEW_VERSION
from pelican.plugins.comments.moderation import checks
from pelican.plugins.comments.site import Site
from pelican.plugins.comments.storage import read_readable_comments

from ..conftest import Run  # noqa: TID252
from .exports import save_export, write_comment, write_item

_SECRETS = re.compile(r"secret|192\.0\.2|@example\.org(?! is)")


def list_files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "export.xml"
    }


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export of four texts, two of which the site has."""
    return save_export(
        tmp_path,
        write_item(
            slug="article",
            comments=[
                write_comment(id="2417"),
                write_comment(
                    id="2418", parent="2417", user="7", content="<table><tr><td>x</td></tr></table>"
                ),
                write_comment(id="2419", approved="0", parent="2417", content="À voir *ici*", author=""),
                write_comment(id="2420", approved="spam"),
                write_comment(id="2421", kind="pingback", website="http://secret@example.org/"),
                write_comment(id="2422", content="mail to public@example.org is fine"),
            ],
        ),
        write_item(id="43", slug="autre", comments=[write_comment(id="3")]).replace(
            "/2011/11/autre/", "/clos/"
        ),
        write_item(id="44", slug="inconnu", title="Inconnu", comments=[write_comment(id="4")]).replace(
            "https://example.org/2011", "http://[x/2011"
        ),
        write_item(id="45", slug="cache", status="private", title="Privé", comments=[write_comment(id="5")]),
        write_item(id="46", slug="article", title="Double", comments=[write_comment(id="6")]),
        write_item(id="47", slug="sans"),
    )


def test_comments_are_filed_where_build_and_moderation_read_them(run: Run, blog: Site, export: Path) -> None:
    result = run("import", "wordpress", str(export))
    assert "comments 6 of 10: 4 published, 1 waiting in the inbox, 1 pingbacks" in result.output
    assert "not carried over 4: 1 spam, 3 of texts that have no place here" in result.output
    assert "this site has no article or page with its slug or address; add it" in result.output
    for words in (
        "    Inconnu",
        "    post 45",  # a private one is not named
        "    Double",
        "has the slug of “Un article”",
        "    article/2421",
    ):
        assert words in result.output
    comments, problems = read_readable_comments(
        blog.comments / "article", timezone=blog.timezone, root=blog.root
    )
    assert not problems
    found = {comment.id: comment for comment in comments if comment.source}
    assert {name: comment.reply_to for name, comment in found.items()} == {
        "2417": None,
        "2418": "2417",
        "2421": None,
        "2422": None,
    }
    assert found["2418"].by_author
    assert "<table>" in found["2418"].body
    assert found["2421"].type == "pingback"
    assert (blog.comments / "clos" / "3.md").is_file()
    everything = repr(list_files(blog.root.parent)) + result.output
    assert not _SECRETS.search(everything)


def test_moderation_works_on_what_waits(run: Run, blog: Site, export: Path) -> None:
    run("import", "wordpress", str(export))
    assert "article/2419" in run("list").output
    assert "À voir *ici*" in run("show", "2419").output
    run("approve", "2419")
    text = (blog.comments / "article" / "2419.md").read_text(encoding="utf-8")
    assert text.startswith("author: Anonyme\n")
    assert "source: wordpress:2419" in text
    before = list_files(blog.root.parent)
    result = run("import", "wordpress", str(export))
    assert "1 moved or removed since, so not written again:\n    inbox/article/2419.md" in result.output
    assert list_files(blog.root.parent) == before


def test_a_second_run_writes_nothing_and_edits_are_kept(run: Run, blog: Site, export: Path) -> None:
    run("import", "wordpress", str(export))
    before = list_files(blog.root.parent)
    assert "files: 0 written, 0 updated, 6 unchanged" in run("import", "wordpress", str(export)).output
    assert list_files(blog.root.parent) == before
    edited = blog.comments / "article" / "2417.md"
    mine = edited.read_text(encoding="utf-8").replace("Merci !", "Merci.")
    edited.write_text(mine, encoding="utf-8")
    assert "6 unchanged" in run("import", "wordpress", str(export)).output
    export.write_text(export.read_text(encoding="utf-8").replace("Merci !", "Merci bien !"), encoding="utf-8")
    result = run("import", "wordpress", str(export))
    assert (
        f"1 edited since, so not written over; the new versions are beside them, …{NEW_VERSION}:"
        in result.output
    )
    assert edited.read_text(encoding="utf-8") == mine
    assert (edited.parent / f"2417.md{NEW_VERSION}").is_file()
    _, problems = read_readable_comments(edited.parent, timezone=blog.timezone, root=blog.root)
    assert not problems
    run("check")


def test_a_dry_run_or_a_broken_export_writes_nothing(run: Run, blog: Site, export: Path) -> None:
    before = list_files(blog.root.parent)
    assert "files: 6 would be written" in run("import", "wordpress", "--dry-run", str(export)).output
    assert list_files(blog.root.parent) == before
    text = export.read_text(encoding="utf-8")
    export.write_text(text.replace("Inconnu]]></title>", "Inconnu]]></titre>"), encoding="utf-8")
    result = run("import", "wordpress", str(export), status=1)
    assert "“Inconnu”" in result.output
    assert not _SECRETS.search(result.output)
    assert list_files(blog.root.parent) == before
    result = run("import", "wordpress", "--recover", "--pingbacks", "skip", str(export))
    assert "“Inconnu” is left out: mismatched tag" in result.output
    assert "1 pingbacks skipped" in result.output
    assert not (blog.comments / "inconnu").exists()


@pytest.mark.parametrize("command", ["remove", "anonymise"])
def test_what_was_taken_back_does_not_come_again(run: Run, blog: Site, export: Path, command: str) -> None:
    run("import", "wordpress", str(export))
    run(command, "2417", typed="y\n")
    before = list_files(blog.root.parent)
    run("import", "wordpress", str(export))
    assert list_files(blog.root.parent) == before


def test_an_address_in_an_imported_text_is_no_error(run: Run, blog: Site, export: Path) -> None:
    run("import", "wordpress", str(export))
    report = checks.check_comments(blog)
    assert [(problem.code, problem.place, problem.line) for problem in report.problems] == [
        (checks.IMPORTED_ADDRESS, "comments/article/2422.md", 5)
    ]
    assert report.is_fine
    assert "as it did where it comes from" in run("check").output
    path = blog.comments / "article" / "2422.md"
    for change in (("source: wordpress:2422\n", ""), ("author: Jeanne", "author: public@example.org")):
        original = path.read_text(encoding="utf-8")
        path.write_text(original.replace(*change), encoding="utf-8")
        run("check", status=1)
        path.write_text(original, encoding="utf-8")
    (blog.inbox / "article" / "9.md").write_text("author: A\nsource: wordpress:9\n\npublic@example.org\n")
    run("check", status=1)


def test_the_address_in_a_text_shown_through_references_is_a_warning_too(run: Run, blog: Site) -> None:
    path = blog.comments / "article" / "7.md"
    path.write_text("author: A\nsource: wordpress:7\n\npublic\\@example.org\n")
    assert {problem.code for problem in checks.check_comments(blog).problems} == {checks.IMPORTED_ADDRESS}
    run("check")
