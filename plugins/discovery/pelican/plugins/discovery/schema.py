"""Pages as schema.org data (JSON-LD), built as data and serialised once."""

import json
from collections.abc import Mapping
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from .models import Document, Film, Site, Term

Node = dict[str, Any]


def render_graph(*nodes: Node) -> Markup:
    """The nodes as one JSON-LD document that is harmless within <script>, whatever their texts hold."""
    graph = {"@context": "https://schema.org", "@graph": [*nodes]}
    return htmlsafe_json_dumps(graph, dumps=json.dumps, ensure_ascii=False, separators=(",", ":"))


def describe_site(site: Site) -> Node:
    """The site (https://schema.org/WebSite), for its first page."""
    node = {
        "@type": "WebSite",
        "@id": site.address(""),
        "url": site.address(""),
        "name": site.name,
        "description": site.description,
        "inLanguage": site.lang,
    }
    return _drop_empty(node)


def describe_document(document: Document, site: Site, description: str, comments: Mapping[str, Any]) -> Node:
    """An article (https://schema.org/BlogPosting) or a page (WebPage) with its video and its comments.

    Of `comments`, such as pelican-comments describes them, `commentCount` and `comment` are taken.
    """
    url = site.address(document.path)
    node = {
        "@type": "BlogPosting" if document.is_article else "WebPage",
        "@id": url,
        "mainEntityOfPage" if document.is_article else "url": url,
        "headline" if document.is_article else "name": document.title,
        "description": description,
        "inLanguage": document.lang,
        "image": site.address(document.picture.path) if document.picture else None,
        "video": _describe_film(document.film, site, description) if document.film else None,
        **(_describe_publication(document, site) if document.is_article else {}),
    }
    if comments.get("comment"):
        node |= {"commentCount": comments["commentCount"], "comment": comments["comment"]}
    return _drop_empty(node)


def describe_path(document: Document, site: Site) -> Node:
    """The way from the first page to this one (https://schema.org/BreadcrumbList)."""
    home, here = Term(name=site.name, path=""), Term(name=document.title, path=document.path)
    category = document.category
    # Search engines refuse a step without a page of its own.
    steps = [home, *([category] if category and category.path is not None else []), here]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            _drop_empty({"@type": "ListItem", "position": rank, "name": step.name, "item": _link(step, site)})
            for rank, step in enumerate(steps, start=1)
        ],
    }


def _describe_publication(article: Document, site: Site) -> Node:
    modified = article.modified or article.published
    return {
        "datePublished": article.published.isoformat() if article.published else None,
        "dateModified": modified.isoformat() if modified else None,
        "author": [
            _drop_empty({"@type": "Person", "name": author.name, "url": _link(author, site)})
            for author in article.authors
        ],
        "articleSection": article.category.name if article.category else None,
        "keywords": [*article.tags],
    }


def _describe_film(film: Film, site: Site, description: str) -> Node:
    node = {
        "@type": "VideoObject",
        "name": film.title,
        "description": description,
        "thumbnailUrl": site.address(film.picture.path),
        "uploadDate": film.published.isoformat(),
        "duration": film.duration,
        "contentUrl": site.address(film.file) if film.file else None,
        "embedUrl": film.player,
    }
    return _drop_empty(node)


def _link(term: Term, site: Site) -> str | None:
    return None if term.path is None else site.address(term.path)


def _drop_empty(node: Mapping[str, Any]) -> Node:
    """The properties that have a value: an empty one says nothing."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}
