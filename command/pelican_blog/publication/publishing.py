"""Builds the site for publication, or lists everything that prevents it and leaves output/ untouched."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.plugins import signals  # type: ignore[attr-defined]  # mypy sees the namespace only
from pelican.plugins.comments.settings import KEY, CommentsSettings
from pelican.plugins.comments.storage import find_files
from pelican.settings import get_settings_from_file
from pelican_toolkit.contents import list_contents

from pelican_blog.blog import describe_fault, find_fault
from pelican_blog.building.build import build, refuse

from .credentials import find_uncommitted_secrets
from .draft_files import remove_draft_files, select_draft_files
from .output import Draft, Waiting, find_output_obstacles
from .readers import ReadersWords
from .settings import find_domain, find_settings_obstacles

SETTINGS = "publishconf.py"


class Inspector:
    """Watches one Pelican build and checks its files before they become public."""

    def __init__(self) -> None:
        """Start empty; the build fills it in."""
        self.settings: dict[str, Any] = {}
        self.drafts: list[Draft] = []
        self.draft_files = select_draft_files((), {})
        self.left_out: tuple[str, ...] = ()
        self.readers = ReadersWords()

    def note_drafts(self, generators: Sequence[Generator]) -> None:
        """Remember the settings that Pelican used, and which posts and pages are drafts."""
        self.settings = generators[0].settings
        contents = [content for generator in generators for content in list_contents(generator)]
        self.draft_files = select_draft_files(contents, generators[0].context["static_content"])
        self.readers = ReadersWords(contents)
        for content in contents:
            if content.status == "draft":
                reservation = getattr(content, "reservation", None)
                draft = Draft(
                    path=Path(content.source_path),
                    name=f"{Path(self.settings['PATH']).name}/{content.relative_source_path}",
                    save_as=content.save_as,
                    address=f"{self.settings['SITEURL']}/{content.url}",
                    reason=reservation.line if reservation else "its date or `status: draft`",
                )
                self.drafts.append(draft)

    def examine(self, folder: Path) -> list[str]:
        """Every reason not to publish the built files; if there are none, CNAME is written.

        The settings are checked again, since PELICANOPTS can override those in the file.
        """
        self.left_out = remove_draft_files(self.draft_files, folder, self.settings["SITEURL"])
        inbox = Path(self.settings[KEY].inbox) if KEY in self.settings else None
        waiting = tuple(list_waiting(inbox)) if inbox else ()
        obstacles = [
            *(
                f"PELICANOPTS: {why.removeprefix(f'{SETTINGS}: ')}"
                for why in find_settings_obstacles(self.settings)
            ),
            *find_output_obstacles(folder, drafts=self.drafts, waiting=waiting, readers=self.readers),
        ]
        domain, file = find_domain(self.settings["SITEURL"]), folder / "CNAME"
        if domain and not obstacles and not file.exists():
            file.write_text(f"{domain}\n", encoding="ascii")
        return obstacles


def list_waiting(inbox: Path) -> Iterator[Waiting]:
    """Every comment in the inbox."""
    for folder in find_files(inbox):
        for path in find_files(folder):
            if path.is_file():
                yield Waiting(path=path, post=folder.name)


def find_early_obstacles() -> list[str]:
    """The problems that show without a build; all of them, whereas Pelican stops at the first."""
    try:
        settings = get_settings_from_file(SETTINGS)
    except Exception as error:  # noqa: BLE001  # settings are a program and may raise anything
        return [f"{find_fault(error, Path(SETTINGS))}: {describe_fault(error)}; correct that line."]
    return [*find_settings_obstacles(settings), *find_uncommitted_secrets(Path(), find_comments(settings))]


def find_comments(settings: Mapping[str, Any]) -> Path:
    """The folder of the published comments according to raw settings; it may not exist."""
    own = settings.get("COMMENTS")
    name = own.get("path") if isinstance(own, dict) else None
    return Path(settings.get("PATH") or "content", str(name or CommentsSettings().path))


def publish(options: Sequence[str]) -> int:
    """The exit status: 0 when output/ is ready to publish, 1 when it was left untouched."""
    if obstacles := find_early_obstacles():
        return refuse(obstacles)
    inspector = Inspector()
    with signals.all_generators_finalized.connected_to(inspector.note_drafts):
        status = build(SETTINGS, options, inspector.examine)
    if not status:
        if inspector.left_out:
            sys.stdout.write(f"Left out, because only drafts use them: {', '.join(inspector.left_out)}\n")
        sys.stdout.write(
            f"The site for {inspector.settings['SITEURL']} is in output/; "
            "to view it on this machine: make html, then make serve\n"
        )
    return status
