"""What the workflows may do, and what their scripts do with a fake `gh` and a local remote."""

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).parent.parent
COMMENTS = runpy.run_path(str(ROOT / "pelicanconf.py"))["COMMENTS"]
FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / COMMENTS["issue_template"]


def read_yaml(path: Path) -> dict[str, Any]:
    """A file's values as strings, since YAML would read the key `on` as a boolean."""
    values: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return values


WORKFLOWS = {path.stem: read_yaml(path) for path in (ROOT / ".github/workflows").glob("*.y*ml")}
JOBS = {(stem, name): job for stem, workflow in WORKFLOWS.items() for name, job in workflow["jobs"].items()}


REQUIRED = """\
comment publish needs receive
comment publish if needs.receive.outputs.accepted == 'true'
comment publish uses $/.github/workflows/publish.yml
comment answer needs.1 publish
comment answer if ${{ !cancelled() && needs.receive.result == 'success' }}
comment receive concurrency.cancel-in-progress false
comment receive concurrency.queue max
comment answer concurrency.cancel-in-progress false
comment answer concurrency.queue max
comment receive cache-mode read
comment publish cache-mode read
comment answer cache-mode none
checks check cache-mode none
checks check steps.-1.run make check
checks check steps.-1.env.REQUIRE_ALL_TESTS 1
publish publish steps.-4.run make install
publish publish steps.-3.run make publish FORMAT=github
publish publish steps.-3.env.SITEURL ${{ steps.pages.outputs.base_url }}
publish publish steps.-2.with.path output
publish publish steps.-2.with.name github-pages-${{ github.run_attempt }}
publish publish steps.-1.with.artifact_name github-pages-${{ github.run_attempt }}
publish publish steps.0.with.ref ${{ github.ref }}
comment receive steps.0.with.ref ${{ github.ref }}
"""
"""A push by a workflow starts no other one, so a comment's run publishes the site, and replies after that.

By default a third run would cancel the one that waits. GitHub enforces a job's cache-mode: only a publication
without visitors and tests fills the caches. A run that waited publishes the latest state, and a repeated one
is not confused by the files of a failed attempt.
"""
FORBIDDEN = {
    ("comment", "publish"): {"concurrency"},  # it would wait forever for publish.yml, which it calls
    ("publish", "publish"): {"if", "continue-on-error", "cache-mode"},  # nothing is skipped or overlooked
    ("checks", "check"): {"needs", "if", "continue-on-error"},
}


def look_up(value: Any, path: str) -> Any:
    for key in path.split("."):
        value = value[int(key) if isinstance(value, list) else key]
    return value


def test_jobs_have_what_is_required() -> None:
    for line in REQUIRED.splitlines():
        workflow, job, path, value = line.split(" ", 3)
        assert look_up(JOBS[workflow, job], path) == value, line
    for names, keys in FORBIDDEN.items():
        for part in (JOBS[names], *JOBS[names].get("steps", ())):
            assert not keys & set(part), names
    assert "concurrency" not in WORKFLOWS["comment"]  # labels of no interest must not queue
    queue = WORKFLOWS["publish"]["concurrency"]
    assert (queue["cancel-in-progress"], queue["queue"]) == ("false", "max")
    steps = JOBS["publish", "publish"]["steps"]
    assert len([step for step in steps if "run" in step]) == 2  # no linter, test or browser stops a post


def test_linters_find_nothing() -> None:
    """Zizmor at its strictest, and actionlint, without shellcheck, which few machines have."""
    programs, files = Path(sys.executable).parent, sorted((ROOT / ".github/workflows").glob("*"))
    options = ["--offline", "--no-progress", "--persona=auditor", "--no-ignores", "--strict-collection"]
    for command in (
        ["zizmor", *options, "--format=json", ROOT / ".github"],
        ["actionlint", "-shellcheck=", "-pyflakes=", "-no-color", "-format={{json .}}", *files],
    ):
        command[0] = programs / str(command[0])
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert json.loads(done.stdout) == [], done.stdout + done.stderr


def test_scripts_contain_no_expressions_and_no_script_of_ours_gets_the_token() -> None:
    """Only the steps that need it: an environment of a job would be that of all its steps."""
    for (name, _), job in JOBS.items():
        for step in job.get("steps", ()):
            script = step.get("run", "")
            assert "${{" not in script, name
            assert "\n" not in script or script.startswith("set -euo pipefail\n"), name
            runs_ours = re.search(r"^make |^\.venv/", script, re.MULTILINE)
            assert not (runs_ours and "token" in str(step.get("env", {})).casefold()), name
    for values in (*WORKFLOWS.values(), *JOBS.values()):
        assert "token" not in str(values.get("env", {})).casefold()


def test_only_the_owners_label_publishes_a_comment() -> None:
    """In each language that blogs are started in."""
    label, sender = JOBS["comment", "receive"]["if"].split(" && ")
    assert sender == "github.event.sender.login == github.repository_owner"
    (labels,) = re.findall(r"^contains\(fromJSON\('(.*)'\), github\.event\.label\.name\)$", label)
    settings = (ROOT / "pelicanconf.py", *ROOT.glob("template/*/pelicanconf.py"))
    asked = [runpy.run_path(str(path))["COMMENTS"]["accept_label"] for path in settings]
    assert len(asked) == 3
    assert {*json.loads(labels)} == {*asked}
    form = read_yaml(FORM)  # a label in it would count as the owner's if she opened the issue
    assert "labels" not in form
    assert not any("render" in field.get("attributes", {}) for field in form["body"])


GH = """#!/bin/bash
if [[ "$1 $2" == "api graphql" ]]; then
  cat "$RUNNER_TEMP/edits-of-58.json"
  exit
fi
echo "gh $*" >> "$RUNNER_TEMP/calls"
if [[ "$1 $2" == "issue comment" ]]; then cat "${@: -1}" >> "$RUNNER_TEMP/calls"; fi
"""
SETTINGS = """
PATH = "content"
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"
PLUGINS = ["comments"]
COMMENTS = {"accept_label": "accepté", "endpoint": "/commentaires"}
"""
BODY = "\n\n".join(
    f"### {field['attributes']['label']}\n\n{{{field['id']}}}"
    for field in read_yaml(FORM)["body"]
    if "id" in field
)
"""What GitHub makes of the form, whose fields are read by their order."""
STEPS = ("Ask when the issue was edited", "Read the issue", "Push the comment", "Answer")
UNLOCK, LOCK = (
    f"gh api --silent --method {method} repos/owner/blog/issues/{{}}/lock" for method in ("DELETE", "PUT")
)


class Runner(NamedTuple):
    """A machine that runs steps of comment.yml in a checkout of a scratch blog."""

    folder: Path
    environment: dict[str, str]

    def git(self, *arguments: str, place: str = "origin.git") -> str:
        """What git prints in a folder, by default the remote repository."""
        command = ["git", "-C", self.folder / place, *arguments]
        run = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True)
        return run.stdout

    def list_calls(self) -> list[str]:
        """Every call of gh since the last time, each followed by the text of a comment."""
        calls = self.folder / "calls"
        lines = calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []
        calls.unlink(missing_ok=True)
        return lines

    def label(self, moment: str, *edits: str, **fields: str) -> None:
        """Label issue 58 at this moment; its text was edited at the others."""
        nodes = [{"editedAt": date, "editor": {"login": "anne"}} for date in edits]
        found = {"userContentEdits": {"totalCount": len(nodes), "nodes": nodes}}
        self.write("edits-of-58.json", {"data": {"repository": {"issue": found}}})
        usual = {"post": "article", "parent": "_No response_", "name": "Anne", "message": "Merci"}
        issue = {
            "number": 58,
            "created_at": "2026-11-20T09:08:07Z",
            "updated_at": moment,
            "user": {"login": "anne"},
            "body": BODY.format(**{**usual, **fields}),
        }
        owner = {"login": "owner"}
        repository = {"id": 5, "full_name": "owner/blog", "owner": owner}
        label = {"action": "labeled", "label": {"name": "accepté"}, "sender": owner}
        self.write("event.json", {**label, "repository": repository, "issue": issue})

    def write(self, name: str, value: object) -> None:
        """Write a file of JSON."""
        (self.folder / name).write_text(json.dumps(value), encoding="utf-8")

    def run(self, published: str = "success") -> subprocess.CompletedProcess[str]:
        """Run all steps but the installation, until one fails.

        `published` is the result of the publication in between, which only happens for an accepted comment.
        """
        run, script = subprocess.CompletedProcess[str]([], 1), self.folder / "script.sh"
        for step in (*JOBS["comment", "receive"]["steps"], *JOBS["comment", "answer"]["steps"]):
            if step.get("name") not in STEPS:
                continue
            outputs = self.read_outputs()
            values = {
                "github.repository": "owner/blog",
                "github.token": "a token",
                "steps.pages.outputs.base_url": "https://example.org/blog",
                "needs.publish.result": published if outputs.get("accepted") == "true" else "skipped",
                **{f"needs.receive.outputs.{name}": value for name, value in outputs.items()},
            }
            own = {name: values[text.strip("${} ")] for name, text in step.get("env", {}).items()}
            script.write_text(step["run"], encoding="utf-8")
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", script]  # GitHub's `shell: bash`
            where, variables = self.folder / "checkout", self.environment | own
            run = subprocess.run(
                command, cwd=where, env=variables, capture_output=True, text=True, check=False
            )
            if run.returncode:
                break
        return run

    def read_outputs(self) -> dict[str, str]:
        """The outputs of the step that reads the issue; the last line of a name counts."""
        path = self.folder / "outputs"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return dict(line.split("=", 1) for line in lines)

    def push_as_author(self, title: str) -> None:
        """Push a text from another clone."""
        (self.folder / f"author/content/{title}.md").write_text(f"Title: {title}\nDate: 2026-11-01\n\nOui.\n")
        identity = ["-c", "user.name=Jeanne", "-c", "user.email=jeanne@example.org"]
        self.git("add", "--all", place="author")
        self.git(*identity, "commit", "--quiet", f"--message={title}", place="author")
        self.git("push", "--quiet", "origin", "main", place="author")


@pytest.fixture
def runner(tmp_path: Path, nameless_publishconf: str) -> Runner:
    """A runner with a shallow checkout, as GitHub makes it, of a blog with a comment from issue 57."""
    if not shutil.which("jq"):
        pytest.skip("jq is missing; on Debian: apt-get install jq")
    files = {
        "bin/gh": GH,
        "bin/sleep": "#!/bin/sh\n",
        "author/pelicanconf.py": SETTINGS,
        "author/publishconf.py": nameless_publishconf,
        "author/content/comments/article/gh-57.md": "author: Paul\n\nBonjour.\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    environment = {
        **dict.fromkeys(("HOME", "RUNNER_TEMP"), str(tmp_path)),
        "GITHUB_OUTPUT": str(tmp_path / "outputs"),
        "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
        "GITHUB_REF": "refs/heads/main",
        "GITHUB_REPOSITORY": "owner/blog",
        "GIT_CONFIG_NOSYSTEM": "1",
        "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }
    runner = Runner(folder=tmp_path, environment=environment)
    origin = tmp_path / "origin.git"
    runner.git("init", "--quiet", "--bare", "--initial-branch=main", str(origin), place=".")
    runner.git("init", "--quiet", "--initial-branch=main", place="author")
    runner.git("remote", "add", "origin", str(origin), place="author")
    runner.push_as_author("article")
    runner.git("clone", "--quiet", "--depth=1", origin.as_uri(), "checkout", place=".")
    (tmp_path / "checkout/.venv").symlink_to(sys.prefix)
    return runner


def test_accepted_reply_is_pushed_then_answered_once_online_and_replaced_when_edited(runner: Runner) -> None:
    """On top of what the author has pushed meanwhile; and nothing in a visitor's text is a command."""
    outputs = "accepted=false\nanswers=[]\n]\nx=1\n‘$x’ \\ %0A ::error::"
    message = f"{outputs}\n$(touch pwned) `touch pwned` '; touch pwned; ' \"\ntouch pwned\n\""
    runner.label("2026-11-23T18:00:00Z", parent="gh-57", message=message)
    runner.push_as_author("autre")
    run = runner.run(published="failure")
    assert run.returncode == 1
    assert "::error::The comment is saved" in run.stdout
    assert runner.list_calls() == ["gh auth setup-git"]
    assert runner.git("log", "--format=%an|%s", "main").splitlines() == [
        *("github-actions[bot]|Publish a comment", "Jeanne|autre", "Jeanne|article")
    ]
    changed = runner.git("show", "--format=", "--name-status", "main")
    assert changed == "A\tcontent/comments/article/gh-58.md\n"
    file = runner.git("show", "main:content/comments/article/gh-58.md")
    assert "\nauthor: Anne\n" in f"\n{file}"
    assert "\nreplyto: gh-57\nsource: github:owner/blog#58@5\naccepted: " in file
    assert file.endswith(f"\n\n{message}\n")
    assert not list(runner.folder.rglob("pwned"))
    assert {*runner.read_outputs()} == {"accepted", "answers"}

    first = runner.git("rev-parse", "main")
    assert runner.run().returncode == 0  # the same run again
    assert runner.git("rev-parse", "main") == first
    assert runner.list_calls() == [
        line
        for issue, words in ((58, "Publié\u00a0:"), (57, "Il y a une réponse\u00a0:"))
        for line in (
            UNLOCK.format(issue),
            f"gh issue comment {issue} --body-file {runner.folder}/answer.md",
            f"{words} https://example.org/blog/article.html#comment-gh-58",
            f"gh issue close {issue}",
            LOCK.format(issue),
        )
    ]

    runner.label("2026-11-24T18:00:00Z", "2026-11-24T12:00:00Z", post="autre", message="Ailleurs")
    assert runner.run().returncode == 0
    changed = runner.git("show", "--format=", "--name-status", "--no-renames", "main")
    moved = ["A\tcontent/comments/autre/gh-58.md", "D\tcontent/comments/article/gh-58.md"]
    assert sorted(changed.splitlines()) == moved
    assert runner.git("show", "main:content/comments/autre/gh-58.md").endswith("\n\nAilleurs\n")


def test_text_that_may_have_been_edited_just_before_the_label_is_not_published(runner: Runner) -> None:
    """The answer to a rejection leaves the issue open."""
    before = runner.git("rev-parse", "main")
    runner.label("2026-11-23T18:00:00Z")
    runner.write("edits-of-58.json", {"data": {"repository": {"issue": None}}})
    assert runner.run().returncode == 1
    assert runner.list_calls() == []
    runner.label("2026-11-23T18:00:00Z", "2026-11-23T17:59:30Z", "2026-11-20T09:08:07Z")
    assert runner.run().returncode == 0
    assert runner.git("rev-parse", "main") == before
    assert runner.read_outputs()["accepted"] == "false"
    calls = runner.list_calls()
    assert "Relisez-le tel qu’il est maintenant" in "\n".join(calls)
    comment = f"gh issue comment 58 --body-file {runner.folder}/answer.md"
    assert [call for call in calls if call.startswith("gh")] == [UNLOCK.format(58), comment]
