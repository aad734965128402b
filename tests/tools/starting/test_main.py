"""`make start` as a writer runs it in a clone: by variables, in a terminal, and what it refuses."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from pelican.plugins.comments import durable

from tools.starting.__main__ import find_answers, main
from tools.starting.changes import carry_out
from tools.starting.errors import StartingError
from tools.starting.plan import Clone, Plan, plan_start
from tools.starting.report import describe, is_of
from tools.starting.repository import describe_commit, list_files

from .conftest import ROOT, TYPED, choose, commit, git
from .test_answers import read_constants

HOSTILE = '100 $ ou $HOME, $(info x) `date` "l\'été" \\n # % ; | & <b>\nü\u202e'

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>\n'
POST = "Title: Un essai\nDate: 2026-11-20\n\nDu sel, et rien d’autre.\n"

Make = Callable[..., subprocess.CompletedProcess[str]]


def list_command(*arguments: str) -> list[str]:
    """Make with the packages of these tests."""
    return ["make", "--assume-old=.venv/site", f"BIN={Path(sys.executable).parent}", *arguments]


def list_variables(language: str, **others: str) -> list[str]:
    return [f"{name}={value}" for name, value in {**TYPED[language], **others}.items()]


@pytest.fixture
def environment() -> dict[str, str]:
    """What the machine knows; some have a LANGUAGE, and those of GitHub a repository."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    return {
        **own,
        "LANGUAGE": "de_DE:de",
        "GITHUB_REPOSITORY": "else/where",
        "LANG": "fr_FR.UTF-8",
        "TZ": "UTC",
    }


@pytest.fixture
def make(clone: Path, environment: dict[str, str]) -> Make:
    """A function that runs make in the clone, without a terminal."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            list_command(*arguments),
            cwd=clone,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def read_settings(clone: Path) -> dict[str, object]:
    return {
        name: value
        for file in ("pelicanconf.py", "publishconf.py")
        for name, value in read_constants((clone / file).read_text(encoding="utf-8")).items()
    }


def test_variables_answer_all_questions(clone: Path, make: Make) -> None:
    """Byte for byte: neither make nor a shell reads what is in them."""
    before = {name: (clone / name).stat().st_mode for name in (".ci/run", "Makefile")}
    git(clone, "remote", "add", "origin", "https://secret@github.com/else/where.git")
    done = make("start", *list_variables("en", SITENAME=HOSTILE, AUTHOR="Jeanne d'Arc"))
    assert (done.returncode, done.stderr) == (0, "")
    settings = read_settings(clone)
    assert settings["SITENAME"] == HOSTILE.replace("\n", " ").removesuffix("\u202e")
    assert settings["AUTHOR"] == "Jeanne d'Arc"
    assert settings["SITEURL"] == "https://anne.github.io/garden"
    assert "make html, then make serve" in done.stdout
    assert "git remote set-url origin https://github.com/anne/garden.git" in done.stdout
    assert "secret" not in done.stdout
    assert {name: (clone / name).stat().st_mode for name in before} == before
    assert git(clone, "diff", "--cached", "--name-only") == ""  # nothing is committed, nor made ready for it
    assert not (clone / "tools/starting").exists()
    assert not (clone / "tests/article").exists()
    assert "start" not in make("help").stdout
    assert make("start").returncode != 0


def test_blog_that_is_started_has_every_file_in_git(clone: Path, make: Make) -> None:
    assert make("start", *list_variables("fr")).returncode == 0
    commit(clone)
    assert git(clone, "status", "--porcelain", "--ignored", "--untracked-files=all").strip() == ""
    assert "content/posts/.gitkeep" in list_files(clone)


@pytest.mark.parametrize(
    ("arguments", "problems"),
    [
        (["SITENAME=", *list_variables("en")[1:]], ["SITENAME=: The name is missing"]),
        (list_variables("en", SITENAME="{{ x }}", LANGUAGE="de"), ["SITENAME={{ x }}: ", "LANGUAGE=de: "]),
        (list_variables("en", GITHUB_REPOSITORY="nothing"), ["GITHUB_REPOSITORY=nothing: That is no owner"]),
        (
            list_variables("en")[:1],
            ["AUTHOR, GITHUB_REPOSITORY, LANGUAGE: is missing, and there is no terminal"],
        ),
        ([], ["SITENAME, AUTHOR, GITHUB_REPOSITORY, LANGUAGE: is missing"]),
        (["SITENAME=My", "blog"], ["make takes blog for a task of its own", 'make start SITENAME="My blog"']),
    ],
)
def test_wrong_answer_changes_nothing(
    clone: Path, make: Make, arguments: list[str], problems: list[str]
) -> None:
    done = make("start", *arguments)
    assert done.returncode != 0
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr
    assert [problem for problem in problems if problem not in done.stderr] == []
    assert git(clone, "status", "--porcelain", "--untracked-files=all") == ""


def test_repository_may_be_said_to_be_none(clone: Path, make: Make) -> None:
    done = make("start", *list_variables("en", GITHUB_REPOSITORY=""))
    assert done.returncode == 0, done.stderr
    assert read_settings(clone)["GITHUB_REPOSITORY"] == ""
    assert "no form for comments" in done.stdout
    assert "git remote" not in done.stdout


@pytest.mark.parametrize("change", ["edited", "new", "staged", "moved"])
def test_what_is_in_no_commit_is_not_put_at_risk(clone: Path, make: Make, change: str) -> None:
    readme = clone / "README.md"
    if change == "moved":
        readme.rename(clone / "LISEZ-MOI.md")
    else:
        path = clone / "content/posts/été.md" if change == "new" else readme
        path.write_text("Mine", encoding="utf-8")
    if change == "staged":
        git(clone, "add", "--all")
    before = git(clone, "status", "--porcelain", "--untracked-files=all")
    done = make("start", *list_variables("en"))
    assert done.returncode != 0
    assert "Commit it, or put it away: git stash" in done.stderr
    assert ("content/posts/été.md: no commit" in done.stderr) is (change == "new")
    assert git(clone, "status", "--porcelain", "--untracked-files=all") == before


def test_folder_without_a_repository_is_left_alone(
    clone: Path, make: Make, environment: dict[str, str]
) -> None:
    (clone / ".git").rename(clone / "elsewhere")
    environment["GIT_CEILING_DIRECTORIES"] = str(clone.parent)
    done = make("start", *list_variables("en"))
    assert done.returncode != 0
    assert "This folder is in no git repository" in done.stderr
    assert "git init && git add --all && git commit" in done.stderr
    assert (clone / "tests/article").exists()


def test_questions_are_asked_in_a_terminal_until_they_are_answered(
    clone: Path, environment: dict[str, str]
) -> None:
    typed = ["", "Le jardin d'été", "", "nothing", "anne/jardin", "deutsch", ""]
    terminal, end = pty.openpty()
    with subprocess.Popen(
        list_command("start"), cwd=clone, env=environment, stdin=end, stdout=end, stderr=end, close_fds=True
    ) as process:
        os.close(end)
        os.write(terminal, "".join(f"{line}\n" for line in typed).encode())
        said = "".join(read_terminal(terminal))
    os.close(terminal)
    assert process.returncode == 0, said
    settings = read_settings(clone)
    assert settings["SITENAME"] == "Le jardin d’été"
    assert settings["AUTHOR"] == "Anne"  # as git knows her
    assert settings["GITHUB_REPOSITORY"] == "anne/jardin"
    assert settings["DEFAULT_LANG"] == "fr"  # as the machine speaks
    for words in (
        "The blog's name",
        "as readers shall see it [Anne]",
        "Its repository on GitHub",
        "Its language, fr or en [fr]",
    ):
        assert words in said
    assert "Error: That is no owner/name" in said
    assert "write fr or en" in said


def read_terminal(terminal: int) -> Iterator[str]:
    """All that a program says in a terminal, until it ends."""
    while True:
        try:
            data = os.read(terminal, 1 << 16)
        except OSError:  # Linux says so that nobody writes any more
            return
        if not data:
            return
        yield data.decode(errors="replace")


def test_only_what_is_missing_is_asked(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal, end = pty.openpty()
    os.write(terminal, b"x\nanne/garden\n\n")
    given = {"SITENAME": "Le jardin", "AUTHOR": "Anne"}
    with os.fdopen(end, encoding="utf-8") as typed:
        monkeypatch.setattr(sys, "stdin", typed)
        answers = find_answers(clone, [*given], {**given, "LC_ALL": "en_GB.UTF-8", "LANG": "fr_FR.UTF-8"})
    os.close(terminal)
    assert answers == choose("en", SITENAME="Le jardin")
    said = capsys.readouterr()
    assert "name" not in (said.out + said.err).replace("owner/name", "")


@pytest.fixture
def here(clone: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The clone, as the folder that programs run in, and all answers as variables."""
    monkeypatch.chdir(clone)
    monkeypatch.setenv("TZ", "nowhere")
    monkeypatch.setenv("GOALS", "start")
    monkeypatch.setenv("GIVEN", " ".join(TYPED["en"]))
    for name, value in TYPED["en"].items():
        monkeypatch.setenv(name, value)
    return clone


def test_command_makes_a_blog_once(here: Path) -> None:
    done = CliRunner().invoke(main)
    assert done.exit_code == 0, done.output
    assert "time zone (UTC)" in done.output
    assert "git remote add origin https://github.com/anne/garden.git" in done.output
    commit(here)
    again = CliRunner().invoke(main)
    assert again.exit_code == 1
    assert "this blog has been started before, and nothing is replaced" in again.output
    assert git(here, "status", "--porcelain") == ""


@pytest.mark.usefixtures("here")
def test_error_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "Deutsch")  # the C library would go on in `de` after this test
    done = CliRunner().invoke(main)
    assert (done.exit_code, done.output) == (
        1,
        "Error: LANGUAGE=Deutsch: No blog can be begun in that language; write fr or en.\n",
    )


def test_what_is_missing_or_in_no_commit_is_refused_before_anything_is_asked(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIVEN", "SITENAME LANGUAGE")
    done = CliRunner().invoke(main)
    assert done.exit_code == 1
    assert done.output.startswith("Error: AUTHOR, GITHUB_REPOSITORY: is missing, and there is no terminal")
    for number in range(4):
        (here / f"note-{number}.txt").touch()
    done = CliRunner().invoke(main)
    assert done.exit_code == 1
    assert done.output.startswith(
        "Error: note-0.txt, note-1.txt, note-2.txt, …: no commit of git's has that as it is"
    )
    assert done.output.endswith("Commit it, or put it away: git stash --include-untracked\n")
    (here / ".git").rename(here / "elsewhere")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(here.parent))
    assert "This folder is in no git repository" in CliRunner().invoke(main).output


def test_blog_without_a_repository_is_told_how_to_have_a_form_one_day() -> None:
    plan = Plan(written=(), removed=())
    said = "\n".join(describe(plan, choose("en", GITHUB_REPOSITORY=""), "UTC", ""))
    assert "no form for comments. Once it has one" in said
    assert "git remote" not in said


@pytest.mark.parametrize(
    ("language", "pages"), [("fr", ("a-propos", "vie-privee")), ("en", ("about", "privacy"))]
)
def test_writer_is_told_what_comes_next_in_its_order(
    clone: Path, make: Make, language: str, pages: tuple[str, str]
) -> None:
    said = make("start", *list_variables(language)).stdout.splitlines()
    about, privacy = (f"content/pages/{page}.md" for page in pages)
    assert (clone / about).is_file()
    assert (clone / privacy).is_file()
    assert f"Say more in {about}" in said
    assert f"Read {privacy}: it speaks for you." in said
    steps = [line.split("  ")[0] for line in said[said.index("") + 1 :] if not line.startswith(" ")]
    assert [step.partition(":")[0] for step in steps] == [
        "Look at it",
        "Begin a text",
        "Keep it, before you publish",
        "Publish it",
    ]


@pytest.mark.parametrize(
    ("origin", "says"),
    [
        (
            "https://github.com/else/where.git",
            "git still pushes to the repository that you cloned; to have it",
        ),
        ("", "git knows no repository to push to; to have it push to yours:"),
    ],
)
def test_writer_is_told_where_git_pushes(origin: str, says: str) -> None:
    assert says in "\n".join(describe(Plan(written=(), removed=()), choose("en"), "UTC", origin))


def test_package_can_be_run_as_a_program() -> None:
    command = [sys.executable, "-m", "tools.starting", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "Make one's own empty blog" in done.stdout


def test_disk_that_refuses_midway_says_what_brings_all_back(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, calls = Path.replace, iter(range(100))

    def refuse(path: Path, target: Path) -> Path:
        if next(calls) == 5:
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(durable.Path, "replace", refuse)
    done = CliRunner().invoke(main)
    assert done.exit_code == 1
    assert "No space left on device; the blog is half begun, and nothing is lost." in done.output
    (command,) = re.findall(r"(git restore .*?) && make start", done.output)
    assert git(here, "status", "--porcelain") != ""
    subprocess.run(["sh", "-c", command], cwd=here, check=True, capture_output=True)
    assert git(here, "status", "--porcelain", "--ignored", "--untracked-files=all") == ""
    assert [path for path in here.rglob("*.tmp") if ".git" not in path.parts] == []
    assert CliRunner().invoke(main).exit_code == 0


def test_file_that_came_meanwhile_is_not_overwritten(clone: Path) -> None:
    names = Clone(root=clone, files=list_files(clone), commit=describe_commit(clone))
    plan = plan_start(names, choose("en"), "UTC")
    (clone / "content/pages/thanks.md").symlink_to("nowhere")
    with pytest.raises(StartingError, match=r"content/pages/thanks\.md"):
        carry_out(plan, clone)
    assert (clone / "content/pages/thanks.md").is_symlink()


def test_file_that_cannot_be_read_is_named(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = Clone(root=clone, files=("Makefile", *list_files(clone)), commit="")
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "Makefile":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(StartingError, match=r"Makefile: .*Permission denied.*; put the file back"):
        plan_start(names, choose("en"), "UTC")


def test_link_and_repository_within_stay_as_they_are(clone: Path) -> None:
    (clone / "link.txt").symlink_to("Makefile")
    (clone / "within").mkdir()
    names = Clone(root=clone, files=("link.txt", "within", *list_files(clone)), commit="")
    assert {"link.txt", "within"} & dict(plan_start(names, choose("en"), "UTC").written).keys() == set()


def test_folders_go_with_what_was_compiled_in_them_and_stay_with_what_is_hers(tmp_path: Path) -> None:
    for name in ("a/b/c/x.py", "a/b/c/__pycache__/x.pyc", "d/y.py", "d/hers.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    carry_out(Plan(written=(), removed=("a/b/c/x.py", "d/gone.py", "d/y.py")), tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["d", "d/hers.txt"]


@pytest.mark.parametrize(
    ("origin", "same"),
    [
        ("https://github.com/anne/garden.git", True),
        ("https://token@github.com/Anne/garden", True),
        ("git@github.com:anne/garden.git", True),
        ("ssh://git@github.com/anne/garden.git", True),
        ("https://github.com/anne/garden/", True),
        ("https://github.com/else/where.git", False),
        ("https://github.com/xanne/garden", False),
        ("https://notgithub.com/anne/garden", False),
        ("anne/garden", False),
        ("https://gitlab.com/anne/garden", False),
        ("", False),
    ],
)
def test_origin_is_known_by_whatever_protocol(origin: str, *, same: bool) -> None:
    assert is_of(origin, "anne/garden") is same
    report = "\n".join(describe(Plan(written=(), removed=()), choose("en"), "UTC", origin))
    assert ("git remote" in report) is not same


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_only_the_codes_own_tests_mind_is_published(
    clone: Path, make: Make, environment: dict[str, str]
) -> None:
    """A blog belongs to its writer: publish.yml runs no more than this, so nothing else can stop a post."""
    assert make("start", *list_variables("fr")).returncode == 0
    settings, words = clone / "pelicanconf.py", clone / "theme/locale/fr.po"
    menu = 'MENUITEMS = [("Archives", "archives/"), ("Recherche", SEARCH_URL), ("À propos", "a-propos/"), '
    replace(settings, menu[:-2], f'{menu}("Mentions", "vie-privee/")')
    (line,) = [line for line in settings.read_text(encoding="utf-8").splitlines() if menu in line]
    assert len(line) > 110  # as long as ruff lets a line be
    replace(settings, 'SITESUBTITLE = "Un blog et ses articles"', "SITESUBTITLE = 'Du sel et du vent'")
    replace(words, 'msgstr "Aller au contenu"', 'msgstr "Sauter au texte"')
    (clone / "README.md").write_text("# Mon blog\n\nRien que pour moi.\n", encoding="utf-8")
    (clone / "theme/static/img/logo.svg").write_text(LOGO, encoding="utf-8")
    (clone / "content/posts/essai.md").write_text(POST, encoding="utf-8")

    environment["LANG"] = "C.UTF-8"  # as on GitHub's machine; not every one knows French
    done = make("publish", "SITEURL=https://example.org", "GITHUB_REPOSITORY=example/blog")
    assert done.returncode == 0, done.stdout + done.stderr
    home = (clone / "output/index.html").read_text(encoding="utf-8")
    for word in ("Mentions", "Du sel et du vent", "Sauter au texte", "Un essai"):
        assert word in home
    assert (clone / "output/theme/img/logo.svg").read_text(encoding="utf-8") == LOGO
