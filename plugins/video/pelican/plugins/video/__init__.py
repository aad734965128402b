"""Featured and inline videos for Pelican that load nothing from elsewhere before a click."""

from .plugin import register

__all__ = ["register"]
