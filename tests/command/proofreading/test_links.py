"""Links and pictures that lead nowhere are named, with what to write instead; all others pass."""

import shutil
from contextlib import chdir
from pathlib import Path
from urllib.parse import urljoin

import pytest
from pelican_blog.blog import Blog, load_blog
from pelican_blog.building.build import run_pelican
from pelican_blog.proofreading.report import proofread

from tools.audit.links import leads_somewhere, read_pages

from .conftest import JPEG, NOW, OTHERS, PNG, ROOT, SETTINGS, TOP, Check, proofread_with, save

LISTS = (
    *("archives/", "archives", "tags/", "authors/", "404.html", "2025/", "2025/03/", "recherche/"),
    *("feeds/fr.atom.xml", "sitemap.xml", "robots.txt", "pagefind/pagefind.js", "theme/img/logo.svg"),
)
"""What has no braces."""
PATHS = (
    *("", "index.html", "a-propos/", "a-propos", "a-propos/index.html", "%61-propos/", "a-propos/?x=1#h-qui"),
    *("2025/03/04/la-tarte/", "tag/pain/", "category/cuisine/", "author/camille/", *LISTS),
)


def test_picture_shows(check_table: Check) -> None:
    table = r"""
http://example.com/a.jpg → 7 image-remote without encryption
https://example.com/a.jpg ¦ //example.com/a.jpg → 7 image-remote another site
https://example.org/rien.jpg → 7 link-dead rien.jpg leads nowhere on this site
{static}/images/rien.jpg → 7 link-dead no file found for {static}/images/rien.jpg
{static}/images/Plat.JPG ¦ {static}images/plat.jpg → 7 link-dead write {static}/images/plat.jpg
{attach}plat.jpg ¦ images/plat.jpg ¦ /images/plot.jpg → 7 link-dead write {static}/images/plat.jpg
/images/Plat.jpg → 7 link-dead write {static}/images/plat.jpg
{statique}/images/plat.jpg → 7 link-dead write {static}
C:\photos\plat.jpg ¦ file:///photos/plat.jpg → 7 address-invalid your own computer
http://[x/a.jpg → 7 address-invalid http://[x/a.jpg is not an address
{static}//[x/a.jpg → 7 text-unbuildable {static}//[x/a.jpg is not an address
{static}/images/plat.jpg ¦ {static}../../images/plat.jpg ¦ {attach}/videos/film.mp4 ¦ |static|/images/plat.jpg
../../../../images/plat.jpg?large#x ¦ https://example.org/images/plat.jpg ¦ ../../../../theme/img/logo.svg
"""
    check_table(table, f"{TOP}Avant.\n\n![Un plat](ROW)\n")


def test_html_is_judged_alike_and_each_link_has_words_and_its_own_line(check_table: Check) -> None:
    table = r"""
<video src="https://example.com/f.mp4"></video> → 5 image-remote
<video poster="https://example.com/f.jpg"></video> → 5 image-remote
<img alt="" srcset="../../../../images/plat.jpg 1x, /rien.jpg 2x"> → 5 link-dead /rien.jpg
<img alt="" srcset="/images/plat.jpg 1x">
<video src="{static}/videos/film.mp4" poster="{static}/images/plat.jpg"></video> ¦ <img alt="" srcset="">
<a href="{index}" aria-label="Accueil"></a> <a id="x"></a>
[![Un plat]({static}/images/plat.jpg)]({static}/images/plat.jpg) ¦ <https://example.com/> `[](x)` \[](x)
## L’été¶¶### L’été¶¶[a](#h-l-ete) [b](#h-l-ete-2)
## Un {#mien}¶¶<p id="tien"><a name="sien">x</a></p>¶¶[a](#mien) [b](#tien) [c](#sien)
## 标题¶¶[a](#标题) [b](#h-标题) [c](#%E6%A0%87%E9%A2%98) ¦ [a](#%C3%A9)¶¶<p id='é'>x</p>
Une note[^1].¶¶[^1]: La note.
<audio src="{static}/a.mp3"></audio> → 5 link-dead
<a href="/rien/">rien</a> → 5 link-dead /rien/ leads nowhere
<img alt="" src=""> → 5 address-invalid between the parentheses
Un.¶¶[](https://example.com/) → 7 link-words [some text](https://example.com/)
[ ]({filename}tarte.md) → 5 link-words ‖ <a href="../"><b></b></a> → 5 link-words; 5 link-dead
[a](/rien/)¶[a](/rien/a) [b](/rien/) → 5 link-dead /rien/ ; 6 link-dead /rien/ ; 6 link-dead /rien/a
> [c](/rien/)¶¶[d][r]¶¶[r]: /rien/ 'Rien' → 5 link-dead; 9 link-dead
## L’été¶¶[a](#ete) → 7 link-fragment #h-l-ete ‖ ## Un¶¶[a](#zzzzzzzz) → 7 link-fragment {#its-id}
## 标题¶¶[a](#标题文) → 7 link-fragment #h-标题
"""
    check_table(table)


def test_link_leads_somewhere(check_table: Check) -> None:
    table = r"""
{filename}rien.md ¦ /rien/ ¦ /tag/rien/ ¦ /2024/ ¦ ../tarte/ ¦ https://example.org/rien/ → 9 link-dead
{filename}Tarte.md ¦ tarte.md → 9 link-dead write {filename}/posts/2025/tarte.md
{filename}/images/plat.jpg → 9 link-static ‖ {static}/pages/a-propos.md → 9 link-dead write {filename} before
{filename}ebauche.md → 9 link-draft content/posts/2025/ebauche.md
{fichier}tarte.md → 9 link-dead write {filename} ‖ {tag}rien → 9 link-dead this tag
{category}Rien → 9 link-dead this category ‖ {author}Jo Rien → 9 link-dead this author
{filename}/pages/a-propos.md#qui → 9 link-fragment content/pages/a-propos.md has the id qui
{filename}tarte.md#qui → 9 link-fragment {#its-id}
/a-propo/ ¦ {index}/a-propos/ → 9 link-dead write {filename}/pages/a-propos.md
../../../../a-propos/#qui → 9 link-fragment #h-qui ‖ ../../../../drafts/ebauche/ → 9 link-draft
{index}archives/ → 9 link-dead write ../../../../archives/ ‖ {index}rien/ → 9 link-dead write {index} alone
www.example.com → 9 link-dead write https://www.example.com ‖  → 9 address-invalid between the parentheses
{filename}tarte.md ¦ {filename}../../pages/a-propos.md#h-qui ¦ {filename}/pages/a-propos.md
|filename|tarte.md ¦ {filename}tarte%2Emd ¦ {static}/videos/film.mp4 ¦ {index} ¦ {tag}pain ¦ {category}Cuisine
{author}Camille ¦ {index}#top ¦ ../../../03/04/la-tarte/#comments ¦ https://example.org
https://example.org/a-propos/#h-qui ¦ http://example.com/ ¦ tel:+331 ¦ mailto:jo@example.org ¦ # ¦ #top
#comments ¦ #:~:text=rien ¦ http://localhost:8000 ¦ http://localhost:8000/rien/ ¦ http://127.0.0.1:8888/tree
http://192.168.1.2:8000/a-propos/ ¦ http://box.local/ ¦ https://1.1.1.1/ ¦ https://localhost.example.com/
https://example.com:8000/ ¦ sms:+331 ¦ ftp://example.com/ ¦ sftp://example.com/ ¦ geo:1,2 ¦ magnet:?x
xmpp:a@example.org
http://localhost:8000/a-propos/ → 9 link-devserver write {filename}/pages/a-propos.md
http://127.0.0.1:8000/archives/ → 9 link-devserver write ../../../../archives/
http://[::1]:8001/archives/ ¦ http://LOCALHOST/archives/ ¦ http://x.localhost/archives/ → 9 link-devserver
http://0.0.0.0:4000/archives/ → 9 link-devserver ‖ file:///home/x.pdf → 9 address-invalid
htps://example.com/x → 9 address-invalid write https://example.com/x
htp:example.com → 9 address-invalid write http://example.com
http:// ¦ https:///x ¦ http:/x ¦ https:example.com ¦ http://?x → 9 address-invalid has no host
https://https://example.com/ ¦ http://https//example.com/ → 9 address-invalid twice
javascript:void(0) → 9 address-invalid remove the link
https//example.com/x ¦ http;//example.com/x → 9 link-dead write https://example.com/x
"""
    table += "\n".join(f"../../../../{path}" for path in PATHS)
    check_table(table, f"{TOP}Un lien `[a](ROW)`.\n\n    [a](ROW)\n\nUn [lien](ROW).\n")


BELOW = {"SITEURL": "https://you.example.org/blog"}
"""The blog in a folder of a host."""


def test_path_from_the_root_is_named_below_a_folder_alone(check_table: Check) -> None:
    better = {f"/{path}": f"../../../../{path}" for path in LISTS}
    table = """
/ {index}  /index.html {index}  /?x=1#top {index}?x=1#top  /a-propos/ {filename}/pages/a-propos.md
/a-propos {filename}/pages/a-propos.md  /%61-propos/ {filename}/pages/a-propos.md
/a-propos/index.html?x=1#h-qui {filename}/pages/a-propos.md?x=1#h-qui
/2025/03/04/la-tarte/#comments {filename}/posts/2025/tarte.md#comments
/images/plat.jpg {static}/images/plat.jpg  /images%2Fplat.jpg {static}/images/plat.jpg  /tag/pain/ {tag}pain
/tag/pain {tag}pain  /tag/pain/index.html {tag}pain  /category/cuisine/ {category}Cuisine
/author/camille/ {author}Camille
"""
    better |= dict(zip(table.split()[::2], table.split()[1::2], strict=True))
    rows = [f"[a]({address})¶¶[b]({good})" for address, good in better.items()]
    check_table("\n".join(rows))
    said = zip(rows, better.values(), strict=True)
    check_table("\n".join(f"{row} → 5 link-root write {good}" for row, good in said), **BELOW)


def test_site_in_a_folder_of_its_host(check: Check) -> None:
    host = "https://you.example.org"
    links = f"[a](/blog/a-propos/) [b]({host}/blog/rien/) [c]({host}/autre/)\n[d](/a-propos/#qui)\n"
    links += "[e](../../../../a-propos/)\n[f](../../../../../autre/)\n[g](/blog)\n[h](/drafts/ebauche/)\n"
    said = "5 link-dead blog/rien/; 6 link-root write {filename}/pages/a-propos.md#qui; 6 link-fragment; "
    said += "8 link-dead ../../../../../autre/ leads above; 10 link-root which is at /blog/; 10 link-draft"
    check({**OTHERS, "posts/2025/a.md": f"{TOP}{links}"}, f"posts/2025/a.md:{said}", **BELOW)


def test_without_an_address_of_the_site_every_host_is_another(check_table: Check) -> None:
    table = """
[a](https://example.org/rien/) [c](../../../../../a-propos/)
[b](/rien/)¶¶![c](https://example.org/images/plat.jpg) → 5 link-dead; 7 image-remote
"""
    check_table(table, SITEURL="")


def test_file_is_not_mistaken_for_a_text_nor_a_picture_for_the_next_of_its_series(check: Check) -> None:
    addresses = "mer.jpg {static}mer.jpg plage.jpg mer.PDF {attach}/Mer.webp images/mur-2.jpg".split()  # noqa: SIM905
    links = "".join(f"{sign}[La mer]({address})\n\n" for address in addresses for sign in ("", "!"))
    texts = {f"posts/{name}.md": f"Title: {name}\nDate: 2025-02-03\n\nTexte.\n" for name in ("mer", "mes")}
    files = {**texts, "images/mur-1.jpg": JPEG, "images/mur-1a.png": PNG, "posts/plage.md": f"{TOP}{links}"}
    hints = ["it starts at content/" if "{" in address else "correct or remove it" for address in addresses]
    said = (f"{5 + 4 * n} link-dead {hint}; {7 + 4 * n} link-dead {hint}" for n, hint in enumerate(hints))
    check(files, f"posts/plage.md:{'; '.join(said)}")


def test_text_is_not_offered_to_itself(check: Check) -> None:
    files = {
        "posts/plage.md": f"{TOP}[a](plaje.md)\n[b](../essay/)\n![c](plage)\n[d](mer.jpg)\n",
        "images/Mer.jpg": JPEG,
    }
    said = "; ".join(f"{line} link-dead correct or remove it" for line in (5, 6, 7))
    check(files, f"posts/plage.md:{said}; 8 link-dead write {{static}}/images/Mer.jpg")


def test_relative_link_of_a_draft_is_right_once_it_is_published_and_may_lead_to_a_draft(check: Check) -> None:
    links = "[a](/archives/) [b](../../../../archives/)\n[c](../../archives/)\n"
    links += "[d]({filename}ebauche.md) [e](../../../../drafts/ebauche/)\n[f]({filename}rien.md)\n"
    files = {
        "posts/2025/a.md": f"Title: A\nStatus: draft\n\n{links}",
        "posts/2025/b.md": f"Title: B\nDate: 2025-02-03\nStatus: draft\n\n{links}",
    }
    said = ("posts/2025/a.md:5 link-dead; 7 link-dead", "posts/2025/b.md:6 link-dead; 8 link-dead")
    check({**OTHERS, **files}, *said)


def test_text_that_is_not_made_is_a_text_all_the_same(check: Check) -> None:
    links = "[a]({filename}b.md)\n[b]({static}b.md)\n[c]({filename}c.md) [d]({filename}d.md#x)\n[e](b.md)\n"
    broken = {"pages/c.md": b"\xff", "pages/d.md": "Title: D\n\nTexte.\n\n[^1]:\n"}
    files = {"pages/a.md": f"Title: A\n\n{links}", "pages/b.md": "Status: skip\n\nTexte.\n", **broken}
    said = "pages/a.md:3 link-dead Status: skip; 4 link-dead {filename} before; 6 link-dead /pages/b.md"
    check(files, said, "pages/c.md:1 file-unreadable", "pages/d.md:5 text-unbuildable")


ENTRIES = """\
rien/ → link-dead correct the address
a-propo/ → link-dead write a-propos/
drafts/ebauche/ → link-draft content/posts/2025/ebauche.md
http://[x/ → address-invalid is not an address
https:// → address-invalid has no host
a-propos/#rien → link-fragment has the id rien
www.example.com → link-dead https://www.example.com
http://localhost:8000/a/ → link-devserver
"""
RIGHT = """
a-propos/ /a-propos/ a-propos a-propos/#h-qui a-propos/?x=1 #comments index.html tag/pain/ category/cuisine/
images/plat.jpg feeds/fr.atom.xml https://example.com/ //example.com/ mailto:jo@example.org tel:+331
"""


@pytest.mark.parametrize("name", ["MENUITEMS", "FOOTER_ITEMS"])
def test_entry_of_a_menu_leads_somewhere(blog: Blog, check: Check, name: str) -> None:
    rows = [row.partition(" → ") for row in [*ENTRIES.splitlines(), *RIGHT.split(), ""]]
    lines = "".join(f'    ("Entrée", "{address}"),\n' for address, *_ in rows)
    (blog.root / "pelicanconf.py").write_text(f"A = 1\n{name} = [\n{lines}]\n", encoding="utf-8")
    said = [f"pelicanconf.py:{line} {problem}" for line, (*_, problem) in enumerate(rows, 3) if problem]
    check(OTHERS, *said, **{name: [("Entrée", address) for address, *_ in rows]})
    for wrong in (["archives/"], [("Archives",)], [("Archives", 1)], "archives/", [("a", "b", "c")]):
        (problem,) = proofread_with(blog, **{name: wrong})
        assert (problem.rule.title, problem.line, problem.message[: len(name)]) == ("settings", 2, name)


def test_menu_of_another_language_is_read(check: Check) -> None:
    others = {"en": {"MENUITEMS": [("About", "about/")]}}
    check(OTHERS, "pelicanconf.py:1 link-dead MENUITEMS: About: about/", SITE_TRANSLATIONS=others)


SITE = "https://example.org/blog"
"""In a folder of its host, where a path from the root leads out of it."""
ADDRESSES = """
{filename}tarte.md {filename}/pages/a-propos.md#h-qui {filename}tarte%2Emd /%61-propos/ {filename}rien.md
|filename|tarte.md {filename}Tarte.md {filename}tarte.md#rien tarte.md {fichier}tarte.md
{static}/images/plat.jpg {static}../../images/plat.jpg {index} / /rien/ {attach}/videos/film.mp4
{static}/pages/a-propos.md images/plat.jpg /images/plat.jpg /2025/ /images/Plat.jpg ../../../../
../../../../archives/ ../../../../rien/ /index.html ../rien/ ../../../../feeds/fr.atom.xml
../../../../images/plat.jpg ../../../../2024/ /2025/03/ /2024/ {tag}pain {tag}rien {category}Cuisine
{category}Rien {author}Camille {author}Rien /a-propos/ /a-propos/#h-qui /a-propos/#qui /a-propo/
/a-propos/index.html /2025/04/ /2025/03/04/la-tarte/ /archives/ /tags/ /tag/pain/ /tag/rien/ /404.html
/sitemap.xml https://example.org/blog/a-propos/ https://example.org/blog/rien/ #h-un-titre #un-titre
#comments /feeds/fr.atom.xml /recherche/ /author/camille/
"""
"""Without files for {static} that are missing, which stop a build."""


def test_links_are_judged_as_the_build_makes_them(blog: Blog, tmp_path: Path) -> None:
    addresses = ADDRESSES.split()
    links = "".join(f"[lien {number}]({address})\n\n" for number, address in enumerate(addresses))
    save(blog, {**OTHERS, "posts/2025/essai.md": f"{TOP}## Un titre\n\n{links}"})
    shutil.copy(ROOT / "tests/demo/content/images/prunes.jpg", blog.content / "images/plat.jpg")
    (tmp_path / "pelicanconf.py").write_text(f"{SETTINGS}SITEURL = {SITE!r}\n", encoding="utf-8")
    output = tmp_path / "output"
    with chdir(tmp_path):
        assert run_pelican("pelicanconf.py", [], output).is_complete
        problems = proofread(load_blog(Path("pelicanconf.py")), NOW).problems
    pages = read_pages(output)
    page = "2025/02/03/essai/index.html"
    hrefs = {link.get_text(): str(link["href"]) for link in pages[page].select("a[href]")}
    dead = [
        address
        for number, address in enumerate(addresses)
        if not leads_somewhere(urljoin(f"{SITE}/{page}", hrefs[f"lien {number}"]), pages, output, SITE)
    ]
    lines = (blog.content / "posts/2025/essai.md").read_text(encoding="utf-8").split("\n")
    named = [lines[number - 1] for number in dict.fromkeys(problem.line for problem in problems)]
    assert named == [f"[lien {addresses.index(address)}]({address})" for address in dead]
    assert 0 < len(dead) < len(addresses)
