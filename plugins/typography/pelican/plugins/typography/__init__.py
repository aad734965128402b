"""French spacing and quotes on the text of a Pelican site."""

from .markup import typeset
from .plugin import register

__all__ = ["register", "typeset"]
