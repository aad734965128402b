"""What is an e-mail or IP address, and what only looks like one."""

import pytest
from pelican.plugins.comments.privacy import find_addresses, find_ip_addresses, find_shown_addresses

NORA = "nora@example.org"


@pytest.mark.parametrize(("text", "addresses"), [
    *((text, [NORA]) for text in (
        f"Écrivez à {NORA}.", f"mailto:{NORA}?subject=x", f"mailto://{NORA}", f"{NORA}: bonjour",
        f"{NORA}/paul", f"{NORA}.Merci", f"{NORA}Merci", f"https://example.org/?to={NORA}",
        f"https://example.org/#{NORA}",
        f"(https://example.org/a){NORA}", f"xmpp:{NORA}", "nora@example。org")),
    *((text, text.split(", ")) for text in (
        "nora@163.com, nora@4.example.org", "nora@mail.example, nora@mail.test, nora@mail.invalid",
        "jérôme@exemple.example.org, nora@v2.org", "nora@пример.рф, nora@xn--e1afmkfd.xn--p1ai",
        "नोरा@उदाहरण.भारत, نورا@مثال.السعودية", "nora@EXAMPLE.ORG, nora@example.co.uk",
        f"nora@{'a.' * 125}example.org")),
    ("<jeanne.martin+blog@mail.example.org>", ["jeanne.martin+blog@mail.example.org"]),
    (f"({NORA},b@example.org)", [NORA, "b@example.org"]), (f"«{NORA}», {NORA}…", [NORA, NORA]),
    (f"_{NORA}_", [f"_{NORA}"]), (f"*{NORA}*", [NORA]), (f"{NORA}’s, {NORA}'s", [NORA, NORA]),
    (f"{NORA}paul@example.org", [NORA, "paul@example.org"]),
    # in scripts that part no words
    ("请写到nora@example.org谢谢", [f"请写到{NORA}"]), ("nora@例子.中国谢谢", ["nora@例子.中国"]),
    (f"{NORA}とb@example.org", [NORA, "とb@example.org"]),
])  # fmt: skip
def test_addresses_are_found(text: str, addresses: list[str]) -> None:
    assert find_addresses(text) == addresses


@pytest.mark.parametrize("text", [
    "@jeanne@example.org.org est mon compte", "@jeanne@example.org", "@jeanne sur le réseau",
    "https://example.org/@jeanne/1", "jeanne@localhost", "3 @ 2.50", "", "a@b..org .@a",
    f"nora@{'a.' * 127}example.org",
    # packages and their versions
    "npm install react@18.2.0 vue@^3.4 lodash@4.17.21-beta.1",
    "@types/node@20.11.5, @vue/cli@latest, pkg@next",
    "vue@3.4.21/dist/vue.global.js", "On passe à react@18.2.0.Et ça marche, ou vue@18.2.Et non",
    "a@b.cox谢谢", "pkg@latest.js",
    "pip install paquet@git+https://github.com/owner/repo.git@v1.2.zip", "image@sha256:0a1b.2c3d",
    "ingress-nginx/controller:v1.9.4@sha256:5b16",
    # paths of URLs, and who logs in there
    "https://cdn.jsdelivr.net/npm/vue@3.4.21/dist/vue.global.prod.js",
    "cdn.jsdelivr.net/npm/vue@next.com/dist", "https://unpkg.com/react@18.2.0/umd/react.production.min.js",
    "https://www.google.com/maps/@48.85,2.35,12z",
    "https://medium.com/@name.surname", "https://example.org/a_(b)@example.org",
    "https://example.org/(a@example.org)c@example.org",
    "https://user@host/ ftp://user@ftp.example.org/", "https://esm.sh/preact@10.19.3?deps=x@1.2.3",
    "[carte](https://example.org/@48.85,2.35)",
    # files, units of systemd, machines of one's own
    " ".join(f"a@v2.{kind}" for kind in ("cc", "md", "mov", "pl", "ps", "py", "rs", "sh", "so", "zip")),
    "logo@2x.png foo@3x.webp photo@1.5x.jpg",
    "logo@2x.zip notes@v2.md archive@2024.zip script@1.0.sh lib@2.so",
    "getty@tty1.service openvpn@client.conf", "pi@raspberrypi.local, nora@mac.lan",
    # remotes of git and ssh
    "git clone git@github.com:owner/repo.git", "ssh -T git@gitlab.com", "ssh://git@github.com/owner/repo.git",
    "scp a.txt deploy@web.example.org:/var/www/", "rsync nora@host.example.org:site/public/ .",
    "git remote add o nora@example.org:blog.git",
    "rsync nora@host.example.org::module/a . # nora@a.example.org:~$ ls",
    # code
    "@app.route, @media, @import, a@b.T, W@x.shape", "nora@192.0.2.1, nora@[192.0.2.1]",
])  # fmt: skip
def test_what_only_looks_like_an_address_is_left_alone(text: str) -> None:
    assert find_addresses(text) == []


DISGUISED = [
    *(f"no{sign}ra{sign}@exa{sign}mple.{sign}org" for sign in "\u200b\u200c\u200d\u2060\ufeff\u00ad"),
    *(f"nora{sign}@example{sign}.org" for sign in "\u200e\u200f\u202a\u202e\u2066\u2069\u061c\ufe0f\x7f"),
    *(f"nora{sign}@example{sign}.org" for sign in "\u2800\u034f\u115f\u3164\U000e0041\x01\ufdd0\U0001fffe"),
    *(f"nora{at}example.org" for at in ("\uff20", "\ufe6b", "&#64;", "&#x40;", "&commat;", "%40", "&#064")),
    *(f"nora@example{dot}org" for dot in ("\uff0e", "\u3002", "\uff61", "\u2024", "&period;", "&#46;")),
    "\uff4e\uff4f\uff52\uff41@\uff45\uff58\uff41\uff4d\uff50\uff4c\uff45.\uff4f\uff52\uff47",
    "nora&shy;@example.org", "nora@example%2Eorg", "\U0001d427ora@example.\U0001d428rg",
    "https://example.org/?a=nora%40example.org",
]  # fmt: skip


@pytest.mark.parametrize("text", DISGUISED)
def test_disguise_is_seen_through(text: str) -> None:
    assert find_addresses(text) == [NORA]


def test_addresses_in_html_are_found_where_they_are_read_and_in_links() -> None:
    for html in (
        "<p><em>nora</em>@example.org</p>",
        f'<abbr title="{NORA}">x</abbr>',
        '<a href="https://example.org/?a=nora%40example.org">x</a>',
    ):
        assert {*find_shown_addresses(html)} == {NORA}
    html = '<a href="https://medium.com/@name.surname" rel="nofollow">vue@3.4.21</a>'
    assert find_shown_addresses(html) == []


def test_owner_lets_some_pass() -> None:
    text = "Contact@example.org, nora@example.org, a@mail.example, a@www.mail.example"
    assert find_addresses(text, {"contact@example.org", "mail.example"}) == [NORA, "a@www.mail.example"]
    assert find_shown_addresses("<p>contact&#64;example.org</p>", {"contact@example.org"}) == []


def test_ip_addresses_are_found() -> None:
    for text in ("192.0.2.7", "Nora (192.0.2.7)", "[2001:db8::7] Nora", "Nora ::1", "a::b", "'192.0.2.7';"):
        assert len(find_ip_addresses(text)) == 1, text
    for text in ("Nora", "Nora 1.2.3", "::", "12:30", "R2:D2", "192.0.2", "v192.0.2.7", ""):
        assert find_ip_addresses(text) == [], text


@pytest.mark.parametrize("text", [
    "a" * 100_000, "a@" * 50_000, "a.-" * 30_000 + "@", "@" * 100_000, "a@" + "a." * 50_000, "a@a.a" * 20_000,
    "https://(" * 10_000, "a.b/" * 25_000, "(" * 100_000, "x@a." + "\u4e2d" * 100_000, "&#" * 50_000,
])  # fmt: skip
def test_long_text_without_an_address_ends(text: str) -> None:
    assert find_addresses(text) == []
