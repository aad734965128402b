"""What keeps a text back is named in every form of a header, and a text without the plugin is judged too."""

from dataclasses import replace

import pytest
from pelican.plugins import signals
from pelican.plugins.frontmatter.plugin import examine_content

from tools.blog import Blog
from tools.proofreading.report import proofread

from .conftest import NOW, Check, say

HTML = """\
<html><head><title>A</title><meta name="date" content="2025-02-03">
<meta name="published" content="false"></head><body><p>Texte.</p></body></html>
"""
HELD = "kept back as a draft because of"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.md", "---\ntitle: A\ndate: 2025-02-03\ndraft: true\n---\n\nTexte.\n", f"4: {HELD} `draft: true`"),
        (
            "a.md",
            '+++\ntitle = "A"\ndate = 2025-02-03\ndraft = true\n+++\n\nTexte.\n',
            f"4: {HELD} `draft: true`",
        ),
        ("a.rst", "Un\n##\n\n:date: 2025-02-03\n:draft: true\n\nTexte.\n", f"5: {HELD} `draft: true`"),
        (
            "a.html",
            HTML,
            f"2: {HELD} `published: false`",
        ),
        ("_drafts/a.md", "Title: A\nDate: 2025-02-03\n\nTexte.\n", f"1: {HELD} its folder _drafts"),
    ],
)
def test_what_keeps_a_text_back_is_named(check: Check, name: str, text: str, said: str) -> None:
    assert check({f"posts/{name}": text}) == [f"content/posts/{name}:{said}"]


def test_draft_by_any_word_needs_no_date_and_may_be_of_tomorrow(check: Check) -> None:
    (printed,) = check({"posts/a.md": "---\ntitle: A\ndraft: true\n---\n\nTexte.\n"})
    assert HELD in printed
    (printed,) = check({"posts/a.md": "---\ntitle: A\ndraft: true\ndate: 2999-01-01\n---\n\nTexte.\n"})
    assert HELD in printed


def test_link_to_a_text_that_is_kept_back_leads_to_a_draft(check: Check) -> None:
    files = {
        "posts/a.md": "---\ntitle: A\ndraft: true\n---\n\nTexte.\n",
        "posts/b.md": "Title: B\nDate: 2025-02-03\n\n[a]({filename}a.md)\n",
    }
    *_, last = check(files)
    assert last.startswith("content/posts/b.md:4: this leads to a draft, content/posts/a.md")


def test_yaml_with_a_slip_is_named(check: Check) -> None:
    text = "---\ntitle: A: b\ndate: 2025-02-03\ntags:\n  - pain\n---\n\nTexte.\n"
    printed = check({"posts/a.md": text})
    assert any("line 2 is not YAML" in line for line in printed), printed


def test_status_is_judged_without_the_plugin(blog: Blog, check: Check) -> None:
    check({"posts/a.md": "Title: A\nDate: 2025-02-03\nStatus: fini\n\nTexte.\n"})
    signals.content_object_init.disconnect(examine_content)
    plain = replace(blog, settings={**blog.settings})
    assert say(proofread(plain, NOW).problems) == [
        "content/posts/a.md:3: Status: fini is unknown; write published, hidden, draft or skip"
    ]
