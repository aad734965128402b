"""The hosts that this plugin knows, by the addresses that people paste. Nothing here asks the network.

Every address that comes out is built from checked parts; nothing else is copied from the input. An address in
doubt (a user name, a port, a letter outside ASCII, a lookalike domain) is refused, not repaired.

To add a host, add it to HOSTS and its addresses to tests/test_hosts.py: that is all.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qsl, urlsplit

from .durations import parse_start
from .models import WIDE, Video

_ADDRESS = re.compile(
    r"https?://(?P<domain>[a-z0-9.-]+)(?P<path>/[^?#\s]*)(?:\?(?P<query>[^#\s]*))?(?:#(?P<fragment>\S*))?",
    re.ASCII | re.IGNORECASE,  # without ASCII, the Kelvin sign is a k
)
_OPTIONAL = re.compile(r"\[([^]]*\{(\w+)\}[^]]*)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A host of videos.

    In `page` and `player`, `{id}` and `{start}` (in seconds) are the video's, `{domain}` is the address's,
    and any other name is a group of `pattern`. What is in brackets is left out if its name has no value.
    """

    name: str
    """For people."""
    pattern: str
    """A verbose regex of domain and path, with the video's `id` as a group; the poster is named after it."""
    parameter: str | None = None
    """The parameter that is part of the address too: `pattern` sees it as `?name=value` at the end."""
    page: str
    """Where people watch the video."""
    player: str | None = None
    """What plays it in a frame, in its most discreet mode; None if there is only a link."""
    ratio: str = WIDE
    """The player's width to its height, as CSS writes it."""


HOSTS: Mapping[str, Host] = MappingProxyType(
    {
        "youtube": Host(
            name="YouTube",
            pattern=r"""
                (?: youtu\.be/
                  | (?:(?:www|m|music)\.)?youtube\.com/(?: watch\?v= | (?:watch|embed|shorts|live|v)/ )
                  | (?:www\.)?youtube-nocookie\.com/embed/
                )
                (?!videoseries|live_stream)  # a playlist and a channel: eleven letters, but not a video
                (?P<id>[A-Za-z0-9_-]{11})
                """,
            parameter="v",
            page="https://www.youtube.com/watch?v={id}[&t={start}s]",
            player="https://www.youtube-nocookie.com/embed/{id}?autoplay=1&playsinline=1&rel=0[&start={start}]",
        ),
        "vimeo": Host(
            name="Vimeo",
            pattern=r"""
                (?: (?:www\.)?vimeo\.com/(?:channels/[\w-]+/|groups/[\w-]+/videos/)?
                  | player\.vimeo\.com/video/
                )
                (?P<id>[0-9]{1,12})
                (?: (?:/|\?h=)(?P<key>[0-9a-f]{8,16}) )?  # opens an unlisted video
                """,
            parameter="h",
            page="https://vimeo.com/{id}[/{key}][#t={start}s]",
            player="https://player.vimeo.com/video/{id}?dnt=1&autoplay=1[&h={key}][#t={start}s]",
        ),
        "dailymotion": Host(  # without a player: since September 2026 it asks for a player id of your own
            name="Dailymotion",
            pattern=r"""
                (?: (?:www\.)?dailymotion\.com/(?:embed/)?video | dai\.ly )/
                (?P<id>[kx][A-Za-z0-9]{4,24})
                (?:_[^/]*)?  # older addresses repeat the title
                """,
            page="https://www.dailymotion.com/video/{id}[?start={start}]",
        ),
    }
)
PEERTUBE = Host(
    name="{domain}",  # it is the instance that sees the reader
    pattern=r"""
        [^/]+/(?:w|videos/watch|videos/embed)/
        (?P<id> [1-9A-HJ-NP-Za-km-z]{22} | [0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12} )
        """,
    page="https://{domain}/w/{id}[?start={start}s]",
    # Without peer-to-peer, which would show the reader's address to other viewers.
    player="https://{domain}/videos/embed/{id}?p2p=0&warningTitle=0&peertubeLink=0&autoplay=1[&start={start}s]",
)
"""Every instance that the site names."""


def parse_url(url: str, peertube_hosts: Collection[str]) -> Video | None:
    """The video at an address of a known host, without title or poster; None for any other text."""
    address = _ADDRESS.fullmatch(url)
    if not address:
        return None
    domain = address["domain"].lower()
    place = domain + address["path"].removesuffix("/")
    parameters = dict(parse_qsl(address["query"] or "") + parse_qsl(address["fragment"] or ""))
    hosts = {"peertube": PEERTUBE} if domain in peertube_hosts else HOSTS
    videos = (_read_video(key, host, domain, place, parameters) for key, host in hosts.items())
    return next(filter(None, videos), None)


def list_origins(peertube_hosts: Collection[str]) -> list[str]:
    """The origins of all players, as `frame-src` in a Content Security Policy names them."""
    players = (host.player for host in HOSTS.values() if host.player)
    domains = (*(urlsplit(player).netloc for player in players), *peertube_hosts)
    return [f"https://{domain}" for domain in dict.fromkeys(domains)]


def _read_video(key: str, host: Host, domain: str, place: str, parameters: Mapping[str, str]) -> Video | None:
    match = re.fullmatch(host.pattern, place, re.VERBOSE | re.ASCII)
    says_all = match is not None and all(match.groups())
    if host.parameter and host.parameter in parameters and not says_all:
        place += f"?{host.parameter}={parameters[host.parameter]}"
        match = re.fullmatch(host.pattern, place, re.VERBOSE | re.ASCII)
    if not match:
        return None
    # The hosts write the start time as t or as start, and Vimeo writes it after a #.
    start = parse_start(parameters.get("t") or parameters.get("start") or "")
    parts = {**match.groupdict(), "domain": domain, "start": start}
    return Video(
        host=key,
        host_name=_fill(host.name, parts),
        id=match["id"],
        watch_url=_fill(host.page, parts),
        embed_url=_fill(host.player, parts) if host.player else None,
        ratio=host.ratio,
        start=start,
    )


def _fill(template: str, parts: Mapping[str, object]) -> str:
    """The template with its parts, but not what is in brackets around one without a value."""
    wanted = _OPTIONAL.sub(lambda piece: piece[1] if parts[piece[2]] else "", template)
    return wanted.format_map(parts)
