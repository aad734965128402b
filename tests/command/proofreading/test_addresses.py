"""Texts at addresses unlike all others, as those of a blog that was imported, work like any other text."""

from contextlib import chdir
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pelican_blog.blog import load_blog
from pelican_blog.building.build import run_pelican
from pelican_blog.proofreading.report import proofread

from tests.bad_texts import write_texts
from tools.audit.links import find_dead_links, read_pages

from .conftest import NOW, SETTINGS

SITE = "https://example.org/blog"
OWN = f"SITEURL = {SITE!r}\nCOMMENTS = {{'per_page': 2}}\nDRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = ''\n"


def write_text(title: str, address: str, *lines: str, text: str = "Mot.") -> str:
    place = (f"Url: {address}", f"Save_as: {address}index.html")
    return "\n".join([f"Title: {title}", *place, *lines, "", text, ""])


TEXTS = {
    "posts/a.md": write_text("Essai", "2011/11/29/vieux/", "Date: 2011-11-30", "Slug: a", "Aliases: /?p=7"),
    "posts/a.en.md": write_text("Trial", "en/old/", "Date: 2011-11-30", "Slug: a", "Lang: en"),
    "posts/b.md": "Title: B\nDate: 2012-01-01\n\n[a]({filename}a.md) [c]({filename}/pages/parent/c.md)\n",
    "posts/d.md": write_text("Plan", "2011/plan/", "Date: 2011-11-30", "Status: draft"),
    "posts/e.md": write_text("Plus tard", "2030/plus-tard/", "Date: 2030-01-01"),
    "pages/parent.md": write_text("Parent", "parent/", "Comments: open"),
    "pages/parent/c.md": write_text("Enfant", "parent/enfant/", text="[p]({filename}../parent.md)"),
    "wp-content/uploads/2011/11/a.txt": "a",
    "extra/favicon.ico": "a picture",
    "taxonomy.toml": '[[categories]]\nname = "A"\nslug = "张"\n',
    **{
        f"comments/a/{number}.md": f"author: Ada\ndate: 2011-12-0{number}\n\nOui.\n" for number in range(1, 6)
    },
}


def test_text_at_an_address_of_its_own_is_built_linked_and_discussed(tmp_path: Path) -> None:
    write_texts(tmp_path / "content", TEXTS)
    settings = f"{SETTINGS}{OWN}WITH_FUTURE_DATES = False\n"
    (tmp_path / "pelicanconf.py").write_text(settings, encoding="utf-8")
    output = tmp_path / "output"
    with chdir(tmp_path):
        done = run_pelican("pelicanconf.py", [], output)
        problems = proofread(load_blog(Path("pelicanconf.py")), NOW).problems
    assert (done.faults, done.is_complete) == ((), True)
    assert [problem.rule.title for problem in problems] == ["date-scheduled"]
    made = {path.relative_to(output).as_posix() for path in output.rglob("*.html")}
    old = "2011/11/29/vieux/"
    texts = {f"{old}index.html", "en/old/index.html", "parent/index.html", "parent/enfant/index.html"}
    assert texts | {f"{old}comments-2/index.html", f"{old}comments-3/index.html", "p/7/index.html"} <= made
    assert not [name for name in made if "plan" in name or "plus-tard" in name or name.startswith("drafts")]
    assert (output / "wp-content/uploads/2011/11/a.txt").is_file()
    pages = read_pages(output)
    assert find_dead_links(pages, output, SITE) == []
    assert read_links(pages["2012/01/01/b/index.html"], ".article-body a") == [
        f"{SITE}/{old}",
        f"{SITE}/parent/enfant/",
    ]
    assert read_links(pages[f"{old}index.html"], ".translations a") == [f"{SITE}/en/old/"]
    assert read_links(pages["p/7/index.html"], "main a") == [f"{SITE}/{old}"]
    assert f"<loc>{SITE}/{old}</loc>" in (output / "sitemap.xml").read_text(encoding="utf-8")


def read_links(page: BeautifulSoup, selector: str) -> list[str]:
    return [str(link["href"]) for link in page.select(selector)]


@pytest.mark.parametrize("folder", ["", "wp-content"])
def test_folder_of_wordpress_may_be_missing(tmp_path: Path, folder: str) -> None:
    write_texts(tmp_path / "content", {"posts/b.md": "Title: B\nDate: 2012-01-01\n\nMot.\n"})
    if folder:
        (tmp_path / "content" / folder).mkdir()
    (tmp_path / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    with chdir(tmp_path):
        assert run_pelican("pelicanconf.py", [], tmp_path / "output").faults == ()
