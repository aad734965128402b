"""Discussions as schema.org data, for machines that read the page."""

from typing import Any

from pelican.contents import Content, Page

from .markup import strip_tags
from .models import Comment, Discussion


def describe_discussion(content: Content, siteurl: str) -> dict[str, Any]:
    """The published comments on one page of a discussion, in order of time.

    The result is JSON-LD (https://schema.org/Comment). `siteurl` is the site's address as the page knows it:
    "" or relative if the page is not published.
    """
    discussion: Discussion = content.comments
    return {
        "@context": "https://schema.org",
        "@type": "WebPage" if isinstance(content, Page) else "BlogPosting",
        "@id": f"{siteurl}/{discussion.addresses[0]}",
        "commentCount": discussion.count,
        "comment": [
            _describe_comment(comment, parent, discussion, siteurl) for comment, parent in discussion.shown
        ],
    }


def _describe_comment(
    comment: Comment, parent: Comment | None, discussion: Discussion, siteurl: str
) -> dict[str, Any]:
    author = {"@type": "Person", "name": comment.author}
    if comment.website:
        author["url"] = comment.website
    described: dict[str, Any] = {
        "@type": "Comment",
        "@id": f"{siteurl}/{discussion.locate(comment.id)}",
        "author": author,
        "text": strip_tags(comment.body),
    }
    if comment.lang:
        described["inLanguage"] = comment.lang
    if comment.date:
        described["datePublished"] = comment.date.isoformat()
    if parent:
        described["parentItem"] = {"@id": f"{siteurl}/{discussion.locate(parent.id)}"}
    return described
