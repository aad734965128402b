"""An item of an export, with its terms, meta fields and comments."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b

from .elements import Element, list_children, read_text
from .models import Item, Term, WrittenComment
from .scalars import decode_slug, decode_text, name_taxonomy, read_number

_OWN = frozenset({"", "wp"})


def read_item(element: Element, file: str, line: int) -> tuple[Item, int]:
    """The item in an element, where whatever is missing is empty, and how many comments have a new id."""
    item = _read_item(element, file, line)
    written = [_read_comment(child) for _, name, child in list_children(element) if name == "comment"]
    comments = _name_comments(written)
    kept = {comment.id for comment in written}
    return replace(item, comments=comments), sum(comment.id not in kept for comment in comments)


def _read_item(element: Element, file: str, line: int) -> Item:
    texts: dict[tuple[str, str], str] = {}
    parts: dict[str, list[Element]] = {"category": [], "postmeta": []}
    for meaning, name, child in list_children(element):
        if name in parts and meaning in _OWN:
            parts[name].append(child)
        elif name != "comment":
            texts.setdefault(("" if meaning == "wp" else meaning, name), read_text(child))

    def read(name: str, meaning: str = "") -> str:
        return texts.get((meaning, name), "")

    return Item(
        file=file,
        line=line,
        id=read_number(read("post_id")),
        type=read("post_type"),
        status=read("status"),
        title=read("title"),
        link=read("link"),
        guid=read("guid"),
        slug=decode_slug(read("post_name")),
        date=read("post_date"),
        date_gmt=read("post_date_gmt"),
        modified=read("post_modified"),
        modified_gmt=read("post_modified_gmt"),
        pub_date=read("pubDate"),
        parent=read_number(read("post_parent")) or 0,
        menu_order=read_number(read("menu_order")) or 0,
        password=read("post_password"),
        is_sticky=read("is_sticky") == "1",
        creator=decode_text(read("creator", "dc")),
        content=read("encoded", "content"),
        excerpt=read("encoded", "excerpt"),
        comment_status=read("comment_status"),
        ping_status=read("ping_status"),
        attachment_url=read("attachment_url"),
        terms=_read_terms(parts["category"]),
        meta=tuple(_read_meta(child) for child in parts["postmeta"]),
    )


def _read_terms(elements: Iterable[Element]) -> tuple[Term, ...]:
    """The terms, each once: exports of old have each a second time, without its slug."""
    found = [_read_term(element) for element in elements]
    named = {term.name for term in found if term.slug}
    kept = (term for term in found if term.slug or (term.name and term.name not in named))
    return tuple(dict.fromkeys(kept))


def _read_term(element: Element) -> Term:
    slug = decode_slug(element.get("nicename", ""))
    domain = name_taxonomy(element.get("domain", "").strip()) or "category"
    return Term(domain=domain, slug=slug, name=decode_text(read_text(element)) or slug)


def _read_meta(element: Element) -> tuple[str, str]:
    fields = _read_fields(element)
    return fields.get("meta_key", ""), fields.get("meta_value", "")


def _read_fields(element: Element) -> dict[str, str]:
    return {name: read_text(child) for _, name, child in list_children(element)}


def _read_comment(element: Element) -> WrittenComment:
    fields = {
        name.removeprefix("comment_"): read_text(child)
        for _, name, child in list_children(element)
        if name not in _UNREAD
    }
    return WrittenComment(
        id=fields.get("id", ""),
        author=fields.get("author", ""),
        website=fields.get("author_url", ""),
        date=fields.get("date", ""),
        date_gmt=fields.get("date_gmt", ""),
        content=fields.get("content", ""),
        approved=fields.get("approved", ""),
        type=fields.get("type", ""),
        parent=fields.get("parent", ""),
        user_id=fields.get("user_id", ""),
    )


_UNREAD = frozenset({"comment_author_email", "comment_author_IP", "commentmeta"})
"""What is somebody's own, and what plugins note on a comment, such as where it came from."""


def _name_comments(comments: Iterable[WrittenComment]) -> tuple[WrittenComment, ...]:
    """The comments, each with an id of its own; one that is there twice is kept once."""
    named: dict[str, WrittenComment] = {}
    seen: set[WrittenComment] = set()
    for comment in comments:
        if comment in seen:
            continue
        seen.add(comment)
        number = read_number(comment.id)
        own = str(number) if number and number > 0 else _make_id(comment)
        free, count = own, 1
        while free in named:
            count += 1
            free = f"{own}-{count}"
        named[free] = replace(comment, id=free)
    return tuple(named.values())


def _make_id(comment: WrittenComment) -> str:
    """An id that is the same whenever the comment is read."""
    written = repr((comment.id, comment.author, comment.date, comment.date_gmt, comment.content))
    return f"wp-{blake2b(written.encode(), digest_size=6).hexdigest()}"
