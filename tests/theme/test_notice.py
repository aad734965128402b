"""The page by which the inbox server answers, in the look of this site."""

from pathlib import Path

from bs4 import BeautifulSoup
from pelican.plugins.comments.inbox.notice import render_rejection, render_thanks
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
    assert page.select_one("main h1").text == "Votre commentaire n’a pas été envoyé"
    assert page.title.text == "Votre commentaire n’a pas été envoyé – Démonstration"
    assert page.select_one("link[rel=stylesheet]")["href"] == "/theme/style.css"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert not page.select("[style], style, script")


def test_reason_is_read_out_and_the_form_keeps_what_was_typed(demo_blog: Site) -> None:
    page = reject(demo_blog, KEPT)
    assert "adresse de messagerie" in page.select_one('[role="alert"].comment-alert').text
    form = page.select_one("form#answer")
    assert form.select_one("#answer-name")["value"] == KEPT.name
    assert form.textarea.text.lstrip("\n") == KEPT.message
    assert form.select_one('[name="parent"]')["value"] == "1"
    assert "C’est toujours une réponse" in form.text
    assert int(form.select_one('[name="started"]')["value"]) > 0


def test_text_stays_readable_where_the_form_would_be_of_no_use(demo_blog: Site) -> None:
    page = reject(demo_blog, Submission(post="parti", name="Zoé", message="Merci."), Reason.UNKNOWN_POST)
    assert not page.select("form")
    assert page.select_one("pre.comment-typed").text.strip() == "Merci."


def test_way_back_leads_to_the_article_or_to_the_site(demo_blog: Site) -> None:
    link = reject(demo_blog, KEPT).select_one(".comment-back a")
    assert link["href"] == f"/2024/06/30/{SLUG}/"
    assert reject(demo_blog, None).select_one(".comment-back a")["href"] == "/"


def test_thanks_are_said_where_there_is_no_page_for_them(demo_blog: Site) -> None:
    page = BeautifulSoup(render_thanks(demo_blog, demo_blog.posts[SLUG], "").body, "html.parser")
    assert page.select_one("main h1").text == "Merci pour votre commentaire"
    assert not page.select('[role="alert"], form')


def test_server_on_another_host_may_load_the_look_of_the_site() -> None:
    page = reject(load_site(ROOT / "tests/demo/democonf.py"), None)
    (policy,) = page.select('meta[http-equiv="Content-Security-Policy"]')
    assert "style-src 'self' https://demo.example.org/;" in policy["content"]
    assert page.select_one("link[rel=stylesheet]")["href"] == "https://demo.example.org/theme/style.css"
