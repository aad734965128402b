"""The hosts that this plugin knows, by the addresses that people paste. Nothing here asks the network.

Every address that comes out is put together from checked parts; nothing else of what came in is copied. An
address in doubt (a user name, a port, a letter outside ASCII, a lookalike domain) is refused, not repaired.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from .durations import parse_start
from .models import Video

_ADDRESS = re.compile(
    r"https?://(?P<domain>[a-z0-9.-]+)(?P<path>/[^?#\s]*)(?:\?(?P<query>[^#\s]*))?(?:#(?P<fragment>\S*))?",
    re.ASCII | re.IGNORECASE,  # without ASCII, the Kelvin sign is a k
)
_YOUTUBE = re.compile(
    r"""(?: youtu\.be
          | (?:(?:www|m|music)\.)?youtube\.com/(?:watch|embed|shorts|live|v)
          | (?:www\.)?youtube-nocookie\.com/embed
        )/(?!videoseries|live_stream)  # a playlist and a channel: eleven letters, but no video
        (?P<id>[A-Za-z0-9_-]{11})""",
    re.VERBOSE,
)
_VIMEO = re.compile(
    r"""(?: (?:www\.)?vimeo\.com/(?:channels/[\w-]+/|groups/[\w-]+/videos/)?
          | player\.vimeo\.com/video/
        )(?P<id>[0-9]{1,12})(?:/(?P<hash>[0-9a-f]{8,16}))?  # it opens an unlisted video""",
    re.VERBOSE | re.ASCII,
)
_DAILYMOTION = re.compile(
    r"""(?: (?:www\.)?dailymotion\.com/(?:embed/)?video | dai\.ly )/
        (?P<id>[kx][A-Za-z0-9]{4,24})(?:_[^/]*)?  # older addresses repeat the title""",
    re.VERBOSE,
)
_PEERTUBE = re.compile(
    r"""[^/]+/(?:w|videos/watch|videos/embed)/
        (?P<id>[1-9A-HJ-NP-Za-km-z]{22} | [0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Address:
    """The parts of an address that may name a video: its domain and path, and what follows `?` and `#`."""

    domain: str
    place: str
    parameters: Mapping[str, str]

    @property
    def start(self) -> int:
        """The seconds in `t=` or `start=`: the hosts write both, and Vimeo after a `#`."""
        return parse_start(self.parameters.get("t") or self.parameters.get("start") or "")


def parse_url(url: str, peertube_hosts: Collection[str]) -> Video | None:
    """The video at an address of a known host, without title or poster; None for any other text."""
    match = _ADDRESS.fullmatch(url)
    if not match:
        return None
    domain = match["domain"].lower()
    address = _Address(
        domain=domain,
        place=domain + match["path"].removesuffix("/"),
        parameters=dict(parse_qsl(match["query"] or "") + parse_qsl(match["fragment"] or "")),
    )
    if domain in peertube_hosts:
        return _read_peertube(address)
    return _read_youtube(address) or _read_vimeo(address) or _read_dailymotion(address)


def _read_youtube(address: _Address) -> Video | None:
    place = address.place
    if place.endswith("/watch"):  # the only form that has the id among its parameters
        place += "/" + address.parameters.get("v", "")
    match = _YOUTUBE.fullmatch(place)
    if not match:
        return None
    video_id, start = match["id"], address.start
    embed_url = f"https://www.youtube-nocookie.com/embed/{video_id}?autoplay=1&playsinline=1&rel=0"
    return Video(
        host="youtube",
        host_name="YouTube",
        id=video_id,
        watch_url=f"https://www.youtube.com/watch?v={video_id}" + (f"&t={start}s" if start else ""),
        embed_url=embed_url + (f"&start={start}" if start else ""),
        start=start,
    )


def _read_vimeo(address: _Address) -> Video | None:
    place = address.place
    if (
        place.startswith("player.") and "h" in address.parameters
    ):  # the player has the hash among its parameters
        place += "/" + address.parameters["h"]
    match = _VIMEO.fullmatch(place)
    if not match:
        return None
    video_id, key, start = match["id"], match["hash"], address.start
    moment = f"#t={start}s" if start else ""
    embed_url = f"https://player.vimeo.com/video/{video_id}?dnt=1&autoplay=1"
    return Video(
        host="vimeo",
        host_name="Vimeo",
        id=video_id,
        watch_url=f"https://vimeo.com/{video_id}" + (f"/{key}" if key else "") + moment,
        embed_url=embed_url + (f"&h={key}" if key else "") + moment,
        start=start,
    )


def _read_dailymotion(address: _Address) -> Video | None:
    """The video without an embed_url: since September 2026 the player asks for a player id."""
    match = _DAILYMOTION.fullmatch(address.place)
    if not match:
        return None
    video_id, start = match["id"], address.start
    return Video(
        host="dailymotion",
        host_name="Dailymotion",
        id=video_id,
        watch_url=f"https://www.dailymotion.com/video/{video_id}" + (f"?start={start}" if start else ""),
        start=start,
    )


def _read_peertube(address: _Address) -> Video | None:
    """The video with peer-to-peer off in its player: it would show the reader's address to other viewers."""
    match = _PEERTUBE.fullmatch(address.place)
    if not match:
        return None
    video_id, start = match["id"], address.start
    embed_url = (
        f"https://{address.domain}/videos/embed/{video_id}?p2p=0&warningTitle=0&peertubeLink=0&autoplay=1"
    )
    return Video(
        host="peertube",
        host_name=address.domain,
        id=video_id,
        watch_url=f"https://{address.domain}/w/{video_id}" + (f"?start={start}s" if start else ""),
        embed_url=embed_url + (f"&start={start}s" if start else ""),
        start=start,
    )
