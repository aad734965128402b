"""What `check` finds in the comment files, repeating no reader's address; and what is an address."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pelican.plugins.comments.moderation.checks import check_comments
from pelican.plugins.comments.privacy import find_addresses, find_ip_addresses, find_shown_addresses
from pelican.plugins.comments.site import Site

SaveComment = Callable[..., Path]

DATE = "date: 2026-11-22T13:30:00+01:00"
NORA = ("author: Nora", DATE)
ADDRESS = "contains an e-mail address, which is public here; remove it."


def check(blog: Site) -> list[str]:
    return [str(problem) for problem in check_comments(blog).problems]


def test_valid_comments_are_counted_and_what_only_looks_wrong_is_passed_over(
    blog: Site, save_comment: SaveComment
) -> None:
    save_comment("2", *NORA, "replyto: 1md", "website: http://192.0.2.7/", "type: comment", "lang:")
    save_comment("3", "status: removed", DATE, "slug: ip", "source: 1.2.3")
    save_comment("a-1", *NORA, "replyto: gh-57", "source: github:61", "lang: zh-Hant", waits=True)
    save_comment("a-2", *NORA, "replyto: a-1", "role: author", waits=True)
    report = check_comments(blog)
    assert (report.problems, report.count) == ((), 6)


def test_public_address_is_passed_over(blog: Site, save_comment: SaveComment) -> None:
    save_comment("a-1", "author: Nora", text="Écrivez à contact@example.org.")
    save_comment("a-2", "author: Nora", text="*contact*@example.org")
    for setting in ({"email": "contact@example.org"}, {"public_addresses": ["example.org"]}):
        settings = replace(blog.settings, **setting)
        assert check(replace(blog, settings=settings)) == []


@pytest.mark.parametrize(
    ("file", "line", "problem"),
    [
        *(
            ("comments/article/a-1.md", line, problem)
            for line, problem in (
                ("E-Mail: x", "line 3: the key 'e-mail' is for a reader's address"),
                ("rating: 5", "line 3: unknown key 'rating' (allowed: author, date"),
                ("source: mail:nora@example.org", f"line 3: {ADDRESS}"),
                ("    nora@example.org", f"line 3: {ADDRESS}"),
                ("    192.0.2.7", "line 3: contains an IP address"),
                ("lang: english", "line 3: lang 'english' "),
                ("replyto: 9", "replyto '9' is not a published comment"),
                ("slug: 1", "an earlier comment of this article has the id '1', so"),
                ("\nUn.\n\nÀ nora@example.org.\nip: 192.0.2.7", f"line 6: {ADDRESS}"),
                ("\n*nora*@example.org", "readers see an e-mail address in its text; remove"),
            )
        ),
        ("comments/article/a-1.html", "\n<p>nora<b>@</b>example.org</p>", "readers see an e-mail address"),
        ("inbox/article/a-1.md", "no header", "line 3: 'no header'"),
        ("inbox/article/a-1.md", "website: https://example.org/", "line 3: unknown key 'website'"),
        ("inbox/article/gh-57.md", "", "its id is already used by comments/article/gh-57.md"),
        *((f"inbox/article/{name}", "", "is not a valid name") for name in ("a-1.html", "A 1.md")),
    ],
)
def test_problem_of_a_file_is_reported(
    blog: Site, save_comment: SaveComment, file: str, line: str, problem: str
) -> None:
    place, _, name = file.split("/")
    save_comment(name, DATE, "author: Nora", line, waits=place == "inbox")
    (message,) = check(blog)
    assert message.startswith(f"{file}: {problem}")


@pytest.mark.parametrize(
    "lines",
    [
        ["email: nora@example.org", "source: 192.0.2.7"],
        ["Write to nora@example.org", "status: \x1b[31m\u202e"],
        *(["website: mailto:nora@example.org"], ["status: 2001:db8::7"], ["replyto: nora@example.org"]),
    ],
)
@pytest.mark.parametrize("waits", [False, True])
def test_message_repeats_no_address_and_steers_no_terminal(
    blog: Site, save_comment: SaveComment, lines: list[str], *, waits: bool
) -> None:
    save_comment("a-1", "author: nora@example.org", *lines, text="À paul@example.org", waits=waits)
    save_comment("a-1\x1b[2J.md", "author: Nora", waits=waits)
    messages = "\n".join(check(blog))
    assert f"line {3 + len(lines)}: {ADDRESS}" in messages
    for hidden in ("nora@", "paul@", "192.0.2.7", "2001:db8", "\x1b", "\u202e"):
        assert hidden not in messages


def test_published_and_waiting_comments_are_checked_together(blog: Site, save_comment: SaveComment) -> None:
    save_comment("2", "author: Nora", "date: 2026-11-20", "replyto: a-1")
    save_comment("a-1", *NORA, waits=True)  # which is not published
    (message,) = check(blog)
    assert message.startswith("comments/article/2.md: replyto 'a-1' is not a published")
    save_comment("a-1", *NORA, "replyto: 2", waits=True)
    assert sorted("circle" in message for message in check(blog)) == [False, True]


@pytest.mark.parametrize("waits", [False, True])
def test_stray_files_and_folders_are_reported(blog: Site, save_comment: SaveComment, *, waits: bool) -> None:
    own = save_comment("a-1", *NORA, waits=waits)
    save_comment("a-1", *NORA, post="inconnu", waits=waits)
    place = own.parent.parent
    (place / "lost.md").write_text("author: Nora\n\nMerci.\n")
    (place / "clos").symlink_to(own.parent)
    own.with_name("link.md").symlink_to(own)
    for name in ("notes.txt", ".gitkeep", ".0123456789abcdef.tmp"):  # all but the first unseen
        own.with_name(name).write_text("nora@example.org")
    found = [message.partition("; ")[0].removeprefix(f"{place.name}/") for message in check(blog)]
    assert [message.partition(": ")[0] for message in found[:2]] == ["article/link.md", "article/notes.txt"]
    assert found[2:] == [
        *("clos: is a symlink", "inconnu: no article or page has this slug"),
        "lost.md: is outside the articles' folders",
    ]


def test_every_problem_of_every_file_is_reported_at_once(blog: Site, save_comment: SaveComment) -> None:
    save_comment("a-1", "author: Nora", "email: x", "rating: 5", "replyto: 9", text="nora@example.org")
    save_comment("a-2", "no header", "ip: 192.0.2.7")
    save_comment("a-3").write_bytes(b"author: Nora\n\n\xff\xfe nora@example.org\n")
    save_comment("a-3", "author: Paul", "replyto: 8", waits=True)
    save_comment("a-4", "author: Paul", post="inconnu")
    assert [(problem.place, problem.line) for problem in check_comments(blog).problems] == [
        *(("comments/article/a-1.md", line) for line in (None, 2, 3, 6)),
        *(("comments/article/a-2.md", line) for line in (1, 2)),
        *(("comments/article/a-3.md", line) for line in (None, 3)),
        *(("comments/inconnu", None), ("inbox/article/a-3.md", None)),
    ]


# E-mail and IP addresses

MAIL = "nora@example.org"


@pytest.mark.parametrize(("text", "addresses"), [
    *((text, [MAIL]) for text in (
        f"Écrivez à {MAIL}.", f"mailto:{MAIL}?subject=x", f"mailto://{MAIL}", f"{MAIL}.Merci", f"{MAIL}Merci",
        f"https://example.org/?to={MAIL}", f"https://example.org/#{MAIL}", f"(https://example.org/a){MAIL}",
        f"*{MAIL}*", "nora@example。org")),
    *((text, text.split(", ")) for text in (
        "nora@163.com, nora@4.example.org, nora@mail.test, nora@v2.org, nora@EXAMPLE.ORG, nora@a.co.uk",
        "jérôme@exemple.example.org, nora@пример.рф, nora@xn--e1afmkfd.xn--p1ai, नोरा@उदाहरण.भारत",
        f"nora@{'a.' * 125}example.org")),
    ("<jeanne.martin+blog@mail.example.org>", ["jeanne.martin+blog@mail.example.org"]),
    (f"{MAIL}paul@example.org", [MAIL, "paul@example.org"]),
    # in scripts that part no words
    ("请写到nora@example.org谢谢", [f"请写到{MAIL}"]), ("nora@例子.中国谢谢", ["nora@例子.中国"]),
    (f"{MAIL}とb@example.org", [MAIL, "とb@example.org"]),
])  # fmt: skip
def test_addresses_are_found(text: str, addresses: list[str]) -> None:
    assert find_addresses(text) == addresses


@pytest.mark.parametrize("text", [
    "@jeanne@example.org.org est mon compte", "jeanne@localhost", "3 @ 2.50", "a@b..org .@a",
    f"nora@{'a.' * 127}example.org", "@app.route, a@b.T, W@x.shape, nora@192.0.2.1",
    # packages and their versions
    "react@18.2.0 vue@^3.4 lodash@4.17.21-beta.1 @types/node@20.11.5, @vue/cli@latest, pkg@next",
    "vue@3.4.21/dist/vue.global.js", "On passe à react@18.2.0.Et ça marche", "a@b.cox谢谢", "pkg@latest.js",
    "pip install paquet@git+https://github.com/owner/repo.git@v1.2.zip", "image@sha256:0a1b.2c3d",
    # paths of URLs, and who logs in there
    "cdn.jsdelivr.net/npm/vue@next.com/dist", "https://medium.com/@name.surname",
    "https://example.org/a_(b)@example.org", "https://example.org/(a@example.org)c@example.org",
    "https://user@host/ ftp://user@ftp.example.org/", "https://esm.sh/preact@10.19.3?deps=x@1.2.3",
    # files, units of systemd, machines of one's own
    " ".join(f"a@v2.{kind}" for kind in ("cc", "md", "mov", "pl", "ps", "py", "rs", "sh", "so", "zip")),
    "logo@2x.png archive@2024.zip getty@tty1.service pi@raspberrypi.local",
    # remotes of git and ssh
    "git clone git@github.com:owner/repo.git", "ssh -T git@gitlab.com", "git add o nora@a.org:blog.git",
    "rsync nora@host.example.org:site/a/ .", "scp a.txt deploy@web.example.org:/var/www/",
    "rsync nora@host.example.org::module/a . # nora@a.example.org:~$ ls",
])  # fmt: skip
def test_what_only_looks_like_an_address_is_left_alone(text: str) -> None:
    assert find_addresses(text) == []


@pytest.mark.parametrize("text", [
    *(f"no{sign}ra{sign}@exa{sign}mple.{sign}org" for sign in "\u200b\u2060\ufeff\u00ad\u202e\ufe0f\x7f"),
    *(f"nora{sign}@example{sign}.org" for sign in "\u2800\u034f\u3164\U000e0041\x01\ufdd0\U0001fffe"),
    *(f"nora{at}example.org" for at in ("\uff20", "\ufe6b", "&#64;", "&#x40;", "&commat;", "%40", "&#064")),
    *(f"nora@example{dot}org" for dot in ("\uff0e", "\u3002", "\uff61", "\u2024", "&period;", "%2E")),
    "\uff4e\uff4f\uff52\uff41@\uff45xample.\U0001d428rg",
    "https://example.org/?a=nora%40example.org",
])  # fmt: skip
def test_disguise_is_seen_through(text: str) -> None:
    assert find_addresses(text) == [MAIL]


def test_addresses_in_html_are_found_where_they_are_read_and_in_links() -> None:
    link = '<a href="https://example.org/?a=nora%40example.org">x</a>'
    for html in (f'<abbr title="{MAIL}">x</abbr>', link):
        assert {*find_shown_addresses(html)} == {MAIL}
    assert find_shown_addresses('<a href="https://medium.com/@name.surname">vue@3.4.21</a>') == []
    # the owner lets some pass
    text = "Contact@example.org, nora@example.org, a@mail.example, a@www.mail.example"
    assert find_addresses(text, {"contact@example.org", "mail.example"}) == [MAIL, "a@www.mail.example"]


def test_ip_addresses_are_found() -> None:
    for text in ("192.0.2.7", "Nora (192.0.2.7)", "[2001:db8::7] Nora", "Nora ::1", "'192.0.2.7';"):
        assert len(find_ip_addresses(text)) == 1, text
    for text in ("Nora 1.2.3", "::", "12:30", "R2:D2", "v192.0.2.7", ""):
        assert find_ip_addresses(text) == [], text


@pytest.mark.parametrize("text", [
    "a.-" * 30_000 + "@", "@" * 100_000, "a@" + "a." * 50_000, "a@a.a" * 20_000, "https://(" * 10_000,
    "a.b/" * 25_000, "x@a." + "\u4e2d" * 100_000, "&#" * 50_000,
])  # fmt: skip
def test_long_text_without_an_address_ends(text: str) -> None:
    assert find_addresses(text) == []
