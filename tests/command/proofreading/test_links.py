from dataclasses import replace

import pytest
from pelican_blog.blog import Blog
from pelican_blog.proofreading.report import proofread

from .conftest import ESSAY, JPEG, NOW, OTHERS, PNG, Check, CheckText, say

TOP = "Title: Essai\nDate: 2025-02-03\nSlug: essai\n\n"
"""The text begins in line 5; its address is /2025/02/03/essai/."""
HOME = "save the file in content/ and write {static}/ and its path"
ELSEWHERE = f"is on another site, from which the published page loads nothing; {HOME}"
DRAFT = (
    "this leads to a draft, content/posts/2025/ebauche.md, which readers do not get; publish it too, or wait"
)
NOTHING = "leads to nothing on this site"
CORRECT = "correct or remove it"
NO_FILE = "correct the path: from content/ if it starts with a slash, else from this text's folder"
TO_PICTURE = "for the file images/plat.jpg write {static}/images/plat.jpg"
TO_TART = "for the file posts/2025/tarte.md write {filename}/posts/2025/tarte.md"
ON_COMPUTER = "is on your computer alone; put it into content/ and write {static}/ and its path"
OUT = "leads out of the blog, which is at /blog/; write"
FIRST = "leads to the first page, whatever path follows; write"
ABOVE = "leads above the first page of the blog; write {filename} and the text's path"
NO_ID = "give the heading one: ## Its words {#its-id}"

LISTS = (
    *("archives/", "archives", "tags/", "authors/", "404.html", "2025/", "2025/03/", "recherche/"),
    *("feeds/fr.atom.xml", "sitemap.xml", "robots.txt"),
    *("pagefind/pagefind.js", "theme/img/logo.svg"),
)
"""What has no braces."""
PATHS = (
    *("", "index.html", "a-propos/", "a-propos", "a-propos/index.html", "%61-propos/", "a-propos/?x=1#h-qui"),
    *("2025/03/04/la-tarte/", "tag/pain/", "category/cuisine/", "author/camille/"),
    *LISTS,
)


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        (
            "http://example.com/a.jpg",
            f"http://example.com/a.jpg is fetched without encryption and would not show; {HOME}",
        ),
        ("https://example.com/a.jpg", f"https://example.com/a.jpg {ELSEWHERE}"),
        ("//example.com/a.jpg", f"//example.com/a.jpg {ELSEWHERE}"),
        ("https://example.org/rien.jpg", f"https://example.org/rien.jpg {NOTHING}; {CORRECT}"),
        ("{static}/images/rien.jpg", f"there is no file for {{static}}/images/rien.jpg; {NO_FILE}"),
        ("{static}/images/Plat.JPG", f"there is no file for {{static}}/images/Plat.JPG; {TO_PICTURE}"),
        ("{static}images/plat.jpg", f"there is no file for {{static}}images/plat.jpg; {TO_PICTURE}"),
        ("{attach}plat.jpg", f"there is no file for {{attach}}plat.jpg; {TO_PICTURE}"),
        ("{statique}/images/plat.jpg", "{statique} is unknown in an address; write {static}"),
        ("images/plat.jpg", f"images/plat.jpg {NOTHING}; {TO_PICTURE}"),
        ("/images/plot.jpg", f"/images/plot.jpg {NOTHING}; {TO_PICTURE}"),
        ("/images/Plat.jpg", f"/images/Plat.jpg {NOTHING}; {TO_PICTURE}"),
        ("C:\\photos\\plat.jpg", f"C:\\photos\\plat.jpg {ON_COMPUTER}"),
        ("file:///photos/plat.jpg", f"file:///photos/plat.jpg {ON_COMPUTER}"),
        ("http://[x/a.jpg", "http://[x/a.jpg is not an address; correct it"),
        ("{static}//[x/a.jpg", "{static}//[x/a.jpg is not an address; correct the header or the text"),
        *(
            (address, None)
            for address in (
                "{static}/images/plat.jpg",
                "{static}../../images/plat.jpg",
                "{attach}/images/plat.jpg",
                "|static|/images/plat.jpg",
                "../../../../images/plat.jpg?large#x",
                "https://example.org/images/plat.jpg",
                "../../../../theme/img/logo.svg",
            )
        ),
    ],
)
def test_picture_shows(check_text: CheckText, address: str, problem: str | None) -> None:
    assert check_text(f"{TOP}Avant.\n\n![Un plat]({address})\n") == ([f"7: {problem}"] if problem else [])


@pytest.mark.parametrize(
    ("html", "problems"),
    [
        ('<video src="https://example.com/f.mp4"></video>', [f"5: https://example.com/f.mp4 {ELSEWHERE}"]),
        ('<video poster="https://example.com/f.jpg"></video>', [f"5: https://example.com/f.jpg {ELSEWHERE}"]),
        (
            '<img alt="" srcset="../../../../images/plat.jpg 1x, /rien.jpg 2x">',
            [f"5: /rien.jpg {NOTHING}; {CORRECT}"],
        ),
        ('<img alt="" srcset="/images/plat.jpg 1x">', []),
        ('<audio src="{static}/a.mp3"></audio>', [f"5: there is no file for {{static}}/a.mp3; {NO_FILE}"]),
        ('<a href="/rien/">rien</a>', [f"5: /rien/ {NOTHING}; {CORRECT}"]),
        ('<img alt="" src="">', ["5: the address is missing; write it between the parentheses"]),
        ('<video src="{static}/videos/film.mp4" poster="{static}/images/plat.jpg"></video>', []),
        ('<img alt="" srcset="">', []),
    ],
)
def test_html_of_the_writers_is_judged_alike(check_text: CheckText, html: str, problems: list[str]) -> None:
    assert check_text(f"{TOP}{html}\n") == problems


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("{filename}rien.md", f"there is no file for {{filename}}rien.md; {NO_FILE}"),
        (
            "{filename}Tarte.md",
            f"there is no file for {{filename}}Tarte.md; {TO_TART}",
        ),
        (
            "{filename}/images/plat.jpg",
            "{filename}/images/plat.jpg leads to a file that is not a text; write {static} before its path",
        ),
        (
            "{static}/pages/a-propos.md",
            "{static}/pages/a-propos.md leads to a text; write {filename} before its path",
        ),
        ("{filename}ebauche.md", DRAFT),
        ("{fichier}tarte.md", "{fichier} is unknown in an address; write {filename}"),
        ("{tag}rien", "{tag}rien: no published post has this tag; correct or remove the link"),
        ("{category}Rien", "{category}Rien: no published post has this category; correct or remove the link"),
        ("{author}Jo Rien", "{author}Jo Rien: no published post has this author; correct or remove the link"),
        (
            "{filename}/pages/a-propos.md#qui",
            "nothing in content/pages/a-propos.md has the id qui; there is #h-qui",
        ),
        ("{filename}tarte.md#qui", f"nothing in content/posts/2025/tarte.md has the id qui; {NO_ID}"),
        ("/rien/", f"/rien/ {NOTHING}; {CORRECT}"),
        (
            "/a-propo/",
            f"/a-propo/ {NOTHING}; for the file pages/a-propos.md write {{filename}}/pages/a-propos.md",
        ),
        ("../../../../a-propos/#qui", "nothing in content/pages/a-propos.md has the id qui; there is #h-qui"),
        ("../../../../drafts/ebauche/", DRAFT),
        ("{index}archives/", f"{{index}}archives/ {FIRST} ../../../../archives/"),
        ("{index}/a-propos/", f"{{index}}/a-propos/ {FIRST} {{filename}}/pages/a-propos.md"),
        ("{index}rien/", f"{{index}}rien/ {FIRST} it alone, or correct the address"),
        ("/tag/rien/", f"/tag/rien/ {NOTHING}; {CORRECT}"),
        ("/2024/", f"/2024/ {NOTHING}; {CORRECT}"),
        (
            "tarte.md",
            f"tarte.md {NOTHING}; {TO_TART}",
        ),
        ("../tarte/", f"../tarte/ {NOTHING}; {CORRECT}"),
        (
            "www.example.com",
            f"www.example.com {NOTHING}; if it is another site's, write https://www.example.com",
        ),
        ("https://example.org/rien/", f"https://example.org/rien/ {NOTHING}; {CORRECT}"),
        ("", "the address is missing; write it between the parentheses"),
        *(
            (address, None)
            for address in (
                *(
                    "{filename}tarte.md",
                    "{filename}../../pages/a-propos.md#h-qui",
                    "{filename}/pages/a-propos.md",
                ),
                *("|filename|tarte.md", "{filename}tarte%2Emd", "{static}/videos/film.mp4", "{index}"),
                *("{tag}pain", "{category}Cuisine", "{author}Camille", "{index}#top"),
                *(f"../../../../{path}" for path in PATHS),
                "../../../03/04/la-tarte/#comments",
                *(
                    "https://example.org",
                    "https://example.org/a-propos/#h-qui",
                    "http://example.com/",
                    "tel:+331",
                ),
                *("mailto:jo@example.org", "#", "#top", "#comments", "#:~:text=rien"),
            )
        ),
    ],
)
def test_link_leads_somewhere(check_text: CheckText, address: str, problem: str | None) -> None:
    text = f"{TOP}Un lien `[a]({address})`.\n\n    [a]({address})\n\nUn [lien]({address}).\n"
    assert check_text(text) == ([f"9: {problem}"] if problem else [])


@pytest.mark.parametrize(
    ("address", "better"),
    [
        *((f"/{path}", f"../../../../{path}") for path in LISTS),
        *((address, "{index}") for address in ("/", "/index.html")),
        ("/?x=1#top", "{index}?x=1#top"),
        *(
            (address, "{filename}/pages/a-propos.md")
            for address in ("/a-propos/", "/a-propos", "/%61-propos/")
        ),
        ("/a-propos/index.html?x=1#h-qui", "{filename}/pages/a-propos.md?x=1#h-qui"),
        ("/2025/03/04/la-tarte/#comments", "{filename}/posts/2025/tarte.md#comments"),
        *((f"/{path}", "{static}/images/plat.jpg") for path in ("images/plat.jpg", "images%2Fplat.jpg")),
        *((address, "{tag}pain") for address in ("/tag/pain/", "/tag/pain", "/tag/pain/index.html")),
        *(("/category/cuisine/", "{category}Cuisine"), ("/author/camille/", "{author}Camille")),
    ],
)
def test_path_from_the_root_is_named_below_a_folder_alone(
    blog: Blog, check: Check, address: str, better: str
) -> None:
    essay = {"posts/2025/essai.md": f"{TOP}[a]({address})\n\n[b]({better})\n"}
    assert check({**OTHERS, **essay}) == []
    assert say(proofread(put_below(blog), NOW).problems) == [f"{ESSAY}5: {address} {OUT} {better}"]


def put_below(blog: Blog) -> Blog:
    """The blog in a folder of a host."""
    return replace(blog, settings={**blog.settings, "SITEURL": "https://you.example.org/blog"})


def test_path_from_the_root_hides_no_other_mistake(blog: Blog, check: Check) -> None:
    text = f"{TOP}[a](/a-propos/#qui)\n[b](/drafts/ebauche/)\n"
    mistakes = [
        f"{ESSAY}5: nothing in content/pages/a-propos.md has the id qui; there is #h-qui",
        f"{ESSAY}6: {DRAFT}",
    ]
    assert check({**OTHERS, "posts/2025/essai.md": text}) == mistakes
    assert say(proofread(put_below(blog), NOW).problems) == [
        f"{ESSAY}5: /a-propos/#qui {OUT} {{filename}}/pages/a-propos.md#qui",
        mistakes[0],
        f"{ESSAY}6: /drafts/ebauche/ {OUT} {{filename}}/posts/2025/ebauche.md",
        mistakes[1],
    ]


OWN = "is this blog on your own machine, which readers cannot open; write"
NO_SITE = "names no site; correct it, as in https://example.org/"


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("http://localhost:8000/a-propos/", f"{OWN} {{filename}}/pages/a-propos.md"),
        *(
            (f"http://{host}/archives/", f"{OWN} ../../../../archives/")
            for host in ("127.0.0.1:8000", "[::1]:8001", "LOCALHOST", "x.localhost", "0.0.0.0:4000")
        ),
        *(
            (address, None)  # another program, or another machine: a text may well be about it
            for address in (
                *("http://localhost:8000", "http://localhost:8000/rien/", "http://127.0.0.1:8888/tree"),
                *("http://localhost:4000/", "http://192.168.1.2:8000/a-propos/", "http://box.local/"),
            )
        ),
        ("file:///home/x.pdf", ON_COMPUTER),
        ("htps://example.com/x", "begins with htps; write https://example.com/x"),
        ("htp:example.com", "begins with htp; write http://example.com"),
        *(
            (address, NO_SITE)
            for address in ("http://", "https:///x", "http:/x", "https:example.com", "http://?x")
        ),
        ("https://https://example.com/", "says http twice; remove one"),
        ("http://https//example.com/", "says http twice; remove one"),
        (
            "javascript:void(0)",
            "does nothing, as the published page runs no script of a text; remove the link",
        ),
        *(
            (address, f"{NOTHING}; if it is another site's, write https://example.com/x")
            for address in ("https//example.com/x", "http;//example.com/x")
        ),
        *(
            (address, None)
            for address in (
                *("https://1.1.1.1/", "https://localhost.example.com/", "https://example.com:8000/"),
                *(
                    "sms:+331",
                    "ftp://example.com/",
                    "sftp://example.com/",
                    "geo:1,2",
                    "magnet:?x",
                    "xmpp:a@example.org",
                ),
            )
        ),
    ],
)
def test_address_of_elsewhere_has_no_slip(check_text: CheckText, address: str, problem: str | None) -> None:
    assert check_text(f"{TOP}[a]({address})\n") == ([f"5: {address} {problem}"] if problem else [])


NO_WORDS = "has no words; write some:"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "Un.\n\n[](https://example.com/)\n",
            [f"7: the link to https://example.com/ {NO_WORDS} [its words](https://example.com/)"],
        ),
        (
            "[ ]({filename}tarte.md)\n",
            [f"5: the link to {{filename}}tarte.md {NO_WORDS} [its words]({{filename}}tarte.md)"],
        ),
        (
            '<a href="../"><b></b></a>\n',
            [f"5: the link to ../ {NO_WORDS} [its words](../)", f"5: ../ {NOTHING}; {CORRECT}"],
        ),
        ('<a href="{index}" aria-label="Accueil"></a> <a id="x"></a>\n', []),
        ("[![Un plat]({static}/images/plat.jpg)]({static}/images/plat.jpg)\n", []),
        ("<https://example.com/> `[](x)` \\[](x)\n", []),
    ],
)
def test_link_has_words(check_text: CheckText, text: str, problems: list[str]) -> None:
    assert sorted(check_text(TOP + text)) == sorted(problems)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("## L’été\n\n[a](#ete)\n", ["7: nothing in this text has the id ete; there is #h-l-ete"]),
        ("## Un\n\n[a](#zzzzzzzz)\n", [f"7: nothing in this text has the id zzzzzzzz; {NO_ID}"]),
        ("## L’été\n\n### L’été\n\n[a](#h-l-ete) [b](#h-l-ete-2)\n", []),
        ('## Un {#mien}\n\n<p id="tien"><a name="sien">x</a></p>\n\n[a](#mien) [b](#tien) [c](#sien)\n', []),
        ("## 标题\n\n[a](#标题) [b](#h-标题) [c](#%E6%A0%87%E9%A2%98)\n", []),
        ("## 标题\n\n[a](#标题文)\n", ["7: nothing in this text has the id 标题文; there is #h-标题"]),
        ("[a](#%C3%A9)\n\n<p id='é'>x</p>\n", []),
        ("Une note[^1].\n\n[^1]: La note.\n", []),
    ],
)
def test_fragment_is_in_the_text(check_text: CheckText, text: str, problems: list[str]) -> None:
    assert check_text(TOP + text) == problems


def test_each_of_the_same_links_has_its_line(check_text: CheckText) -> None:
    text = "[a](/rien/)\n[a](/rien/a) [b](/rien/)\n\n> [c](/rien/)\n\n[d][r]\n\n[r]: /rien/ 'Rien'\n"
    lines = (5, 6, 8, 12)
    assert sorted(check_text(TOP + text)) == sorted(
        [*(f"{line}: /rien/ {NOTHING}; {CORRECT}" for line in lines), f"6: /rien/a {NOTHING}; {CORRECT}"]
    )


@pytest.mark.parametrize(
    "address", ["mer.jpg", "{static}mer.jpg", "plage.jpg", "mer.PDF", "{attach}/Mer.webp"]
)
@pytest.mark.parametrize("sign", ["", "!"])
def test_no_text_is_offered_for_a_file(check: Check, sign: str, address: str) -> None:
    texts = {f"posts/{name}.md": f"Title: {name}\nDate: 2025-02-03\n\nTexte.\n" for name in ("mer", "mes")}
    (printed,) = check({**texts, "posts/plage.md": f"{TOP}{sign}[La mer]({address})\n"})
    assert printed.endswith((f"{address} {NOTHING}; {CORRECT}", f"{address}; {NO_FILE}"))


def test_other_picture_of_a_series_is_not_offered(check: Check) -> None:
    files = {
        "images/mer-1.jpg": JPEG,
        "images/mer-1a.png": PNG,
        "posts/a.md": f"{TOP}![La mer](images/mer-2.jpg)\n",
    }
    assert check(files) == [f"content/posts/a.md:5: images/mer-2.jpg {NOTHING}; {CORRECT}"]


def test_text_is_not_offered_to_itself(check: Check) -> None:
    text = f"{TOP}[a](plaje.md) [b](../essay/) ![c](plage) [d](mer.jpg)\n"
    there_is = "for the file images/Mer.jpg write {static}/images/Mer.jpg"
    found = check({"posts/plage.md": text, "images/Mer.jpg": JPEG})
    assert found == [
        f"content/posts/plage.md:5: ../essay/ {NOTHING}; {CORRECT}",
        f"content/posts/plage.md:5: mer.jpg {NOTHING}; {there_is}",
        f"content/posts/plage.md:5: plage {NOTHING}; {CORRECT}",
        f"content/posts/plage.md:5: plaje.md {NOTHING}; {CORRECT}",
    ]


@pytest.mark.parametrize("date", ["", "Date: 2025-02-03\n"])
def test_relative_link_of_a_draft_is_right_once_it_is_published(check_text: CheckText, date: str) -> None:
    draft = f"Title: Essai\n{date}Status: draft\n\n"
    line = 5 if date else 4
    for root in ("/", "../../../../"):
        assert check_text(f"{draft}[a]({root}archives/)\n") == []
    above = f"{line}: ../../archives/ {NOTHING}; {CORRECT}"
    assert check_text(f"{draft}[a](../../archives/)\n") == [above]


def test_draft_may_lead_to_a_draft(check: Check) -> None:
    links = "[a]({filename}ebauche.md) [b](../../../../drafts/ebauche/)\n[c]({filename}rien.md)\n"
    draft = f"Title: B\nStatus: draft\n\n{links}"
    assert check({**OTHERS, "posts/2025/b.md": draft}) == [
        f"content/posts/2025/b.md:5: there is no file for {{filename}}rien.md; {NO_FILE}"
    ]


def test_text_that_is_not_made_is_a_text_all_the_same(check: Check) -> None:
    links = "[a]({filename}b.md) [b]({static}b.md) [c]({filename}c.md) [d]({filename}d.md#x) [e](b.md)\n"
    broken = {"pages/c.md": b"\xff", "pages/d.md": "Title: D\n\nTexte.\n\n[^1]:\n"}
    found = check({"pages/a.md": f"Title: A\n\n{links}", "pages/b.md": "Status: skip\n\nTexte.\n", **broken})
    skipped = "leads to a text that is to be skipped; change its `Status: skip`, or the link"
    assert [line for line in found if line.startswith("content/pages/a.md")] == [
        f"content/pages/a.md:3: b.md {NOTHING}; for the file pages/b.md write {{filename}}/pages/b.md",
        f"content/pages/a.md:3: {{filename}}b.md {skipped}",
        "content/pages/a.md:3: {static}b.md leads to a text; write {filename} before its path",
    ]
    assert [line.split(" ")[0] for line in found[3:]] == ["content/pages/c.md:1:", "content/pages/d.md:5:"]


def test_site_in_a_folder_of_its_host(blog: Blog, check: Check) -> None:
    links = (
        "[a](/blog/a-propos/) [b](https://you.example.org/blog/rien/) [c](https://you.example.org/autre/)\n"
    )
    links += "[d](/a-propos/)\n[e](../../../../a-propos/)\n[f](../../../../../autre/)\n[g](/blog)\n"
    check({**OTHERS, "posts/2025/essai.md": f"{TOP}{links}"})
    assert [said.removeprefix(ESSAY) for said in say(proofread(put_below(blog), NOW).problems)] == [
        f"5: https://you.example.org/blog/rien/ {NOTHING}; {CORRECT}",
        f"6: /a-propos/ {OUT} {{filename}}/pages/a-propos.md",
        f"8: ../../../../../autre/ {ABOVE}",
    ]


def test_without_an_address_of_the_site_every_host_is_another(blog: Blog, check: Check) -> None:
    text = "[a](https://example.org/rien/) [b](/rien/) [c](../../../../../a-propos/)\n\n![c](https://example.org/images/plat.jpg)\n"
    check({**OTHERS, "posts/2025/essai.md": TOP + text})
    nowhere = replace(blog, settings={**blog.settings, "SITEURL": ""})
    assert [said.removeprefix(ESSAY) for said in say(proofread(nowhere, NOW).problems)] == [
        f"5: /rien/ {NOTHING}; {CORRECT}",
        f"7: https://example.org/images/plat.jpg {ELSEWHERE}",
    ]
