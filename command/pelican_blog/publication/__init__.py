"""What `make publish` builds and what it refuses, and the branch that `make github` puts it on.

`settings` looks at the settings before the build, `credentials` at what git has not committed, `output` at
the built files, from which `draft_files` takes what only drafts use. Each lists its obstacles as sentences:
file or setting, problem, what to do.
"""
