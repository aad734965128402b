"""What the workflows may do, and what their scripts do: they run here, with a remote and `gh` of our own."""

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
COMMENTS = runpy.run_path(str(ROOT / "pelicanconf.py"))["COMMENTS"]
FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / COMMENTS["issue_template"]

LINK = "https://example.org/blog/article.html#comment-gh-58"


def read_yaml(path: Path) -> dict[str, Any]:
    """A file's values as text: YAML would take the key `on` for a truth."""
    values: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return values


def read_workflow(name: str) -> dict[str, Any]:
    return read_yaml(ROOT / ".github" / "workflows" / name)


def list_steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for job in read_yaml(path)["jobs"].values():
            yield from ((path.name, step) for step in job["steps"])


def find_faults(folder: Path) -> list[str]:
    """The names of what zizmor finds in a folder at its strictest, ignore comments or not."""
    zizmor = Path(sys.executable).parent / "zizmor"
    options = ["--offline", "--no-progress", "--persona=auditor", "--no-ignores", "--strict-collection"]
    run = subprocess.run(
        [zizmor, *options, "--format=json", folder], capture_output=True, text=True, check=False
    )
    assert run.stdout, run.stderr
    return sorted({finding["ident"] for finding in json.loads(run.stdout)})


def test_zizmor_finds_nothing() -> None:
    assert find_faults(ROOT / ".github") == []


def test_zizmor_would_find_what_must_not_be(tmp_path: Path) -> None:
    (tmp_path / ".github" / "workflows").mkdir(parents=True)
    (tmp_path / ".github" / "workflows" / "bad.yml").write_text(
        "on: {issues: {types: [opened]}}\njobs:\n  bad:\n    runs-on: ubuntu-24.04\n    steps:\n"
        "      - uses: actions/checkout@v6\n      - run: echo '${{ github.event.issue.body }}'\n"
    )
    wanted = {"artipacked", "excessive-permissions", "template-injection", "unpinned-uses"}
    assert wanted <= set(find_faults(tmp_path))


def lint_workflows(folder: Path) -> str:
    """What actionlint says of the workflows in a folder; without shellcheck, which few machines have."""
    actionlint = Path(sys.executable).parent / "actionlint"
    files = sorted((folder / ".github" / "workflows").glob("*.y*ml"))
    run = subprocess.run(
        [actionlint, "-shellcheck=", "-pyflakes=", "-no-color", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode in {0, 1}, run.stderr  # others are failures of its own
    return run.stdout


def test_actionlint_finds_nothing() -> None:
    assert lint_workflows(ROOT) == ""


@pytest.mark.parametrize(
    ("wrong", "finding"),
    [
        (
            "run: echo\n        env: {X: '${{ steps.nowhere.outputs.x }}'}",
            'property "nowhere" is not defined',
        ),
        ("run: echo\n        runs: echo", 'unexpected key "runs"'),
        ("uses: actions/checkout@v6\n        with: {reff: main}", 'input "reff" is not defined'),
    ],
)
def test_actionlint_would_find_what_cannot_run(tmp_path: Path, wrong: str, finding: str) -> None:
    workflow = tmp_path / ".github" / "workflows" / "bad.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text(f"on: push\njobs:\n  bad:\n    runs-on: ubuntu-24.04\n    steps:\n      - {wrong}\n")
    assert finding in lint_workflows(tmp_path)


def test_actions_are_pinned_and_say_their_version() -> None:
    """By the same commit wherever they are used."""
    pins = set()
    for path in WORKFLOWS:
        lines = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
        for line in lines:
            match = re.fullmatch(r"(actions/[a-z-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)", line)
            assert match, f"{path.name}: {line}"
            pins.add(match.groups())
    assert len(pins) == len({action for action, _, _ in pins}) > 0


def test_no_expression_holds_text_of_a_visitors() -> None:
    expressions = {
        expression.strip()
        for path in WORKFLOWS
        for expression in re.findall(r"\$\{\{(.*?)\}\}", path.read_text(encoding="utf-8"), re.DOTALL)
    }
    outputs = {"steps.pages.outputs.base_url", "steps.deployment.outputs.page_url"}
    hashes = {"hashFiles('content/images/**', 'content/videos/**', 'plugins/images/**')"}
    assert expressions <= {"github.ref", "github.token", *outputs, *hashes}


@pytest.mark.parametrize(("name", "step"), list(list_steps()))
def test_scripts_hold_no_expression_and_stop_at_a_failure(name: str, step: dict[str, Any]) -> None:
    script = step.get("run", "")
    assert "${{" not in script, name
    assert "\n" not in script or script.startswith("set -euo pipefail\n"), name


def test_token_is_known_to_the_steps_that_need_it() -> None:
    """Neither what pip installs nor what reads the visitor's text has it."""
    holders = {step.get("name") for _, step in list_steps() if "GH_TOKEN" in step.get("env", {})}
    assert holders == {"Push the comment", "Publish the site", "Answer"}
    checkouts = [step for _, step in list_steps() if "checkout" in step.get("uses", "")]
    assert {step["with"]["persist-credentials"] for step in checkouts} == {"false"}


def test_jobs_may_do_no_more_than_they_need() -> None:
    permissions = {
        (path.stem, name): job["permissions"]
        for path in WORKFLOWS
        for name, job in read_yaml(path)["jobs"].items()
    }
    assert all(read_yaml(path)["permissions"] == {} for path in WORKFLOWS)
    assert permissions == {
        ("comment", "publish"): {
            "actions": "write",
            "contents": "write",
            "issues": "write",
            "pages": "read",
        },
        ("publish", "build"): {"contents": "read", "pages": "read"},
        ("publish", "deploy"): {"pages": "write", "id-token": "write"},
    }


def test_comment_is_published_by_the_owners_label_alone() -> None:
    workflow = read_workflow("comment.yml")
    label = COMMENTS["accept_label"]
    assert workflow["on"] == {"issues": {"types": ["labeled"]}}
    assert workflow["jobs"]["publish"]["if"] == (
        f"github.event.label.name == '{label}' && github.event.sender.login == github.repository_owner"
    )


def test_no_decision_is_dropped_while_another_is_carried_out() -> None:
    """By default a third run cancels the one that waits; and a label of no interest must not queue at all."""
    workflow = read_workflow("comment.yml")
    assert "concurrency" not in workflow
    concurrency = workflow["jobs"]["publish"]["concurrency"]
    assert concurrency == {"group": "comments", "cancel-in-progress": "false", "queue": "max"}


def test_site_is_published_after_a_push_and_a_comment() -> None:
    workflow = read_workflow("publish.yml")
    assert workflow["on"] == {"push": {"branches": ["main"]}, "workflow_dispatch": ""}
    assert workflow["concurrency"] == {"group": "pages", "cancel-in-progress": "false"}


def find_step(steps: list[dict[str, Any]], value: str) -> int:
    """The place of the one step that runs this, or uses this action."""
    (place,) = [
        number
        for number, step in enumerate(steps)
        if value in (step.get("run"), step.get("uses", "").split("@")[0])
    ]
    return place


def test_nothing_is_uploaded_that_is_not_checked_and_built_for_readers() -> None:
    """`make check` leaves in output/ what is for this machine alone."""
    steps = read_workflow("publish.yml")["jobs"]["build"]["steps"]
    order = [
        "actions/checkout",
        "make install",
        "make check",
        "make publish",
        "actions/upload-pages-artifact",
    ]
    places = [find_step(steps, value) for value in order]
    assert places == sorted(places)
    assert places[-1] == len(steps) - 1
    assert steps[-1]["with"] == {"path": "output"}
    assert steps[places[3]]["env"] == {"SITEURL": "${{ steps.pages.outputs.base_url }}"}


def test_no_step_of_the_gate_can_be_passed_over_and_no_test_skipped() -> None:
    jobs = read_workflow("publish.yml")["jobs"]
    for part in (*jobs.values(), *jobs["build"]["steps"]):
        assert not {"if", "continue-on-error"} & set(part)
    assert jobs["deploy"]["needs"] == "build"
    steps = jobs["build"]["steps"]
    assert steps[find_step(steps, "make check")]["env"] == {"REQUIRE_ALL_TESTS": "1"}


def test_what_is_installed_and_encoded_is_kept_for_the_next_run() -> None:
    """And by the job that may write nothing: in the other one, a cache could bring what nobody pinned."""
    steps = read_workflow("publish.yml")["jobs"]["build"]["steps"]
    python = steps[find_step(steps, "actions/setup-python")]["with"]
    assert python["cache"] == "pip"
    for pattern in python["cache-dependency-path"].split():
        assert list(ROOT.glob(pattern)), pattern
    pictures = steps[find_step(steps, "actions/cache")]["with"]
    assert pictures["path"] == runpy.run_path(str(ROOT / "pelicanconf.py"))["IMAGES"].get(
        "cache", ".cache/images"
    )
    assert find_step(steps, "actions/cache") < find_step(steps, "make check")
    comment = read_workflow("comment.yml")["jobs"]["publish"]["steps"]
    assert not any("cache" in step.get("uses", "") or "cache" in step.get("with", {}) for step in comment)


def test_issue_form_has_the_fields_in_the_order_they_are_read_in() -> None:
    """And puts no label, which would be taken for a decision if it were the owner who opened the issue."""
    form = read_yaml(FORM)
    fields = [(field["id"], field["type"]) for field in form["body"] if "id" in field]
    assert fields == [("post", "input"), ("parent", "input"), ("name", "input"), ("message", "textarea")]
    assert not any("render" in field.get("attributes", {}) for field in form["body"])
    assert "labels" not in form


# The scripts

GH = """#!/bin/bash
echo "gh $*" >> "$CALLS"
if [[ "$1 $2" == "issue comment" ]]; then cat "${@: -1}" >> "$CALLS"; fi
if [[ -n ${FAILS:-} && "$*" == $FAILS ]]; then exit 1; fi
"""
SETTINGS = """
PATH = "content"
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"
PLUGINS = ["comments"]
COMMENTS = {"accept_label": "accepté", "endpoint": "/commentaires"}
"""
BODY = (
    "### Article\n\n{post}\n\n### En réponse à\n\n{parent}\n\n### Nom\n\nAnne\n\n### Commentaire\n\n{message}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """A machine that runs steps of comment.yml in a checkout of a scratch blog."""

    folder: Path
    environment: dict[str, str]

    @property
    def checkout(self) -> Path:
        """The folder that the steps run in."""
        return self.folder / "checkout"

    def git(self, *arguments: str, place: str = "origin.git") -> str:
        """What git prints in a folder, the remote repository unless another is named."""
        run = subprocess.run(
            ["git", "-C", self.folder / place, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return run.stdout

    def list_calls(self) -> list[str]:
        """Every call of gh, a line each, followed by what a comment would say."""
        calls = self.folder / "calls"
        return calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []

    def label(
        self,
        *,
        post: str = "article",
        parent: str = "_No response_",
        message: str = "Merci",
        sender: str = "owner",
    ) -> None:
        """Put the label on issue 58."""
        event = {
            "action": "labeled",
            "label": {"name": "accepté"},
            "sender": {"login": sender},
            "repository": {"owner": {"login": "owner"}},
            "issue": {
                "number": 58,
                "created_at": "2026-11-20T09:08:07Z",
                "user": {"login": "anne"},
                "body": BODY.format(post=post, parent=parent, message=message),
            },
        }
        (self.folder / "event.json").write_text(json.dumps(event))

    def run(self, *names: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the steps of these names, or all scripts but the installation; the last one may fail."""
        steps = {
            step["name"]: step
            for step in read_workflow("comment.yml")["jobs"]["publish"]["steps"]
            if "run" in step
        }
        script = self.folder / "script.sh"
        for name in names or [name for name in steps if name != "Install"]:
            script.write_text(steps[name]["run"], encoding="utf-8")
            run = subprocess.run(  # as GitHub calls it for `shell: bash`
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
                cwd=self.checkout,
                env=self.environment | environment,
                capture_output=True,
                text=True,
                check=False,
            )
            if run.returncode:
                break
        return run


@pytest.fixture
def runner(tmp_path: Path, nameless_publishconf: str) -> Runner:
    """A runner with a shallow checkout, as GitHub makes them, and an issue that bears the label."""
    if not shutil.which("jq"):
        pytest.skip("jq is missing; on Debian: apt-get install jq")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, text in (("gh", GH), ("sleep", "#!/bin/sh\n")):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    (tmp_path / "home").mkdir()
    runner = Runner(
        folder=tmp_path,
        environment={
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(tmp_path / "home"),
            "CALLS": str(tmp_path / "calls"),
            "RUNNER_TEMP": str(tmp_path),
            "SITEURL": "https://example.org/blog",
            "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
            "GITHUB_REF": "refs/heads/main",
            "GITHUB_REF_NAME": "main",
            "GITHUB_REPOSITORY": "owner/blog",
            "GIT_CONFIG_NOSYSTEM": "1",
        },
    )
    write_blog(tmp_path / "author", nameless_publishconf)
    runner.git("init", "--quiet", "--bare", "--initial-branch=main", str(tmp_path / "origin.git"), place=".")
    runner.git("init", "--quiet", "--initial-branch=main", place="author")
    runner.git("remote", "add", "origin", str(tmp_path / "origin.git"), place="author")
    push_as_author(runner, "The blog")
    url = (tmp_path / "origin.git").as_uri()
    runner.git("clone", "--quiet", "--depth=1", url, "checkout", place=".")
    (runner.checkout / ".venv").symlink_to(sys.prefix)
    runner.label()
    return runner


def write_blog(folder: Path, publishconf: str) -> None:
    (folder / "content" / "comments" / "article").mkdir(parents=True)
    (folder / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    (folder / "publishconf.py").write_text(publishconf, encoding="utf-8")
    (folder / "content" / "article.md").write_text("Title: Article\nDate: 2026-11-01\n\nUn texte.\n")
    (folder / "content" / "comments" / "article" / "gh-57.md").write_text("author: Paul\n\nBonjour.\n")


def push_as_author(runner: Runner, message: str) -> None:
    identity = ["-c", "user.name=Jeanne", "-c", "user.email=jeanne@example.org"]
    runner.git("add", "--all", place="author")
    runner.git(*identity, "commit", "--quiet", f"--message={message}", place="author")
    runner.git("push", "--quiet", "origin", "main", place="author")


def test_accepted_reply_is_pushed_published_and_answered(runner: Runner) -> None:
    runner.label(parent="gh-57")
    run = runner.run()
    assert run.returncode == 0, run.stdout + run.stderr
    commit = runner.git("show", "--format=%an|%s", "--name-status", "main").split("\n\n")
    assert commit == ["github-actions[bot]|Publish a comment", "A\tcontent/comments/article/gh-58.md\n"]
    file = runner.git("show", "main:content/comments/article/gh-58.md")
    assert file.endswith("replyto: gh-57\nsource: github:58\n\nMerci\n")
    assert runner.list_calls() == [
        "gh auth setup-git",
        "gh workflow run publish.yml --ref main",
        "gh api --silent --method DELETE repos/owner/blog/issues/58/lock",
        f"gh issue comment 58 --body-file {runner.folder}/answer.md",
        f"Publié\u00a0: {LINK}",
        "gh issue close 58",
        "gh api --silent --method PUT repos/owner/blog/issues/58/lock",
        "gh api --silent --method DELETE repos/owner/blog/issues/57/lock",
        f"gh issue comment 57 --body-file {runner.folder}/answer.md",
        f"Il y a une réponse\u00a0: {LINK}",
        "gh issue close 57",
        "gh api --silent --method PUT repos/owner/blog/issues/57/lock",
    ]


def test_rejection_is_answered_and_nothing_else(runner: Runner) -> None:
    before = runner.git("rev-parse", "main")
    runner.label(post="../x")
    run = runner.run()
    assert run.returncode == 0, run.stdout + run.stderr
    assert runner.git("rev-parse", "main") == before
    assert [call for call in runner.list_calls() if call.startswith("gh")] == [
        "gh api --silent --method DELETE repos/owner/blog/issues/58/lock",
        f"gh issue comment 58 --body-file {runner.folder}/answer.md",
    ]


def test_label_put_by_somebody_else_does_nothing(runner: Runner) -> None:
    """Even if the condition of the job were lost."""
    before = runner.git("rev-parse", "main")
    runner.label(sender="anne")
    assert runner.run().returncode == 0
    assert runner.git("rev-parse", "main") == before
    assert runner.list_calls() == []


@pytest.mark.parametrize(
    "message", ["$(touch pwned)", "`touch pwned`", "'; touch pwned; '", '"\ntouch pwned\n"']
)
def test_text_is_never_a_command(runner: Runner, message: str) -> None:
    runner.label(message=message)
    assert runner.run().returncode == 0
    assert not list(runner.folder.rglob("pwned"))
    assert runner.git("show", "main:content/comments/article/gh-58.md").endswith(f"\n\n{message.strip()}\n")


def test_run_that_is_repeated_pushes_nothing_more_and_answers_again(runner: Runner) -> None:
    runner.run()
    first, calls = runner.git("rev-parse", "main"), len(runner.list_calls())
    assert runner.run().returncode == 0
    assert runner.git("rev-parse", "main") == first
    assert f"Publié\u00a0: {LINK}" in runner.list_calls()[calls:]


def test_push_goes_on_top_of_what_the_author_pushed_meanwhile(runner: Runner) -> None:
    runner.run("Read the issue")
    (runner.folder / "author" / "content" / "other.md").write_text("Title: Autre\nDate: 2026-11-02\n\nOui.\n")
    push_as_author(runner, "Another article")
    run = runner.run("Push the comment")
    assert run.returncode == 0, run.stdout + run.stderr
    assert runner.git("log", "--format=%s", "main").splitlines() == [
        "Publish a comment",
        "Another article",
        "The blog",
    ]


def test_comment_that_cannot_be_pushed_is_not_announced(runner: Runner) -> None:
    attempts = runner.folder / "attempts"
    hook = runner.folder / "origin.git" / "hooks" / "pre-receive"
    hook.write_text(f"#!/bin/sh\necho >> {attempts}\nexit 1\n")
    hook.chmod(0o755)
    run = runner.run()
    assert run.returncode == 1
    assert "::error::The comment could not be pushed" in run.stdout
    assert len(attempts.read_text().splitlines()) == 5
    assert runner.list_calls() == ["gh auth setup-git"]


def test_parents_issue_that_is_gone_does_not_keep_its_own_from_being_answered(runner: Runner) -> None:
    runner.label(parent="gh-57")
    run = runner.run(FAILS="issue comment 57 *")
    assert run.returncode == 1
    assert "::error::Issue 57 could not be answered." in run.stdout
    calls = runner.list_calls()
    assert f"Publié\u00a0: {LINK}" in calls
    assert "gh issue close 58" in calls
    assert "gh issue close 57" not in calls


def test_issue_that_is_not_locked_is_answered_all_the_same(runner: Runner) -> None:
    assert runner.run(FAILS="api --silent --method DELETE *").returncode == 0
    assert "gh issue close 58" in runner.list_calls()


def test_error_of_the_command_stops_the_job(runner: Runner) -> None:
    run = runner.run(SITEURL="")
    assert run.returncode == 1
    assert "SITEURL is ''" in run.stderr
    assert runner.list_calls() == []
