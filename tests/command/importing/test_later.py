"""Imports after the first: newer exports, texts that their writer moved, and other blogs."""

from pathlib import Path

import pytest

from tests.command.importing.conftest import Run, read_files
from tests.command.importing.exports import build, category, comment, item, post, write

OLD = "https://old.example.org"


def list_texts(blog: Path) -> list[str]:
    return sorted(path.name for path in (blog / "content/posts").rglob("*.md"))


def test_newer_export_with_other_slugs(blog: Path, run: Run, tmp_path: Path) -> None:
    run("import", write(tmp_path / "a.xml", post(1, "soupe", comments=[comment(11)]), post(2, "tarte")))
    renamed = post(1, "potage", meta={"_wp_old_slug": "soupe"}, comments=[comment(11), comment(12)])
    newer = write(tmp_path / "b.xml", post(3, "soupe", content="Autre."), renamed)
    done = run("import", newer)
    assert done.returncode == 3, done.stderr
    assert list_texts(blog) == ["soupe-2.md", "soupe.md", "tarte.md"]
    text = (blog / "content/posts/2011/soupe.md").read_text()
    assert "Title: Potage\n" in text
    assert "Slug: soupe\nUrl: 2011/11/29/potage/\n" in text
    assert "Url: 2011/11/29/soupe/\n" in (blog / "content/posts/2011/soupe-2.md").read_text()
    assert sorted(path.name for path in (blog / "content/comments/soupe").iterdir()) == ["11.md", "12.md"]
    assert run("build", "--fatal=warnings").returncode == 0
    assert "tarte.md" in (blog / "import/report.md").read_text()  # it is not in the newer export, and stays


def test_import_that_was_killed_between_its_files(blog: Path, run: Run, tmp_path: Path) -> None:
    export = write(tmp_path / "a.xml", *(post(n, f"p{n}", comments=[comment(n)]) for n in (1, 2, 3)))
    run("import", export)
    whole = read_files(blog)
    for name in ("state.json", "report.md", "report.json"):
        (blog / "import" / name).unlink()
    (blog / "content/posts/2011/p3.md").unlink()
    (blog / "content/comments/p2/2.md").unlink()
    assert run("import", export).returncode == 0
    assert read_files(blog) == whole


def test_text_that_is_private_now(blog: Path, run: Run, tmp_path: Path) -> None:
    run("import", write(tmp_path / "a.xml", post(1, "soupe"), post(2, "tarte")))
    done = run("import", write(tmp_path / "b.xml", post(1, "soupe", status="private"), post(2, "tarte")))
    assert done.returncode == 3
    assert "private now, but were public at an earlier import: 1\n" in done.stdout
    report = (blog / "import/report.md").read_text()
    assert "- post 1: content/posts/2011/soupe.md\n" in report
    assert (blog / "import/private/posts/2011/soupe.md").is_file()


def test_texts_that_their_writer_moved(blog: Path, run: Run, tmp_path: Path) -> None:
    posts = [
        post(1, "soupe", comments=[comment(11)]),
        post(2, "tarte", content=f'<a href="{OLD}/?p=1">ici</a>'),
    ]
    export = write(tmp_path / "a.xml", *posts, post(3, "secret", status="private"))
    run("import", export)
    posts_folder = blog / "content/posts"
    (posts_folder / "2011/soupe.md").rename(posts_folder / "soupe.md")
    (blog / "import/private/posts/2011/secret.md").rename(posts_folder / "secret.md")
    before = read_files(blog)
    assert run("import", export).returncode == 3
    after = read_files(blog)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed <= {"import/report.md", "import/report.json"}
    assert "Files of an earlier import that you removed or moved" in after["import/report.md"].decode()


def test_second_blog(blog: Path, run: Run, tmp_path: Path) -> None:
    run("import", write(tmp_path / "a.xml", post(1, "soupe", comments=[comment(11)])))
    before = read_files(blog)
    other = tmp_path / "b.xml"
    other.write_text(build(post(1, "soupe", content="Ailleurs.")).replace(OLD, "https://other.example.org"))
    done = run("import", other)
    assert done.returncode == 1
    for words in ("other.example.org", "old.example.org", "import/places.json"):
        assert words in done.stderr
    assert read_files(blog) == before
    places = blog / "import/places.json"
    places.write_text(
        places.read_text().replace('"old.example.org"', '"old.example.org",\n  "other.example.org"')
    )
    assert run("import", other).returncode in {0, 3}
    assert "Ailleurs." in (blog / "content/posts/2011/soupe.md").read_text()


def test_blog_that_has_texts_of_its_own(blog: Path, run: Run, tmp_path: Path) -> None:
    own = "Title: Mine\nDate: 2020-01-01\nSlug: soupe\nCategory: Desserts\n\nMine.\n"
    (blog / "content/posts/mine.md").write_text(own)
    (blog / "content/redirects.txt").write_text("/vieux/ /2020/01/01/soupe/\n")
    run("build")
    before, pages = read_files(blog), list_pages(blog)
    terms = [("category", "desserts", "Desserts")]
    channel = category("cuisine", "Cuisine") + category("desserts", "Desserts", "cuisine")
    done = run("import", write(tmp_path / "a.xml", post(1, "soupe", terms=terms), channel=channel))
    assert done.returncode == 3, done.stderr
    assert before.items() <= read_files(blog).items()
    assert "content/redirects.txt\n" in (blog / "import/report.md").read_text()
    (blog / "content/redirects.txt.import-new").replace(blog / "content/redirects.txt")
    assert run("build", "--fatal=warnings").returncode == 0
    assert pages - list_pages(blog) == {"vieux/index.html"}


def list_pages(blog: Path) -> set[str]:
    return {path.relative_to(blog / "output").as_posix() for path in (blog / "output").rglob("*.html")}


@pytest.mark.parametrize("name", ["export.xml", "l'été.xml", "a b.xml", '$HOME;".xml'])
def test_export_with_any_name(run: Run, tmp_path: Path, name: str) -> None:
    export = write(tmp_path / name, post(1, "soupe"))
    assert run("import", "--dry-run", "--wxr", export).returncode == 0


def test_content_elsewhere(blog: Path, run: Run, tmp_path: Path) -> None:
    (blog / "content").rename(tmp_path / "elsewhere")
    (blog / "content").symlink_to(tmp_path / "elsewhere")
    done = run("import", write(tmp_path / "a.xml", post(1, "soupe")))
    assert done.returncode == 1
    assert "outside of the blog's folder" in done.stderr


@pytest.mark.parametrize("text", ["", "[]", '{"texts": 1}', '{"blogs": [], "texts": {"post:1": 1}}'])
def test_damaged_places(blog: Path, run: Run, tmp_path: Path, text: str) -> None:
    (blog / "import").mkdir()
    (blog / "import/places.json").write_text(text)
    done = run("import", write(tmp_path / "a.xml", post(1, "soupe")))
    assert done.returncode == 1
    assert "places.json: is damaged" in done.stderr
    assert "git" in done.stderr


def test_what_is_private_is_not_in_what_git_sees(blog: Path, run: Run, tmp_path: Path) -> None:
    pictures = [tmp_path / f"uploads/2011/{name}.png" for name in ("public", "secret")]
    pictures[0].parent.mkdir(parents=True)
    for path in pictures:
        path.write_bytes(path.name.encode())
    public, secret = (f'<img src="{OLD}/wp-content/uploads/2011/{path.name}" alt="a">' for path in pictures)
    content = f"motSecret\x01 [inconnu] {public} {secret}"
    posts = [
        post(1, "mot-secret", title="", status="private", content=content, comments=[comment(11)]),
        post(2, "soupe", content=public),
        item(20, post_type="page", post_name="accueil", link=f"{OLD}/"),
    ]
    export = write(tmp_path / "a.xml", *posts)
    done = run("import", export, "--uploads", tmp_path / "uploads")
    files = read_files(blog)
    shown = {name: data for name, data in files.items() if not name.startswith("import/private/")}
    everything = b"".join([*map(str.encode, [*shown, done.stdout, done.stderr]), *shown.values()])
    assert b"ecret" not in everything
    for words in ("control characters", "The page that was the front page", "uploads/2011/public.png"):
        assert words.encode() in everything
    private = {name.removeprefix("import/private/") for name in files.keys() - shown.keys()}
    assert {"posts/2011/mot-secret.md", "wp-content/uploads/2011/secret.png"} < private
    assert "wp-content/uploads/2011/public.png" not in private
    run("import", export)  # without the folder, as the pictures are here now
    assert {name for name, data in read_files(blog).items() if files.get(name) != data} == set()
