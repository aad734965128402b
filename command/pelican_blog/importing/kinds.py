"""What the kinds of notes are called, and what can be done about them."""

_KINDS = {
    "address-moved": (
        "Addresses that moved",
        "Something else of this blog has the old address, or no file can have it.",
    ),
    "control-characters": ("Characters that no browser shows, removed", "Nothing to do."),
    "draft": ("Drafts", "They are in your blog with `Status: draft`; delete that line to publish one."),
    "edited": (
        "Files that you changed after an earlier import",
        "They stay as they are; the new version lies beside each. Take from it what you want and delete it.",
    ),
    "foreign-type": (
        "What is no post or page",
        "Menus, templates and what plugins keep are not carried. Build your menu in `pelicanconf.py`.",
    ),
    "front-page": (
        "The page that was the front page",
        "Here the front page is the list of posts. To show this page instead, give it `Save_as: index.html`.",
    ),
    "language": ("The language", "Set `DEFAULT_LANG` in `pelicanconf.py`."),
    "link-not-public": ("Links to what is not public", "They keep their old address. Remove them."),
    "link-unresolved": (
        "Links to pages of the old blog that are not in the export",
        "They keep their old address, which works as long as the old blog does.",
    ),
    "media-missing": (
        "Pictures and files that are not here yet",
        """They keep their old address, and published pages do not show them. Run the same command again with
OPTIONS=--fetch-media, or with OPTIONS="--uploads DIR" for a copy of wp-content/uploads.""",
    ),
    "meta": (
        "Fields of plugins and themes that nothing here reads",
        'If one holds a featured video, name it: OPTIONS="--video-meta KEY".',
    ),
    "not-here-anymore": (
        "Files of an earlier import that this export does not have",
        "They stay. Delete what you do not want.",
    ),
    "pattern": ("The pattern of addresses", ""),
    "private": (
        "Texts that were private or had a password",
        """They are in `import/private/`, which git ignores, so that they are not published by accident. To
publish one, move its file to `content/` and delete its line `Status: draft`.""",
    ),
    "proofreading": (
        "What proofreading would refuse",
        "It was so in WordPress. Each text has a line `Proofread:` for it; mend it and delete the line.",
    ),
    "removed": (
        "Files of an earlier import that you removed or moved",
        "They do not come back. To have one again, delete its line in `import/state.json`.",
    ),
    "scheduled": ("Posts for the future", "They are drafts; delete `Status: draft` when their day has come."),
    "skipped": ("Texts left out, as you asked", ""),
    "slug-changed": ("Slugs that changed", "Two texts had the same; the address stays as it was."),
    "status-dropped": ("Texts from WordPress's bin, and its own copies", "Nothing to do."),
    "sticky": ("Sticky posts", "They say `Sticky: yes`."),
    "title-missing": ("Texts without a title", "They got their first words for one; write a better one."),
    "video-unknown": (
        "Featured videos of hosts that no player is known for",
        "They are a link above the text.",
    ),
}


def describe_kind(kind: str) -> tuple[str, str]:
    """The heading for a kind of note, and what to do; of an unknown kind, its code."""
    return _KINDS.get(kind, (kind.replace("-", " ").capitalize(), ""))
