"""A blog for texts to refer to, and the Markdown of this site."""

import dataclasses
from collections.abc import Callable, Sequence

import pytest
from pelican.plugins.comments.importing.markdown import Dialect
from pelican.plugins.comments.importing.wordpress.models import Item
from pelican_blog.importing.bodies import Attachment, Body, build_dialect, compare_body, convert_body

from siteconf import MARKDOWN

UPLOADS = "https://old.example/wp-content/uploads/"


class Blog:
    """The rest of a blog: three pictures, a sound and a film of post 1, and a reusable block."""

    def find_attachment(self, identity: int) -> Attachment | None:
        return next((file for file in self.list_children(None) if file.id == identity), None)

    def list_children(self, _item: object) -> Sequence[Attachment]:
        return [
            Attachment(
                id=3, url=f"{UPLOADS}3.jpg", title="C", caption="The sea", alt="A beach", mime="image/jpeg"
            ),
            Attachment(id=4, url=f"{UPLOADS}4.jpg", title="B", alt='"4"', mime="image/jpeg"),
            Attachment(id=5, url=f"{UPLOADS}5.png", title="A", mime="image/png"),
            Attachment(id=6, url=f"{UPLOADS}6.mp3", title="Song", mime="audio/mpeg"),
            Attachment(id=7, url=f"{UPLOADS}7.mp4", title="Film", mime="video/mp4"),
        ]

    def find_block(self, identity: int) -> str | None:
        again = '<!-- wp:block {"ref":9} /-->'
        return {8: "<!-- wp:paragraph --><p>Again.</p><!-- /wp:paragraph -->", 9: f"<p>x</p>{again}"}.get(
            identity
        )

    def rewrite(self, url: str) -> str:
        return url.replace(UPLOADS, "{static}/images/").replace("https://old.example/?p=2", "{filename}/2.md")


@pytest.fixture(scope="session")
def dialect() -> Dialect:
    return build_dialect(MARKDOWN)


Convert = Callable[..., Body]


@pytest.fixture(scope="session")
def convert(dialect: Dialect) -> Convert:
    """Converts a text, and checks that it says the same when rendered."""
    empty: dict[str, object] = {field.name: "" for field in dataclasses.fields(Item)}
    numbers = {"id": 1, "line": 1, "parent": 0, "menu_order": 0}

    def convert(content: str, mode: str = "verified", **others: object) -> Body:
        values = {**empty, **numbers, "is_sticky": False, "terms": (), "comments": (), "meta": ()}
        item = Item(**{**values, "title": "A title", "content": content, **others})  # type: ignore[arg-type]
        body = convert_body(item, library=Blog(), dialect=dialect, mode=mode)  # type: ignore[arg-type]
        assert compare_body(body.reference, body.text, dialect=dialect) is None
        assert "text-differs" not in {note.kind for note in body.notes}
        return body

    return convert
