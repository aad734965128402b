"""git is asked, and what keeps it from answering is an answer too."""

from pathlib import Path

import pytest
from pelican_blog import git


def test_git_is_asked_in_english_given_up_and_may_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "git"
    program.write_text('#!/bin/sh\necho "$LC_ALL $4"\n[ "$4" != fetch ] || exec sleep 600\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert git.run_git(tmp_path, "status").stdout == "C status\n"
    monkeypatch.setattr(git, "PATIENCE", 0.2)
    done = git.run_git(tmp_path, "fetch", "--quiet")
    assert (done.returncode, done.stderr) == (124, "git fetch did not end within 0.2 seconds")
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    done = git.run_git(tmp_path, "status")
    assert (done.returncode, git.has_no_repository(done)) == (127, True)
