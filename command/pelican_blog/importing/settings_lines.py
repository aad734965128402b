"""The lines that an import adds to the blog's settings."""

import re
from pathlib import Path

_HEADING = "# Addresses as they were in WordPress"
_PATTERN = re.compile(r"^ARTICLE_(?:URL|SAVE_AS)\s*=", re.MULTILINE)


def is_ours(path: Path) -> bool:
    """Whether an import has added a pattern to these settings."""
    return _HEADING in path.read_text(encoding="utf-8")


def has_pattern(path: Path) -> bool:
    """Whether these settings say themselves where posts are."""
    return _PATTERN.search(path.read_text(encoding="utf-8")) is not None


def add_pattern(path: Path, pattern: str) -> str:
    """The settings with the pattern of posts' addresses at their end."""
    return f"{path.read_text(encoding='utf-8').rstrip()}\n\n{format_pattern(pattern)}"


def format_pattern(pattern: str) -> str:
    """The settings for a pattern such as `{date:%Y}/{slug}/`."""
    save_as = "ARTICLE_URL" if pattern.endswith(".html") else 'ARTICLE_URL + "index.html"'
    return (
        f"{_HEADING}\n"
        f'ARTICLE_URL = "{pattern}"\n'
        f"ARTICLE_SAVE_AS = {save_as}\n"
        'ARTICLE_LANG_URL = "{lang}/" + ARTICLE_URL\n'
        'ARTICLE_LANG_SAVE_AS = "{lang}/" + ARTICLE_SAVE_AS\n'
    )
