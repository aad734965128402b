"""Old addresses that lead to the new ones, on any host, for any Pelican site."""

from .plugin import register

__all__ = ["register"]
