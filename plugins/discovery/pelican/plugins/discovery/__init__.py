"""Structured data, OpenGraph, sitemap, robots.txt and JSON Feed for any Pelican theme."""

from .plugin import register

__all__ = ["register"]
