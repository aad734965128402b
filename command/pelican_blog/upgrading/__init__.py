"""The tools of a newer clone for a blog that was begun in an older one: `make upgrade`.

`upgrade` replaces the tools; `news` reads the changelogs; `files` compares what is the writer's with ours.
"""
