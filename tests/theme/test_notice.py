"""The page by which the inbox server answers, in the look of this site."""

from pathlib import Path

from bs4 import BeautifulSoup
from pelican.plugins.comments.inbox.notice import render_rejection
from pelican.plugins.comments.intake import Reason, Submission
from pelican.plugins.comments.site import Site, load_site

ROOT = Path(__file__).parents[2]
SLUG = "un-film-de-ce-site"
KEPT = Submission(post=SLUG, parent="1", name="Zoé <b>", message="</textarea><script>alert(1)</script>")


def reject(blog: Site, submission: Submission | None, reason: Reason = Reason.ADDRESS) -> BeautifulSoup:
    return BeautifulSoup(render_rejection(blog, reason, "", submission).body, "html.parser")


def test_notice_is_a_page_of_the_site(demo_blog: Site) -> None:
    page = reject(demo_blog, KEPT)
    assert page.html["lang"] == "fr"
    assert page.select_one("header.site-header a.site-name")
    assert page.select_one("main form#answer")
    assert len(page.select("h1")) == 1
    assert page.select_one("main h1").text == "Votre commentaire n’a pas été envoyé"
    assert page.title.text == "Votre commentaire n’a pas été envoyé – Démonstration"
    assert page.select_one("link[rel=stylesheet]")["href"] == "/theme/style.css"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert not page.select("[style], style, script")


def test_server_on_another_host_may_load_the_look_of_the_site() -> None:
    page = reject(load_site(ROOT / "tests/demo/democonf.py"), None)
    (policy,) = page.select('meta[http-equiv="Content-Security-Policy"]')
    assert "style-src 'self' https://demo.example.org/;" in policy["content"]
    assert page.select_one("link[rel=stylesheet]")["href"] == "https://demo.example.org/theme/style.css"
