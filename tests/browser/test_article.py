"""The article by mouse, keyboard and screen reader, with scripts on and off; its width is for the audit."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote

from playwright.sync_api import Page, expect

from tests.browser.fixtures import DEMO, press_tab_until_focused, wait_for_film, wait_until, watch_requests
from tools.audit.chromium import wait_for

ARTICLE = "2024/06/30/un-film-de-ce-site/"
"""It has all that an article can have: a film with a poster, three comments and the form."""
HOSTED = "2023/02/19/une-video-avec-affiche/"
NEW_ISSUE = "https://github.com/example/blog/issues/new"
LONG_TEXT = "2025/01/10/tout-ce-que-le-texte-permet/"
MAX_ADDRESS = 8191
"""Bytes that GitHub takes (github/docs#5136)."""
PROJECT = "https://example.org/repo"
RECEIVER = "https://commentaires.example.org/**"

OpenPage = Callable[..., Page]


def is_film(url: str) -> bool:
    return url.endswith((".webm", ".mp4"))


def test_article_is_read_and_its_film_plays_from_the_disk(
    open_page: OpenPage, demo_preview_path: Path
) -> None:
    """As after `make html`, without a server."""
    page = open_page((demo_preview_path / ARTICLE / "index.html").as_uri())
    expect(page.locator("body")).to_have_css("display", "grid")
    icon = page.get_by_role("button", name="Lire la vidéo")
    page.locator("video").click(position={"x": 20, "y": 20})  # anywhere on its poster
    wait_for_film(page)
    expect(icon).to_have_count(0)
    expect(page.locator("video")).to_be_focused()


def test_film_plays_by_keyboard(open_demo: OpenPage) -> None:
    page = open_demo(ARTICLE)
    expect(page.locator("video")).to_have_js_property("controls", False)  # noqa: FBT003
    press_tab_until_focused(page, ".video-icon")
    page.keyboard.press("Space")
    wait_for_film(page)
    expect(page.locator(".video-icon")).to_have_count(0)
    expect(page.locator("video")).to_have_attribute("controls", "")
    page.keyboard.press("Space")
    wait_for(page, "the film is paused", "document.querySelector('video').paused")


def test_film_plays_by_keyboard_without_scripts(open_demo: OpenPage) -> None:
    """With scripts off the page cannot tell: the film is fetched and the picture moves."""
    page = open_demo(ARTICLE, scripts=False)
    asked = watch_requests(page)
    expect(page.locator(".video-icon")).to_be_hidden()
    page.locator("video").focus()
    assert not any(map(is_film, asked))
    with page.expect_request(lambda request: is_film(request.url)):
        page.keyboard.press("Space")
    poster = page.locator("video").screenshot()
    wait_until(page, "the picture moves", lambda: page.locator("video").screenshot() != poster)


def test_no_other_site_is_contacted_and_no_film_fetched_before_a_click(
    open_demo: OpenPage, *, scripts: bool
) -> None:
    page = open_demo("404.html", scripts=scripts)
    asked = watch_requests(page)
    page.goto(f"{DEMO}/{ARTICLE}")
    page.locator("video").hover(position={"x": 20, "y": 20})
    for selector in (".comment-permalink >> nth=0", "form button"):
        page.locator(selector).hover()
    page.wait_for_load_state("networkidle")
    assert len(asked) >= 3
    assert [url for url in asked if not url.startswith(DEMO) or is_film(url)] == []


def test_hosted_video_plays_in_place_on_a_click_but_opens_in_a_tab_with_a_key_held(
    open_demo: OpenPage,
) -> None:
    """The player's own page is a stand-in: what counts is where it would come from, and how."""
    page = open_demo(HOSTED)
    asked = watch_requests(page)
    player = {"body": "player", "content_type": "text/html"}
    page.context.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(**player))
    facade, frame = page.locator("a.video-facade"), page.locator(".video > iframe")
    facade.hover()
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith(DEMO)] == []
    with page.context.expect_page():
        facade.click(modifiers=["ControlOrMeta"])
    expect(facade).to_be_visible()
    facade.press("Enter")
    expect(frame).to_be_focused()
    expect(frame).to_have_attribute("referrerpolicy", "strict-origin-when-cross-origin")
    expect(frame.content_frame.get_by_text("player")).to_be_visible()
    assert any(url.startswith("https://www.youtube-nocookie.com/embed/") for url in asked)


def test_screen_reader_hears_who_replies_to_whom_in_nested_lists(open_demo: OpenPage) -> None:
    page = open_demo(ARTICLE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Un film de ce site")
    thread = page.get_by_role("region", name="3 réflexions sur “Un film de ce site”")
    for name in ("Anonyme", "Dominique en réponse à Anonyme", "Commentaire perdu"):
        expect(thread.get_by_role("article", name=name, exact=True)).to_have_count(1)
        expect(thread.get_by_role("heading", level=3, name=name, exact=True)).to_have_count(1)
    replies = thread.get_by_role("listitem").filter(has=page.locator("#comment-1")).get_by_role("list")
    expect(replies.get_by_role("article")).to_have_attribute("id", "comment-2")
    expect(thread.get_by_role("radio", name="Répondre à Anonyme", exact=True)).to_have_count(1)
    expect(page.locator('[name="website"]')).to_be_hidden()  # the field that only robots fill in
    expect(page.get_by_role("textbox")).to_have_count(2)


def test_reply_is_chosen_beside_the_comment_and_sent_once_no_field_is_empty(
    open_demo: OpenPage, *, scripts: bool
) -> None:
    page = open_demo(ARTICLE, scripts=scripts)
    asked = watch_requests(page)
    page.get_by_label("Répondre à Anonyme").check()
    expect(page.get_by_label("À personne")).not_to_be_checked()
    expect(page.locator("#comment-1 .comment-reply-link")).to_be_visible()
    expect(page.locator("#comment-2 .comment-reply-link")).to_be_hidden()
    page.locator("#comment-1 .comment-reply-link").click()
    expect(page).to_have_url(f"{DEMO}/{ARTICLE}#answer")
    expect(page.get_by_text("Indiquez votre nom.")).to_be_hidden()
    send = page.get_by_role("button", name="Envoyer le commentaire")
    send.click()
    expect(page.get_by_text("Indiquez votre nom.")).to_be_visible()
    expect(page.get_by_label("Nom")).to_be_focused()
    assert [url for url in asked if "recevoir" in url] == []
    page.get_by_label("Nom").fill("Jérôme")
    page.get_by_label("Commentaire", exact=False).last.fill("Ça me parle : à 100 % !")
    page.context.route(RECEIVER, lambda route: route.fulfill(status=204))
    with page.expect_request(RECEIVER) as sent:
        send.click()
    assert sent.value.method == "POST"
    fields = {"post": "un-film-de-ce-site", "parent": "1", "name": "Jérôme", "started": "", "website": ""}
    assert parse_qs(sent.value.post_data or "", keep_blank_values=True) == {
        name: [value] for name, value in {**fields, "message": "Ça me parle : à 100 % !"}.items()
    }


def test_reply_is_written_by_keyboard_alone(open_demo: OpenPage, *, scripts: bool) -> None:
    """From the form up to the comment: the radio buttons are one group, which the arrow keys walk."""
    page = open_demo(ARTICLE, scripts=scripts)
    page.get_by_label("Nom").focus()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("À personne")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Répondre à Anonyme")).to_be_checked()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("À personne")).to_be_checked()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Répondre à Dominique")).to_be_checked()
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Écrire la réponse")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(link).not_to_be_focused()  # from now on Tab begins at the form
    page.keyboard.press("Tab")
    expect(page.get_by_label("Nom")).to_be_focused()
    page.keyboard.type("Zoé")
    page.keyboard.press("Tab")
    page.keyboard.type("Merci.")
    page.context.route(RECEIVER, lambda route: route.fulfill(status=204))
    with page.expect_request(RECEIVER) as sent:
        page.keyboard.press("Tab")  # the link to the privacy page
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Envoyer le commentaire")).to_be_focused()
        page.keyboard.press("Enter")
    assert "parent=2" in (sent.value.post_data or "")


def test_permalink_dark_mode_print_and_skip_link(
    open_demo: OpenPage,
) -> None:
    page = open_demo(f"{ARTICLE}#comment-2")
    expect(page.locator("#comment-2")).to_be_in_viewport()
    expect(page.locator("#comment-2")).to_have_css("outline-style", "solid")
    colour = page.evaluate("getComputedStyle(document.body).color")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).not_to_have_css("color", colour)
    page.emulate_media(media="print")
    expect(page.locator("#comment-2")).to_be_visible()
    for selector in ("form", ".site-nav", ".comment-reply >> nth=0"):
        expect(page.locator(selector)).to_be_hidden()
    page = open_demo(ARTICLE)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_form_of_a_blog_without_a_server_fills_in_an_issue_on_github(
    open_page: OpenPage, demo_project_path: Path, *, scripts: bool
) -> None:
    """Without the fields that trap robots, which are for the inbox server."""
    page = open_page(f"{PROJECT}/{ARTICLE}", scripts=scripts, site=(demo_project_path, PROJECT))
    body = {"body": "<title>New issue</title>", "content_type": "text/html"}
    page.context.route("https://github.com/**", lambda route: route.fulfill(**body))

    def send(name: str, text: str) -> str:
        page.get_by_label("Nom").fill(name)
        page.locator("textarea").fill(text)
        page.get_by_role("button", name="Continuer sur GitHub").click()
        page.wait_for_url("https://github.com/**")
        address = page.url
        page.goto(f"{PROJECT}/{ARTICLE}")
        return address

    assert send("Jérôme", "Ça me parle : à 100 % & plus !\n\nMerci 🙂") == (
        f"{NEW_ISSUE}?template=commentaire.yml&post=un-film-de-ce-site&parent=&name=J%C3%A9r%C3%B4me"
        "&message=%C3%87a+me+parle+%3A+%C3%A0+100+%25+%26+plus+%21%0D%0A%0D%0AMerci+%F0%9F%99%82"
    )
    limit = int(page.locator("textarea").get_attribute("maxlength") or 0)
    page.goto(f"{PROJECT}/{LONG_TEXT}")
    text = (page.locator(".article-body").inner_text() * 3)[:limit]
    assert len(text) == limit == 2500
    page.goto(f"{PROJECT}/{ARTICLE}")
    page.get_by_label("Répondre à Anonyme").check()
    sent = send("é" * 80, text)
    assert sent.startswith(f"{NEW_ISSUE}?parent=1&template=commentaire.yml&post=un-film-de-ce-site&name=")
    # GitHub redirects visitors who have to log in to an address with this one encoded again
    assert 5000 < len("https://github.com/login?return_to=" + quote(sent, safe="")) <= MAX_ADDRESS
