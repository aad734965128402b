"""Exports for the tests, as WordPress writes them."""

from collections.abc import Iterable
from pathlib import Path

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is a WordPress eXtended RSS file, written by WordPress & its plugins. -->
<rss version="2.0"
\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/">
<channel>
\t<title>Un blog &amp; ses amis</title>
\t<link>https://example.org</link>
\t<language>fr-FR</language>
\t<wp:wxr_version>1.2</wp:wxr_version>
\t<wp:base_site_url>https://example.org</wp:base_site_url>
\t<wp:author><wp:author_id>7</wp:author_id><wp:author_login><![CDATA[nora]]></wp:author_login>\
<wp:author_email><![CDATA[nora@example.org]]></wp:author_email>\
<wp:author_display_name><![CDATA[Nora B.]]></wp:author_display_name></wp:author>
\t<wp:category><wp:category_nicename><![CDATA[php]]></wp:category_nicename>\
<wp:category_parent><![CDATA[code]]></wp:category_parent>\
<wp:cat_name><![CDATA[PHP &amp; <b>Cake</b>]]></wp:cat_name>\
<wp:termmeta><wp:meta_key>order</wp:meta_key><wp:meta_value><![CDATA[1]]></wp:meta_value></wp:termmeta></wp:category>
"""
FOOT = "</channel>\n</rss>\n"


def wrap(value: str) -> str:
    """A value as WordPress writes it."""
    return f"<![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]>"


def write_item(  # noqa: PLR0913  # all by name
    *,
    id: str = "42",  # noqa: A002
    title: str = "Un article",
    slug: str = "un-article",
    content: str = "Bonjour.",
    kind: str = "post",
    status: str = "publish",
    comments: Iterable[str] = (),
    more: str = "",
) -> str:
    return f"""\t<item>
\t<title>{wrap(title)}</title>
\t<link>https://example.org/2011/11/{slug}/</link>
\t<guid isPermaLink="false">https://example.org/?p={id}</guid>
\t<content:encoded>{wrap(content)}</content:encoded>
\t<excerpt:encoded>{wrap("")}</excerpt:encoded>
\t<wp:post_id>{id}</wp:post_id>
\t<wp:post_date>{wrap("2011-11-20 15:30:00")}</wp:post_date>
\t<wp:post_name>{wrap(slug)}</wp:post_name>
\t<wp:status>{wrap(status)}</wp:status>
\t<wp:post_type>{wrap(kind)}</wp:post_type>
{more}{"".join(comments)}\t</item>
"""


def write_comment(  # noqa: PLR0913  # all by name
    *,
    id: str = "1",  # noqa: A002
    author: str = "Jeanne",
    website: str = "",
    content: str = "Merci !",
    approved: str = "1",
    kind: str = "comment",
    parent: str = "0",
    user: str = "0",
    date: str = "2011-11-20 16:00:00",
    date_gmt: str = "2011-11-20 15:00:00",
) -> str:
    return f"""\t<wp:comment>
\t<wp:comment_id>{id}</wp:comment_id>
\t<wp:comment_author>{wrap(author)}</wp:comment_author>
\t<wp:comment_author_email>{wrap("jeanne.secret@example.org")}</wp:comment_author_email>
\t<wp:comment_author_url>{website}</wp:comment_author_url>
\t<wp:comment_author_IP>{wrap("192.0.2.77")}</wp:comment_author_IP>
\t<wp:comment_date>{wrap(date)}</wp:comment_date>
\t<wp:comment_date_gmt>{wrap(date_gmt)}</wp:comment_date_gmt>
\t<wp:comment_content>{wrap(content)}</wp:comment_content>
\t<wp:comment_approved>{wrap(approved)}</wp:comment_approved>
\t<wp:comment_type>{wrap(kind)}</wp:comment_type>
\t<wp:comment_parent>{parent}</wp:comment_parent>
\t<wp:comment_user_id>{user}</wp:comment_user_id>
\t</wp:comment>
"""


def write_export(*items: str, head: str = HEAD, foot: str = FOOT) -> str:
    return head + "".join(items) + foot


def save_export(folder: Path, *items: str, name: str = "export.xml") -> Path:
    path = folder / name
    path.write_text(write_export(*items), encoding="utf-8")
    return path
