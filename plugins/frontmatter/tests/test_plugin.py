"""Whole sites: what is published of texts that come from other engines."""

import logging
from collections.abc import Iterable
from pathlib import Path

import pytest
from pelican.contents import Article, Static
from pelican.log import FatalLogger
from pelican.plugins.frontmatter.plugin import examine_content
from pelican.settings import read_settings

from .conftest import Publish
from .engines import FORMS, KEPT_BACK, PUBLISHED, Case, write_text

PAGES = [*((form, "") for form in FORMS), ("yaml", "pages/")]
HEADER = "Title: A\nDate: 2015-11-20\n"
FRONT = "---\ntitle: A\ndate: 2015-11-20\n"
TOML = "+++\ntitle = 'A'\ndate = 2015-11-20\n"


def write_site(cases: Iterable[Case], form: str, folder: str) -> tuple[dict[str, str], dict[str, Case]]:
    """Files of these cases in one form, and the cases by the names of their pages."""
    named = {f"text-{number}": case for number, case in enumerate(cases)}
    suffix, _ = FORMS[form]
    return {f"{folder}{name}{suffix}": write_text(form, name, case) for name, case in named.items()}, named


@pytest.mark.parametrize(("form", "folder"), PAGES)
def test_every_engines_word_keeps_a_text_back_and_is_named(publish: Publish, form: str, folder: str) -> None:
    files, cases = write_site(KEPT_BACK, form, folder)
    statuses, said = publish(files)
    assert statuses == {name: case.status or "draft" for name, case in cases.items()}
    for name, case in cases.items():
        line = "".join(line for line in said.splitlines() if f"{name}." in line)
        is_native = case.key == "status" and str(case.value).strip().lower() in {"draft", "hidden"}
        assert ("does not say" in line) is (case.status == ""), case
        assert line or is_native, case


@pytest.mark.parametrize(("form", "folder"), PAGES)
def test_harmless_keys_and_negated_words_are_published_without_a_word(
    publish: Publish, form: str, folder: str
) -> None:
    # docutils refuses a document with an empty `:status:`, with or without plugins
    refused = [Case("published", "status", "")] if form == "rst" else []
    files, named = write_site([case for case in PUBLISHED if case not in refused], form, folder)
    statuses, said = publish(files)
    assert statuses == dict.fromkeys(named, "published")
    assert form == "broken-yaml" or said == ""


def test_place_and_rare_forms_keep_back_too(publish: Publish) -> None:
    """Everything else that a page needs is given, so that only the header or the path keeps it back."""
    files = {
        "_drafts/{}.md": [f"{HEADER}\nWords.\n"],
        "posts/Brouillons/deep/{}.md": [f"{HEADER}\nWords.\n"],
        "{}.draft.md": [f"{HEADER}\nWords.\n"],
        "{}.md": [
            *(f"{HEADER}{word}\n\nWords.\n" for word in ("Draft: false\nDraft: true", "État: brouillon")),
            *(f"{HEADER}{word}\n\nWords.\n" for word in ("Status : skip", "Status: draft\nPublished: soon")),
            *(f"{HEADER}\nA line.\n{word}\n\nWords.\n" for word in ("Draft: true", "* Draft: yes")),
            *(f"{FRONT}{word}\n---\n" for word in ("draft: false\ndraft: true", "status:\n- draft")),
            *(f"{FRONT}{word}\n---\n" for word in ("status: published\ndraft: true", "tags:\n- a\n- Draft")),
            *(f"{FRONT}_build: {{render: {word}}}\n---\n" for word in ("never", "link", "sometimes")),
            *(f"{TOML}{word}\n+++\n" for word in ("expiryDate = 2001-01-01", "[extra]\ndraft = true")),
            *(f"{TOML}{word}\n+++\n" for word in ("[taxonomies]\ntags = ['draft']", "params.private = true")),
            *(f"{above}---\ntitle: A\ndraft: true\n---\nWords.\n" for above in ("\n\n", "<!-- a -->\n")),
            *(" ---\n title: A\n draft: true\n ---\nWords.\n", "Titre: A\nPublié: non\n\nWords.\n"),
            *("---\ntitle: A: b\ntags:\n- draft\n---\nWords.\n", "---\nTitle: A\nStatus: brouillon\n\n"),
            *("<!--\n.. title: A\n.. status: private\n-->\n\nWords.\n", '{"draft": true}\n\nWords.\n'),
            "+++\ntitle = A\ndraft = true\n+++\nWords.\n",
        ],
        "{}.rst": [
            ".. title: A\n.. date: 2015-11-20\n.. status: draft\n\nWords.\n",
            "=====\nA\n=====\n\n.. status: private\n\n:date: 2015-11-20\n\nWords.\n",
        ],
        "{}.html": ["---\ndraft: true\n---\n<html><head><title>A</title></head><body>Words.</body></html>"],
    }
    texts = [(name, text) for name, all_texts in files.items() for text in all_texts]
    named = {name.format(f"text{number}"): text for number, (name, text) in enumerate(texts)}
    statuses, _ = publish(named, FILENAME_METADATA="(?P<title>[^.]*)", DEFAULT_DATE=(2015, 11, 20))
    assert [name for name, status in statuses.items() if status != "draft"] == []
    assert len(statuses) == len(texts)


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


def end_builds(monkeypatch: pytest.MonkeyPatch, level: int) -> None:
    """Have messages of a level and above end a build, as Pelican 4.12 is told, and 4.11."""
    monkeypatch.setattr(FatalLogger, "fatal_lvl", level, raising=False)
    monkeypatch.setattr(FatalLogger, "warnings_fatal", level <= logging.WARNING, raising=False)


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
    end_builds(monkeypatch, logging.WARNING)
    with pytest.raises(RuntimeError):
        publish(files)


def test_what_is_clear_does_not_end_a_build_that_warnings_end(
    publish: Publish, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, "pelican.plugins.frontmatter")
    for fatal, level in ((logging.CRITICAL + 1, logging.WARNING), (logging.WARNING, logging.INFO)):
        end_builds(monkeypatch, fatal)
        assert publish({"a.md": f"{FRONT}draft: true\n---\nWords.\n"})[0] == {"a": "draft"}
        (record,) = [one for one in caplog.records if one.name.startswith("pelican.plugins.frontmatter")]
        assert record.levelno == level
        assert record.getMessage() == "a.md: kept back as a draft because of `draft: true`."
        assert record.harmless is True  # type: ignore[attr-defined]  # for the commands, which sum up


def test_content_without_a_file_or_a_status_is_examined_or_left_alone(publish: Publish) -> None:
    assert publish({}) == ({}, "")
    settings = read_settings(override={"PLUGINS": []})
    article = Article("", {"title": "A", "draft": "true"}, settings=settings)
    static = Static("", {"draft": "true"}, settings=settings, source_path="a.jpg")
    for content in (article, static):
        examine_content(content)
    assert (article.status, hasattr(static, "reservation")) == ("draft", False)


def test_broken_text_beside_a_draft_stops_neither(publish: Publish, content_path: Path) -> None:
    files = {
        "a.md": "---\ntitle: A\ndate: 2015-99-99\ndraft: true\n---\nWords.\n",
        "b.md": "---\ntitle: B\ndraft: true\n---\nWords.\n",
        "c.md": "Title: C\n\nWords without a date.\n",
        "d.md": "+++\ntitle = 'D'\ndate = 2015-11-20\n+++\n[b]({filename}e.md)\n",
        "e.md": "+++\ntitle = 'E'\ndate = 2015-11-20\n+++\nWords.\n",
    }
    statuses, said = publish(files)
    assert statuses == {"b": "draft", "d": "published", "e": "published"}
    assert "b.md: kept back" in said
    assert 'href="/e.html"' in (content_path.parent / "output" / "d.html").read_text(encoding="utf-8")
