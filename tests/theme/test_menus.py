"""The header and the footer of a page, their links, and the page for an address that does not exist."""

from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from jinja2 import Environment, FileSystemLoader

from tests.theme.pages import ROOT, Pages, ReadPage, list_links, list_paths

LINK = '{% from "macros/menu_link.html" import menu_link with context %}{{ menu_link("Ici & là", address) }}'
ELSEWHERE = [
    *("HTTP://example.org/a:b", "//example.org/", "tel:+33123", "#main", "?q=x"),
    *("mailto:a@example.org?subject=x/y", "xmpp:a@example.org"),
]
PATHS = ["archives/", "/archives/", "", "/", "about.html", "a/b:c/", "archives/#2024", "درباره/"]


def render_link(address: str, output_file: str, siteurl: str = "") -> Tag:
    environment = Environment(loader=FileSystemLoader(ROOT / "theme/templates"), autoescape=True)
    html = environment.from_string(LINK).render(address=address, output_file=output_file, SITEURL=siteurl)
    (link,) = BeautifulSoup(html, "html.parser").find_all("a")
    assert link.text == "Ici & là"
    return link


def test_address_elsewhere_stays_a_path_is_below_the_site_and_the_page_itself_is_marked() -> None:
    for siteurl in ("..", "", "https://blog.example/sub"):
        for address in ELSEWHERE:
            assert render_link(address, "index.html", siteurl).attrs == {"href": address}
        for address in PATHS:
            assert render_link(address, "x.html", siteurl)["href"] == f"{siteurl}/{address.lstrip('/')}"
    for output_file, addresses in (
        ("archives/index.html", {"archives/", "/archives/"}),
        ("about.html", {"about.html"}),
        ("index.html", {"", "/"}),
    ):
        links = {address: render_link(address, output_file).get("aria-current") for address in PATHS}
        assert {address for address, current in links.items() if current == "page"} == addresses


def test_header_has_the_name_of_the_site_its_logo_and_the_menu_with_the_current_page(demo: ReadPage) -> None:
    header = demo("archives/index.html").select_one(".site-header")
    assert list_links(header, "a") == [
        ("Démonstration", ""),
        ("Archives", "archives/"),
        ("Recherche", "recherche/"),
        ("Livre d’or", "livre-d-or/"),
    ]
    logo = header.select_one('.site-name .site-logo[aria-hidden="true"]')
    assert not logo.text.strip()
    assert logo.svg["width"] == logo.svg["height"] == "64"  # so that nothing moves before the style is there
    for path, current in (
        ("index.html", ["Démonstration"]),
        ("archives/index.html", ["Archives"]),
        ("tags/index.html", ["Étiquettes"]),
        ("page/2/index.html", []),
    ):
        links = demo(path).select(':is(.site-header, .site-footer) [aria-current="page"]')
        assert [link.text.strip() for link in links] == current


def test_footer_has_the_items_of_the_settings_the_feeds_and_the_author_s_pages_elsewhere(
    demo: ReadPage, pages: Pages
) -> None:
    footer = demo("index.html").select_one(".site-footer")
    assert list_links(footer, "a") == [
        ("Vie privée", "vie-privee/"),
        ("Catégories", "categories/"),
        ("Étiquettes", "tags/"),
        ("Auteurs", "authors/"),
        ("Flux des articles", "feeds/fr.atom.xml"),
        ("Flux des commentaires", "feeds/comments.atom.xml"),
        ("Mastodon", "https://social.example.org/@demonstration"),
    ]
    assert {link["type"] for link in footer.select('a[href$=".xml"]')} == {"application/atom+xml"}
    notices = {"fr": "sans cookie", "en": "without cookies"}
    for path, page in pages.items():
        assert notices[page.html["lang"]] in page.select_one(".site-footer > p").text, path
        assert [link.text for link in page.select('.site-footer a[rel="me"]')] == ["Mastodon"], path


def test_error_page_says_what_happened_and_has_absolute_addresses_as_a_host_serves_it_at_any_depth(
    demo: ReadPage, demo_project: ReadPage
) -> None:
    for site, host in ((demo, "demo.example.org"), (demo_project, "example.org")):
        for tag in site("404.html").select("[href]:not([rel=me]), [src]"):
            address = tag.get("href", tag.get("src"))
            assert address.startswith("#") or urlsplit(address)[:2] == ("https", host), address
    page = demo("404.html")
    assert page.h1.text == "Page introuvable"
    assert list_paths(page, "main a") == ["recherche/", "archives/"]
