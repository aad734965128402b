"""What is said to lead nowhere is what leads nowhere once Pelican has built the site, and nothing else."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

from pelican_blog.blog import Blog
from pelican_blog.proofreading.report import proofread

from tools.audit.links import leads_somewhere, read_pages

from .conftest import NOW, OTHERS, ROOT, SETTINGS

TOP = "Title: Essai\nDate: 2025-02-03\nSlug: essai\n\n"
SITE = "https://example.org/blog"
"""In a folder of its host, where a path from the root leads out of it."""
ADDRESSES = (  # but files for {static} that are missing, which stop a build
    *("{filename}tarte.md", "{filename}/pages/a-propos.md#h-qui", "{filename}tarte%2Emd"),
    *("{filename}rien.md", "/%61-propos/"),
    *("|filename|tarte.md", "{filename}Tarte.md", "{filename}tarte.md#rien", "{fichier}tarte.md", "tarte.md"),
    *("{static}/images/plat.jpg", "{static}../../images/plat.jpg", "{attach}/videos/film.mp4"),
    *("{static}/pages/a-propos.md", "images/plat.jpg", "/images/plat.jpg", "/images/Plat.jpg"),
    *(
        "../../../../",
        "../../../../archives/",
        "../../../../rien/",
        "{index}",
    ),
    *("../../../../feeds/fr.atom.xml", "../../../../images/plat.jpg", "../../../../2024/"),
    *("{tag}pain", "{tag}rien", "{category}Cuisine", "{category}Rien", "{author}Camille", "{author}Jo Rien"),
    *("/a-propos/", "/a-propos/#h-qui", "/a-propos/#qui", "/a-propo/", "/a-propos/index.html"),
    *("/", "/index.html", "/rien/", "../rien/", "/2025/", "/2025/03/", "/2024/", "/2025/04/"),
    *("/2025/03/04/la-tarte/", "/archives/", "/tags/", "/tag/pain/", "/tag/rien/", "/404.html"),
    *(
        "https://example.org/blog/a-propos/",
        "https://example.org/blog/rien/",
        "#h-un-titre",
        "#un-titre",
        "#comments",
    ),
    *("/sitemap.xml", "/feeds/fr.atom.xml", "/recherche/", "/author/camille/"),
)


def build(folder: Path) -> Path:
    """The folder of the site that Pelican builds of the content in a folder."""
    overrides = [str(ROOT / "theme" / name) for name in ("css", "static/img")]
    settings = f"{SETTINGS}SITEURL = {SITE!r}\nTHEME_TEMPLATES_OVERRIDES = {overrides!r}\n"
    (folder / "pelicanconf.py").write_text(settings, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pelican",
        "content",
        "--settings",
        "pelicanconf.py",
        "--output",
        "output",
    ]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "output"


def test_links_are_judged_as_the_build_makes_them(loaded: Blog, tmp_path: Path) -> None:
    content = tmp_path / "content"
    links = "".join(f"[lien {number}]({address})\n\n" for number, address in enumerate(ADDRESSES))
    for name, text in {**OTHERS, "posts/2025/essai.md": f"{TOP}## Un titre\n\n{links}"}.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        data = text.encode() if isinstance(text, str) else text
        (content / name).write_bytes(data)
    shutil.copy(ROOT / "tests/demo/content/images/prunes.jpg", content / "images/plat.jpg")
    output = build(tmp_path)
    pages = read_pages(output)
    page = "2025/02/03/essai/index.html"
    hrefs = {link.get_text(): str(link["href"]) for link in pages[page].select("a[href]")}
    dead = [
        address
        for number, address in enumerate(ADDRESSES)
        if not leads_somewhere(urljoin(f"{SITE}/{page}", hrefs[f"lien {number}"]), pages, output, SITE)
    ]
    settings = {**loaded.settings, "PATH": str(content), "SITEURL": SITE}
    blog = replace(loaded, root=tmp_path, content=content, settings=settings)
    lines = (content / "posts/2025/essai.md").read_text(encoding="utf-8").split("\n")
    numbers = dict.fromkeys(problem.line for problem in proofread(blog, NOW).problems)
    named = [lines[number - 1] for number in numbers]
    assert named == [f"[lien {ADDRESSES.index(address)}]({address})" for address in dead]
    assert 0 < len(dead) < len(ADDRESSES)
