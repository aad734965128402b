"""French typography on the articles and pages of a Pelican site."""

from pelican.contents import Article, Content, Page
from pelican.generators import Generator
from pelican.plugins import signals
from pelican_toolkit.titles import escapes, is_html_title

from .errors import keep_building
from .markup import strip_tags, typeset
from .rules import typeset_text


def register() -> None:
    """From here on Pelican hands over each content as soon as it has read it."""
    signals.content_object_init.connect(typeset_content)
    signals.generator_init.connect(add_filter)


def typeset_content(content: Content) -> None:
    """The body, title and summary of an article or page are typeset; its slug was settled before."""
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
    """The title typeset; it stays HTML, but is text where the templates escape what they print.

    There a title that its reader has made HTML (reStructuredText, TYPOGRIFY) becomes text, and the content
    says so (`title_is_text`): else every theme would escape it a second time.
    """
    if not escapes(content.settings):
        return typeset(content.title, content.lang)
    content.title_is_text = True
    title = strip_tags(content.title) if is_html_title(content) else content.title
    return typeset_text(title, content.lang)


def add_filter(generator: Generator) -> None:
    """The templates get the filter `strip_tags`."""
    generator.env.filters["strip_tags"] = strip_tags
