"""Gettext strings and dates in the language of each page, for any Pelican theme."""

from .plugin import register

__all__ = ["register"]
