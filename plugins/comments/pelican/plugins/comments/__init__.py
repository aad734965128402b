"""Threaded reader comments for Pelican: plain files in git, plain HTML in the page."""

from .plugin import register

__all__ = ["register"]
