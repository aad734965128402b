"""Pictures as AVIF and WebP in true widths, with their size, captions and grids, for any Pelican theme."""

from .plugin import register

__all__ = ["register"]
