"""A Pagefind search index for a Pelican site, written with each build."""

from .plugin import register

__all__ = ["register"]
