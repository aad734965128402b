"""What an audit finds: a page that breaks a rule."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """A rule that a page of a site breaks; `site` with its base path ("demo /repo/"), `page` below it."""

    site: str
    page: str
    tool: str
    rule: str
    where: str = ""
