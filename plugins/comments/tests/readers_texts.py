"""What readers may write: honest words and, more often than chance has it, what has stopped a publication."""

import string

from hypothesis import strategies as st

ADDRESS = "https://blog.example.org"
TOKENS = (  # not whole, lest they be taken for some
    "ghp" + "_" + "a1B2" * 9,
    "github" + "_pat_" + "a1" * 41,
    "AKIA" + "Q7" * 8,
    "xoxb" + "-2-1234567890-1234567890-" + "aB3" * 8,
    "sk" + "_live_" + "a1" * 12,
    "AIza" + "b" * 35,
    "glpat" + "-" + "a" * 20,
    "-----BEGIN RSA PRIVATE" + " KEY-----",
    "a1B2" * 12,
)
MARKS = (
    "\n", "\n\n", " ", "    ", "\t", "*", "**", "_", "~~", "`", "```\n", "~~~", "> ", ">" * 21, "- ",
    "- " * 11, "1. ", "---\n", "|a|b|\n|-|-|\n|c|d|", "[", "]", "](", ")", "![", "[x]: ", "<", ">", "\\",
    "# ", "[^1]", "- [ ] ", "  \n", "&", "&amp;", "&lt;", "&nbsp;", "&shy;", "&zwnj;", "&NewLine;",
    "&bogus;", "&#", "&#x", ";", '"', "'", "«", "?", ":",
)  # fmt: skip
TRAPS = (
    "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>", "<?xml", "</article>", "<b>x</b>",
    '<img src="x">', "{filename}a.md", "{static}a.png", "{{ SITEURL }}", "{% raw %}", "{# x #}", "%(name)s",
    "None", "$HOME", "${x}", "---\nstatus: draft", "author: x", "role: author", 'id="comment-w-1"',
    '<p id="comment-w-1">', "Status: draft", f"{ADDRESS}/drafts/secret/", f"{ADDRESS}/nowhere/",
    f"[x]({ADDRESS}/drafts/secret/#y)", "[x](#comment-gh-1)", f"{ADDRESS}/images/a.txt", "http://localhost:8000/",
    "http://127.0.0.1/", "file:///etc/passwd", "/home/anne/blog/content/", "C:\\Users\\Anne", "192.0.2.7",
    "2001:db8::7", "::1", "a::b", "127.0.0.1", "1.2.3.4", "nora@example.org", "nora&#64;example.org",
    "react@18.2.0", "logo@2x.png", "git@github.com:owner/repo.git", "@nora@example.org",
    "https://a.example/@a.b", "http://[", "https://[::1", "http://a:99999/", "https://é.example/é?é#é",
    "//example.org", "mailto:x", "javascript:x", "\u200b", "\u00ad", "\u202e", "\u2800", "\ufe0f", "\u2028",
    "\x85", "\ufffd", "\ue000", "🙂", "\U000e0041", "\ufeff", "\0", "\x0b", "\x0c", "\x1b[31m", "\x7f",
    "\x9f", "\r", "\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\ud800", "\udfff",
)  # fmt: skip
_CODES = st.sampled_from(
    (0, 9, 10, 11, 12, 13, 27, 31, 38, 60, 64, 127, 128, 133, 159, 173, 0xD800, 0xDFFF, 0xFDD0)
) | (st.sampled_from((0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0x110000)) | st.integers(0, 0x1100FF))
REFERENCES = st.one_of(_CODES.map("&#{};".format), _CODES.map("&#x{:X};".format), _CODES.map("&#{}".format))
PIECES = st.one_of(
    st.sampled_from(MARKS),
    st.sampled_from(TRAPS),
    st.sampled_from(TOKENS),
    REFERENCES,
    st.text(string.ascii_letters + " .,'éàü", min_size=1, max_size=12),
    st.text(max_size=5),
    st.characters(codec=None),
)


_LINKS = (
    *("[{words}]({url})", '[{words}]({url} "{title}")', "![{words}](<{url}>)"),
    *("<{url}>", "{url}", "`{words}`", "[{words}]\n\n[{words}]: {url} '{title}'"),
)


@st.composite
def links(draw: st.DrawFn) -> str:
    """A link in Markdown, any piece in each of its places."""
    words, title, place = draw(PIECES), draw(PIECES), draw(PIECES)
    site = st.sampled_from(("https://example.org/", "http://localhost/", "", "#", "https://example.org/?a="))
    url, form = draw(site), draw(st.sampled_from(_LINKS))
    return form.format(words=words, title=title, url=f"{url}{place}")


TEXTS = st.lists(PIECES | links(), min_size=1, max_size=14).map("".join)
NAMES = st.lists(PIECES, min_size=1, max_size=4).map("".join)
