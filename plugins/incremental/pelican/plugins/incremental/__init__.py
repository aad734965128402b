"""Builds a Pelican site again by writing only what has changed."""

from .memory import remembering
from .plugin import register

__all__ = ["register", "remembering"]
