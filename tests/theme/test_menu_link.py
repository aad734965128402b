"""Links of the menu and of the footer: paths of this site, and addresses elsewhere."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from jinja2 import Environment, FileSystemLoader

TEMPLATES = Path(__file__).parents[2] / "theme/templates"
LINK = '{% from "macros/menu_link.html" import menu_link with context %}{{ menu_link("Ici & là", address) }}'


def render_link(address: str, output_file: str, siteurl: str = "https://blog.example/sub") -> Tag:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    html = environment.from_string(LINK).render(address=address, output_file=output_file, SITEURL=siteurl)
    (link,) = BeautifulSoup(html, "html.parser").find_all("a")
    assert link.text == "Ici & là"
    return link


@pytest.mark.parametrize(
    "address",
    [
        *("https://example.org/", "HTTP://example.org/a:b", "//example.org/"),
        *("mailto:a@example.org?subject=x/y", "tel:+33123", "xmpp:a@example.org", "#main", "?q=x"),
    ],
)
@pytest.mark.parametrize("siteurl", [".", "", "https://blog.example/sub"])
def test_address_of_elsewhere_stays_as_it_is(address: str, siteurl: str) -> None:
    link = render_link(address, "index.html", siteurl)
    assert link["href"] == address
    assert "aria-current" not in link.attrs


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("archives/", "archives/"),
        ("/archives/", "archives/"),
        ("", ""),
        ("/", ""),
        ("about.html", "about.html"),
        ("a/b:c/", "a/b:c/"),
        ("archives/#2024", "archives/#2024"),
        ("درباره/", "درباره/"),
    ],
)
@pytest.mark.parametrize("siteurl", [".", "..", "", "https://blog.example/sub"])
def test_path_is_below_the_site_s_address(address: str, path: str, siteurl: str) -> None:
    assert render_link(address, "x.html", siteurl)["href"] == f"{siteurl}/{path}"


@pytest.mark.parametrize(
    ("address", "output_file", "is_current"),
    [
        ("archives/", "archives/index.html", True),
        ("/archives/", "archives/index.html", True),
        ("archives/index.html", "archives/index.html", True),
        ("about.html", "about.html", True),
        ("", "index.html", True),
        ("/", "index.html", True),
        ("archives/", "index.html", False),
        ("", "archives/index.html", False),
        ("archives/", "archives/page/2/index.html", False),
    ],
)
def test_link_to_the_page_itself_says_so(address: str, output_file: str, is_current: bool) -> None:  # noqa: FBT001
    assert (render_link(address, output_file).get("aria-current") == "page") is is_current
