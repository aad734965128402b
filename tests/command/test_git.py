"""git is asked, and what keeps it from answering is an answer too."""

from pathlib import Path

import pytest
from pelican_blog import git


def test_git_that_does_not_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "git"
    program.write_text("#!/bin/sh\nexec sleep 600\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(git, "PATIENCE", 0.2)
    done = git.run_git(tmp_path, "fetch", "--quiet")
    assert (done.returncode, done.stderr) == (124, "git fetch did not end within 0.2 seconds")
