"""Each host by its addresses, everything that only looks like one, and an address alone in a text."""

from html import escape
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown
from pelican.plugins.video.extension import VideoExtension
from pelican.plugins.video.hosts import HOSTS, PEERTUBE, list_origins, parse_url

INSTANCES = ("tube.example", "kino.example.org")
UUID, SHORT = "9c9de5e8-0a1e-484a-b099-e80766180a6d", "kkGMgK9ZtnKfYAgnEtQxbv"
WATCH, EMBED = "www.youtube.com/watch?v=dQw4w9WgXcQ", "www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
PLAYER = f"{EMBED}?autoplay=1&playsinline=1&rel=0"
VIMEO, FILM = "vimeo.com/76979871", "player.vimeo.com/video/76979871?dnt=1&autoplay=1"
DAILY = "www.dailymotion.com/video/x7tgad0"
TUBE = f"tube.example/videos/embed/{SHORT}?p2p=0&warningTitle=0&peertubeLink=0&autoplay=1"

VIDEOS = [
    # host, id, the seconds it starts at; its page and its player; the addresses that people paste
    (("youtube", "dQw4w9WgXcQ", 0, WATCH, PLAYER), (
        f"http://{WATCH}", "HTTPS://WWW.YouTube.COM/watch?v=dQw4w9WgXcQ", WATCH.removeprefix("www."),
        "m.youtube.com/watch?v=dQw4w9WgXcQ", "music.youtube.com/watch/?v=dQw4w9WgXcQ&list=RDAM",
        f"{WATCH}&list=PL0&index=4", f"{WATCH}&t=soon", f"{WATCH}&t=", "youtu.be/dQw4w9WgXcQ/",
        "youtube.com/shorts/dQw4w9WgXcQ?feature=share", "www.youtube.com/v/dQw4w9WgXcQ", f"{EMBED}?rel=0",
    )),
    (("youtube", "dQw4w9WgXcQ", 90, f"{WATCH}&t=90s", f"{PLAYER}&start=90"), (
        f"{WATCH}&start=90", f"{WATCH}#t=1m30s", "www.youtube.com/live/dQw4w9WgXcQ?t=90",
        "www.youtube.com/watch?list=PL0&v=dQw4w9WgXcQ&t=90", "youtu.be/dQw4w9WgXcQ?si=tracking&v=x&t=90",
        "www.youtube.com/embed/dQw4w9WgXcQ?start=90",
    )),
    (("vimeo", "76979871", 0, VIMEO, FILM), (
        f"http://www.{VIMEO}/", f"{VIMEO}?share=copy", "vimeo.com/channels/staff/76979871",
        "vimeo.com/groups/short-films/videos/76979871", "player.vimeo.com/video/76979871",
    )),
    (("vimeo", "76979871", 90, f"{VIMEO}/8272103f6e#t=90s", f"{FILM}&h=8272103f6e#t=90s"), (
        f"{VIMEO}/8272103f6e#t=1m30s", "player.vimeo.com/video/76979871?h=8272103f6e&dnt=0#t=90s",
    )),
    (("dailymotion", "x7tgad0", 0, DAILY, None), (
        f"{DAILY}_le-tango_music", f"{DAILY}?=", "www.dailymotion.com/embed/video/x7tgad0", "dai.ly/x7tgad0",
    )),
    (("dailymotion", "x7tgad0", 30, f"{DAILY}?start=30", None), (f"{DAILY}?start=30",)),
    (("peertube", SHORT, 62, f"tube.example/w/{SHORT}?start=62s", f"{TUBE}&start=62s"), (
        f"TUBE.example/w/{SHORT}?start=1m2s", f"tube.example/videos/embed/{SHORT}?p2p=1&start=62",
    )),
    (("peertube", UUID, 0, f"tube.example/w/{UUID}", TUBE.replace(SHORT, UUID)), (
        f"http://tube.example/w/{UUID}", f"tube.example/videos/watch/{UUID}",
    )),
]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "address"), [(facts, address) for facts, addresses in VIDEOS for address in addresses]
)
def test_address_of_a_video_is_read(facts: tuple[str, str, int, str, str | None], address: str) -> None:
    url = address if address.lower().startswith("http") else f"https://{address}"
    key, name, start, page, player = facts
    video = parse_url(url, INSTANCES)
    assert (video.host, video.id, video.start) == (key, name, start)
    assert video.watch_url == f"https://{page}"
    assert video.embed_url == (player and f"https://{player}")
    assert video.host_name == HOSTS.get(key, PEERTUBE).name.replace("{domain}", "tube.example")


LOOKALIKES = [
    *("youtube.com.evil.example", "evilyoutube.com", "evil.youtube.com", "wwwyoutube.com", "evil.example"),
    *("youtube.com@evil.example", "evil.example@youtube.com", "user:word@www.youtube.com", "[::1]", "["),
    *("evil.example/https://www.youtube.com", "evil.example\\@youtube.com", "evil.example#youtube.com"),
    *("www.youtube.com:8443", "www.youtube.com.", "xn--yutube-wqf.com", "", "youtu.be", "www.you\ntube.com"),
    "www.yоutube.com",  # a Cyrillic о
    "www.youtube。com",  # IDNA takes this full stop for a dot
]
REFUSED = [
    *[f"https://{domain}/watch?v=dQw4w9WgXcQ" for domain in LOOKALIKES],
    *[start + WATCH for start in ("", "//", "ftp://", "javascript://", "https:/", " https://", "mailto:")],
    *[f"https://{WATCH}{rest}" for rest in ("Q", "%22onload", "\n", " and more", "%3Fv=", "/")],
    *[f"https://www.youtube.com{path}" for path in (
        "", "/", "/watch?v=", "/watch?v=dQw4w9WgXc!", "/watch?w=dQw4w9WgXcQ", "/embed/videoseries?list=PL0",
        "/embed/live_stream?channel=UC0", "/elevenchars", "/embed?v=dQw4w9WgXcQ",
    )],
    *[f"https://{address}" for address in (
        "youtu.be/dQw4w9WgXcQ/extra", "youtu.be/%64Qw4w9WgXcQ", "vimeo.com/blog", f"not{VIMEO}",
        "vimeo.com/٧٦٩٧٩٨٧١", f"{VIMEO}/settings", "player.vimeo.com/video/1?h=%22%3E", "player.vimeo.com/1",
        "vimeo.com/channels/é/1", "www.dailymotion.com/playlist/x5zhzj", "dai.ly.evil.example/x7tgad0",
        f"other.example/w/{SHORT}", f"sub.tube.example/w/{SHORT}", f"tube.example:9000/w/{SHORT}",
        f"tube.example/w/{SHORT}x", "tube.example/videos/watch/42", "tube.example/watch?v=dQw4w9WgXcQ",
        f"\u212aino.example.org/w/{SHORT}",  # the Kelvin sign, a k in lower case
    )],
]  # fmt: skip


@pytest.mark.parametrize("url", REFUSED)
def test_other_address_is_refused(url: str) -> None:
    assert parse_url(url, INSTANCES) is None


PLAYERS = {facts[4].partition("/")[0] for facts, _ in VIDEOS if facts[4]}
PAGES = {facts[3].partition("/")[0] for facts, _ in VIDEOS}


def test_content_security_policy_is_given_every_player_once() -> None:
    assert sorted(list_origins(INSTANCES)) == sorted(f"https://{domain}" for domain in PLAYERS | {*INSTANCES})


STARTS = ["https://", "http://", "https://evil.example/", "https://me@", "//"]
DOMAINS = "www.youtube.com youtu.be vimeo.com player.vimeo.com dai.ly tube.example evil.example".split()  # noqa: SIM905
PATHS = ["/dQw4w9WgXcQ", "/watch?v=dQw4w9WgXcQ", "/76979871", "/video/76979871", "/x7tgad0", f"/w/{SHORT}"]
RESTS = ["", "/", "?t=1m", "#t=5", "&start=9", "?h=8272103f6e"]


@given(
    prefix=st.sampled_from(STARTS) | st.text(max_size=9),
    domain=st.sampled_from(DOMAINS) | st.text(max_size=9),
    middle=st.just("") | st.text(max_size=5),
    path=st.sampled_from(PATHS),
    rest=st.sampled_from(RESTS) | st.text(max_size=9),
)
def test_whatever_the_text_a_video_leads_to_a_known_host(
    prefix: str, domain: str, middle: str, path: str, rest: str
) -> None:
    video = parse_url(prefix + domain + middle + path + rest, INSTANCES)
    if video:
        assert urlsplit(video.watch_url).netloc in PAGES
        assert not video.embed_url or urlsplit(video.embed_url).netloc in PLAYERS
        assert not set(f"{video.watch_url}{video.embed_url}") & set(" \"'<>\\`{}[]")


URL, LONG = "https://youtu.be/dQw4w9WgXcQ", f"https://{WATCH}&t=9"
PEERTUBE_URL = f"https://tube.example/w/{SHORT}"
EXTENSIONS = ["extra", "codehilite", "toc", "smarty", "admonition"]


def convert(text: str) -> str:
    video = VideoExtension(peertube=["tube.example"])
    return markdown(text, extensions=[*EXTENSIONS, video], output_format="html")


def build_placeholder(url: str) -> str:
    return f'<p data-video="{escape(url)}"><a href="{escape(url)}">{escape(url)}</a></p>'


@pytest.mark.parametrize(
    ("text", "url"),
    [
        *((f"Before\n\n{URL}  \n\nAfter", URL), (f"  {URL}", URL), (f"* A\n\n    {URL}\n\n* B", URL)),
        *[
            (f"> {url}", url)
            for url in (LONG, PEERTUBE_URL, "https://youtu.be/__cdefg__-x", "https://youtu.be/a---b--cdef")
        ],
    ],
)
def test_address_alone_becomes_a_placeholder(text: str, url: str) -> None:
    html = convert(text)
    assert build_placeholder(url) in html
    assert html.count("data-video") == 1


def test_anything_else_stays_as_it_is() -> None:
    texts = [
        *(f"Look at {URL}", f"{URL} is fine.", f"{URL}\n{URL}", f"    {URL}", f"~~~ text\n\n{URL}\n\n~~~"),
        *(f"`{URL}`", f"**{URL}**", f"* {URL}", f"# {URL}", f"<{URL}>", f"[{URL}]({URL})", f"[text]: {URL}"),
        *(f"<div>\n{URL}\n</div>", f"| a |\n|---|\n| {URL} |", f"Note[^1]\n\n[^1]: {URL}", f"{URL}\\"),
        *(f"<!--\n\n{URL}\n\n-->", f"https://evil.example/{WATCH}", f"https://x.example/w/{SHORT}", ""),
    ]
    for text in texts:
        assert convert(text) == markdown(text, extensions=EXTENSIONS, output_format="html")
