"""What a host says of a video to whoever wants to show it: oEmbed, https://oembed.com.

The addresses are those that the hosts document: Vimeo at developer.vimeo.com/api/oembed, Dailymotion at
developers.dailymotion.com/guides/embed-with-oembed, PeerTube in its server/core/controllers/services.ts.
YouTube announces its own in the head of each video's page.
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
"""The width in pixels to ask for: hosts choose their picture by it."""
LONGEST_TITLE = 200
_USUAL_RATIOS = (16 / 9, 9 / 16, 4 / 3)
_NEARLY = 0.01
_LONGEST_SECONDS = 360_000  # a hundred hours, which Video_duration cannot say
_UNKNOWN = "{host} knows no such video. Look whether the address is right"
_CLOSED = "whoever published it lets no other site ask ({status}). See whether it plays: make devserver"
_REASONS: Mapping[int, str] = MappingProxyType({400: _UNKNOWN, 404: _UNKNOWN, 401: _CLOSED, 403: _CLOSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """Where a host answers; `{domain}` is the PeerTube instance's, `{id}` the video's."""

    endpoint: str
    poster: str | None = None
    """A better picture than the one it names, which not every video has."""
    has_bars: bool = False
    """Whether its pictures may be filled up with black bars to another ratio than the video's."""


HOSTS: Mapping[str, Host] = MappingProxyType(
    {
        # Its own choice is 480x360, with bars above and below; the better one is there for most since 2010.
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
class Answer:
    """What a host has said; all of it may be missing, and none of it is to be trusted."""

    title: str = ""
    """One line, without invisible characters."""
    seconds: int | None = None
    posters: tuple[str, ...] = ()
    """Addresses of pictures, the best first."""
    ratio: float | None = None
    """The video's width by its height, where its pictures have to be cut to it."""


def ask_host(video: Video, host: Host, client: Client) -> Answer:
    """What the host says of this video.

    Raises NetworkError with a sentence for the writer.
    """
    parameters = {"url": video.watch_url, "format": "json", "maxwidth": WIDTH}
    url = f"{host.endpoint.format(domain=video.host_name)}?{urlencode(parameters)}"
    try:
        body = client.fetch(url, MEGABYTE)
        answer = json.loads(body)
    except StatusError as error:
        reason = _REASONS.get(error.status, "{host} answered {status}")
        raise NetworkError(reason.format(host=video.host_name, status=error.status)) from error
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise NetworkError(f"{video.host_name} answered something that is no oEmbed")
    return _read_answer(answer, video, host)


def _read_answer(answer: Mapping[str, Any], video: Video, host: Host) -> Answer:
    title, seconds, picture = (answer.get(key) for key in ("title", "duration", "thumbnail_url"))
    posters = [host.poster.format(id=video.id)] if host.poster else []
    return Answer(
        title=clean_line(title)[:LONGEST_TITLE].strip() if isinstance(title, str) else "",
        seconds=seconds if _is_count(seconds) and seconds < _LONGEST_SECONDS else None,
        posters=(*posters, picture) if isinstance(picture, str) else tuple(posters),
        ratio=_read_ratio(answer.get("width"), answer.get("height")) if host.has_bars else None,
    )


def _read_ratio(width: object, height: object) -> float | None:
    """The ratio that was meant: 200x113 is 16:9, and would leave a line of a black bar."""
    if not (_is_count(width) and _is_count(height)):
        return None
    ratio = width / height
    return next((usual for usual in _USUAL_RATIOS if abs(ratio / usual - 1) < _NEARLY), ratio)


def _is_count(value: object) -> TypeGuard[int]:
    return type(value) is int and value > 0  # true is an int too
