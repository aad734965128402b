"""E-mail addresses in texts that are or will be public."""

import re

# A handle such as @jeanne@social.example is no address: its first @ keeps it from matching.
_ADDRESS = re.compile(r"(?<![\w.+@-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def find_addresses(text: str) -> list[str]:
    """The e-mail addresses in a text, as they stand there."""
    return _ADDRESS.findall(text)
