"""What looks like a secret, and what git says of it. No sample here is whole, lest it be taken for one."""

from pathlib import Path

import pytest
from pelican_blog.publication.credentials import (
    describe_contents,
    describe_name,
    find_secrets,
    find_uncommitted_secrets,
)

from tests.command.publication.conftest import git, write_files

KEY = "-----BEGIN {}PRIVATE KEY-----\n" + "MIIEvQIBADANBgkq" * 8
TOKEN = "ghp" + "_" + "a1B2" * 9


@pytest.mark.parametrize(
    "name",
    [
        *[".env", ".env.local", ".ENV", "server.pem", "server.key", "id_rsa", "id_ed25519", "store.p12"],
        *[".netrc", ".npmrc", ".pypirc", "credentials.json", "credentials-blog.json", "client_secret_1.json"],
        *[
            "id_rsa.bak",
            ".env~",
            "server.pem.old",
            "server.key.bak~",
            ".pgpass",
            "secrets.yml",
            "secrets.yaml",
        ],
        *["id_ed25519_sk", "id_ecdsa_sk", ".aws/credentials"],
    ],
)
def test_name_of_a_secret_is_known(name: str) -> None:
    assert describe_name(Path("folder", name))


@pytest.mark.parametrize(
    "name",
    [
        *[
            ".env.example",
            "id_rsa.pub",
            "environment.md",
            "keys.md",
            "post.md",
            ".nojekyll",
            "credentials.md",
        ],
        *[".env.example.bak", "credentials", "secrets.md", "id_card_sk", "id_rsa.back.md", "old/.aws.md"],
    ],
)
def test_name_of_something_else_is_no_secret(name: str) -> None:
    assert describe_name(Path("folder", name)) is None


@pytest.mark.parametrize(
    ("data", "is_secret"),
    [
        (b"PK\3\4 a presentation", False),
        (b"\x30\x82\0binary", False),
        (b"-----BEGIN PRIVATE KEY-----", True),
        (b"", True),
    ],
)
def test_presentation_of_keynotes_is_no_key(tmp_path: Path, data: bytes, *, is_secret: bool) -> None:
    for name in ("presentation.key", "presentation.key.bak"):
        (tmp_path / name).write_bytes(data)
        assert bool(describe_name(tmp_path / name)) is is_secret


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (KEY.format(""), "holds a private key"),
        (KEY.format("RSA "), "holds a private key"),
        (KEY.format("OPENSSH "), "holds a private key"),
        ('{"private_key": "' + KEY.format("").replace("\n", "\\n"), "holds a private key"),
        (KEY.format("RSA ").replace("--\n", "--\nProc-Type: 4,ENCRYPTED\n\n"), "holds a private key"),
        (f"token = '{TOKEN}'", "holds a token of GitHub's"),
        ("github_pat" + "_" + "a1B2_c" * 14, "holds a token of GitHub's"),
        ("AKIA" + "ABCDEFGH234567AB", "holds a key of Amazon's"),
        ("xoxb" + "-123456789012-1234567890123-" + "a1B2" * 6, "holds a token of Slack's"),
        ("xoxp" + "-12345678901" * 3 + "-" + "a1b2" * 8, "holds a token of Slack's"),
        ("sk" + "_live_" + "a1B2" * 6, "holds a key of Stripe's"),
        ("?key=" + "AIza" + "Sy_-a1B" * 5 + '"', "holds a key of Google's"),
        ("glpat" + "-" + "a1B2_" * 4, "holds a token of GitLab's"),
    ],
)
def test_secret_in_a_file_is_known(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "notes.md").write_text(f"Words. {text} More words.")
    assert describe_contents(tmp_path / "notes.md") == reason


def test_every_secret_is_found_also_one_within_another(tmp_path: Path) -> None:
    amazons = "AKIA" + "ABCDEFGH234567AB"
    text = f"{TOKEN} -----BEGIN PRIVATE KEY-----\n{amazons}\n{'MIIEvQIBADANBgkq' * 8} {TOKEN}"
    (tmp_path / "notes.md").write_text(text)
    assert [what for what, _ in find_secrets(tmp_path / "notes.md")] == [
        "a token of GitHub's",
        "a private key",
        "a key of Amazon's",
        "a token of GitHub's",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A key begins with -----BEGIN PRIVATE KEY----- and ends likewise.",
        "-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\n" + "MIIEvQIBADANBgkq" * 8,
        "Tokens begin with ghp_ and have thirty-six more.",
        "AKIA" + "IOSFODNN7EXAMPLE",
        "MAKIA" + "ABCDEFGH234567ABC",
        "Slack's tokens begin with xoxb- or xoxp-, as in xoxb-your-token-here-and-more-of-it.",
        "sk" + "_test_" + "a1B2" * 6,
        "AIza" + "Sy_-a1B" * 5 + "c",
        "glpat-" + "a1B2",
    ],
)
def test_text_about_secrets_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "notes.md").write_text(text)
    assert describe_contents(tmp_path / "notes.md") is None


def test_file_that_is_gone_holds_nothing(tmp_path: Path) -> None:
    assert describe_contents(tmp_path / "gone") is None


def test_secret_that_git_would_take_is_named_with_what_to_do(blog: Path) -> None:
    write_files(
        blog,
        {
            ".env": "A=1",
            "été/the key.pem": "x",
            "added/id_rsa": "x",
            "inbox/.env": "ignored",
            "content/new.md": f"Title: T\n\n{TOKEN}",
            "pelicanconf.py": f"TOKEN = '{TOKEN}'",
        },
    )
    git(blog, "add", "added/id_rsa")
    parts = [obstacle.split(", and is not committed yet; ") for obstacle in find_uncommitted_secrets(blog)]
    ignore = "write its name into .gitignore."
    assert sorted(parts) == [
        [".env: is named like a secret", f"move it out of this folder, or {ignore}"],
        ["added/id_rsa: is named like a secret", f"run: git rm --cached added/id_rsa, and {ignore}"],
        ["content/new.md: holds a token of GitHub's", f"move it out of this folder, or {ignore}"],
        ["pelicanconf.py: holds a token of GitHub's", "take the secret out of the file."],
        ["été/the key.pem: is named like a secret", f"move it out of this folder, or {ignore}"],
    ]


def test_what_is_committed_ignored_or_removed_is_not_named(blog: Path) -> None:
    write_files(blog, {"server.pem": "public", "old/.env": "A=1"})
    git(blog, "add", "--all")
    git(blog, "commit", "--quiet", "--message", "On purpose")
    write_files(blog, {"server.pem": "public too", "output/.env": "A=1"})
    (blog / "old/.env").unlink()
    assert list(find_uncommitted_secrets(blog)) == []


def test_blog_in_a_folder_of_a_repository_answers_for_itself_alone(blog: Path) -> None:
    write_files(blog, {"site/.env": "A=1", ".env": "another's"})
    (obstacle,) = find_uncommitted_secrets(blog / "site")
    assert obstacle.startswith("site/.env: ")


def test_repository_without_a_commit_is_looked_at_too(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "new")
    write_files(tmp_path / "new", {".env": "A=1", ".netrc": "x"})
    git(tmp_path / "new", "add", ".netrc")
    assert len(list(find_uncommitted_secrets(tmp_path / "new"))) == 2


def test_folder_in_no_repository_says_nothing(tmp_path: Path) -> None:
    write_files(tmp_path / "folder", {".env": "A=1"})
    assert list(find_uncommitted_secrets(tmp_path / "folder")) == []


def test_machine_without_git_says_nothing(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(blog, {".env": "A=1"})
    monkeypatch.setenv("PATH", str(blog))
    assert list(find_uncommitted_secrets(blog)) == []


def test_folder_in_no_repository_has_nothing_that_git_would_take(tmp_path: Path) -> None:
    write_files(tmp_path, {".env": "A=1"})
    assert list(find_uncommitted_secrets(tmp_path)) == []


def test_machine_without_git_has_nothing_that_git_would_take(
    blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(blog, {".env": "A=1"})
    monkeypatch.setenv("PATH", "")
    assert list(find_uncommitted_secrets(blog)) == []


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (".git/index", "broken", "index file"),
        (".git/config", "[broken", "bad config line"),
    ],
)
def test_repository_that_git_cannot_read_is_refused_in_gits_words(
    blog: Path, name: str, text: str, says: str
) -> None:
    write_files(blog, {name: text, ".env": "A=1"})
    (obstacle,) = find_uncommitted_secrets(blog)
    assert obstacle.startswith(
        "git cannot tell whether it would take a secret; put that right first. It says: "
    )
    assert says in obstacle


def test_repository_of_another_owner_is_refused_with_what_git_advises(
    blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    (obstacle,) = find_uncommitted_secrets(blog)
    assert "git config --global --add safe.directory" in obstacle
