"""Discussions as schema.org data, for machines that read the page."""

from typing import Any

from pelican.contents import Content, Page

from .markup import strip_tags
from .models import Comment


def describe_discussion(content: Content, siteurl: str) -> dict[str, Any]:
    """The published comments of an article or page as JSON-LD (https://schema.org/Comment), in order of time.

    `siteurl` is the site's address as the page knows it: "" or relative where the page is not published.
    """
    url = f"{siteurl}/{content.url}"
    discussion = content.comments
    return {
        "@context": "https://schema.org",
        "@type": "WebPage" if isinstance(content, Page) else "BlogPosting",
        "@id": url,
        "commentCount": discussion.count,
        "comment": [_describe_comment(comment, parent, url) for comment, parent in discussion.comments],
    }


def _describe_comment(comment: Comment, parent: Comment | None, url: str) -> dict[str, Any]:
    author = {"@type": "Person", "name": comment.author}
    if comment.website:
        author["url"] = comment.website
    described: dict[str, Any] = {
        "@type": "Comment",
        "@id": f"{url}#comment-{comment.id}",
        "author": author,
        "text": strip_tags(comment.body),
    }
    if comment.lang:
        described["inLanguage"] = comment.lang
    if comment.date:
        described["datePublished"] = comment.date.isoformat()
    if parent:
        described["parentItem"] = {"@id": f"{url}#comment-{parent.id}"}
    return described
