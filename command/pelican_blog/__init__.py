"""Tools for the writer of a Pelican blog: write, proofread, build, publish, moderate comments.

`__main__` is the command; each subcommand has a package: `writing`, `proofreading`, `building`,
`publication`, `devserver`.
"""
