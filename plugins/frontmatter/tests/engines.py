"""What engines call a text that is not for readers yet, and the header forms in which they say it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import yaml

YES, NO = True, False
PAST, FUTURE = "2001-02-03", "2999-01-01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A line of a header, and what becomes of the text."""

    engine: str
    key: str
    value: object
    status: str
    is_understood: bool = True


def _list(engine: str, status: str, key: str, *values: object) -> list[Case]:
    return [Case(engine=engine, key=key, value=value, status=status) for value in values]


def _list_doubts(key: str, *values: object) -> list[Case]:
    return [
        Case(engine="none", key=key, value=value, status="draft", is_understood=False) for value in values
    ]


KEPT_BACK = [
    *_list("Hugo", "draft", "draft", YES, "true", "TRUE", "Yes", "on", "1", "oui"),
    *_list("Hugo", "draft", "Draft", YES),
    *_list("Hugo", "draft", "DRAFT", YES),
    *_list("Hugo", "draft", "expiryDate", PAST, "2001-02-03T04:05:06+02:00"),
    *_list("Hugo", "draft", "unpublishDate", PAST),
    *_list("Hugo", "draft", "publishDate", FUTURE, "2999-01-01 10:00", "2999-01-01T10:00:00Z"),
    *_list("Hugo", "draft", "headless", YES),
    *_list("Jekyll", "draft", "published", NO, "False", "no", "OFF", "0", "non", "draft", FUTURE),
    *_list("Obsidian", "draft", "publish", NO),
    *_list("Obsidian", "draft", "dg-publish", NO),
    *_list("Metalsmith", "draft", "publish", "draft", "private"),
    *_list("Quartz", "draft", "private", YES, "YES"),
    *_list("Cobalt", "draft", "is_draft", YES),
    *_list("Flowershow", "draft", "isDraft", YES),
    *_list("Nikola", "draft", "has_draft", YES),
    *_list("Nuxt", "draft", "_draft", YES),
    *_list("Eleventy", "draft", "permalink", NO),
    *_list("Eleventy", "hidden", "eleventyExcludeFromCollections", YES),
    *_list("Grav", "draft", "routable", NO),
    *_list("Grav", "hidden", "visible", NO),
    *_list("Docusaurus", "hidden", "unlisted", YES),
    *_list("Hexo", "hidden", "hidden", YES),
    *_list("Hexo", "draft", "password", "tango", "0000"),
    *_list("Nikola", "draft", "status", "private"),
    *_list("Nikola", "draft", "tags", "draft", "tango, Draft", "private"),
    *_list("Pelican", "draft", "status", "draft", "Draft", "DRAFT ", "Skip"),
    *_list("Pelican", "hidden", "status", "hidden"),
    *_list(
        "WordPress", "draft", "status", "pending", "private", "future", "trash", "auto-draft", "Auto-Draft"
    ),
    *_list("WordPress", "draft", "post_status", "draft"),
    *_list("WordPress", "draft", "visibility", "private", "Private", "password protected"),
    *_list("Ghost", "draft", "status", "scheduled"),
    *_list("Ghost", "draft", "visibility", "members", "paid", "tiers"),
    *_list("Drupal", "draft", "status", "0"),
    *_list("Micropub", "hidden", "visibility", "unlisted"),
    *_list("French", "draft", "status", "brouillon", "Brouillon", "privé", "en cours"),
    *_list("French", "draft", "statut", "brouillon"),
    *_list("French", "draft", "brouillon", "oui"),
    *_list_doubts("draft", "maybe", "2", "soon", ""),
    *_list_doubts("published", "soon", "peut-être"),
    *_list_doubts("publish", "later"),
    *_list_doubts("private", "perhaps"),
    *_list_doubts("status", "drfat", "idk", "publishd"),
    *_list_doubts("visibility", "some"),
    *_list_doubts("publishDate", "one day"),
    *_list_doubts("expiryDate", "2001-99-99"),
    *_list_doubts("unlisted", "sort of"),
]

PUBLISHED = [
    *_list("Hugo", "published", "draft", NO, "false", "FALSE", "No", "off", "0", "non"),
    *_list("Hugo", "published", "expiryDate", FUTURE, "never", ""),
    *_list("Hugo", "published", "publishDate", PAST, ""),
    *_list("Jekyll", "published", "published", YES, "yes", "2015-03-02", 1998),
    *_list("Obsidian", "published", "publish", YES),
    *_list("Quartz", "published", "private", NO),
    *_list("Docusaurus", "published", "unlisted", NO),
    *_list("Eleventy", "published", "permalink", "/a/{{ page.fileSlug }}/"),
    *_list("WordPress", "published", "status", "publish", "Published", ""),
    *_list("WordPress", "published", "visibility", "public"),
    *_list("WordPress", "published", "password", "", NO),
    *_list("Nikola", "published", "status", "featured"),
    *_list("Drupal", "published", "status", "1"),
    *_list("own", "published", "private_notes", "x"),
    *_list("own", "published", "draft_version", 3),
    *_list("own", "published", "drafted_by", "Jeanne"),
    *_list("own", "published", "publisher", "no"),
    *_list("own", "published", "noindex", YES),
    *_list("own", "published", "sitemap", NO),
    *_list("own", "published", "comments", "false"),
    *_list("own", "published", "state", "California"),
    *_list("own", "published", "type", "review", "post"),
    *_list("own", "published", "layout", "post"),
    *_list("own", "published", "access", "Metro line 4"),
    *_list("own", "published", "audience", "beginners"),
    *_list("own", "published", "render", "3d"),
    *_list("own", "published", "hide", "toc"),
    *_list("own", "published", "build", "3.11"),
    *_list("own", "published", "tags", "NBA draft, privately"),
    *_list("own", "published", "expires", PAST),
]


def _write_value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def write_pelican(title: str, case: Case) -> str:
    return f"Title: {title}\nDate: 2015-11-20\n{case.key}: {_write_value(case.value)}\n\nWords.\n"


def write_french(title: str, case: Case) -> str:
    """With the space before the colon that ends Pelican's header."""
    return f"Title: {title}\nDate: 2015-11-20\n{case.key} : {_write_value(case.value)}\n\nWords.\n"


def write_yaml(title: str, case: Case) -> str:
    value: object = case.value or None if case.value == "" else case.value
    header = yaml.safe_dump({"title": title, "date": "2015-11-20", case.key: value}, allow_unicode=True)
    return f"---\n{header}---\n\nWords.\n"


def write_plain_yaml(title: str, case: Case) -> str:
    """Without quotes, and with the ends of lines that Windows has."""
    lines = f"---\ntitle: {title}\ndate: 2015-11-20\n{case.key}: {_write_value(case.value)}\n---\nWords.\n"
    return "\ufeff" + lines.replace("\n", "\r\n")


def write_broken_yaml(title: str, case: Case) -> str:
    """What no reader of YAML takes, and Pelican only down to the list."""
    lines = (
        f"title: {title}\ndate: 2015-11-20\nnote: a: b\naliases:\n- a\n{case.key}: {_write_value(case.value)}"
    )
    return f"---\n{lines}\n---\nWords.\n"


def write_toml(title: str, case: Case) -> str:
    value = (
        _write_value(case.value)
        if isinstance(case.value, bool | int)
        else json.dumps(case.value, ensure_ascii=False)
    )
    return f'+++\ntitle = "{title}"\ndate = 2015-11-20\n{json.dumps(case.key)} = {value}\n+++\nWords.\n'


def write_rst(title: str, case: Case) -> str:
    line = "#" * len(title)
    return f"{title}\n{line}\n\n:date: 2015-11-20\n:{case.key}: {_write_value(case.value)}\n\nWords.\n"


def write_html(title: str, case: Case) -> str:
    return (
        f'<html><head><title>{title}</title><meta name="date" content="2015-11-20">\n'
        f'<meta name="{case.key}" content="{_write_value(case.value)}"></head>\n'
        "<body><p>Words.</p></body></html>\n"
    )


Write = Callable[[str, Case], str]
FORMS: Mapping[str, tuple[str, Write]] = {
    "pelican": (".md", write_pelican),
    "french": (".md", write_french),
    "yaml": (".md", write_yaml),
    "plain-yaml": (".markdown", write_plain_yaml),
    "broken-yaml": (".md", write_broken_yaml),
    "toml": (".md", write_toml),
    "rst": (".rst", write_rst),
    "html": (".html", write_html),
}
"""The suffix of a file and the way to write it, for each form of a header."""
