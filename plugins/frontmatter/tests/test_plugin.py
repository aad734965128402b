"""Whole sites: what is published of texts that come from other engines."""

import logging
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from pelican.log import FatalLogger

from .conftest import Publish
from .engines import FORMS, KEPT_BACK, PUBLISHED, Case

Warned = Callable[[], str]


def write_site(cases: Iterable[Case], form: str, folder: str = "") -> tuple[dict[str, str], dict[str, Case]]:
    """Files of these cases in one form, and the cases by the names of their pages."""
    suffix, write = FORMS[form]
    named = {f"text-{number}": case for number, case in enumerate(cases)}
    files = {f"{folder}{name}{suffix}": write(f"The {name}", case) for name, case in named.items()}
    return files, named


@pytest.mark.parametrize(("form", "folder"), [*((form, "") for form in FORMS), ("yaml", "pages/")])
def test_every_engines_word_keeps_a_text_back_and_is_named(
    publish: Publish, warned: Warned, form: str, folder: str
) -> None:
    files, cases = write_site(KEPT_BACK, form, folder)
    statuses = publish(files)
    wrong = {
        name: (statuses.get(name), case) for name, case in cases.items() if statuses.get(name) != case.status
    }
    assert wrong == {}
    printed = warned()
    unnamed = [case for name, case in cases.items() if f"{name}." not in printed and case.engine != "Pelican"]
    assert unnamed == []


@pytest.mark.parametrize(
    ("form", "folder"),
    [*((form, "") for form in FORMS if form not in {"french", "broken-yaml"}), ("yaml", "pages/")],
)
def test_harmless_keys_and_negated_words_are_published_without_a_word(
    publish: Publish, warned: Warned, form: str, folder: str
) -> None:
    # docutils refuses a document with an empty `:status:`, whatever plugin there is
    harmless = [case for case in PUBLISHED if form != "rst" or (case.key, case.value) != ("status", "")]
    files, cases = write_site(harmless, form, folder)
    statuses = publish(files)
    assert {name: case for name, case in cases.items() if statuses.get(name) != "published"} == {}
    assert warned() == ""


@pytest.mark.parametrize("form", ["french", "broken-yaml"])
def test_words_below_the_header_that_pelican_reads_publish_too(publish: Publish, form: str) -> None:
    cases = [case for case in PUBLISHED if case.key != "status"]
    files, named = write_site(cases, form)
    assert publish(files) == dict.fromkeys(named, "published")


RARE = [
    ("_drafts/{}.md", "Title: A\nDate: 2015-11-20\n\nWords.\n"),
    ("posts/_drafts/deep/{}.md", "Title: A\nDate: 2015-11-20\n\nWords.\n"),
    ("{}.draft.md", "Title: A\nDate: 2015-11-20\n\nWords.\n"),
    ("{}.md", "---\ntitle: A\ndate: 2015-11-20\nbuild:\n  render: never\n---\nWords.\n"),
    ("{}.md", "---\ntitle: A\ndate: 2015-11-20\n_build: {render: link}\n---\nWords.\n"),
    ("{}.md", "---\ntitle: A\ndate: 2015-11-20\nbuild: {render: sometimes}\n---\nWords.\n"),
    ("{}.md", "+++\ntitle = 'A'\ndate = 2015-11-20\n[build]\nrender = 'never'\n+++\nWords.\n"),
    ("{}.md", "+++\ntitle = 'A'\ndate = 2015-11-20\n[extra]\ndraft = true\n+++\nWords.\n"),
    ("{}.md", "+++\ntitle = 'A'\ndate = 2015-11-20\nexpiryDate = 2001-01-01T00:00:00Z\n+++\nWords.\n"),
    ("{}.md", "---\ntitle: A\ndate: 2015-11-20\ndraft: false\ndraft: true\n---\nWords.\n"),
    ("{}.md", "---\ntitle: A\ndate: 2015-11-20\ntags:\n- tango\n- Draft\n---\nWords.\n"),
    ("{}.md", "---\ntitle: A\ndate: 2015-11-20\nstatus: published\ndraft: true\n---\nWords.\n"),
    ("{}.md", "Title: A\nDate: 2015-11-20\nDraft: false\nDraft: true\n\nWords.\n"),
    ("{}.md", "\n\n---\ntitle: A\ndraft: true\n---\nWords.\n"),
    ("{}.md", "---\ntitle: A: b\ntags:\n- draft\n---\nWords.\n"),
    ("{}.md", "<!--\n.. title: A\n.. status: private\n-->\n\nWords.\n"),
    ("{}.rst", ".. title: A\n.. date: 2015-11-20\n.. status: draft\n\nWords.\n"),
    ("{}.rst", "#\nA\n#\n\n.. status: private\n\n:date: 2015-11-20\n\nWords.\n".replace("#", "=" * 5)),
    ("{}.md", '{\n  "title": "A",\n  "draft": true\n}\n\nWords.\n'),
    ("{}.md", "+++\ntitle = A\ndraft = true\n+++\nWords.\n"),
    ("{}.html", "---\ndraft: true\n---\n<html><head><title>A</title></head><body>Words.</body></html>"),
    ("{}.md", "Title: A\nDate: 2015-11-20\nStatus: draft\nPublished: soon\n\nWords.\n"),
    ("{}.md", "---\nTitle: A\nStatus: brouillon\n\nWords.\n"),
    ("{}.md", "Title: A\nDate: 2015-11-20\nÉtat: brouillon\n\nWords.\n"),
    ("{}.md", "Titre: A\nPublié: non\n\nWords.\n"),
    ("{}.md", "Title: A\nDate: 2015-11-20\nStatus : skip\n\nWords.\n"),
    ("{}.md", "<!-- a comment -->\n---\ntitle: A\ndraft: true\n---\nWords.\n"),
    ("{}.md", " ---\n title: A\n draft: true\n ---\nWords.\n"),
]
"""Files and what is in them; the name of a page stands for the braces."""


def test_place_and_rare_forms_keep_back_too(publish: Publish) -> None:
    """Where all else that a page needs is given, so that nothing but the header keeps it back."""
    files = {name.format(f"text{number}"): text for number, (name, text) in enumerate(RARE)}
    statuses = publish(files, FILENAME_METADATA="(?P<title>[^.]*)", DEFAULT_DATE=(2015, 11, 20))
    assert [name for name, status in statuses.items() if status != "draft"] == []
    assert len(statuses) == len(RARE)


def test_draft_of_the_site_stays_one_whatever_else_the_header_says(publish: Publish) -> None:
    files = {"a.md": "Title: A\nDate: 2015-11-20\nDraft: false\nPublished: yes\n\nWords.\n"}
    assert publish(files, DEFAULT_METADATA={"status": "draft"}) == {"a": "draft"}


@pytest.mark.parametrize(("with_future", "status"), [(True, "published"), (False, "draft")])
def test_date_of_the_future_stays_pelicans_to_judge(publish: Publish, with_future: bool, status: str) -> None:  # noqa: FBT001  # a table
    files = {"a.md": "---\ntitle: A\ndate: 2999-01-01\n---\nWords.\n"}
    assert publish(files, WITH_FUTURE_DATES=with_future) == {"a": status}


def test_page_of_nothing_but_a_status_is_what_pelican_makes_of_it(publish: Publish, warned: Warned) -> None:
    files = {
        "a.md": "Title: A\nDate: 2015-11-20\nStatus: skip\n\nWords.\n",
        "b.md": "Title: B\nDate: 2015-11-20\n",
    }
    assert publish(files) == {"b": "published"}
    assert warned() == ""


def test_all_doubts_come_at_once_with_what_to_do(publish: Publish, warned: Warned) -> None:
    header = "Title: A\nDate: 2015-11-20\n"
    publish({"a.md": f"{header}Draft: maybe\n\nWords.\n", "pages/b.md": f"{header}Status: drfat\n\nWords.\n"})
    first, second = sorted(warned().splitlines())
    assert first == (
        "a.md: kept back as a draft, because `draft: maybe` does not say whether it is for readers; "
        "write `status: draft` or `status: published` in its place."
    )
    assert second == (
        "pages/b.md: kept back as a draft, because `status: drfat` does not say whether it is for readers "
        "(did you mean draft?); write `status: draft` or `status: published` in its place."
    )


@pytest.mark.parametrize(
    ("fatal", "level"), [(logging.CRITICAL + 1, logging.WARNING), (logging.WARNING, logging.INFO)]
)
def test_what_is_plain_ends_no_build_that_warnings_end(
    publish: Publish,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    fatal: int,
    level: int,
) -> None:
    caplog.set_level(logging.INFO, "pelican.plugins.frontmatter")
    monkeypatch.setattr(FatalLogger, "fatal_lvl", fatal)
    assert publish({"a.md": "---\ntitle: A\ndate: 2015-11-20\ndraft: true\n---\nWords.\n"}) == {"a": "draft"}
    (record,) = [record for record in caplog.records if record.name.startswith("pelican.plugins.frontmatter")]
    assert (record.levelno, record.getMessage()) == (
        level,
        "a.md: kept back as a draft because of `draft: true`.",
    )


def test_doubt_ends_a_build_that_warnings_end(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FatalLogger, "fatal_lvl", logging.WARNING)
    with pytest.raises(RuntimeError):
        publish({"a.md": "---\ntitle: A\ndate: 2015-11-20\ndraft: maybe\n---\nWords.\n"})


def test_broken_text_beside_a_draft_stops_neither(publish: Publish, warned: Warned) -> None:
    files = {
        "a.md": "---\ntitle: A\ndate: 2015-99-99\ndraft: true\n---\nWords.\n",
        "b.md": "---\ntitle: B\ndraft: true\n---\nWords.\n",
        "c.md": "Title: C\n\nWords without a date.\n",
    }
    assert publish(files) == {"b": "draft"}
    assert "b.md: kept back" in warned()


def test_links_to_a_text_with_front_matter_lead_to_it(publish: Publish, tmp_path: Path) -> None:
    files = {
        "a.md": "---\ntitle: A\ndate: 2015-11-20\n---\n[b]({filename}b.md)\n",
        "b.md": "+++\ntitle = 'B'\ndate = 2015-11-20\n+++\nWords.\n",
    }
    assert publish(files) == {"a": "published", "b": "published"}
    assert 'href="/b.html"' in (tmp_path / "output" / "a.html").read_text(encoding="utf-8")
