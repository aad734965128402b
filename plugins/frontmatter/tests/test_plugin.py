"""Whole sites: what is published of texts that come from other engines, and what a template gets of them."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from pelican.log import FatalLogger

from .engines import FORMS, KEPT_BACK, PUBLISHED, Case, write_text

Build = Callable[..., str]
Publish = Callable[..., tuple[dict[str, str], str]]

HEADER = "Title: A\nDate: 2015-11-20\n"


@pytest.fixture
def publish(save_file: Callable[..., Path], build_site: Callable[..., Path]) -> Publish:
    """A function that builds these files and returns each page's status, and the warnings.

    A page is `published` if the index lists it, else `hidden`, or `draft`; its name is its file's.
    """

    def build(files: Mapping[str, str], **settings: Any) -> tuple[dict[str, str], str]:
        for name, text in files.items():
            save_file(name, text)
        said: list[str] = []
        own = {"PLUGINS": ["frontmatter"], "SLUGIFY_SOURCE": "basename", "DEFAULT_PAGINATION": False}
        output = build_site(warnings=said, **{**own, **settings})
        listed = (output / "index.html").read_text(encoding="utf-8")
        statuses = {}
        for path in output.rglob("*.html"):
            name = path.relative_to(output).as_posix()
            if name.startswith("drafts/"):
                statuses[path.stem] = "draft"
            elif name != "index.html" and not name.startswith("category/"):
                statuses[path.stem] = "published" if name in listed else "hidden"
        return statuses, "\n".join(said)

    return build


@pytest.mark.parametrize(("form", "folder"), [*((form, "") for form in FORMS), ("yaml", "pages/")])
def test_every_engines_word_keeps_a_text_back_and_no_other(publish: Publish, form: str, folder: str) -> None:
    # docutils refuses a document with an empty `:status:`, with or without plugins
    refused = [Case("published", "status", "")] if form == "rst" else []
    cases = [case for case in (*KEPT_BACK, *PUBLISHED) if case not in refused]
    named = {f"text-{number}": case for number, case in enumerate(cases)}
    suffix, _ = FORMS[form]
    statuses, said = publish(
        {f"{folder}{name}{suffix}": write_text(form, name, case) for name, case in named.items()}
    )
    assert statuses == {name: case.status or "draft" for name, case in named.items()}
    for name, case in named.items():
        line = "".join(line for line in said.splitlines() if f"{name}." in line)
        is_native = case.key == "status" and str(case.value).strip().lower() in {"draft", "hidden"}
        assert ("does not say" in line) is (case.status == ""), case
        if case.status == "published":
            assert form == "broken-yaml" or line == "", case
        else:
            assert line or is_native, case


def test_the_site_and_pelican_have_their_say(publish: Publish) -> None:
    files = {
        "a.md": f"{HEADER}Draft: false\nPublished: yes\n\nWords.\n",
        "b.md": "---\ntitle: B\ndate: 2999-01-01\n---\n[a]({filename}a.md)\n",
        "c.md": f"{HEADER}Status: skip\n\nWords.\n",
        "d.md": "Title: D\nDate: 2015-11-20\n",
    }
    everywhere = {"a": "published", "b": "published", "d": "published"}
    assert publish(files) == (everywhere, "")
    assert publish(files, WITH_FUTURE_DATES=False) == ({**everywhere, "b": "draft"}, "")
    assert publish(files, DEFAULT_METADATA={"status": "draft"})[0] == dict.fromkeys(everywhere, "draft")


@pytest.mark.parametrize("line", ["Status: draft", "Draft: true", "Date: 2999-01-01", "Status: published"])
def test_draft_is_not_at_its_own_address_until_it_is_published(
    save_file: Callable[..., Path], build_site: Callable[..., Path], line: str
) -> None:
    header = f"Title: A\n{line}\n" + ("" if "Date" in line else "Date: 2015-11-20\n")
    own = "Url: 2011/x/\nSave_as: 2011/x/index.html\n\nWords.\n"
    for name in ("a.md", "pages/b.md"):
        save_file(name, header + (own if name == "a.md" else own.replace("x/", "y/")))
    settings = {
        "PLUGINS": ["frontmatter"],
        "WITH_FUTURE_DATES": False,
        "DRAFT_SAVE_AS": "",
        "DRAFT_PAGE_SAVE_AS": "",
    }
    output = build_site(warnings=[], **settings)
    is_public = line == "Status: published"
    assert (output / "2011/x/index.html").exists() is is_public
    assert (output / "2011/y/index.html").exists() is (is_public or "Date" in line)  # a page has no date


def test_all_doubts_come_at_once_with_what_to_do(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "a.md": f"{HEADER}Draft: maybe\n\nWords.\n",
        "pages/b.md": f"{HEADER}Status: drfat\n\nWords.\n",
        "c.md": "---\ntitle: A: b\ntags:\n- a\n---\nText",
    }
    _, said = publish(files, FILENAME_METADATA="(?P<title>.*)", DEFAULT_DATE=(2015, 11, 20))
    first, second, third = said.splitlines()
    assert first.startswith("a.md: kept back as a draft, because `draft: maybe` does not say whether")
    assert second.startswith(
        "c.md: line 2 is not YAML (mapping values are not allowed here), so everything from line 4"
    )
    assert "(did you mean draft?); write `status: draft` or `status: published` instead." in third
    # Messages end a build as Pelican 4.12 is told, and 4.11.
    monkeypatch.setattr(FatalLogger, "fatal_lvl", logging.WARNING, raising=False)
    monkeypatch.setattr(FatalLogger, "warnings_fatal", True, raising=False)
    with pytest.raises(RuntimeError):
        publish(files)


def test_broken_text_beside_a_draft_stops_neither(publish: Publish, content_path: Path) -> None:
    files = {
        "a.md": "---\ntitle: A\ndate: 2015-99-99\ndraft: true\n---\nWords.\n",
        "b.md": "+++\ntitle = 'B'\n[taxonomies]\ntags = ['draft']\n+++\nWords.\n",
        "c.md": "Title: C\n\nWords without a date.\n",
        "d.md": "+++\ntitle = 'D'\ndate = 2015-11-20\n+++\n[b]({filename}e.md)\n",
        "e.md": "+++\ntitle = 'E'\ndate = 2015-11-20\n+++\nWords.\n",
    }
    statuses, said = publish(files)
    assert statuses == {"b": "draft", "d": "published", "e": "published"}
    assert "b.md: kept back" in said
    assert 'href="/e.html"' in (content_path.parent / "output" / "d.html").read_text(encoding="utf-8")


ARTICLE = """{{ article.title }}|{{ article.date.isoformat() }}|{{ article.category }}|{{ article.slug }}
|{{ article.tags | join("+") }}|{{ article.authors | join("+") }}|{{ article.lang }}|{{ article.summary }}
|{{ article.note }}|{{ article.content }}"""
TEXT = "Key: *text*[^1]\n\n[^1]: A note.\n"
LINES = """Title: Un été
Date: 2026-11-02 10:30
Category: Voyages
Tags: mer, vacances
Authors: Jeanne, Noor
Lang: no
Slug: ete
Summary: Une *belle* histoire
Note: 08
"""
YAML = f"---\n{LINES}---\n".replace("Un été", '"Un été"').replace("mer, vacances", "\n  - mer\n  - vacances")


@pytest.fixture
def build(save_file: Callable[..., Path], build_site: Callable[..., Path]) -> Build:
    """A function that builds one text and returns its page."""

    def make(text: str, **settings: Any) -> str:
        save_file("a.md", text)
        place = {"ARTICLE_SAVE_AS": "a.html", "ARTICLE_LANG_SAVE_AS": "a.html"}
        output = build_site({"article.html": ARTICLE}, **{"PLUGINS": ["frontmatter"], **place, **settings})
        return " ".join((output / "a.html").read_text(encoding="utf-8").split())

    return make


def test_templates_get_what_they_get_of_key_and_value(build: Build) -> None:
    expected = build(f"{LINES}\n{TEXT}", PLUGINS=[])
    wanted = "Un été|2026-11-02T10:30:00+01:00|Voyages|ete |mer+vacances|Jeanne+Noor|no|<p>Une <em>belle</em>"
    assert expected.startswith(wanted)
    assert build(YAML + TEXT) == build("\ufeff" + (YAML + TEXT).replace("\n", "\r\n")) == expected


def test_prose_in_a_block_stays_what_it_was(build: Build) -> None:
    given = {"FILENAME_METADATA": "(?P<title>.*)", "DEFAULT_DATE": (2015, 11, 20)}
    text = "---\nTitle: Un été: le retour\nDate:\t2026-11-02\nTags: @a, `b`\n---\nText\n"
    assert build(text, **given) == build(text, **given, PLUGINS=[])
