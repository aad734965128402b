"""Asks a video's host for its title, duration and poster with oEmbed, https://oembed.com.

The addresses are documented by the hosts: Vimeo at developer.vimeo.com/api/oembed, Dailymotion at
developers.dailymotion.com/guides/embed-with-oembed, PeerTube in its server/core/controllers/services.ts.
YouTube gives its own in the head of each video's page.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeGuard
from urllib.parse import urlencode

from pelican.plugins.video.models import Video

from pelican_blog.writing.headers import clean_line
from pelican_blog.writing.network import MEGABYTE, Client, NetworkError, StatusError

WIDTH = 1280
"""The width in pixels to ask for: hosts choose an image to match."""
LONGEST_TITLE = 200
_USUAL_RATIOS = (16 / 9, 9 / 16, 4 / 3)
_NEARLY = 0.01
_LONGEST_SECONDS = 360_000  # a hundred hours, too long for Video_duration
_UNKNOWN = "{host} does not have this video; check the address"
_CLOSED = "its owner does not let other sites ask ({status}); check that it plays: make devserver"
_REASONS: Mapping[int, str] = MappingProxyType({400: _UNKNOWN, 404: _UNKNOWN, 401: _CLOSED, 403: _CLOSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """Where to ask a host; `{domain}` stands for the PeerTube instance and `{id}` for the video."""

    endpoint: str
    poster: str | None = None
    """A better image than the one it names, which not every video has."""
    has_bars: bool = False
    """Whether its images may have black bars that give them another aspect ratio."""


HOSTS: Mapping[str, Host] = MappingProxyType(
    {
        # It names an image of 480x360 with black bars; most videos since 2010 have the better one.
        "youtube": Host(
            endpoint="https://www.youtube.com/oembed",
            poster="https://i.ytimg.com/vi/{id}/maxresdefault.jpg",
            has_bars=True,
        ),
        "vimeo": Host(endpoint="https://vimeo.com/api/oembed.json"),
        "dailymotion": Host(endpoint="https://www.dailymotion.com/services/oembed"),
        "peertube": Host(endpoint="https://{domain}/services/oembed"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a host says about a video; anything may be missing, and nothing can be trusted."""

    title: str = ""
    """One line, without invisible characters."""
    seconds: int | None = None
    posters: tuple[str, ...] = ()
    """Addresses of images, the best first."""
    ratio: float | None = None
    """The video's width divided by its height, if its images need cropping to it."""


def fetch_details(video: Video, host: Host, client: Client) -> Details:
    """What the host says about this video. Raises NetworkError with a message for the writer."""
    parameters = {"url": video.watch_url, "format": "json", "maxwidth": WIDTH}
    url = f"{host.endpoint.format(domain=video.host_name)}?{urlencode(parameters)}"
    try:
        reply = json.loads(client.fetch(url, MEGABYTE))
    except StatusError as error:
        reason = _REASONS.get(error.status, "{host} answered {status}")
        raise NetworkError(reason.format(host=video.host_name, status=error.status)) from error
    except (ValueError, RecursionError):
        reply = None
    if not isinstance(reply, dict):
        raise NetworkError(f"{video.host_name} answered with something other than oEmbed")
    return _read_reply(reply, video, host)


def _read_reply(reply: Mapping[str, Any], video: Video, host: Host) -> Details:
    title, seconds, picture = (reply.get(key) for key in ("title", "duration", "thumbnail_url"))
    posters = [host.poster.format(id=video.id)] if host.poster else []
    return Details(
        title=clean_line(title)[:LONGEST_TITLE].strip() if isinstance(title, str) else "",
        seconds=seconds if _is_count(seconds) and seconds < _LONGEST_SECONDS else None,
        posters=(*posters, picture) if isinstance(picture, str) else tuple(posters),
        ratio=_read_ratio(reply.get("width"), reply.get("height")) if host.has_bars else None,
    )


def _read_ratio(width: object, height: object) -> float | None:
    """The intended ratio: 200x113 means 16:9, and taken literally would leave a line of black bar."""
    if not (_is_count(width) and _is_count(height)):
        return None
    ratio = width / height
    return next((usual for usual in _USUAL_RATIOS if abs(ratio / usual - 1) < _NEARLY), ratio)


def _is_count(value: object) -> TypeGuard[int]:
    return type(value) is int and value > 0  # True is an instance of int too
