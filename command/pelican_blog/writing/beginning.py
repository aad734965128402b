"""The commands that start a post or a page, or add a video."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from pelican_blog.blog import Blog
from pelican_blog.writing.network import Client
from pelican_blog.writing.texts import format_menu_item, plan_page, plan_post
from pelican_blog.writing.videos import Request, write_video


def begin_post(title: str, slug: str, blog: Blog) -> Iterator[str]:
    """Start a post, dated now and in the folder of its year; the lines to print. Raises WritingError."""
    plan = plan_post(title, slug, tell_time(blog), blog)
    plan.write()
    yield from plan.report(blog)


def begin_page(title: str, slug: str, blog: Blog) -> Iterator[str]:
    """Start a page; the lines to print. Raises WritingError."""
    plan = plan_page(title, slug, blog)
    plan.write()
    yield from plan.report(blog)
    yield f"To have it in the menu, add to MENUITEMS in pelicanconf.py: {format_menu_item(plan)}"


def add_video(request: Request, blog: Blog) -> Iterator[str]:
    """Add a video to a post or to a new one; the lines to print. Raises WritingError."""
    yield from write_video(request, tell_time(blog), blog, Client())


def tell_time(blog: Blog) -> datetime:
    """The current time in the blog's time zone."""
    return datetime.now(ZoneInfo(blog.settings["TIMEZONE"])).replace(tzinfo=None)
