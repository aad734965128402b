"""The article as a reader sees it: on any screen, by mouse and keyboard, with scripts on and off."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.fixtures import wait_for_film, wait_until
from tools.audit.chromium import wait_for

ARTICLE = "/2024/06/30/un-film-de-ce-site/"
"""It has all that an article may have: a film with its poster, three comments and the form."""

OpenPage = Callable[..., Page]


def watch_requests(page: Page) -> list[str]:
    """The addresses that the page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def is_film(url: str) -> bool:
    return url.endswith((".webm", ".mp4"))


def test_article_is_rendered(open_page: OpenPage, demo_preview: str, *, scripts: bool) -> None:
    page = open_page(demo_preview + ARTICLE, scripts=scripts)
    expect(page.get_by_role("heading", level=1)).to_have_text("Un film de ce site")
    expect(page.get_by_role("heading", name="3 réflexions sur “Un film de ce site”")).to_be_visible()
    expect(page.locator("article.comment")).to_have_count(3)
    background = (
        page.locator("html").evaluate("element => getComputedStyle(element).backgroundColor")
        if scripts
        else ""
    )
    assert background in {"rgb(251, 248, 242)", ""}


def test_article_is_read_from_the_disk(open_page: OpenPage, demo_preview_path: Path) -> None:
    """As after `make html`, without a server."""
    page = open_page((demo_preview_path / ARTICLE.strip("/") / "index.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).display") == "grid"
    page.get_by_role("button", name="Lire la vidéo").press("Space")
    wait_for_film(page)


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off_on_any_screen(
    open_page: OpenPage, demo_preview: str, width: int, scheme: str
) -> None:
    page = open_page(demo_preview + ARTICLE, viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    dark = page.evaluate("getComputedStyle(document.body).color") == "rgb(233, 230, 223)"
    assert dark is (scheme == "dark")


def test_twice_the_text_still_fits(open_page: OpenPage, demo_preview: str) -> None:
    page = open_page(demo_preview + ARTICLE, viewport={"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_film_plays_by_mouse(open_page: OpenPage, demo_preview: str) -> None:
    page = open_page(demo_preview + ARTICLE)
    icon = page.get_by_role("button", name="Lire la vidéo")
    icon.click()
    wait_for_film(page)
    expect(icon).to_have_count(0)
    expect(page.locator("video")).to_be_focused()


def test_icon_is_hidden_where_no_script_would_answer_it(open_page: OpenPage, demo_preview: str) -> None:
    expect(open_page(demo_preview + ARTICLE, scripts=False).locator(".video-icon")).to_be_hidden()


def test_film_plays_by_keyboard(open_page: OpenPage, demo_preview: str) -> None:
    page = open_page(demo_preview + ARTICLE)
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.video-icon')"):
            break
    page.keyboard.press("Space")
    wait_for_film(page)
    expect(page.locator(".video-icon")).to_have_count(0)
    page.keyboard.press("Space")
    wait_for(page, "the film is paused", "document.querySelector('video').paused")


def test_film_plays_by_a_click_anywhere_on_its_poster(open_page: OpenPage, demo_preview: str) -> None:
    page = open_page(demo_preview + ARTICLE)
    page.locator("video").click(position={"x": 20, "y": 20})
    wait_for_film(page)
    expect(page.locator("video")).to_have_attribute("controls", "")


def test_film_plays_by_keyboard_without_scripts(open_page: OpenPage, demo_preview: str) -> None:
    """With scripts off the page cannot tell: the film is fetched and the picture moves."""
    page = open_page(demo_preview + ARTICLE, scripts=False)
    asked = watch_requests(page)
    page.locator("video").focus()
    assert not any(map(is_film, asked))
    with page.expect_request(lambda request: is_film(request.url)):
        page.keyboard.press("Space")
    poster = page.locator("video").screenshot()
    wait_until(page, "the picture moves", lambda: page.locator("video").screenshot() != poster)


def test_no_request_leaves_the_origin_before_a_click(
    open_page: OpenPage, demo_preview: str, *, scripts: bool
) -> None:
    page = open_page("about:blank", scripts=scripts)
    asked = watch_requests(page)
    page.goto(demo_preview + ARTICLE)
    page.locator("video").hover(position={"x": 20, "y": 20})
    for selector in (".comment-permalink >> nth=0", "form button"):
        page.locator(selector).hover()
    page.wait_for_timeout(500)
    assert len(asked) >= 3
    assert [url for url in asked if not url.startswith(demo_preview)] == []
    assert [url for url in asked if is_film(url)] == []


@pytest.mark.parametrize(
    ("name", "siteurl"),
    [
        ("site_path", "https://example.org"),
        ("demo_path", "https://demo.example.org"),
    ],
)
def test_published_pages_ask_nothing_of_other_sites(
    request: pytest.FixtureRequest, open_page: OpenPage, name: str, siteurl: str
) -> None:
    """A published site, its policy in force, as its own address would serve it."""
    folder: Path = request.getfixturevalue(name)
    first = open_page("about:blank")
    tabs = [first, *(first.context.new_page() for _ in range(9))]
    asked: list[str] = []
    first.context.on("request", lambda request: asked.append(request.url))
    serve_folder(first, folder, siteurl)
    paths = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html"))]
    for start in range(0, len(paths), len(tabs)):
        for tab, path in zip(tabs, paths[start:], strict=False):
            tab.goto(f"{siteurl}/{path}")
        for tab in tabs:  # half a second without a request: once for all of them
            tab.wait_for_load_state("networkidle")
    assert len(asked) > len(paths)
    assert [url for url in asked if not url.startswith(f"{siteurl}/")] == []


def serve_folder(page: Page, folder: Path, origin: str) -> None:
    """Answer the page's requests to an origin with the files of a folder, and no others."""

    def answer(route: Route, request: Request) -> None:
        path = unquote(urlsplit(request.url).path).strip("/")
        found = [place for place in (folder / path, folder / path / "index.html") if place.is_file()]
        if request.url.startswith(origin) and found:
            route.fulfill(path=found[0])
        else:
            route.abort()

    page.context.route("**/*", answer)


def test_hosted_video_is_played_in_its_place_after_a_click(open_page: OpenPage, demo_path: Path) -> None:
    """The player's own page is not asked for here: what counts is where it would come from, and how."""
    page = open_page("about:blank")
    asked = watch_requests(page)
    serve_folder(page, demo_path, "https://demo.example.org")
    page.context.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="player"))
    page.goto(f"https://demo.example.org/{find_hosted_article(demo_path)}")
    page.locator("a.video-facade").hover()
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith("https://demo.example.org/")] == []
    page.locator("a.video-facade").focus()
    page.keyboard.press("Enter")
    player = page.locator(".video > iframe")
    expect(player).to_be_focused()
    expect(player).to_have_attribute("referrerpolicy", "strict-origin-when-cross-origin")
    assert any(url.startswith("https://www.youtube-nocookie.com/embed/") for url in asked)


def test_link_to_a_video_still_opens_in_a_tab_of_its_own(open_page: OpenPage, demo_path: Path) -> None:
    """A click with a key held down is for the browser, not for the script."""
    page = open_page("about:blank")
    serve_folder(page, demo_path, "https://demo.example.org")
    page.goto(f"https://demo.example.org/{find_hosted_article(demo_path)}")
    with page.context.expect_page():
        page.locator("a.video-facade").click(modifiers=["ControlOrMeta"])
    expect(page.locator("a.video-facade")).to_be_visible()


def find_hosted_article(demo_path: Path) -> str:
    for path in sorted(demo_path.rglob("index.html")):
        text = path.read_text(encoding="utf-8")
        if text.count("video-facade") == 1 and "youtube-nocookie.com/embed" in text:
            return path.relative_to(demo_path).as_posix()
    raise AssertionError("the demo site has no article with a single video from YouTube")


@pytest.fixture
def chosen(open_page: OpenPage, demo_preview: str, *, scripts: bool) -> Page:
    page = open_page(demo_preview + ARTICLE, scripts=scripts)
    page.get_by_label("Répondre à Anonyme").check()
    return page


def test_reply_is_chosen_beside_the_comment(chosen: Page) -> None:
    expect(chosen.get_by_label("À personne")).not_to_be_checked()
    expect(chosen.locator("#comment-1 .comment-reply-link")).to_be_visible()
    expect(chosen.locator("#comment-2 .comment-reply-link")).to_be_hidden()
    chosen.locator("#comment-1 .comment-reply-link").click()
    assert chosen.url.endswith("#answer")


def test_form_sends_the_chosen_parent(chosen: Page) -> None:
    chosen.get_by_label("Nom").fill("Jérôme")
    chosen.get_by_label("Commentaire", exact=False).last.fill("Ça me parle : à 100 % !")
    chosen.context.route("**/commentaires", lambda route: route.fulfill(status=204))
    with chosen.expect_request("**/commentaires") as sent:
        chosen.get_by_role("button", name="Envoyer le commentaire").click()
    assert sent.value.method == "POST"
    assert parse_qs(sent.value.post_data or "", keep_blank_values=True) == {
        "post": ["un-film-de-ce-site"],
        "parent": ["1"],
        "name": ["Jérôme"],
        "message": ["Ça me parle : à 100 % !"],
        "started": [""],
        "website": [""],
    }


def test_empty_field_is_named_and_nothing_is_sent(
    open_page: OpenPage, demo_preview: str, *, scripts: bool
) -> None:
    page = open_page(demo_preview + ARTICLE, scripts=scripts)
    asked = watch_requests(page)
    expect(page.get_by_text("Indiquez votre nom.")).to_be_hidden()
    page.get_by_role("button", name="Envoyer le commentaire").click()
    expect(page.get_by_text("Indiquez votre nom.")).to_be_visible()
    expect(page.get_by_label("Nom")).to_be_focused()
    assert [url for url in asked if "commentaires" in url] == []


def test_reply_can_be_chosen_and_left_by_keyboard(
    open_page: OpenPage, demo_preview: str, *, scripts: bool
) -> None:
    page = open_page(demo_preview + ARTICLE, scripts=scripts)
    page.get_by_label("À personne").focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Répondre à Dominique")).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("À personne")).to_be_checked()


def test_skip_link_leads_to_the_article(open_page: OpenPage, demo_preview: str) -> None:
    page = open_page(demo_preview + ARTICLE)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_permalink_shows_its_comment(open_page: OpenPage, demo_preview: str) -> None:
    page = open_page(f"{demo_preview}{ARTICLE}#comment-2")
    expect(page.locator("#comment-2")).to_be_in_viewport()
    outline = page.locator("#comment-2").evaluate("element => getComputedStyle(element).outlineStyle")
    assert outline == "solid"


def test_print_has_the_thread_and_nothing_to_press(open_page: OpenPage, demo_preview: str) -> None:
    page = open_page(demo_preview + ARTICLE)
    page.emulate_media(media="print")
    expect(page.locator("#comment-2")).to_be_visible()
    for selector in ("form", ".site-nav", ".comment-reply >> nth=0"):
        expect(page.locator(selector)).to_be_hidden()


def test_every_page_of_the_menu_opens(open_page: OpenPage, demo_preview: str, *, scripts: bool) -> None:
    page = open_page(demo_preview, scripts=scripts)
    names = page.locator("header a, footer a:not([rel=me])").all_text_contents()
    assert len(names) >= 6
    for name in names:
        page.get_by_role("link", name=re.sub(r"\s+", " ", name).strip(), exact=True).first.click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
