"""French typography on the articles and pages of a Pelican site."""

from pelican.contents import Article, Content, Page
from pelican.generators import Generator
from pelican.plugins import signals
from pelican_toolkit.incremental import pure
from pelican_toolkit.titles import escapes, is_html_title

from .errors import keep_building
from .markup import strip_tags, typeset
from .rules import typeset_text


def register() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(typeset_content)
    signals.generator_init.connect(add_filter)


@pure
def typeset_content(content: Content) -> None:
    """Typeset the body, title and summary of an article or page; its slug is already fixed."""
    if not isinstance(content, Article | Page):
        return
    with keep_building(str(content.relative_source_path)):
        # Pelican has no public attribute for the source of `content` and of `summary`.
        if content._content:  # noqa: SLF001
            content._content = typeset(content._content, content.lang)  # noqa: SLF001
        if isinstance(content.metadata.get("title"), str):  # a list, where the header has two
            content.title = content.metadata["title"] = typeset_title(content)
        if isinstance(content.metadata.get("summary"), str):
            summary = typeset(content.metadata["summary"], content.lang)
            content._summary = content.metadata["summary"] = summary  # noqa: SLF001


def typeset_title(content: Content) -> str:
    """The title, typeset: HTML, or text if the templates escape what they print.

    For those, a title that Pelican's reader returns as HTML (reStructuredText, TYPOGRIFY) is turned into
    text, or themes would escape it twice. `title_is_text` says so.
    """
    if not escapes(content.settings):
        return typeset(content.title, content.lang)
    content.title_is_text = True
    title = strip_tags(content.title) if is_html_title(content) else content.title
    return typeset_text(title, content.lang)


def add_filter(generator: Generator) -> None:
    """Give templates the filter `strip_tags`."""
    generator.env.filters["strip_tags"] = strip_tags
