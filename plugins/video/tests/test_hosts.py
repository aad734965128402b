from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pelican.plugins.video.hosts import parse_url
from pelican.plugins.video.models import Video

PEERTUBE = ("tube.example", "kino.example.org")
UUID = "9c9de5e8-0a1e-484a-b099-e80766180a6d"
SHORT = "kkGMgK9ZtnKfYAgnEtQxbv"
WATCH = "https://www.youtube.com/watch?v="

YOUTUBE = [
    ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", 0),
    ("http://www.youtube.com/watch?v=dQw4w9WgXcQ", 0),
    ("HTTPS://WWW.YouTube.COM/watch?v=dQw4w9WgXcQ", 0),
    ("https://youtube.com/watch?v=dQw4w9WgXcQ", 0),
    ("https://m.youtube.com/watch?v=dQw4w9WgXcQ", 0),
    ("https://music.youtube.com/watch?v=dQw4w9WgXcQ&list=RDAM", 0),
    ("https://www.youtube.com/watch/?v=dQw4w9WgXcQ", 0),
    ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PL0&index=4", 0),
    ("https://www.youtube.com/watch?list=PL0&index=4&v=dQw4w9WgXcQ&t=90", 90),
    ("https://www.youtube.com/watch?t=1m30s&v=dQw4w9WgXcQ", 90),
    ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90s", 90),
    ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1h0m5s", 3605),
    ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&start=12", 12),
    ("https://www.youtube.com/watch?v=dQw4w9WgXcQ#t=1m30s", 90),
    ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=soon", 0),
    ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=", 0),
    ("https://youtu.be/dQw4w9WgXcQ", 0),
    ("https://youtu.be/dQw4w9WgXcQ/", 0),
    ("https://youtu.be/dQw4w9WgXcQ?t=42", 42),
    ("https://youtu.be/dQw4w9WgXcQ?si=tracking&t=42", 42),
    ("https://www.youtube.com/embed/dQw4w9WgXcQ?start=7", 7),
    ("https://www.youtube.com/shorts/dQw4w9WgXcQ", 0),
    ("https://youtube.com/shorts/dQw4w9WgXcQ?feature=share", 0),
    ("https://www.youtube.com/live/dQw4w9WgXcQ?t=3", 3),
    ("https://www.youtube.com/v/dQw4w9WgXcQ", 0),
    ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0", 0),
    ("https://youtube-nocookie.com/embed/dQw4w9WgXcQ", 0),
]


@pytest.mark.parametrize(("url", "start"), YOUTUBE)
def test_youtube_address_is_read(url: str, start: int) -> None:
    moment = f"&t={start}s" if start else ""
    player = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&playsinline=1&rel=0"
    assert parse_url(url, ()) == Video(
        host="youtube",
        host_name="YouTube",
        id="dQw4w9WgXcQ",
        watch_url=WATCH + "dQw4w9WgXcQ" + moment,
        embed_url=player + (f"&start={start}" if start else ""),
        start=start,
    )


@pytest.mark.parametrize("video_id", ["-_-_-_-_-_-", "_bcdefgh_-x", "00000000000"])
def test_youtube_id_may_hold_dashes_and_underscores(video_id: str) -> None:
    video = parse_url(f"https://youtu.be/{video_id}", ())
    assert video is not None
    assert video.watch_url == WATCH + video_id


VIMEO = [
    ("https://vimeo.com/76979871", "76979871", "", ""),
    ("http://www.vimeo.com/76979871/", "76979871", "", ""),
    ("https://vimeo.com/76979871?share=copy", "76979871", "", ""),
    ("https://vimeo.com/76979871#t=1m30s", "76979871", "", "#t=90s"),
    ("https://vimeo.com/76979871/8272103f6e", "76979871", "8272103f6e", ""),
    ("https://vimeo.com/76979871/8272103f6e#t=5s", "76979871", "8272103f6e", "#t=5s"),
    ("https://player.vimeo.com/video/76979871", "76979871", "", ""),
    ("https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=0", "76979871", "8272103f6e", ""),
    ("https://vimeo.com/channels/staffpicks/76979871", "76979871", "", ""),
    ("https://vimeo.com/groups/short-films/videos/76979871", "76979871", "", ""),
]


@pytest.mark.parametrize(("url", "video_id", "key", "moment"), VIMEO)
def test_vimeo_address_is_read(url: str, video_id: str, key: str, moment: str) -> None:
    video = parse_url(url, ())
    assert video is not None
    assert (video.host, video.host_name, video.id) == ("vimeo", "Vimeo", video_id)
    assert video.watch_url == f"https://vimeo.com/{video_id}" + (f"/{key}" if key else "") + moment
    player = f"https://player.vimeo.com/video/{video_id}?dnt=1&autoplay=1"
    assert video.embed_url == player + (f"&h={key}" if key else "") + moment


DAILYMOTION = [
    ("https://www.dailymotion.com/video/x7tgad0", 0),
    ("http://dailymotion.com/video/x7tgad0?playlist=x5", 0),
    ("https://www.dailymotion.com/video/x7tgad0_le-tango_music", 0),
    ("https://www.dailymotion.com/video/x7tgad0?start=30", 30),
    ("https://www.dailymotion.com/embed/video/x7tgad0", 0),
    ("https://dai.ly/x7tgad0", 0),
]


@pytest.mark.parametrize(("url", "start"), DAILYMOTION)
def test_dailymotion_address_is_read_for_a_link_only(url: str, start: int) -> None:
    assert parse_url(url, ()) == Video(
        host="dailymotion",
        host_name="Dailymotion",
        id="x7tgad0",
        watch_url="https://www.dailymotion.com/video/x7tgad0" + (f"?start={start}" if start else ""),
        start=start,
    )


@pytest.mark.parametrize(
    ("url", "video_id", "start"),
    [
        (f"https://tube.example/w/{SHORT}", SHORT, 0),
        (f"https://TUBE.example/w/{SHORT}?start=1m2s", SHORT, 62),
        (f"http://tube.example/w/{UUID}", UUID, 0),
        (f"https://tube.example/videos/watch/{UUID}?start=5", UUID, 5),
        (f"https://tube.example/videos/embed/{UUID}?p2p=1", UUID, 0),
    ],
)
def test_peertube_address_is_read(url: str, video_id: str, start: int) -> None:
    player = f"https://tube.example/videos/embed/{video_id}?p2p=0&warningTitle=0&peertubeLink=0&autoplay=1"
    assert parse_url(url, PEERTUBE) == Video(
        host="peertube",
        host_name="tube.example",
        id=video_id,
        watch_url=f"https://tube.example/w/{video_id}" + (f"?start={start}s" if start else ""),
        embed_url=player + (f"&start={start}s" if start else ""),
        start=start,
    )


REFUSED = [
    "",
    "dQw4w9WgXcQ",
    "youtube.com/watch?v=dQw4w9WgXcQ",
    "//www.youtube.com/watch?v=dQw4w9WgXcQ",
    "ftp://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "javascript://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https:/www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com",
    "https://www.youtube.com/",
    "https://www.youtube.com/watch",
    "https://www.youtube.com/watch?v=",
    "https://www.youtube.com/watch?v=dQw4w9WgXc",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQQ",
    "https://www.youtube.com/watch?v=dQw4w9WgXc!",
    "https://www.youtube.com/watch?v=dQw4w9WgXcé",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ%22onload",
    "https://www.youtube.com/watch?w=dQw4w9WgXcQ",
    "https://www.youtube.com/playlist?list=PL0123456789",
    "https://www.youtube.com/embed/videoseries?list=PL0",
    "https://www.youtube.com/embed/live_stream?channel=UC0",
    "https://www.youtube.com/elevenchars",
    "https://www.youtube.com//watch?v=dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ/extra",
    "https://youtu.be/%64Qw4w9WgXcQ",
    "https://www.youtube-nocookie.com/watch?v=dQw4w9WgXcQ",
    "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
    "https://evilyoutube.com/watch?v=dQw4w9WgXcQ",
    "https://evil.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://wwwyoutube.com/watch?v=dQw4w9WgXcQ",
    "https://youtube.com@evil.example/watch?v=dQw4w9WgXcQ",
    "https://evil.example@youtube.com/watch?v=dQw4w9WgXcQ",
    "https://user:word@www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://evil.example/https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://evil.example/watch?v=dQw4w9WgXcQ",
    "https://evil.example\\@youtube.com/watch?v=dQw4w9WgXcQ",
    "https://evil.example#youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com:x/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com./watch?v=dQw4w9WgXcQ",
    "https://[::1]/watch?v=dQw4w9WgXcQ",
    "https://[/watch?v=dQw4w9WgXcQ",
    "https://www.yоutube.com/watch?v=dQw4w9WgXcQ",  # a Cyrillic о
    "https://www.youtube。com/watch?v=dQw4w9WgXcQ",  # IDNA takes this full stop for a dot
    "https://xn--yutube-wqf.com/watch?v=dQw4w9WgXcQ",
    "https://www.you\ntube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ\n",
    " https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ and more",
    "https://vimeo.com/",
    "https://vimeo.com/blog",
    "https://vimeo.com/٧٦٩٧٩٨٧١",
    "https://vimeo.com/76979871/settings",
    "https://vimeo.com.evil.example/76979871",
    "https://notvimeo.com/76979871",
    "https://player.vimeo.com/76979871",
    "https://player.vimeo.com/video/76979871?h=%22%3E",
    "https://www.dailymotion.com/playlist/x5zhzj",
    "https://www.dailymotion.com/video/",
    "https://dai.ly.evil.example/x7tgad0",
    "https://dai.ly/évil",
    f"https://other.example/w/{SHORT}",
    f"https://sub.tube.example/w/{SHORT}",
    f"https://tube.example:9000/w/{SHORT}",
    f"https://\u212aino.example.org/w/{SHORT}",  # the Kelvin sign, a k in lower case
    f"https://tube.example/w/p/{SHORT}",
    f"https://tube.example/w/{SHORT}x",
    "https://tube.example/videos/watch/42",
    "https://tube.example/about",
]


@pytest.mark.parametrize("url", REFUSED)
def test_other_address_is_refused(url: str) -> None:
    assert parse_url(url, PEERTUBE) is None


DOMAINS = [
    "www.youtube.com",
    "youtu.be",
    "vimeo.com",
    "player.vimeo.com",
    "dai.ly",
    "tube.example",
    "evil.example",
]
PLAYERS = {"www.youtube-nocookie.com", "player.vimeo.com", "tube.example"}
PAGES = {"www.youtube.com", "vimeo.com", "www.dailymotion.com", "tube.example"}
PATHS = [
    "/dQw4w9WgXcQ",
    "/watch?v=dQw4w9WgXcQ",
    "/76979871",
    "/video/76979871",
    "/x7tgad0",
    f"/w/{SHORT}",
    "/",
]


@given(st.text())
def test_any_text_is_read_without_an_exception(text: str) -> None:
    parse_url(text, PEERTUBE)


@given(
    prefix=st.sampled_from(["https://", "http://", "https://evil.example/", "https://me@", "//"])
    | st.text(max_size=9),
    domain=st.sampled_from(DOMAINS),
    middle=st.just("") | st.text(max_size=5),
    path=st.sampled_from(PATHS),
    rest=st.sampled_from(["", "?t=1m", "#t=5", "&start=9", "?h=8272103f6e"]) | st.text(max_size=9),
)
@example(prefix="https://", domain="youtu.be", middle="", path="/dQw4w9WgXcQ", rest="?t=1m")
@example(prefix="http://", domain="vimeo.com", middle="", path="/76979871", rest="#t=5")
@example(prefix="https://", domain="tube.example", middle="", path=f"/w/{SHORT}", rest="")
def test_accepted_address_leads_to_a_known_host(
    prefix: str, domain: str, middle: str, path: str, rest: str
) -> None:
    video = parse_url(prefix + domain + middle + path + rest, PEERTUBE)
    if video:
        assert urlsplit(video.watch_url).hostname in PAGES
        assert video.embed_url is None or urlsplit(video.embed_url).hostname in PLAYERS
        assert not set(f"{video.watch_url}{video.embed_url}") & set(" \"'<>\\`{}")
