"""Which optional packages each command needs. Showing comments needs none of them."""

from collections.abc import Iterable

EXTRAS = {
    **dict.fromkeys(("list", "show", "find", "check", "moderate", "from-github"), "moderation"),
    **dict.fromkeys(("approve", "reject", "remove", "anonymise"), "moderation"),
    "import": "import",
    "from-mail": "mail",
    "serve": "inbox",
}
"""The extra of pelican-comments by command."""
_PACKAGES = frozenset(
    {"anyio", "bs4", "click", "h11", "markdownify", "publicsuffixlist", "rich", "starlette", "uvicorn"}
)


def explain_missing(error: ModuleNotFoundError, arguments: Iterable[str]) -> str | None:
    """What to install, in one line, if an optional package is missing; None for any other module.

    The command is found without click, which may be what is missing: it is the first argument that is one.
    """
    if (error.name or "").partition(".")[0] not in _PACKAGES:
        return None
    command = next((argument for argument in arguments if argument in EXTRAS), None)
    name = f"pelican-comments {command}" if command else "pelican-comments"
    extra = EXTRAS[command or "list"]
    return f'{name} needs more packages; run: pip install "pelican-comments[{extra}]"'
