"""The form to answer, which needs no script."""

import re
import runpy
from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup, Tag

ROOT = Path(__file__).parents[2]
ReadPage = Callable[[str], BeautifulSoup]

LONG = "2025/03/20/une-longue-discussion/index.html"
NONE = "2023/02/05/un-premier-texte/index.html"


def find_form(page: BeautifulSoup) -> Tag:
    return page.select_one("form#answer")


def test_form_asks_for_no_address(demo: ReadPage) -> None:
    names = {field.get("name") for field in find_form(demo(LONG)).select("input, textarea")}
    traps_for_robots = {"started", "website"}
    assert names == {"post", "parent", "name", "message"} | traps_for_robots


def test_form_below_nothing_has_nobody_to_answer(demo: ReadPage) -> None:
    form = find_form(demo(NONE))
    assert not form.select("fieldset")
    assert form.select_one('[type="hidden"][name="parent"]')["value"] == ""


def test_form_says_who_receives_the_comment_and_how_to_have_it_removed(demo_project: ReadPage) -> None:
    privacy = find_form(demo_project(LONG)).select_one(".comment-form-privacy")
    notice = " ".join(privacy.text.split())
    assert "GitHub, un service de Microsoft" in notice
    assert "Ce ticket est public dès que vous l’envoyez, avant d’avoir été lu ici" in notice
    assert "Vous pouvez les faire retirer à tout moment" in notice
    assert privacy.a["href"] == "https://example.org/repo/vie-privee/"


def test_issue_form_of_this_blog_takes_every_field_of_the_form(demo_project: ReadPage) -> None:
    """The message stands last there, so that no heading in it can pass for another field."""
    name = runpy.run_path(str(ROOT / "pelicanconf.py"))["COMMENTS"]["issue_template"]
    template = (ROOT / ".github" / "ISSUE_TEMPLATE" / name).read_text(encoding="utf-8")
    ids = re.findall(r"^    id: (\w+)$", template, re.MULTILINE)
    page = demo_project(LONG)
    fields = page.select('#answer [name], [form="answer"]')
    assert sorted(ids) == sorted({str(field["name"]) for field in fields} - {"template"})
    assert ids[-1] == "message"
