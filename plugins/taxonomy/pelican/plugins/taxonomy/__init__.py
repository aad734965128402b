"""Several categories for each article, in a tree, with slugs of your own, for any Pelican site."""

from .plugin import register

__all__ = ["register"]
