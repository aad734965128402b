"""What engines call a text that is not for readers yet, and the header forms in which they say it."""

import json
from collections.abc import Mapping
from typing import NamedTuple

import yaml

YES, NO = True, False
PAST, FUTURE = "2001-02-03", "2999-01-01"


class Case(NamedTuple):
    """A line of a header, and the text's status; "" is a draft because nobody can tell."""

    status: str
    key: str
    value: object


def _list(status: str, keys: str, *values: object) -> list[Case]:
    return [Case(status, key, value) for key in keys.split() for value in values]


KEPT_BACK = [
    *_list("draft", "draft", YES, "true", "TRUE", "Yes", "on", "1", "oui"),
    *_list("draft", "Draft DRAFT is_draft isDraft has_draft _draft brouillon private headless", YES),
    *_list("draft", "expiryDate", PAST, "2001-02-03T04:05:06+02:00"),
    *_list("draft", "unpublishDate", PAST),
    *_list("draft", "publishDate", FUTURE, "2999-01-01 10:00", "2999-01-01T10:00:00Z"),
    *_list("draft", "published", NO, "False", "no", "OFF", "0", "non", "draft", FUTURE),
    *_list("draft", "publish", NO, "draft", "private"),
    *_list("draft", "dg-publish permalink routable", NO),
    *_list("hidden", "eleventyExcludeFromCollections unlisted hidden", YES),
    *_list("hidden", "visible", NO),
    *_list("draft", "password", "tango", "0000"),
    *_list("draft", "tags", "draft", "tango, Draft", "private"),
    *_list("draft", "status", "draft", "Draft", "DRAFT ", "Skip", "pending", "private", "future", "trash"),
    *_list("draft", "status", "Auto-Draft", "scheduled", "0", "brouillon", "Brouillon", "privé", "en cours"),
    *_list("hidden", "status", "hidden"),
    *_list("draft", "post_status statut", "brouillon"),
    *_list("draft", "visibility", "Private", "password protected", "members", "paid", "tiers"),
    *_list("draft", "state workflow", "draft"),
    *_list("hidden", "visibility", "unlisted"),
    *_list("", "draft", "maybe", "2", "soon", ""),
    *_list("", "published publish private", "peut-être"),
    *_list("", "status", "drfat", "idk", "publishd"),
    *_list("", "visibility publishDate unlisted", "sort of"),
    *_list("", "expiryDate", "2001-99-99"),
]

PUBLISHED = [
    *_list("published", "draft", NO, "false", "FALSE", "No", "off", "0", "non"),
    *_list("published", "expiryDate", FUTURE, "never", ""),
    *_list("published", "publishDate", PAST, ""),
    *_list("published", "published", YES, "yes", "2015-03-02", 1998),
    *_list("published", "publish noindex", YES),
    *_list("published", "private unlisted sitemap", NO),
    *_list("published", "permalink", "/a/{{ page.fileSlug }}/"),
    *_list("published", "status", "publish", "Published", "", "featured", "1"),
    *_list("published", "visibility", "public"),
    *_list("published", "password", "", NO),
    *_list("published", "draft_version", 3),
    *_list("published", "private_notes drafted_by audience", "Jeanne"),
    *_list("published", "publisher comments", "false"),
    *_list("published", "state access type layout render hide", "California"),
    *_list("published", "layout type", "internal"),
    *_list("published", "build", "3.11"),
    *_list("published", "tags", "NBA draft, privately"),
    *_list("published", "expires", PAST),
]

_PLAIN = "title: {title}\ndate: 2015-11-20\n{key}: {value}\n"
_HTML = """<html><head><title>{title}</title><meta name="date" content="2015-11-20">
<meta name="{key}" content="{value}"></head><body><p>Words.</p></body></html>
"""
FORMS: Mapping[str, tuple[str, str]] = {
    "pelican": (".md", _PLAIN + "\nWords.\n"),
    "french": (".md", _PLAIN.replace("{key}", "{key} ") + "\nWords.\n"),
    "yaml": (".md", "---\ntitle: {title}\ndate: 2015-11-20\n{yaml}---\nWords.\n"),
    "plain-yaml": (".markdown", f"\ufeff---\n{_PLAIN}---\nWords.\n".replace("\n", "\r\n")),
    "broken-yaml": (
        ".md",
        f"---\n{_PLAIN}---\nWords.\n".replace("{key}", "note: a: b\naliases:\n- a\n{key}"),
    ),
    "toml": (".md", '+++\ntitle = "{title}"\ndate = 2015-11-20\n{toml}\n+++\nWords.\n'),
    "rst": (".rst", "{title}\n{line}\n\n:date: 2015-11-20\n:{key}: {value}\n\nWords.\n"),
    "html": (".html", _HTML),
}
"""The suffix of a file and its template, for each form of a header.

Pelican ends a header at French's space before a colon, and at the list in `broken-yaml`, which is not YAML.
"""


def write_text(form: str, title: str, case: Case) -> str:
    """The text of a file in a form."""
    value = case.value
    plain = str(value).lower() if isinstance(value, bool) else str(value)
    return FORMS[form][1].format(
        title=title,
        line="#" * len(title),
        key=case.key,
        value=plain,
        yaml=yaml.safe_dump({case.key: None if value == "" else value}, allow_unicode=True),
        toml=f"{json.dumps(case.key)} = {json.dumps(value, ensure_ascii=False)}",
    )
