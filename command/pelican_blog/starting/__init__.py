"""A new blog in a new folder, made of a clone of this repository: `make start`.

`asking` gets the answers, which `answers` checks; `making` makes the folder: of what `clone` copies, the
templates that `filling` fills, the logo that `logo` draws, and the tools of `packages`.
"""
