"""Addresses that stand in the text as they are: `<https://example.org/>`."""

from xml.etree.ElementTree import Element


def isolate_addresses(root: Element) -> None:
    """A link whose words are its address runs from left to right, also in a text that does not.

    Else the slash at its end would stand before it: a sign takes the direction of the text around.
    """
    for link in root.iter("a"):
        if "://" in (link.text or "") and link.text == link.get("href"):
            link.set("dir", "ltr")
