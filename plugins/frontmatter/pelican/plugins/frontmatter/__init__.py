"""YAML and TOML front matter for Pelican; what any engine calls a draft stays one."""

from .plugin import register

__all__ = ["register"]
