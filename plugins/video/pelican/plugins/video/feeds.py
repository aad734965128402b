"""The featured video at the head of a feed's item, where neither the theme nor its script reaches."""

from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from .models import Video


def add_video_link(item: dict[str, Any], video: Video, site_url: str) -> None:
    """Put a link to the video before an item's content."""
    # Atom has the text in `content`; RSS has none there, and puts text or summary in `description`.
    key = "description" if item["content"] is None else "content"
    item[key] = f"{render_feed_link(video, item['title'], site_url)}\n{item[key]}"


def render_feed_link(video: Video, article_title: str, site_url: str) -> Markup:
    """A link to the video around its poster or else its title, with absolute addresses."""
    url = video.watch_url or _build_file_url(video.sources[-1].path, site_url)
    label = "▶ " + (video.title or article_title)
    if video.poster is None:
        return Markup('<p><a href="{}">{}</a></p>').format(url, label)
    return Markup('<p><a href="{}"><img src="{}" width="{}" height="{}" alt="{}"></a></p>').format(
        url,
        _build_file_url(video.poster.fallback.path, site_url),
        video.poster.width,
        video.poster.height,
        label,
    )


def _build_file_url(path: str, site_url: str) -> str:
    return f"{site_url}/{quote(path)}"
