"""Starts a new blog in a new folder, from a clone of this repository: `make start`.

`asking` collects the answers and `answers` checks them; `making` makes the folder from the files that `clone`
lists, the templates that `filling` fills in, the logo that `logo` draws, and the tools from `packages`.
"""
