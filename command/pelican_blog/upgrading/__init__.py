"""Upgrades a blog's tools from a newer clone: `make upgrade`.

`upgrade` replaces the tools, `news` reads the changelogs, `files` compares the blog's files with ours.
"""
