"""The addresses in a text, with the elements that they stand in."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag

from .texts import Text

ATTRIBUTES = ("href", "src", "poster", "srcset")
"""Those in which addresses stand."""
_MADE = {"heading-link", "footnote-ref", "footnote-backref"}
"""The classes of links that no writer has written."""
_SHOWN = {"img", "source", "video", "audio", "track"}
"""The elements whose files the page loads by itself, from its own site alone: see the theme's policy."""
_SAYING = ["img", "picture", "svg", "video", "audio", "object"]
"""What a link may show in the place of words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An address, and where it stands."""

    tag: Tag
    attribute: str
    address: str

    @property
    def is_shown(self) -> bool:
        """Whether the page loads it: a picture, a film or a recording."""
        return self.tag.name in _SHOWN

    @property
    def has_words(self) -> bool:
        """Whether a link says something, or shows it: the words of a picture are looked at by themselves."""
        tag = self.tag
        return bool(tag.get_text(strip=True) or tag.find(_SAYING) or tag.get("aria-label"))


def list_references(text: Text) -> Iterator[Reference]:
    """Each address in a text that is the writer's."""
    for tag in text.rendering.page.find_all():
        if _MADE.isdisjoint(tag.get_attribute_list("class")):
            for attribute in ATTRIBUTES:
                if tag.has_attr(attribute):
                    value = str(tag[attribute])
                    addresses = list_addresses(attribute, value) if attribute == "srcset" else [value]
                    for address in addresses:
                        yield Reference(tag=tag, attribute=attribute, address=address.strip())


def list_addresses(attribute: str, value: str) -> list[str]:
    """The addresses in an attribute; srcset has several, each with its width."""
    values = value.split(",") if attribute == "srcset" else [value]
    return [address.split(maxsplit=1)[0] for address in values if address.strip()]
