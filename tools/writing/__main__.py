"""The commands behind `make new`, `make page` and `make video`, which hand on what was typed as variables.

By the environment, so that neither a shell nor make reads the quotes, dollars or backquotes of a title.
"""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from tools.blog import Blog, load_blog
from tools.errors import WritingError
from tools.goals import check_goals
from tools.writing.network import Client
from tools.writing.texts import format_menu_item, plan_page, plan_post
from tools.writing.videos import Request, write_video


class WritingGroup(click.Group):
    """Commands whose errors are sentences for the writer, with exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # click's own
        """Run the command; what goes wrong ends it with a message on standard error."""
        try:
            return super().invoke(ctx)
        except (WritingError, OSError) as error:
            raise click.ClickException(str(error)) from error


_title = click.option("--title", envvar="TITLE", default="")
_slug = click.option(
    "--slug", envvar="SLUG", default="", help="The end of the address, if not made of the title."
)


@click.group(cls=WritingGroup)
@click.option("--settings", default="pelicanconf.py", type=click.Path(path_type=Path), help="The blog's.")
@click.option(
    "--goals", envvar="GOALS", default="", help="What make was asked for, to notice missing quotes."
)
@click.pass_context
def main(context: click.Context, settings: Path, goals: str) -> None:
    """Begin a post or a page, or put a video above one."""
    check_goals(goals, 'TITLE="My title"')
    context.obj = load_blog(settings)


@main.command("new")
@_title
@_slug
@click.pass_obj
def begin_post(blog: Blog, title: str, slug: str) -> None:
    """Begin a post of today: a file in the folder of its year."""
    plan = plan_post(title, slug, tell_time(blog), blog)
    plan.write()
    click.echo("\n".join(plan.report(blog)))


@main.command("page")
@_title
@_slug
@click.pass_obj
def begin_page(blog: Blog, title: str, slug: str) -> None:
    """Begin a page, such as one about the blog."""
    plan = plan_page(title, slug, blog)
    plan.write()
    click.echo("\n".join(plan.report(blog)))
    click.echo(f"To have it in the menu, add to MENUITEMS in pelicanconf.py: {format_menu_item(plan)}")


@main.command("video")
@click.option("--url", envvar="URL", default="", help="An address of a host's, or a file: videos/film.mp4.")
@click.option("--post", envvar="POST", default="", help="The post to put it above: its path or its slug.")
@_title
@_slug
@click.pass_obj
def add_video(blog: Blog, url: str, post: str, title: str, slug: str) -> None:
    """Put a video above a post, or above a new one."""
    request = Request(url=url, post=post, title=title, slug=slug)
    click.echo("\n".join(write_video(request, tell_time(blog), blog, Client())))


def tell_time(blog: Blog) -> datetime:
    """What the clock shows where the blog is."""
    return datetime.now(ZoneInfo(blog.settings["TIMEZONE"])).replace(tzinfo=None)


if __name__ == "__main__":
    main()
