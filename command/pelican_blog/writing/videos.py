"""A video above a post: the lines of its header, and what its host says of it."""

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
from pelican_blog.writing.oembed import HOSTS, Answer, Host, ask_host
from pelican_blog.writing.posters import provide_poster
from pelican_blog.writing.texts import add_to_header, plan_post, read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the writer typed."""

    url: str
    post: str = ""
    """The path or slug of a post that is there; "" for a new one."""
    title: str = ""
    slug: str = ""


def write_video(
    request: Request, now: datetime, blog: Blog, client: Client, hosts: Mapping[str, Host] = HOSTS
) -> list[str]:
    """Put the video above the post that is named, or above a new one of `now`, and return what to print.

    Nothing is written before all else is in order. Raises WritingError, and OSError where the disk refuses.
    """
    video = read_video(request.url, blog)
    path = find_text(request.post, blog) if request.post else None
    if path:
        read_text(path, blog)
    answer, problem = _learn(video, hosts, client)
    title = clean_line(request.title) or answer.title
    if path:
        lines, note = _describe(video, answer, title, blog, client)
        add_to_header(path, lines, blog)
        done = [f"Added to {blog.show(path)}:"]
    else:
        if not title:
            raise WritingError(f'{problem or "A new post needs a title"}. Say it yourself: TITLE="My title"')
        plan = plan_post(title, request.slug, now, blog)
        lines, note = _describe(video, answer, answer.title, blog, client)
        plan.write(lines)
        done = plan.report(blog)
    if problem:
        problem += "." if request.title else ". Write it yourself: a line `Video_title: …` below `Video:`."
    header = [f"  {key}: {value}" for key, value in lines]
    return [done[0], *header, *done[1:], *filter(None, [problem, note])]


def read_video(url: str, blog: Blog) -> Video:
    """The video at an address of a known host, or in a file below the content folder.

    Raises WritingError, for an unknown host in the words of the plugin.
    """
    name = url.strip().removeprefix(f"{blog.show(blog.content)}/")
    try:
        settings = read_settings(blog.settings.get("VIDEO", {}))
        video = read_featured_video({"video": name}, blog.content, settings, "make video")
    except VideoError as error:
        raise WritingError(str(error)) from error
    if video is None:
        raise WritingError(
            "The video's address is missing. Write it between quotes: "
            'make video URL="https://www.youtube.com/watch?v=AbCdEfGhIjK" POST=my-article'
        )
    return video


def _learn(video: Video, hosts: Mapping[str, Host], client: Client) -> tuple[Answer, str]:
    """What the video's host says of it, or else why it says nothing; a file has no host."""
    if video.host not in hosts:
        return Answer(), ""
    try:
        return ask_host(video, hosts[video.host], client), ""
    except NetworkError as error:
        return Answer(), f"{video.host_name} did not say the video's title: {clean_line(str(error))}"


def _describe(
    video: Video, answer: Answer, title: str, blog: Blog, client: Client
) -> tuple[tuple[Line, ...], str]:
    """The header's lines of what is known about the video, and a word on its poster."""
    poster, note = provide_poster(video, answer, blog, client)
    values = {
        "Video": video.watch_url or video.sources[-1].path,
        "Video_title": title,
        "Video_duration": format_clock(answer.seconds) if answer.seconds else "",
        "Video_poster": poster,
    }
    return tuple((key, value) for key, value in values.items() if value), note
