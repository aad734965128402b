"""What is found in each text alone; it is remembered, so only texts that have changed are looked at again."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import chain

from pelican.contents import Content
from pelican_toolkit.incremental import build_key, identify_text, remember

from .files import check_secrets
from .headers import check_form, check_values, find_moment
from .links import check_references, leads_inside, list_references
from .markup import check_markup
from .reading import Reading
from .texts import Facts, Passage, ProofText, SourceFile, read_passages


def build_texts(sources: Mapping[str, SourceFile], reading: Reading) -> Iterator[ProofText]:
    """The texts that Pelican could read; `sources` by their paths in the content folder."""
    for content in reading.inventory.contents:
        if source := sources.get(str(content.relative_source_path)):
            with suppress(OSError, UnicodeDecodeError):  # its file has changed meanwhile
                facts = _find_facts(source, content, reading)
                yield ProofText(source=replace(source, known=facts.header), content=content, facts=facts)


def _find_facts(source: SourceFile, content: Content, reading: Reading) -> Facts:
    def look() -> Facts:
        return _list_facts(read_passages(source, content, reading.find_made(content)))

    text = identify_text(content)  # all that the text was made from; besides, a plugin may hold it back
    return remember("facts", build_key(text, content.status), look) if text else look()


def _list_facts(passages: list[Passage]) -> Facts:
    text, *fields = passages
    source, settings = text.source, text.content.settings
    references = [[*list_references(passage)] for passage in passages]
    own, *others = (
        Facts(ids=passage.rendering.ids, references=tuple(one for one in found if leads_inside(one, passage)))
        for passage, found in zip(passages, references, strict=True)
    )
    return replace(
        own,
        remarks=(
            *check_markup(text, fields),
            *check_form(source),
            *check_values(source, settings),
            *check_secrets(source),
            *check_references(chain.from_iterable(references), text),
        ),
        comments=text.prose.comments,
        fields=(*others,),
        header=replace(text.header),  # without what it has computed
        date=find_moment("date", source, settings),
    )
