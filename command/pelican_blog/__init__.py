"""What the writer of a Pelican blog does: write, proofread, build, publish, decide on comments.

`__main__` is the command; each subcommand is a room: `writing`, `proofreading`, `building`, `publication`,
`devserver`.
"""
