"""What is refused before the build: addresses, forms and secrets. No sample here is a whole secret."""

from pathlib import Path
from typing import Any

import pytest
from pelican_blog.publication.credentials import (
    describe_contents,
    describe_name,
    find_secrets,
    find_uncommitted_secrets,
)
from pelican_blog.publication.settings import find_domain, find_settings_obstacles

from .conftest import commit, git, write_files

GOOD = """\
https://you.github.io https://you.github.io/localhost https://blog.example.org:8443/a/b https://été.example.org
https://[2001:db8::1]/blog https://localhost.example.org https://mylocalhost https://contest
http://raspberrypi.local http://192.168.1.2 http://[::ffff:192.0.2.1]"""
MALFORMED = """\
example.org ftp://example.org //example.org https:///blog https://:80 https://example.org:port
https://example.org/"><script> https://a..b https://[::1"""
OWN_MACHINE = """\
localhost LocalHost. blog.localhost localhost.localdomain localhost6 127.1.2.3:8000 0.0.0.0 [::1]:8000 127.1 0
2130706433 0x7f.1 017700000001 127.0.0.1. １２７.1 [::ffff:127.0.0.1] [::ffff:0.0.0.0] [0:0:0:0:0:0:0:1]"""
BAD = {
    "": "the site's address is missing; run: make publish SITEURL=https://example.org",
    **dict.fromkeys(MALFORMED.split(), "is not an http(s) address"),
    "https://example.org/\n": "is not an http(s) address",
    **{f"http://{host}": "points to the reader's own machine" for host in OWN_MACHINE.split()},
    **{f"https://blog.{name}": "is reserved for examples" for name in ("test", "invalid", "example")},
    "https://example.org/#top": "contains a ? or #",
    "https://you:hush@localhost": "contains a name or password",
}
NO_DOMAIN = """\
https://you.github.io https://blog.example.org/blog https://blog.example.org:8443 https://192.0.2.1
https://192.0.513 https://[2001:db8::1] https://intranet"""
MISSING = "the repository that receives comments as issues is missing"
FORMS: list[tuple[dict[str, Any], str]] = [
    ({"email": "you@example.org"}, ""),
    ({"endpoint": "https://comments.example.org/new"}, ""),
    ({"state": "hidden", "page_state": "closed"}, ""),
    ({"repository": None, "endpoint": None}, MISSING),
    ({"state": "closed", "page_state": "open"}, MISSING),
    ({"repository": "https://github.com/you/blog"}, "is not the owner/name"),
    ({"repository": 1}, "GITHUB_REPOSITORY 1 is not the owner/name"),
    ({"endpoint": "http://comments.example.org", "repository": "you/blog"}, "is not a full address"),
]
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
    '{"private_key": "' + KEY.format("").replace("\n", "\\n"): "a private key",
    KEY.format("RSA ").replace("--\n", "--\nProc-Type: 4,ENCRYPTED\n\n"): "a private key",
    f"token = '{TOKEN}'": "a token of GitHub's",
    "github_pat" + "_" + "a1B2_c" * 14: "a token of GitHub's",
    AMAZONS: "a key of Amazon's",
    "xoxb" + "-123456789012-1234567890123-" + "a1B2" * 6: "a token of Slack's",
    "sk" + "_live_" + "a1B2" * 6: "a key of Stripe's",
    "?key=" + "AIza" + "Sy_-a1B" * 5 + '"': "a key of Google's",
    "glpat" + "-" + "a1B2_" * 4: "a token of GitLab's",
}
NO_SECRETS = (
    "-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----",
    "-----BEGIN PUBLIC KEY-----\n" + "MIIEvQIBADANBgkq" * 8,
    "AKIA" + "IOSFODNN7EXAMPLE",
    f"M{AMAZONS}",
    f"{AMAZONS}C",
    "xoxb-your-token-here-and-more-of-it",
    "sk" + "_test_" + "a1B2" * 6,
    "AIza" + "Sy_-a1B" * 5 + "c",
    "glpat-" + "a1B2",
)


def test_address_that_readers_cannot_reach_is_named_with_a_remedy() -> None:
    assert [url for url in NO_DOMAIN.split() if find_domain(url)] == []
    assert find_domain("https://Été.example.ORG.") == "xn--t-9fab.example.org"
    assert [url for url in GOOD.split() if [*find_settings_obstacles({"SITEURL": url})]] == []
    for siteurl, problem in BAD.items():
        (obstacle,) = find_settings_obstacles({"SITEURL": siteurl, "COMMENTS": None})
        assert obstacle.startswith("publishconf.py: ")
        assert problem in obstacle
        assert obstacle.endswith(".")
        assert "hush" not in obstacle


def test_form_that_leads_nowhere_is_named() -> None:
    for comments, problem in FORMS:
        found = list(find_settings_obstacles({"SITEURL": "https://you.github.io", "COMMENTS": comments}))
        assert len(found) == bool(problem), comments
        assert problem in "".join(found)


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
    for text, kind in SECRETS.items():
        path.write_text(f"Words. {text} More words.")
        assert describe_contents(path) == f"contains {kind}"
    for text in (*NO_SECRETS, f"{' ' * (1 << 20)}{TOKEN}"):
        path.write_text(text)
        assert describe_contents(path) is None, text
    path.write_text(f"{TOKEN} -----BEGIN PRIVATE KEY-----\n{AMAZONS}\n{'MIIEvQIBADANBgkq' * 8} {TOKEN}")
    kinds = ["a token of GitHub's", "a private key", "a key of Amazon's", "a token of GitHub's"]
    assert [kind for kind, _ in find_secrets(path)] == kinds  # also one within another


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


def test_what_git_cannot_read_is_refused_unless_there_is_no_repository(
    blog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path / "folder", {".env": "A=1"})
    assert list(find_uncommitted_secrets(tmp_path / "folder")) == []
    write_files(blog, {".env": "A=1", ".git/index": "broken"})
    (message,) = find_uncommitted_secrets(blog)
    assert message.startswith("git status failed, so secrets cannot be ruled out; fix that first. git says: ")
    assert "index file" in message
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    (message,) = find_uncommitted_secrets(blog)
    assert "git config --global --add safe.directory" in message
    monkeypatch.setenv("PATH", "")
    assert list(find_uncommitted_secrets(blog)) == []
