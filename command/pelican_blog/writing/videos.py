"""Adds a video to a post: the lines in its header, with what the host says about the video."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pelican.plugins.video.durations import format_clock
from pelican.plugins.video.errors import VideoError
from pelican.plugins.video.metadata import read_featured_video
from pelican.plugins.video.models import Video
from pelican.plugins.video.settings import read_settings

from pelican_blog.blog import Blog, find_text
from pelican_blog.errors import WritingError
from pelican_blog.writing.headers import Line, clean_line
from pelican_blog.writing.network import Client, NetworkError
from pelican_blog.writing.oembed import HOSTS, Details, Host, fetch_details
from pelican_blog.writing.posters import provide_poster
from pelican_blog.writing.texts import add_to_header, plan_post, read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the writer typed."""

    url: str
    post: str = ""
    """The path or slug of an existing post; "" for a new one."""
    title: str = ""
    slug: str = ""


def write_video(
    request: Request, now: datetime, blog: Blog, client: Client, hosts: Mapping[str, Host] = HOSTS
) -> list[str]:
    """Add the video to the named post, or to a new one dated `now`, and return the lines to print.

    Nothing is written until everything else has been checked. Raises WritingError, and OSError from the disk.
    """
    video = read_video(request.url, blog)
    path = find_text(request.post, blog) if request.post else None
    if path:
        read_text(path, blog)
    details, problem = _ask(video, hosts, client)
    title = clean_line(request.title) or details.title
    if path:
        lines, note = _describe(video, details, title, blog, client)
        add_to_header(path, lines, blog)
        done = [f"Added to {blog.show(path)}:"]
    else:
        if not title:
            raise WritingError(f'{problem or "A new post needs a title"}. Add it yourself: TITLE="My title"')
        plan = plan_post(title, request.slug, now, blog)
        lines, note = _describe(video, details, details.title, blog, client)
        plan.write(lines)
        done = plan.report(blog)
    if problem:
        problem += "." if request.title else ". Add it yourself: a line `Video_title: …` below `Video:`."
    header = [f"  {key}: {value}" for key, value in lines]
    return [done[0], *header, *done[1:], *filter(None, [problem, note])]


def read_video(url: str, blog: Blog) -> Video:
    """The video at an address of a known host, or in a file below the content folder. Raises WritingError."""
    name = url.strip().removeprefix(f"{blog.show(blog.content)}/")
    try:
        settings = read_settings(blog.settings.get("VIDEO", {}))
        video = read_featured_video({"video": name}, blog.content, settings, "make video")
    except VideoError as error:
        raise WritingError(str(error)) from error
    if video is None:
        raise WritingError(
            "The video's address is missing; put it in quotes: "
            'make video URL="https://www.youtube.com/watch?v=AbCdEfGhIjK" POST=my-article'
        )
    return video


def _ask(video: Video, hosts: Mapping[str, Host], client: Client) -> tuple[Details, str]:
    """What the video's host says about it, and why it says nothing if so; a file has no host."""
    if video.host not in hosts:
        return Details(), ""
    try:
        return fetch_details(video, hosts[video.host], client), ""
    except NetworkError as error:
        return Details(), f"Could not get the title from {video.host_name}: {clean_line(str(error))}"


def _describe(
    video: Video, details: Details, title: str, blog: Blog, client: Client
) -> tuple[tuple[Line, ...], str]:
    """The header lines for the video, and a note on its poster."""
    poster, note = provide_poster(video, details, blog, client)
    values = {
        "Video": video.watch_url or video.sources[-1].path,
        "Video_title": title,
        "Video_duration": format_clock(details.seconds) if details.seconds else "",
        "Video_poster": poster,
    }
    return tuple((key, value) for key, value in values.items() if value), note
