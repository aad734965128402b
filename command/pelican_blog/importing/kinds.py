"""What the kinds of notes are called, and what can be done about them."""

_KINDS = {
    "address-hidden": ("Addresses within shortcodes, which readers did not see", ""),
    "address-moved": (
        "Addresses that moved",
        "Something else of this blog has the old address, or no file can have it.",
    ),
    "audio-missing": ("Sounds that the export does not name", ""),
    "background-picture": ("Pictures in the background of a block, left out", ""),
    "bare-ampersands": ("Ampersands that XML does not allow, read as text", "Nothing to do."),
    "before-declaration": ("Characters before the XML declaration, skipped", "Nothing to do."),
    "cdata-ends": ("Ends of CDATA within a text, read as text", "Nothing to do."),
    "comment-address": ("Comments that show an e-mail address, as they did before", ""),
    "comment-address-masked": (
        "Comments that wait for you, with an e-mail address that was masked",
        "Nothing to do.",
    ),
    "comment-anonymous": ("Comments without a name", "They are shown as anonymous. Nothing to do."),
    "comment-circle": (
        "Comments that answered each other in a circle",
        "The first begins a thread. Nothing to do.",
    ),
    "comment-cut": ("Comments that were cut, since they are longer than any may be", ""),
    "comment-empty": ("Comments that waited for you, but have no text, left out", "Nothing to do."),
    "comment-html": ("Comments kept as HTML, since Markdown cannot say the same", "Nothing to do."),
    "comment-ids": (
        "Comments without a number of their own, numbered anew",
        "Links to these comments lead to their text. Nothing to do.",
    ),
    "comment-long": ("Comments that wait for you and are too long", ""),
    "comment-lost": (
        "Comments without a text",
        "Their place in the thread is kept, for those who answered. Nothing to do.",
    ),
    "comment-name-address": (
        "Names of commenters that held an address, which was left out",
        "Nothing to do.",
    ),
    "comment-name-cut": ("Names of commenters that were too long, and were cut", "Nothing to do."),
    "comment-other-type": ("Notes of a shop or an editor, left out", "Nothing to do."),
    "comment-parent-dropped": (
        "Replies to comments that did not come over",
        "They answer the nearest one above that did. Nothing to do.",
    ),
    "comment-parent-missing": (
        "Replies to comments that the export does not have",
        "They begin a thread. Nothing to do.",
    ),
    "comment-simplified": ("Comments that wait for you, without some of their markup", "Nothing to do."),
    "comment-skipped-ping": ("Pingbacks and trackbacks, left out", ""),
    "comment-spam": ("Comments marked as spam, left out", "Nothing to do."),
    "comment-trash": ("Comments in the bin, left out", "Nothing to do."),
    "comment-undated": ("Comments without a date", ""),
    "comment-website": ("Websites of commenters that are no web addresses, left out", "Nothing to do."),
    "comment-website-address": (
        "Websites of commenters that held an e-mail address, left out",
        "Nothing to do.",
    ),
    "comment-website-waiting": ("Websites of comments that wait for you, left out", "Nothing to do."),
    "comments-without-text": ("Comments on items that did not come over", "They were left out with them."),
    "control-characters": ("Characters that no browser shows, removed", "Nothing to do."),
    "draft": ("Drafts", "They are in your blog with `Status: draft`; delete that line to publish one."),
    "dynamic-block": ("Blocks that WordPress makes anew at each view", ""),
    "edited": (
        "Files that are yours, or that you changed after an earlier import",
        "They stay as they are; the new version lies beside each. Take from it what you want and delete it.",
    ),
    "embed-link": ("What other sites showed within a text, now a link", ""),
    "footnotes-unread": ("Footnotes that could not be read", ""),
    "foreign-type": (
        "What is no post or page",
        "Menus, templates and what plugins keep are not carried. Build your menu in `pelicanconf.py`.",
    ),
    "frame-removed": ("Frames without an address, removed", "Nothing to do."),
    "front-page": (
        "The page that was the front page",
        "Here the front page is the list of posts. To show this page instead, give it `Save_as: index.html`.",
    ),
    "gallery-empty": ("Galleries without pictures", ""),
    "gallery-picture": (
        "Pictures of a gallery that the export does not have",
        "Add them to the text by hand, if you still have them.",
    ),
    "item-cut": (
        "Items that could not be read",
        "They did not come over. Export again, or copy them by hand from the old blog.",
    ),
    "language": ("The language", "Set `DEFAULT_LANG` in `pelicanconf.py`."),
    "languages-joined": ("Texts in several languages, one after the other", ""),
    "link-not-public": ("Links to what is not public", "They keep their old address. Remove them."),
    "link-unresolved": (
        "Links to pages of the old blog that are not in the export",
        "They keep their old address, which works as long as the old blog does.",
    ),
    "made-private": (
        "Texts that are private now, but were public at an earlier import",
        "Delete these files, and the folders of their comments: your blog still shows them.",
    ),
    "media-missing": (
        "Pictures and files that are not here yet",
        """They keep their old address, and published pages do not show them. Run the same command again with
OPTIONS=--fetch-media, or with OPTIONS="--uploads DIR" for a copy of wp-content/uploads.""",
    ),
    "media-not-fetched": (
        "Files that could not be downloaded",
        'Run the same command again: it goes on where it stopped. Or use OPTIONS="--uploads DIR".',
    ),
    "meta": (
        "Fields of plugins and themes that nothing here reads",
        'If one holds a featured video, name it: OPTIONS="--video-meta KEY".',
    ),
    "not-here-anymore": (
        "Files of an earlier import that this export does not have",
        "They stay. Delete what you do not want.",
    ),
    "other-version": (
        "Items that the export has twice, in two versions",
        "The first came over. Name the newest file first in WXR to have the other.",
    ),
    "pages-joined": ("Texts of several pages, now on one", "Nothing to do."),
    "pattern": ("The pattern of addresses", ""),
    "playlist-file": ("Files of a playlist that the export does not have", ""),
    "private": (
        "Texts that were private or had a password",
        """They are in `import/private/`, which git ignores, so that they are not published by accident. To
publish one, move its file to `content/`, with its pictures, and delete its line `Status: draft`.""",
    ),
    "proofreading": (
        "What proofreading would refuse",
        "It was so in WordPress. Each text has a line `Proofread:` for it; mend it and delete the line.",
    ),
    "removed": (
        "Files of an earlier import that you removed or moved",
        "They do not come back. To have one again, delete its line in `import/state.json`.",
    ),
    "reusable-block": ("Reusable blocks that the export does not have", ""),
    "same-id": (
        "Items with the number of another one",
        "Where both are texts, both came over. If they are the same, delete one of the two files.",
    ),
    "scheduled": ("Posts for the future", "They are drafts; delete `Status: draft` when their day has come."),
    "script-link": ("Links that ran a script", ""),
    "script-removed": ("Scripts in texts, removed", ""),
    "shortcode-unknown": ("Shortcodes that nothing here knows", ""),
    "skipped": ("Texts left out, as you asked", ""),
    "slug-changed": (
        "Slugs that changed",
        "Another text has the old one, or no file can have that name. Addresses stay as they were.",
    ),
    "status-dropped": ("Texts from WordPress's bin, and its own copies", "Nothing to do."),
    "sticky": ("Sticky posts", "They say `Sticky: yes`."),
    "style-removed": ("Styles in texts, removed", ""),
    "text-differs": ("Texts whose Markdown does not show the same", ""),
    "title-missing": ("Texts without a title", "They got their first words for one; write a better one."),
    "undeclared-prefixes": ("Prefixes that the file does not declare", "Nothing to do."),
    "video-missing": ("Films that the export does not name", ""),
    "video-unknown": (
        "Featured videos of hosts that no player is known for",
        "They are a link above the text.",
    ),
    "windows-characters": ("Characters of Windows-1252, read as such", "Nothing to do."),
    "wrong-bytes": (
        "Bytes that do not fit the encoding of the file",
        "They were read as Windows-1252. Look at the accents and quotation marks of these texts.",
    ),
    "wrong-encoding": (
        "Files that declare another encoding than they have",
        "They were read as what they are. Look at the accents of a few texts.",
    ),
}


def describe_kind(kind: str) -> tuple[str, str]:
    """The heading for a kind of note, and what to do; of an unknown kind, its code."""
    return _KINDS.get(kind, (kind.replace("-", " ").capitalize(), ""))
