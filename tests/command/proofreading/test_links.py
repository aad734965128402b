"""Links and pictures that lead nowhere are named, with what to write instead; all others pass."""

import shutil
from contextlib import chdir
from pathlib import Path
from urllib.parse import urljoin

from pelican_blog.blog import Blog, load_blog
from pelican_blog.building.build import run_pelican
from pelican_blog.proofreading.report import proofread

from tests.bad_texts import write_texts
from tools.audit.links import leads_somewhere, read_pages

from .conftest import NOW, OTHERS, ROOT, SETTINGS, TOP, Check

SITE = "https://example.org/blog"
"""In a folder of its host, where a path from the root leads out of it."""
ADDRESSES = """
{filename}tarte.md {filename}/pages/a-propos.md#h-qui {filename}tarte%2Emd /%61-propos/ {filename}rien.md
|filename|tarte.md {filename}Tarte.md {filename}tarte.md#rien tarte.md {fichier}tarte.md
{static}/images/plat.jpg {static}../../images/plat.jpg {index} / /rien/ {attach}/videos/film.mp4
{static}/pages/a-propos.md images/plat.jpg /images/plat.jpg /2025/ /images/Plat.jpg ../../../../
../../../../archives/ ../../../../rien/ /index.html ../rien/ ../../../../feeds/fr.atom.xml
../../../../images/plat.jpg ../../../../2024/ /2025/03/ {tag}pain {tag}rien {category}Cuisine
{category}Rien {author}Camille {author}Rien /a-propos/ /a-propos/#h-qui /a-propos/#qui /a-propo/
/a-propos/index.html /2025/04/ /2025/03/04/la-tarte/ /archives/ /tags/ /tag/pain/ /tag/rien/ /404.html
/sitemap.xml https://example.org/blog/a-propos/ https://example.org/blog/rien/ #h-un-titre #un-titre
#comments /feeds/fr.atom.xml /recherche/ /author/camille/ ../../../../a-propos/?x=1#h-qui
../../../../theme/img/logo.svg ../../../03/04/la-tarte/#comments
https://example.org/blog/a-propos/#h-qui /vieille-adresse/ /vieille-adresses/ ../../../../p/7/
"""
"""Without files for {static} that are missing, which stop a build."""


def test_links_are_judged_as_the_build_makes_them(blog: Blog, tmp_path: Path) -> None:
    addresses = ADDRESSES.split()
    links = "".join(f"[lien {number}]({address})\n\n" for number, address in enumerate(addresses))
    moved = {"pages/moi.md": "Title: Moi\nAliases: /vieille-adresse/; /?p=7\n\nMoi.\n"}
    write_texts(blog.content, {**OTHERS, **moved, "posts/2025/essai.md": f"{TOP}## Un titre\n\n{links}"})
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


def test_link_leads_somewhere(check_table: Check) -> None:
    """The words are those by which the writer finds what to write instead."""
    table = r"""
{filename}/images/plat.jpg → 9 link-static ‖ {filename}rien.md → 9 link-dead it starts at content/
{filename}Tarte.md ¦ tarte.md → 9 link-dead write {filename}/posts/2025/tarte.md
{filename}ebauche.md ¦ ../../../../drafts/ebauche/ → 9 link-draft content/posts/2025/ebauche.md
{fichier}tarte.md → 9 link-dead write {filename} ‖ {tag}rien → 9 link-dead {tag}rien: no published post
{filename}/pages/a-propos.md#qui → 9 link-fragment content/pages/a-propos.md has the id qui
/a-propo/ ¦ {index}/a-propos/ → 9 link-dead write {filename}/pages/a-propos.md
{index}rien/ → 9 link-dead write {index} alone ‖  → 9 address-invalid between the parentheses
tel:+331 ¦ mailto:jo@example.org ¦ #:~:text=rien ¦ http://localhost:8000/rien/ ¦ # ¦ {index}#top
../../../../a-propos ¦ ../../../../archives ¦ ../../../../robots.txt ¦ ../../../../pagefind/pagefind.js
http://localhost:8000/a-propos/ → 9 link-devserver write {filename}/pages/a-propos.md
http://[::1]:8001/archives/ ¦ http://0.0.0.0/archives/ → 9 link-devserver write ../../../../archives/
htps://example.com/x → 9 address-invalid write https://example.com/x
http:// ¦ https:example.com → 9 address-invalid has no host ‖ https://https://a/ → 9 address-invalid twice
javascript:void(0) → 9 address-invalid remove the link ‖ C:\a.jpg → 9 address-invalid your own computer
www.example.com ¦ http;//www.example.com → 9 link-dead write https://www.example.com
"""
    check_table(table, f"{TOP}Un lien `[a](ROW)`.\n\n    [a](ROW)\n\nUn [lien](ROW).\n")


def test_picture_shows_and_each_link_has_words_and_its_own_line(check_table: Check) -> None:
    table = r"""
![Un plat](http://example.com/a.jpg) → 5 image-remote without encryption
![Un plat](//example.com/a.jpg) ¦ <video poster="https://example.com/f.jpg"></video> → 5 image-remote
![Un plat]({static}/images/rien.jpg) → 5 link-dead no file found for {static}/images/rien.jpg
![Un plat](/images/plot.jpg) ¦ [le plat]({attach}plat.jpg) → 5 link-dead write {static}/images/plat.jpg
![Un plat](http://[x/a.jpg) → 5 address-invalid http://[x/a.jpg is not an address
![Un plat](../../../../images/plat.jpg?x#x) ¦ [![Un plat]({static}/images/plat.jpg)](https://example.org)
<img alt="" srcset="../../../../images/plat.jpg 1x, /rien.jpg 2x"> → 5 link-dead /rien.jpg
<audio src="{static}/a.mp3"></audio> → 5 link-dead ‖ <img alt="" src=""> → 5 address-invalid the parentheses
<a href="{index}" aria-label="Accueil"></a> <a id="x"></a> ¦ <https://example.com/> `[](x)` \[](x)
## Un {#mien}¶¶<p id="tien"><a name="sien">x</a></p>¶¶[a](#mien) [b](#tien) [c](#sien)
## 标题¶¶[a](#标题) [c](#%E6%A0%87%E9%A2%98) ¦ Une note[^1].¶¶[^1]: La note.
<a href="../"><b></b></a> → 5 link-words; 5 link-dead ‖ Un.¶¶[](/archives/) → 7 link-words [some text](
[a](/rien/)¶[a](/rien/a) [b](/rien/) → 5 link-dead /rien/ ; 6 link-dead /rien/ ; 6 link-dead /rien/a
> [c](/rien/)¶¶[d][r]¶¶[r]: /rien/ 'Rien' → 5 link-dead; 9 link-dead
## L’été¶¶[a](#ete) → 7 link-fragment #h-l-ete ‖ ## Un¶¶[a](#zzzzzzzz) → 7 link-fragment {#its-id}
"""
    check_table(table)


def test_site_in_a_folder_of_its_host_and_one_without_an_address(check: Check) -> None:
    host = "https://you.example.org"
    links = f"[a](/blog/a-propos/) [b]({host}/blog/rien/) [c]({host}/autre/)\n[d](/a-propos/#qui)\n"
    links += "[e](../../../../a-propos/)\n[f](../../../../../autre/)\n[g](/blog)\n[h](/drafts/ebauche/)\n"
    said = "5 link-dead blog/rien/; 6 link-root write {filename}/pages/a-propos.md#qui; 6 link-fragment; "
    said += "8 link-dead ../../../../../autre/ leads above; 10 link-root which is at /blog/; 10 link-draft"
    check({**OTHERS, "posts/2025/a.md": f"{TOP}{links}"}, f"posts/2025/a.md:{said}", SITEURL=f"{host}/blog")
    links = "[a](https://example.org/rien/) [c](../../../../../a-propos/)\n[b](/rien/)\n"
    links += "![c](https://example.org/images/plat.jpg)\n"
    check({"posts/2025/a.md": f"{TOP}{links}"}, "posts/2025/a.md:6 link-dead; 7 image-remote", SITEURL="")


ENTRIES = """\
rien/ → link-dead correct the address
a-propo/ → link-dead write a-propos/
drafts/ebauche/ → link-draft content/posts/2025/ebauche.md
http://[x/ → address-invalid is not an address
a-propos/#rien → link-fragment has the id rien
http://localhost:8000/a/ → link-devserver
/a-propos/#h-qui
images/plat.jpg
mailto:jo@example.org
"""


def test_entry_of_a_menu_leads_somewhere_in_every_language(blog: Blog, check: Check) -> None:
    rows = [row.partition(" → ") for row in ENTRIES.splitlines()]
    lines = "".join(f'    ("Entrée", "{address}"),\n' for address, *_ in rows)
    (blog.root / "pelicanconf.py").write_text(f"A = 1\nFOOTER_ITEMS = [\n{lines}]\n", encoding="utf-8")
    said = [f"pelicanconf.py:{line} {problem}" for line, (*_, problem) in enumerate(rows, 3) if problem]
    check(OTHERS, *said, FOOTER_ITEMS=[("Entrée", address) for address, *_ in rows])
    check(OTHERS, "pelicanconf.py:2 settings", FOOTER_ITEMS=[("Archives", 1)])
    others = {"en": {"MENUITEMS": [("About", "about/")]}}
    check(OTHERS, "pelicanconf.py:1 link-dead MENUITEMS: About: about/", SITE_TRANSLATIONS=others)
