"""What looks like a secret, and what git knows about it. No sample here is complete, or it would be one."""

from pathlib import Path

import pytest
from pelican_blog.publication.credentials import (
    describe_contents,
    describe_name,
    find_secrets,
    find_uncommitted_secrets,
)

from .conftest import commit, git, write_files

KEY = "-----BEGIN {}PRIVATE KEY-----\n" + "MIIEvQIBADANBgkq" * 8
TOKEN = "ghp" + "_" + "a1B2" * 9
AMAZONS = "AKIA" + "ABCDEFGH234567AB"
GUARDED_NAMES = """\
.env .env.local .ENV .env~ server.pem server.pem.old server.key server.key.bak~ id_rsa id_rsa.bak id_ed25519
id_ed25519_sk id_ecdsa_sk store.p12 .netrc .npmrc .pypirc .pgpass credentials.json credentials-blog.json
client_secret_1.json secrets.yml secrets.yaml .aws/credentials"""
HARMLESS_NAMES = """\
.env.example .env.example.bak id_rsa.pub id_rsa.back.md id_card_sk environment.md keys.md post.md .nojekyll
credentials credentials.md secrets.md old/.aws.md"""
SECRETS = {
    KEY.format(""): "a private key",
    KEY.format("RSA "): "a private key",
    KEY.format("OPENSSH "): "a private key",
    '{"private_key": "' + KEY.format("").replace("\n", "\\n"): "a private key",
    KEY.format("RSA ").replace("--\n", "--\nProc-Type: 4,ENCRYPTED\n\n"): "a private key",
    f"token = '{TOKEN}'": "a token of GitHub's",
    "github_pat" + "_" + "a1B2_c" * 14: "a token of GitHub's",
    AMAZONS: "a key of Amazon's",
    "xoxb" + "-123456789012-1234567890123-" + "a1B2" * 6: "a token of Slack's",
    "xoxp" + "-12345678901" * 3 + "-" + "a1b2" * 8: "a token of Slack's",
    "sk" + "_live_" + "a1B2" * 6: "a key of Stripe's",
    "?key=" + "AIza" + "Sy_-a1B" * 5 + '"': "a key of Google's",
    "glpat" + "-" + "a1B2_" * 4: "a token of GitLab's",
}
NO_SECRETS = (
    "A key begins with -----BEGIN PRIVATE KEY----- and ends likewise.",
    "-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----",
    "-----BEGIN PUBLIC KEY-----\n" + "MIIEvQIBADANBgkq" * 8,
    "Tokens begin with ghp_ and have thirty-six more.",
    "AKIA" + "IOSFODNN7EXAMPLE",
    f"M{AMAZONS}",
    f"{AMAZONS}C",
    "Slack's tokens begin with xoxb- or xoxp-, as in xoxb-your-token-here-and-more-of-it.",
    "sk" + "_test_" + "a1B2" * 6,
    "AIza" + "Sy_-a1B" * 5 + "c",
    "glpat-" + "a1B2",
)


def test_names_of_secrets_are_known(tmp_path: Path) -> None:
    assert [name for name in GUARDED_NAMES.split() if not describe_name(Path("folder", name))] == []
    assert [name for name in HARMLESS_NAMES.split() if describe_name(Path("folder", name))] == []
    keynote = {b"PK\3\4 a presentation": False, b"\x30\x82\0binary": False, b"": True, KEY.encode(): True}
    for data, is_secret in keynote.items():
        for name in ("presentation.key", "presentation.key.bak"):
            (tmp_path / name).write_bytes(data)
            assert bool(describe_name(tmp_path / name)) is is_secret


def test_contents_of_secrets_are_known(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    assert describe_contents(path) is None  # it is gone
    for text, kind in SECRETS.items():
        path.write_text(f"Words. {text} More words.")
        assert describe_contents(path) == f"contains {kind}"
    for text in NO_SECRETS:
        path.write_text(text)
        assert describe_contents(path) is None, text
    path.write_text(f"{TOKEN} -----BEGIN PRIVATE KEY-----\n{AMAZONS}\n{'MIIEvQIBADANBgkq' * 8} {TOKEN}")
    kinds = ["a token of GitHub's", "a private key", "a key of Amazon's", "a token of GitHub's"]
    assert [kind for kind, _ in find_secrets(path)] == kinds  # also one within another
    path.write_text(f"{' ' * (1 << 20)}{TOKEN}")
    assert list(find_secrets(path)) == []


def test_secret_that_git_would_add_is_named_with_a_remedy(blog: Path) -> None:
    write_files(blog, {"server.pem": "public", "old/.env": "A=1"})
    commit(blog)
    write_files(blog, {"server.pem": "public too", "output/.env": "A=1"})
    (blog / "old/.env").unlink()
    assert list(find_uncommitted_secrets(blog)) == []  # committed, ignored or removed
    secrets = {".env": "A=1", "été/the key.pem": "x", "added/id rsa.key": "x", "inbox/.env": "ignored"}
    write_files(blog, {**secrets, "content/new.md": TOKEN, "pelicanconf.py": f"TOKEN = '{TOKEN}'"})
    write_files(blog, {"content/comments/tango/1.md": TOKEN, "content/comments/tango/.env": "x"})
    git(blog, "add", "added")
    move, ignore = "move it out of this folder, or add it to .gitignore.", "then add it to .gitignore."
    found = find_uncommitted_secrets(blog, blog / "content/comments")
    assert sorted(line.replace(" and is not committed yet", "") for line in found) == [
        f".env: is named like a secret; {move}",
        f"added/id rsa.key: is named like a secret; run: git rm --cached 'added/id rsa.key', {ignore}",
        f"content/comments/tango/.env: is named like a secret; {move}",
        f"content/new.md: contains a token of GitHub's; {move}",
        "pelicanconf.py: contains a token of GitHub's; take the secret out of the file.",
        f"été/the key.pem: is named like a secret; {move}",
    ]
    write_files(blog, {"site/.env": "A=1"})
    (message,) = find_uncommitted_secrets(blog / "site")  # a blog below the root of a repository
    assert message.startswith("site/.env: ")


def test_without_a_repository_or_git_there_is_nothing_to_add(
    blog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path / "folder", {".env": "A=1", ".netrc": "x"})
    assert list(find_uncommitted_secrets(tmp_path / "folder")) == []
    git(tmp_path, "init", "--quiet", "folder")
    git(tmp_path / "folder", "add", ".netrc")
    assert len(list(find_uncommitted_secrets(tmp_path / "folder"))) == 2  # without a commit
    write_files(blog, {".env": "A=1"})
    for path in (str(blog), ""):
        monkeypatch.setenv("PATH", path)
        assert list(find_uncommitted_secrets(blog)) == []


def test_repository_that_git_cannot_read_is_refused_in_gits_words(
    blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (blog / ".git/config").read_text()
    for name, text, words in (
        (".git/config", "[broken", "bad config"),
        (".git/index", "broken", "index file"),
    ):
        write_files(blog, {".git/config": before, name: text, ".env": "A=1"})
        (message,) = find_uncommitted_secrets(blog)
        assert message.startswith(
            "git status failed, so secrets cannot be ruled out; fix that first. git says: "
        )
        assert words in message
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    (message,) = find_uncommitted_secrets(blog)
    assert "git config --global --add safe.directory" in message
