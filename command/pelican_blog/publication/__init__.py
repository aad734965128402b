"""What `make publish` builds and refuses to build, and the branch that `make github` pushes it to.

Before the build, `settings` checks the settings and `credentials` the files that git has not committed. After
it, `draft_files` removes what only drafts use and `output` checks the built files. Each lists its obstacles
as sentences: file or setting, problem, remedy.
"""
