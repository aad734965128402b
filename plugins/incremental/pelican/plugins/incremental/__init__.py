"""Builds a Pelican site again by writing only what has changed."""

from .memory import remembering
from .plugin import register
from .preparing import Basis, OutdatedError, Preparation

__all__ = ["Basis", "OutdatedError", "Preparation", "register", "remembering"]
