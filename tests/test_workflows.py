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


def list_jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path in WORKFLOWS:
        yield from ((path.stem, name, job) for name, job in read_yaml(path)["jobs"].items())


def list_steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for workflow, _, job in list_jobs():
        yield from ((workflow, step) for step in job.get("steps", []))


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
        lines = re.findall(r"uses: (?!\$/)(.*)", path.read_text(encoding="utf-8"))
        for line in lines:
            match = re.fullmatch(r"(actions/[a-z-]+)(?:/[a-z]+)?@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)", line)
            assert match, f"{path.name}: {line}"
            pins.add(match.groups())
    assert len(pins) == len({action for action, _, _ in pins}) > 0


def test_scripts_hold_no_expression_and_stop_at_a_failure() -> None:
    for name, step in list_steps():
        script = step.get("run", "")
        assert "${{" not in script, name
        assert "\n" not in script or script.startswith("set -euo pipefail\n"), name


def test_token_is_unknown_to_what_is_installed_and_to_what_reads_a_visitors_text() -> None:
    """Steps that need it have it, and nothing else has: an environment of a job would be every step's."""
    for name, step in list_steps():
        runs_ours = re.search(r"^make |^\.venv/", step.get("run", ""), re.MULTILINE)
        assert not (runs_ours and "token" in str(step.get("env", {})).casefold()), name
    for values in (*map(read_yaml, WORKFLOWS), *(job for _, _, job in list_jobs())):
        assert "token" not in str(values.get("env", {})).casefold()


def test_comment_is_published_by_the_owners_label_alone() -> None:
    """In the words of each language that blogs are begun in."""
    label, sender = read_workflow("comment.yml")["jobs"]["receive"]["if"].split(" && ")
    assert sender == "github.event.sender.login == github.repository_owner"
    (labels,) = re.findall(r"^contains\(fromJSON\('(.*)'\), github\.event\.label\.name\)$", label)
    settings = (ROOT / "pelicanconf.py", *ROOT.glob("template/*/pelicanconf.py"))
    asked = [runpy.run_path(str(path))["COMMENTS"]["accept_label"] for path in settings]
    assert len(asked) == 3
    assert {*json.loads(labels)} == {*asked}


def test_comment_is_published_by_its_own_run_and_answered_after_that() -> None:
    """A push by a workflow starts no other one; a refusal is answered without a publication."""
    jobs = read_workflow("comment.yml")["jobs"]
    assert jobs["publish"]["needs"] == "receive"
    assert jobs["publish"]["if"] == "needs.receive.outputs.accepted == 'true'"
    assert jobs["publish"]["uses"] == "$/.github/workflows/publish.yml"
    assert jobs["answer"]["needs"] == ["receive", "publish"]
    assert jobs["answer"]["if"] == "${{ !cancelled() && needs.receive.result == 'success' }}"


def test_caches_are_filled_by_a_publication_that_no_visitor_and_no_test_has_part_in() -> None:
    """GitHub holds every job to its cache-mode, whatever its steps do."""
    modes = {(workflow, name): job.get("cache-mode") for workflow, name, job in list_jobs()}
    assert modes.pop(("publish", "publish")) is None
    assert modes.pop(("comment", "publish")) == "read"  # which publish.yml may not raise
    assert modes.pop(("comment", "receive")) == "read"
    assert set(modes.values()) == {"none"}


def test_no_decision_is_dropped_while_another_is_carried_out() -> None:
    """By default a third run cancels the one that waits; and a label of no interest must not queue at all."""
    comment, publish = read_workflow("comment.yml"), read_workflow("publish.yml")
    jobs = comment["jobs"]
    for queue in (jobs["receive"]["concurrency"], jobs["answer"]["concurrency"], publish["concurrency"]):
        assert (queue["cancel-in-progress"], queue["queue"]) == ("false", "max")
    assert "concurrency" not in comment
    assert "concurrency" not in jobs["publish"]  # it would wait for publish.yml, which it calls, for ever


def find_step(steps: list[dict[str, Any]], action: str) -> dict[str, Any]:
    """The one step that uses this action."""
    (found,) = [step for step in steps if step.get("uses", "").split("@")[0] == action]
    return found


def test_nothing_but_what_is_wrong_with_a_text_or_the_build_stops_a_publication() -> None:
    """Nor can that be passed over; tests, linters and browsers are no part of it."""
    job = read_workflow("publish.yml")["jobs"]["publish"]
    scripts = [line for step in job["steps"] for line in step.get("run", "").splitlines()]
    assert scripts == ["make install", "make publish FORMAT=github"]
    for part in (job, *job["steps"]):
        assert not {"if", "continue-on-error"} & set(part)
    publish, upload, deploy = job["steps"][-3:]
    assert publish["run"] == scripts[-1]
    assert publish["env"] == {"SITEURL": "${{ steps.pages.outputs.base_url }}"}
    assert upload == find_step(job["steps"], "actions/upload-pages-artifact")
    assert upload["with"]["path"] == "output"
    assert deploy == find_step(job["steps"], "actions/deploy-pages")


def test_code_is_checked_by_itself_and_skips_no_test() -> None:
    (job,) = read_workflow("checks.yml")["jobs"].values()
    check = job["steps"][-1]
    assert (check["run"], check["env"]) == ("make check", {"REQUIRE_ALL_TESTS": "1"})
    assert not {"needs", "if", "continue-on-error"} & {*job, *check}


def test_run_that_waited_or_is_repeated_publishes_the_site_as_it_is_by_then() -> None:
    """The commit that it began with may be older than what is online, and another attempt left files."""
    steps = read_workflow("publish.yml")["jobs"]["publish"]["steps"]
    assert find_step(steps, "actions/checkout")["with"]["ref"] == "${{ github.ref }}"
    name = find_step(steps, "actions/upload-pages-artifact")["with"]["name"]
    assert "github.run_attempt" in name
    assert find_step(steps, "actions/deploy-pages")["with"] == {"artifact_name": name}


def test_what_is_installed_and_encoded_is_kept_for_the_next_run() -> None:
    """And no other package is taken for it; what receives a comment finds it, and fills no cache."""
    steps = read_workflow("publish.yml")["jobs"]["publish"]["steps"]
    installed, pictures = [step["with"] for step in steps if "/cache" in step.get("uses", "")]
    images = runpy.run_path(str(ROOT / "pelicanconf.py"))["IMAGES"].get("cache", ".cache/images")
    assert (installed["path"], pictures["path"]) == (".venv", images)
    assert "restore-keys" not in installed
    for pattern in re.findall(r"'(\S+?)'", installed["key"] + pictures["key"]):
        in_a_blog = pattern.startswith("packages/")  # and the folders of our packages are here
        assert pattern.endswith("/**") or in_a_blog or list(ROOT.glob(pattern)), pattern
    receive = read_workflow("comment.yml")["jobs"]["receive"]
    assert find_step(receive["steps"], "actions/cache/restore")["with"] == installed
    assert receive["cache-mode"] == "read"


def test_issue_form_puts_no_label_and_marks_no_text_as_code() -> None:
    """A label would be taken for a decision if it were the owner who opened the issue."""
    form = read_yaml(FORM)
    assert "labels" not in form
    assert not any("render" in field.get("attributes", {}) for field in form["body"])


# The scripts

GH = """#!/bin/bash
if [[ "$1 $2" == "api graphql" ]]; then
  echo "$*" > "$CALLS.query"
  cat "$EDITS"
  exit
fi
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
BODY = "\n\n".join(
    f"### {field['attributes']['label']}\n\n{{{field['id']}}}"
    for field in read_yaml(FORM)["body"]
    if "id" in field
)
"""As GitHub makes it of the form, whose fields are read by their places."""


STEPS = ("Ask when the issue was edited", "Read the issue", "Push the comment", "Answer")


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
        moment: str = "2026-11-23T18:00:00Z",
        edited: tuple[str, ...] = (),
    ) -> None:
        """Put the label on issue 58, whose text was edited at these times."""
        nodes = [{"editedAt": date, "editor": {"login": "anne"}} for date in edited]
        found = {"userContentEdits": {"totalCount": len(nodes), "nodes": nodes}}
        answer = {"data": {"repository": {"issue": found}}}
        (self.folder / "edits-of-58.json").write_text(json.dumps(answer))
        event = {
            "action": "labeled",
            "label": {"name": "accepté"},
            "sender": {"login": "owner"},
            "repository": {"id": 5, "full_name": "owner/blog", "owner": {"login": "owner"}},
            "issue": {
                "number": 58,
                "created_at": "2026-11-20T09:08:07Z",
                "updated_at": moment,
                "user": {"login": "anne"},
                "body": BODY.format(post=post, parent=parent, name="Anne", message=message),
            },
        }
        (self.folder / "event.json").write_text(json.dumps(event))

    def accept(self, *answers: dict[str, Any]) -> None:
        """Have the comment of issue 58 as if it had been read, with these answers."""
        path = "content/comments/article/gh-58.md"
        (self.checkout / path).write_text("author: Anne\n\nMerci\n")
        (self.folder / "outcome.json").write_text(json.dumps({"path": path, "removed": []}))
        (self.folder / "outputs").write_text(f"accepted=true\nanswers={json.dumps(answers)}\n")

    def run(self, *names: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the steps of these names, or all scripts but the installation, until one fails.

        In between, the site is published; `published` is the result of that, of no account after a refusal.
        """
        published = environment.pop("published", "success")
        for step in list_scripts():
            if step["name"] in (names or STEPS):
                run = self._run_step(step, published, environment)
                if run.returncode:
                    break
        return run

    def _run_step(
        self, step: dict[str, Any], published: str, environment: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        outputs = self.read_outputs()
        values = {
            "github.repository": "owner/blog",
            "github.token": "a token",
            "steps.pages.outputs.base_url": "https://example.org/blog",
            "needs.publish.result": published if outputs.get("accepted") == "true" else "skipped",
            **{f"needs.receive.outputs.{name}": value for name, value in outputs.items()},
        }
        own = {name: values[text.strip("${} ")] for name, text in step.get("env", {}).items()}
        script = self.folder / "script.sh"
        script.write_text(step["run"], encoding="utf-8")
        return subprocess.run(  # as GitHub calls it for `shell: bash`
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
            cwd=self.checkout,
            env=self.environment | own | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def read_outputs(self) -> dict[str, str]:
        """What the step that reads the issue hands on: the last line of a name counts."""
        path = self.folder / "outputs"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return dict(line.split("=", 1) for line in lines)


def list_scripts() -> list[dict[str, Any]]:
    """The steps of comment.yml that are scripts, in the order in which they run."""
    jobs = read_workflow("comment.yml")["jobs"]
    return [step for name in ("receive", "answer") for step in jobs[name]["steps"] if "run" in step]


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
            "EDITS": str(tmp_path / "edits-of-58.json"),
            "RUNNER_TEMP": str(tmp_path),
            "GITHUB_OUTPUT": str(tmp_path / "outputs"),
            "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
            "GITHUB_REF": "refs/heads/main",
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
    for title in ("Article", "Autre"):
        text = f"Title: {title}\nDate: 2026-11-01\n\nUn texte.\n"
        (folder / "content" / f"{title.lower()}.md").write_text(text)
    (folder / "content" / "comments" / "article" / "gh-57.md").write_text("author: Paul\n\nBonjour.\n")


def push_as_author(runner: Runner, message: str) -> None:
    identity = ["-c", "user.name=Jeanne", "-c", "user.email=jeanne@example.org"]
    runner.git("add", "--all", place="author")
    runner.git(*identity, "commit", "--quiet", f"--message={message}", place="author")
    runner.git("push", "--quiet", "origin", "main", place="author")


def test_accepted_reply_is_pushed_and_answered_and_replaced_once_it_is_edited(runner: Runner) -> None:
    runner.label(parent="gh-57")
    run = runner.run()
    assert run.returncode == 0, run.stdout + run.stderr
    commit = runner.git("show", "--format=%an|%s", "--name-status", "main").split("\n\n")
    assert commit == ["github-actions[bot]|Publish a comment", "A\tcontent/comments/article/gh-58.md\n"]
    file = runner.git("show", "main:content/comments/article/gh-58.md")
    assert "\nauthor: Anne\n" in f"\n{file}"
    assert "\nreplyto: gh-57\nsource: github:owner/blog#58@5\naccepted: " in file
    assert file.endswith("\n\nMerci\n")
    assert runner.list_calls() == ["gh auth setup-git", *list_answers(runner)]

    first, calls = runner.git("rev-parse", "main"), len(runner.list_calls())
    assert runner.run().returncode == 0  # the same run once more
    assert runner.git("rev-parse", "main") == first
    assert runner.list_calls()[calls:] == list_answers(runner)

    edited = {"moment": "2026-11-24T18:00:00Z", "edited": ("2026-11-24T12:00:00Z",)}
    runner.label(post="autre", message="Ailleurs", **edited)  # type: ignore[arg-type]
    assert runner.run().returncode == 0
    commit = runner.git("show", "--format=%s", "--name-status", "--no-renames", "main").split("\n\n")[1:]
    assert sorted(commit[0].splitlines()) == [
        "A\tcontent/comments/autre/gh-58.md",
        "D\tcontent/comments/article/gh-58.md",
    ]
    assert runner.git("show", "main:content/comments/autre/gh-58.md").endswith("\n\nAilleurs\n")


def list_answers(runner: Runner) -> list[str]:
    """The calls of gh that tell the writer of issue 58, and of 57, which it replies to."""
    return [
        line
        for issue, words in ((58, "Publié\u00a0:"), (57, "Il y a une réponse\u00a0:"))
        for line in (
            f"gh api --silent --method DELETE repos/owner/blog/issues/{issue}/lock",
            f"gh issue comment {issue} --body-file {runner.folder}/answer.md",
            f"{words} {LINK}",
            f"gh issue close {issue}",
            f"gh api --silent --method PUT repos/owner/blog/issues/{issue}/lock",
        )
    ]


def test_no_text_of_a_visitors_is_a_command_or_handed_on(runner: Runner) -> None:
    outputs = "accepted=false\nanswers=[]\n]\nx=1\n‘$x’ \\ %0A ::error::"
    message = f"{outputs}\n$(touch pwned) `touch pwned` '; touch pwned; ' \"\ntouch pwned\n\""
    runner.label(message=message)
    assert runner.run().returncode == 0
    assert not list(runner.folder.rglob("pwned"))
    assert runner.git("show", "main:content/comments/article/gh-58.md").endswith(f"\n\n{message}\n")
    lines = (runner.folder / "outputs").read_text(encoding="utf-8").splitlines()
    assert lines == ["accepted=true", f'answers=[{{"issue":58,"body":"Publié\u00a0: {LINK}"}}]']


def test_rejection_is_answered_and_nothing_else(runner: Runner) -> None:
    before = runner.git("rev-parse", "main")
    runner.label(post="../x")
    run = runner.run()
    assert run.returncode == 0, run.stdout + run.stderr
    assert runner.read_outputs()["accepted"] == "false"
    assert runner.git("rev-parse", "main") == before
    assert [call for call in runner.list_calls() if call.startswith("gh")] == [
        "gh api --silent --method DELETE repos/owner/blog/issues/58/lock",
        f"gh issue comment 58 --body-file {runner.folder}/answer.md",
    ]


def test_text_that_was_changed_just_before_the_label_or_perhaps_is_not_published(runner: Runner) -> None:
    before = runner.git("rev-parse", "main")
    (runner.folder / "edits-of-58.json").write_text('{"data": {"repository": {"issue": null}}}')
    assert runner.run().returncode == 1
    assert runner.list_calls() == []
    runner.label(edited=("2026-11-23T17:59:30Z", "2026-11-20T09:08:07Z"))
    assert runner.run().returncode == 0
    assert runner.git("rev-parse", "main") == before
    assert "Relisez-le tel qu’il est maintenant" in "\n".join(runner.list_calls())
    query = (runner.folder / "calls.query").read_text()
    assert "--raw-field owner=owner --raw-field name=blog --field number=58" in query


def test_push_goes_on_top_of_what_the_author_pushed_meanwhile(runner: Runner) -> None:
    runner.accept()
    (runner.folder / "author" / "content" / "other.md").write_text("Title: Autre\nDate: 2026-11-02\n\nOui.\n")
    push_as_author(runner, "Another article")
    run = runner.run("Push the comment")
    assert run.returncode == 0, run.stdout + run.stderr
    subjects = runner.git("log", "--format=%s", "main").splitlines()
    assert subjects == ["Publish a comment", "Another article", "The blog"]


def test_comment_that_cannot_be_pushed_is_not_announced(runner: Runner) -> None:
    runner.accept({"issue": 58, "body": "Publié"})
    attempts = runner.folder / "attempts"
    hook = runner.folder / "origin.git" / "hooks" / "pre-receive"
    hook.write_text(f"#!/bin/sh\necho >> {attempts}\nexit 1\n")
    hook.chmod(0o755)
    run = runner.run("Push the comment", "Answer")
    assert run.returncode == 1
    assert "::error::The comment could not be pushed" in run.stdout
    assert len(attempts.read_text().splitlines()) == 5
    assert runner.list_calls() == ["gh auth setup-git"]


def test_comment_that_is_not_online_is_answered_once_it_is(runner: Runner) -> None:
    """The owner is told, by a run that fails; the reader is, when its failed jobs have been run again."""
    runner.accept({"issue": 58, "body": "Publié"})
    run = runner.run("Answer", published="failure")
    assert run.returncode == 1
    assert re.search(r"^::error::The comment is kept.* “Re-run failed jobs”", run.stdout, re.MULTILINE)
    assert runner.list_calls() == []
    assert runner.run("Answer").returncode == 0
    assert "Publié" in runner.list_calls()


def test_issue_that_is_gone_or_not_locked_does_not_keep_another_from_being_answered(runner: Runner) -> None:
    runner.accept({"issue": 57, "body": "Une réponse"}, {"issue": 58, "body": "Publié"})
    run = runner.run("Answer", FAILS="issue comment 57 *")
    assert run.returncode == 1
    assert "::error::Issue 57 could not be answered." in run.stdout
    assert [call for call in runner.list_calls() if "close" in call] == ["gh issue close 58"]
    assert runner.run("Answer", FAILS="api --silent --method DELETE *").returncode == 0
    assert "gh issue close 57" in runner.list_calls()
