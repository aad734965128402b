"""Table of contents, reading time, anchors, neighbours and related articles for any Pelican theme."""

from .plugin import register

__all__ = ["register"]
