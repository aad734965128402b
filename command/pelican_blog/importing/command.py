"""The command `pelican-blog import`. It imports its code only when it runs, as every command loads this."""

# ruff: noqa: PLC0415

import shlex
import sys
from pathlib import Path
from typing import Any

import click

from pelican_blog.errors import WritingError
from pelican_blog.goals import check_goals

_UNREADABLE = 2
_KEEP = click.Choice(["keep", "skip"])


@click.command("import")
@click.argument("exports", nargs=-1, type=click.Path(path_type=Path))
@click.option("--wxr", envvar="WXR", default="", metavar="FILES", help="The exports, as make passes them.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Convert and verify, but change nothing.")
@click.option("--verify", "only_verifies", is_flag=True, help="Only compare the blog with the export.")
@click.option("--recover", "recovers", is_flag=True, help="Leave out what is broken in the XML, and list it.")
@click.option(
    "--uploads",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Your copy of wp-content/uploads.",
)
@click.option(
    "--fetch-media", "fetches_media", is_flag=True, help="Download pictures and files from the old blog."
)
@click.option("--drafts", type=_KEEP, default="keep", show_default=True, help="Drafts and scheduled posts.")
@click.option("--pending", type=_KEEP, default="keep", show_default=True, help="Posts pending review.")
@click.option(
    "--private",
    type=_KEEP,
    default="keep",
    show_default=True,
    help="Private and password-protected texts: kept in import/private/, out of git.",
)
@click.option("--pingbacks", type=_KEEP, default="keep", show_default=True, help="Pingbacks and trackbacks.")
@click.option(
    "--body",
    type=click.Choice(["verified", "html"]),
    default="verified",
    show_default=True,
    help="Texts as Markdown wherever it comes back the same, or all as HTML.",
)
@click.option(
    "--video-meta",
    "video_keys",
    multiple=True,
    metavar="KEY",
    help="One more field that holds a featured video.",
)
@click.option("--goals", envvar="GOALS", default="", hidden=True)
@click.option("-s", "--settings", default="pelicanconf.py", type=click.Path(path_type=Path), hidden=True)
def import_blog(exports: tuple[Path, ...], wxr: str, goals: str, settings: Path, **chosen: Any) -> None:  # noqa: ANN401  # click's
    """Bring a WordPress blog here: posts, pages, comments and media, from EXPORTS (.xml, .gz or .zip).

    In WordPress: Tools → Export → All content. What was done is in import/report.md. Exit status: 0 if all is
    as it was, 3 if there are notes to read, 1 if something differs, 2 if an export cannot be read.
    """
    from pelican.plugins.comments.errors import CommentsError
    from pelican.plugins.comments.importing.errors import ExportError

    from .bar import Bar
    from .report import summarize
    from .running import build_options, run_import

    check_goals(goals, 'WXR="export.xml"')
    files = exports or tuple(_split(wxr))
    if not files:
        raise WritingError(
            'Which export? In WordPress: Tools → Export → All content; then make import WXR="export.xml"'
        )
    try:
        with Bar() as bar:
            report = run_import(build_options(files, chosen), settings, Path("publishconf.py"), bar)
    except ExportError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(_UNREADABLE)
    except CommentsError as error:
        raise WritingError(str(error)) from error
    click.echo("\n".join(summarize(report)))
    sys.exit(report.status)


def _split(files: str) -> list[Path]:
    """Several files as a shell would tell them apart; a single one may have blanks in its name."""
    if files and Path(files).is_file():
        return [Path(files)]
    try:
        names = shlex.split(files)
    except ValueError:  # an apostrophe
        names = files.split()
    return [Path(name).expanduser() for name in names]  # not every shell does that behind WXR=
