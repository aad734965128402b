"""Addresses of what other sites show: videos become players of ours, everything else a link."""

import re
from html import escape
from urllib.parse import urlsplit

from pelican.plugins.video.hosts import parse_url

from .models import Job

_WITHOUT_SCHEME = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
_REMEDY = "the site loads nothing from elsewhere; keep the link, or put the file into your content folder"


def find_video(address: str) -> str | None:
    """The address of the page that shows the video, if one of our players can play it."""
    absolute = re.sub("^//", "https://", address.strip())
    if "?" not in absolute:  # as players of old had it: `/v/AbCdEfGhIjK&hl=fr`
        absolute = absolute.replace("&", "?", 1)
    video = parse_url(absolute if "://" in absolute else f"https://{absolute}", ())
    return video.watch_url if video else None


def write_embed(address: str, job: Job, words: str = "") -> str:
    """The paragraph that stands for something of another site: the address of a video, or a link."""
    if not address.strip():
        return ""
    if video := find_video(address):
        return f"\n\n<p>{escape(video)}</p>\n\n"
    absolute = re.sub("^//", "https://", address.strip())
    if not _WITHOUT_SCHEME.match(absolute):
        return f"\n\n<p>{escape(address.strip())}</p>\n\n"
    job.note("embed-link", f"what {_name_host(absolute)} showed is a link now", _REMEDY)
    return f'\n\n<p><a href="{escape(absolute)}">{escape(words or absolute)}</a></p>\n\n'


def _name_host(address: str) -> str:
    try:
        return urlsplit(address).hostname or "another site"
    except ValueError:
        return "another site"
