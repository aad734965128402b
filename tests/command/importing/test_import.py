import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from plugins.images.tests.photos import draw, encode
from tests.command.importing.conftest import Run, read_files
from tests.command.importing.exports import build, category, comment, item, post, write
from tests.site.checks import CHECKS
from tools.audit.links import read_pages

OLD = "https://old.example.org"
PRIVATE = "motSecret"
ADDRESSES = ("paul@example.org", "owner@example.org", "troll@example.org", "192.0.2.7")
"""What no file and no message may hold."""
PICTURE = b"\x89PNG\r\n\x1a\n"

ITEMS = [
    post(
        1,
        "ma-soupe",
        title="Soupe &amp; pain",
        content=(
            "Un <em>premier</em> paragraphe.\n\nVoir <a href='https://old.example.org/?p=2'>la tarte</a>.\n"
            '[caption id="a"]<img src="https://old.example.org/wp-content/uploads/2011/p.png"> Ici[/caption]'
        ),
        terms=[
            ("category", "desserts", "Desserts"),
            ("category", "cuisine", "Cuisine"),
            ("post_tag", "c-plus-plus", "C++"),
        ],
        meta={"_wp_old_slug": "mon-potage", "video_url": "https://youtu.be/AbCdEfGhIjK", "mood": "bonne"},
        comments=[
            comment(11, content="Merci _beaucoup_ !\n\n1. oui"),
            comment(12, parent="11", author="Jeanne", user_id="1"),
            comment(13, parent="12", approved="spam", author_email="troll@example.org"),
            comment(14, parent="13"),
            comment(15, approved="0"),
            comment(16, approved="trash"),
            comment(17, type="pingback", author="Un blog", author_url="https://blog.example.org/a/"),
            comment(18, type="order_note"),
            comment(19, author_url="http://troll@example.org"),
            comment(20, parent="21"),
            comment(21, parent="20"),
        ],
    ),
    post(2, "ma-tarte", content="Bonne.<!--more-->\n\nSuite.", comment_status="closed", is_sticky="1"),
    post(3, "cache", title=f"{PRIVATE} titre", status="private", content=PRIVATE, comments=[comment(31)]),
    post(4, "mot-de-passe", title=f"{PRIVATE} autre", post_password="x", content=PRIVATE),  # noqa: S106  # of a fixture
    post(5, "brouillon", status="draft", link=f"{OLD}/?p=5", post_date_gmt="0000-00-00 00:00:00"),
    post(6, "demain", status="future", post_date="2099-01-01 10:00:00", post_date_gmt="2099-01-01 09:00:00"),
    post(7, "poubelle", status="trash"),
    post(
        8,
        "%e5%bc%80%e5%a7%8b",
        title="开始",
        link=f"{OLD}/2011/11/29/%e5%bc%80%e5%a7%8b/",
        comments=[comment(81)],
    ),
    post(9, "sans-texte", title="", content="", comments=[comment(91)]),
    item(20, post_type="page", post_name="qui", link=f"{OLD}/qui/", content="Moi.", comments=[comment(201)]),
    item(
        21,
        post_type="page",
        post_name="ma-soupe",
        post_parent="20",
        link=f"{OLD}/qui/ma-soupe/",
        comments=[comment(211)],
    ),
    item(
        30,
        post_type="attachment",
        status="inherit",
        post_parent="1",
        link=f"{OLD}/2011/11/29/ma-soupe/photo/",
        attachment_url=f"{OLD}/wp-content/uploads/2011/p.png",
    ),
    item(40, post_type="nav_menu_item"),
]
CHANNEL = category("cuisine", "Cuisine") + category("desserts", "Desserts", "cuisine")


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write(tmp_path / "export.xml", *ITEMS, channel=CHANNEL)


def read_text(blog: Path, name: str) -> str:
    return (blog / "content" / name).read_text(encoding="utf-8")


def test_texts(blog: Path, run: Run, export: Path) -> None:
    done = run("import", export)
    assert done.returncode == 3, done.stdout + done.stderr
    soup = read_text(blog, "posts/2011/ma-soupe.md")
    assert soup.startswith(
        "Title: Soupe & pain\nDate: 2011-11-29 14:30:05\nSlug: ma-soupe\n"
        "Aliases: /?p=1; /2011/11/29/mon-potage/\n"
        "Author: Jeanne\nCategory: Desserts, Cuisine\nTags: C++\n"
        "Video: https://www.youtube.com/watch?v=AbCdEfGhIjK\nGuid: https://old.example.org/?p=1\n"
    )
    assert "Un *premier* paragraphe.\n\nVoir [la tarte]({filename}/posts/2011/ma-tarte.md).\n" in soup
    tart = read_text(blog, "posts/2011/ma-tarte.md")
    assert "Sticky: yes\nComments: closed\n" in tart
    assert "Bonne.\n\n<!--more-->\n\nSuite.\n" in tart
    assert "Status: draft\n" in read_text(blog, "posts/2011/brouillon.md")
    assert "Status: draft\n" in read_text(blog, "posts/2099/demain.md")
    assert "Title: 91\n" not in read_text(blog, "posts/2011/sans-texte.md")
    assert not (blog / "content/posts/2011/poubelle.md").exists()
    child = read_text(blog, "pages/qui/ma-soupe-2.md")
    assert "Slug: ma-soupe-2\nUrl: qui/ma-soupe/\nSave_as: qui/ma-soupe/index.html\n" in child
    assert "Comments: open\n" in child


def test_comments(blog: Path, run: Run, export: Path) -> None:
    run("import", export)
    folder = blog / "content/comments/ma-soupe"
    assert sorted(path.stem for path in folder.iterdir()) == ["11", "12", "14", "17", "19", "20", "21"]
    assert {"role: author", "replyto: 11"} < {*(folder / "12.md").read_text().split("\n")}
    assert "replyto: 12\n" in (folder / "14.md").read_text()
    assert "type: pingback\n" in (folder / "17.md").read_text()
    assert "website" not in (folder / "19.md").read_text()
    assert [path.name for path in (blog / "inbox/ma-soupe").iterdir()] == ["15.md"]
    for slug, number in (("开始", 81), ("sans-texte", 91), ("qui", 201), ("ma-soupe-2", 211)):
        assert (blog / f"content/comments/{slug}/{number}.md").is_file()


def test_what_is_not_public_and_what_nobody_may_see(blog: Path, run: Run, export: Path) -> None:
    done = run("import", export)
    run("build")
    kept = read_files(blog)
    secret = {name for name, data in kept.items() if PRIVATE.encode() in data}
    assert secret == {"import/private/posts/2011/cache.md", "import/private/posts/2011/mot-de-passe.md"}
    assert (blog / "import/.gitignore").read_text() == "private/\n"
    assert (blog / "import/private/comments/cache/31.md").is_file()
    output = b"".join(path.read_bytes() for path in (blog / "output").rglob("*") if path.is_file())
    assert PRIVATE.encode() not in output
    everything = b"".join(kept.values()) + output + (done.stdout + done.stderr).encode()
    for address in ADDRESSES:
        assert address.encode() not in everything


def test_again(blog: Path, run: Run, export: Path) -> None:
    run("import", export)
    before = read_files(blog)
    left = [blog / ".cache/importing-x/a", blog / f".import-{'0' * 16}/new/1"]  # by a process that was killed
    for path in left:
        path.parent.mkdir(parents=True)
        path.touch()
    done = run("import", export)
    assert done.returncode == 3
    assert "0 written" in done.stdout
    assert not any(path.exists() for path in left)
    assert read_files(blog) == before


def test_what_the_writer_changed_stays(blog: Path, run: Run, export: Path, tmp_path: Path) -> None:
    run("import", export)
    soup, tart = (blog / f"content/posts/2011/ma-{name}.md" for name in ("soupe", "tarte"))
    soup.write_text(soup.read_text().replace("premier", "deuxième"))
    mine = soup.read_text()
    (blog / "content/posts/2011/sans-texte.md").unlink()
    shutil.rmtree(blog / "content/comments/sans-texte")
    changed = [one.replace("Bonne.", "Meilleure.").replace("paragraphe", "alinéa") for one in ITEMS]
    run("import", write(tmp_path / "later.xml", *changed, channel=CHANNEL))
    assert soup.read_text() == mine
    assert "alinéa" in soup.with_name("ma-soupe.md.import-new").read_text()
    assert "Meilleure." in tart.read_text()
    assert not (blog / "content/posts/2011/sans-texte.md").exists()
    report = (blog / "import/report.md").read_text()
    assert "content/posts/2011/ma-soupe.md" in report
    assert run("build", "--fatal=warnings").returncode == 0


def test_comments_that_were_taken_back(blog: Path, run: Run, export: Path) -> None:
    run("import", export)
    name = blog / "content/comments/ma-soupe/11.md"
    assert run("comments", "--remove", "ma-soupe/11").returncode == 0
    after = name.read_text() if name.exists() else ""
    assert "Merci" not in after
    run("import", export)
    assert (name.read_text() if name.exists() else "") == after
    assert not [*(blog / "content/comments/ma-soupe").glob("*.import-new")]


def test_dry_run(blog: Path, run: Run, export: Path) -> None:
    before = read_files(blog)
    done = run("import", export, "--dry-run")
    assert done.returncode == 3
    assert "posts" in done.stdout
    assert read_files(blog) == before


def test_verify(blog: Path, run: Run, export: Path) -> None:
    run("import", export)
    assert run("import", export, "--verify").returncode == 0
    (blog / "content/posts/2011/ma-tarte.md").unlink()
    (blog / "content/comments/ma-soupe/14.md").unlink()
    soup = blog / "content/posts/2011/ma-soupe.md"
    soup.write_text(re.sub(r"premier|\]\(\{filename\}[^)]*\)", "", soup.read_text()))
    before = read_files(blog)
    done = run("import", export, "--verify")
    assert done.returncode == 1
    for words in ("1 removed since", "premier", "ma-tarte.md"):
        assert words in done.stdout
    assert read_files(blog) == before
    (blog / "import/state.json").unlink()  # which knows that they were there
    done = run("import", export, "--verify")
    for words in ("Ma tarte: is not there", "14 missing"):
        assert words in done.stdout


@pytest.mark.parametrize(
    ("source", "status", "words"),
    [
        (build(*ITEMS)[:-600], 2, "line"),
        ("<html><body>Login</body></html>", 2, "All content"),
        ("", 2, "All content"),
        (build(), 1, "All content"),
        (build(item(1, post_type="nav_menu_item")), 1, "nav_menu_item"),
    ],
    ids=["cut off", "a page", "empty", "no items", "a menu only"],
)
def test_useless_export(blog: Path, run: Run, source: str, status: int, words: str) -> None:
    bad = blog.with_name("bad.xml")
    bad.write_text(source)
    before = read_files(blog)
    done = run("import", bad)
    assert done.returncode == status
    assert words in done.stderr
    assert read_files(blog) == before


def test_no_export(run: Run) -> None:
    done = run("import", "--wxr", "")
    assert done.returncode == 1
    assert "Tools → Export → All content" in done.stderr


def test_recovery(blog: Path, run: Run, tmp_path: Path) -> None:
    broken = post(2, "cassee").replace("<wp:post_id>", "<wp:post_id><b>")
    (tmp_path / "bad.xml").write_text(build(post(1, "a"), broken, post(3, "c")))
    assert run("import", tmp_path / "bad.xml").returncode == 2
    assert run("import", tmp_path / "bad.xml", "--recover").returncode == 3
    assert sorted(path.name for path in (blog / "content/posts/2011").iterdir()) == ["a.md", "c.md"]
    assert "Cassee" in (blog / "import/report.md").read_text()


def test_media(blog: Path, run: Run, export: Path, tmp_path: Path) -> None:
    run("import", export)
    assert f"{OLD}/wp-content/uploads/2011/p.png" in read_text(blog, "posts/2011/ma-soupe.md")
    picture = tmp_path / "copy/wp-content/uploads/2011/p.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(PICTURE)
    run("import", export, "--uploads", tmp_path / "copy")
    assert "{static}/wp-content/uploads/2011/p.png" in read_text(blog, "posts/2011/ma-soupe.md")
    assert (blog / "content/wp-content/uploads/2011/p.png").read_bytes() == PICTURE
    before = read_files(blog)
    run("import", export)  # without the copy, as the picture is in the blog now
    assert read_files(blog) == before
    (blog / "content/wp-content/uploads/2011/p.png").write_bytes(PICTURE * 2)
    before = read_files(blog)
    run("import", export, "--uploads", tmp_path / "copy")
    assert read_files(blog) == before


def test_wrong_folder_of_uploads(run: Run, export: Path, tmp_path: Path) -> None:
    done = run("import", export, "--uploads", tmp_path)
    assert done.returncode == 1
    assert "2011/p.png" in done.stderr


def test_every_old_address_answers(blog: Path, run: Run, export: Path) -> None:
    run("import", export)
    done = run("build", "--fatal=warnings")
    assert done.returncode == 0, done.stderr
    output = blog / "output"
    public = [1, 2, 8, 9, 20, 21]
    links = [re.search("<link>(.*?)</link>", source)[1] for source in ITEMS]  # type: ignore[index]  # each has one
    numbers = [int(re.search(r"<wp:post_id>(\d+)", source)[1]) for source in ITEMS]  # type: ignore[index]  # as above
    old = [link for number, link in zip(numbers, links, strict=True) if number in public]
    old += [f"{OLD}/{path}" for path in ("2011/11/29/mon-potage/", "2011/11/29/ma-soupe/photo/", "feed/")]
    old += [f"{OLD}/category/{name}/" for name in ("cuisine", "cuisine/desserts", "desserts")]
    old += [f"{OLD}/tag/c-plus-plus/"]
    old += [f"{OLD}/2011/", f"{OLD}/2011/11/", f"{OLD}/p/1/", f"{OLD}/author/jeanne/"]
    for url in old:
        path = unquote(urlsplit(url).path).strip("/")
        page = output / path / "index.html"
        assert page.is_file(), url
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        if refresh := soup.find("meta", {"http-equiv": "refresh"}):
            target = urljoin(f"/{path}/", str(refresh["content"]).partition("url=")[2])
            named = output / unquote(target).lstrip("/")
            assert named.is_file() or (named / "index.html").is_file() or "feeds/" in target, (url, target)
    for path in ("category/cuisine/desserts", "category/cuisine", "tag/c-plus-plus"):
        page = (output / path / "index.html").read_text(encoding="utf-8")
        assert "Soupe &amp; pain" in page.replace("&#38;", "&amp;"), path
    for number in (3, 4, 5, 6, 7):
        assert not any(
            f"/{path.name}/" in links[numbers.index(number)] for path in (output / "2011/11/29").iterdir()
        )


def test_pages_pass_the_checks(blog: Path, run: Run, tmp_path: Path) -> None:
    content = (
        "<h4>Un titre</h4><h6>Dessous</h6>"
        "<a href='https://a.example/'><img src='/wp-content/uploads/p.png'></a>"
        "<center>Au milieu</center><p align='right'>À droite ?</p><pre>code</pre>"
        "<table><tr><td>1</td></tr></table><iframe src='https://www.youtube.com/embed/AbCdEfGhIjK'></iframe>"
    )
    items = [
        post(1, "ma-soupe", content=content, comments=[comment(11, content="<h1>Oui</h1> ?")]),
        *ITEMS[1:],
    ]
    (tmp_path / "up").mkdir()
    (tmp_path / "up/p.png").write_bytes(encode(draw(), "PNG"))
    run("import", write(tmp_path / "a.xml", *items, channel=CHANNEL), "--uploads", tmp_path / "up")
    assert run("build", "--fatal=warnings").returncode == 0
    pages = read_pages(blog / "output")
    shown = {path: page for path, page in pages.items() if not page.select("meta[http-equiv=refresh]")}
    assert "2011/11/29/ma-soupe/index.html" in shown
    faults = [(path, fault) for path, page in shown.items() for check in CHECKS for fault in check(page)]
    assert faults == []


def test_redirects(blog: Path, run: Run, export: Path) -> None:
    run("import", export)
    lines = read_text(blog, "redirects.txt").split("\n")
    expected = {
        "/?attachment_id=30 /2011/11/29/ma-soupe/",
        "/2011/11/29/ma-soupe/photo/ /2011/11/29/ma-soupe/",
        "/feed/ /feeds/fr.atom.xml",
        "/category/cuisine/desserts/feed/ /feeds/category/cuisine/desserts.atom.xml",
        "/tag/c-plus-plus/feed/ /tag/c-plus-plus/",
        "/2011/11/29/ma-soupe/feed/ /2011/11/29/ma-soupe/",
    }
    assert expected < {*lines}
    assert not any("cache" in line or "poubelle" in line for line in lines)


def test_blog_that_was_in_a_folder(blog: Path, run: Run, export: Path, tmp_path: Path) -> None:
    below = tmp_path / "below.xml"
    below.write_text(export.read_text().replace(OLD, f"{OLD}/blog"))
    run("import", below)
    assert run("build", "--fatal=warnings").returncode == 0
    for path in (
        "2011/11/29/ma-tarte",
        "blog/2011/11/29/ma-tarte",
        "blog",
        "qui/ma-soupe",
        "blog/qui/ma-soupe",
    ):
        assert (blog / "output" / path / "index.html").is_file(), path


def test_proofreading_lets_it_pass(blog: Path, run: Run, tmp_path: Path) -> None:
    pictures = "".join(f"<img src='{host}/wp-content/uploads/p.png'>" for host in (OLD, "https://a.example"))
    run("import", write(tmp_path / "a.xml", post(1, "ma-soupe", content=pictures)))
    done = run("proofread", "--settings", "pelicanconf.py")
    assert done.returncode == 0, done.stdout
    report = json.loads((blog / "import/report.json").read_text())
    found = [note["detail"] for note in report["notes"] if note["kind"] == "proofreading"]
    assert len(found) == 1
    assert "https://a.example/" in found[0]  # the blog's own picture is named once, where it is missing
    assert "Proofread: ignore image-remote\n" in read_text(blog, "posts/2011/ma-soupe.md")


def test_pattern_of_addresses(blog: Path, run: Run, tmp_path: Path) -> None:
    posts = [post(number, f"a{number}", link=f"{OLD}/2011/11/a{number}/") for number in range(1, 4)]
    export = write(tmp_path / "a.xml", *posts)
    run("import", export)
    settings = (blog / "pelicanconf.py").read_text()
    assert 'ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"\n' in settings
    assert "Url:" not in read_text(blog, "posts/2011/a1.md")
    run("build", "--fatal=warnings")
    assert (blog / "output/2011/11/a1/index.html").is_file()
    before = read_files(blog)
    run("import", export)
    assert read_files(blog) == before


def test_pattern_of_half_a_blog(blog: Path, run: Run, tmp_path: Path) -> None:
    few = [post(number, f"a{number}", link=f"{OLD}/a{number}/") for number in range(1, 3)]
    rest = [post(number, f"a{number}") for number in range(3, 8)]
    run("import", write(tmp_path / "a.xml", *few))
    assert 'ARTICLE_URL = "{slug}/"\n' in (blog / "pelicanconf.py").read_text()
    done = run("import", write(tmp_path / "a.xml", *few, *rest))
    assert re.search(r"^addresses +7 of 7$", done.stdout, re.MULTILINE)
    assert "Url: 2011/11/29/a3/\n" in read_text(blog, "posts/2011/a3.md")
    assert run("build", "--fatal=warnings").returncode == 0
    for path in ("a1", "2011/11/29/a3", "2011/11/29/a7"):
        assert (blog / "output" / path / "index.html").is_file(), path


def test_page_that_the_new_blog_has_already(blog: Path, run: Run, tmp_path: Path) -> None:
    about = item(1, post_type="page", post_name="a-propos", link=f"{OLD}/a-propos/", content="Moi, avant.")
    export = write(tmp_path / "a.xml", about, post(2, "a"))
    mine = blog / "content/pages/a-propos.md"
    own = mine.read_text()
    run("import", export)
    assert mine.read_text() == own
    assert run("build", "--fatal=warnings").returncode == 0
    assert "Moi, avant." in (blog / "output/a-propos-2/index.html").read_text()
    mine.unlink()
    assert run("import", export).returncode == 3
    assert run("build", "--fatal=warnings").returncode == 0
    assert "Moi, avant." in (blog / "output/a-propos/index.html").read_text()
    assert run("proofread", "--settings", "pelicanconf.py").returncode == 0


def test_several_files(blog: Path, run: Run, tmp_path: Path) -> None:
    first = write(tmp_path / "a b.xml", post(1, "a"), post(2, "b"))
    second = write(tmp_path / "c.xml", post(2, "b"), post(3, "c"))
    assert run("import", "--wxr", f"'{first}' {second}").returncode == 0
    assert sorted(path.stem for path in (blog / "content/posts/2011").iterdir()) == ["a", "b", "c"]


def test_featured_film_that_is_not_here_yet(blog: Path, run: Run, tmp_path: Path) -> None:
    film = f"{OLD}/wp-content/uploads/2011/f.mp4"
    export = write(
        tmp_path / "a.xml",
        post(1, "ici", meta={"video_url": film}),
        post(2, "ailleurs", link=f"{OLD}/ailleurs/", meta={"video_url": "https://cdn.example.net/g.mp4"}),
    )
    run("import", export)
    assert run("build", "--fatal=warnings").returncode == 0
    assert f"\n\n<{film}>\n" in read_text(blog, "posts/2011/ici.md")
    assert "\n\n<https://cdn.example.net/g.mp4>\n" in read_text(blog, "posts/2011/ailleurs.md")
    copy = tmp_path / "uploads/2011/f.mp4"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(b"film")
    run("import", export, "--uploads", tmp_path / "uploads")
    assert "Video: wp-content/uploads/2011/f.mp4\n" in read_text(blog, "posts/2011/ici.md")
    assert film not in read_text(blog, "posts/2011/ici.md")


def test_page_where_the_blog_has_a_list(blog: Path, run: Run, tmp_path: Path) -> None:
    own = {"post_type": "page", "post_name": "archives", "link": f"{OLD}/archives/"}
    earlier = post(2, "b", link=f"{OLD}/b/", meta={"_wp_old_slug": "tags"})
    picture = item(
        30,
        post_type="attachment",
        post_parent="2",
        link=f"{OLD}/authors/",
        attachment_url=f"{OLD}/wp-content/uploads/a.png",
    )
    done = run("import", write(tmp_path / "a.xml", item(1, **own), earlier, picture))
    assert done.returncode == 3, done.stdout
    assert "Aliases: /?page_id=1\n" in read_text(blog, "pages/archives.md")
    assert "/archives/ is now /archives-2/" in (blog / "import/report.md").read_text()
    done = run("build", "--fatal=warnings")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("root", [OLD, f"{OLD}/blog"])
def test_blog_without_permalinks(blog: Path, run: Run, tmp_path: Path, root: str) -> None:
    texts = [
        post(1, "a", link=f"{root}/?p=1"),
        item(2, post_type="page", post_name="b", link=f"{root}/?page_id=2"),
    ]
    export = tmp_path / "a.xml"
    export.write_text(build(*texts).replace(f"{OLD}</wp:base", f"{root}</wp:base"))
    done = run("import", export)
    assert re.search(r"addresses\s+2 of 2\n", done.stdout), done.stdout
    text = blog / "content/posts/2011/a.md"
    text.write_text(text.read_text().replace("Aliases: /?p=1\n", ""))
    assert run("import", "--verify", export).returncode == 1


def test_tree_of_categories_that_is_none(blog: Path, run: Run, tmp_path: Path) -> None:
    tag = "<wp:tag><wp:tag_slug>e</wp:tag_slug><wp:tag_name>E</wp:tag_name></wp:tag>"
    tree = [
        ("a", "A", "absent"),
        ("b", "B", "c"),
        ("c", "C", "b"),
        ("d", "D", "d"),
        ("e", "E", "Le F"),
        ("f", "Le F", ""),
    ]
    terms = [("category", slug, name) for slug, name, _ in tree] + [("post_tag", "e", "E")]
    export = write(
        tmp_path / "a.xml", post(1, "a", terms=terms), channel="".join(category(*one) for one in tree) + tag
    )
    assert run("import", export).returncode in {0, 3}
    done = run("build", "--fatal=warnings")
    assert done.returncode == 0, done.stderr
    for path in ("a", "b", "c", "d", "f/e"):
        assert (blog / "output/category" / path / "index.html").is_file(), path


def test_addresses_that_are_written_oddly(blog: Path, run: Run, tmp_path: Path) -> None:
    links = [
        f"{OLD}/2011//a/#more-1",
        f"{OLD}/e%cc%81te/",
        "https://elsewhere.example.net/c/",
        f"{OLD}/%C3%89T%C3%89/",
    ]
    posts = [post(number, f"p{number}", link=link) for number, link in enumerate(links, 1)]
    done = run("import", write(tmp_path / "a.xml", *posts))
    assert re.search(r"addresses\s+3 of 3\n", done.stdout), done.stdout
    assert run("build", "--fatal=warnings").returncode == 0
    for path in ("2011/a", "\u00e9te", "\u00c9T\u00c9"):
        assert (blog / "output" / path / "index.html").is_file(), path
