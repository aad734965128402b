"""URLs that are in the text as they are: `<https://example.org/>`."""

from xml.etree.ElementTree import Element


def isolate_addresses(root: Element) -> None:
    """A link whose words are its URL runs from left to right, even in a text that runs the other way.

    Otherwise the slash at its end would be shown before it: signs take the direction of the text around them.
    """
    for link in root.iter("a"):
        if "://" in (link.text or "") and link.text == link.get("href"):
            link.set("dir", "ltr")
