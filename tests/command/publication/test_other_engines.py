"""Texts that other engines know as drafts, through the whole of `make publish`."""

from pathlib import Path

import pytest
from pelican_blog.publication.output import find_output_obstacles

from plugins.frontmatter.tests.engines import FORMS, KEPT_BACK, PUBLISHED, Case
from tests.command.publication.conftest import SETTINGS, Run, list_files, write_files, write_post

PLUGINS = SETTINGS + "PLUGINS = ['comments', 'frontmatter']\nSLUGIFY_SOURCE = 'basename'\n"
FORMS_THAT_BUILD = {form: way for form, way in FORMS.items() if form != "broken-yaml"}  # which is refused


def write_texts(cases: list[Case], name: str) -> dict[str, str]:
    """A post and a page of each case, in each form of a header."""
    texts = {}
    for form, (suffix, write) in FORMS_THAT_BUILD.items():
        for number, case in enumerate(cases):
            for folder in ("posts", "pages") if form in {"pelican", "yaml"} else ("posts",):
                stem = f"{name}-{folder}-{form}-{number}"
                texts[f"content/{folder}/{stem}{suffix}"] = write(f"The {stem}", case)
    return texts


def test_no_engines_draft_is_published_and_each_is_named(blog: Path, publish: Run) -> None:
    understood = [case for case in KEPT_BACK if case.status == "draft" and case.is_understood]
    back = [
        *{(case.engine, case.key): case for case in understood}.values()
    ]  # tests/frontmatter has them all
    harmless = [case for case in PUBLISHED if case.engine == "own" and case.key != "comments"]
    secrets = write_texts(back, "secret")
    write_files(blog, {"pelicanconf.py": PLUGINS, **secrets, **write_texts(harmless, "open")})
    done = publish()
    assert done.returncode == 0, done.stderr
    built = list_files(blog / "output")
    assert [name for name in built if "secret" in name] == []
    assert len([name for name in built if "open-" in name]) == len(harmless) * (len(FORMS_THAT_BUILD) + 2)
    for name in built:
        assert "secret-" not in (blog / "output" / name).read_text(errors="replace")
    native = {number for number, case in enumerate(back) if case.engine == "Pelican"}
    names = [path for path in secrets if int(Path(path).stem.rpartition("-")[2]) not in native]
    assert [name for name in names if f"{name.removeprefix('content/')}: kept back" not in done.stdout] == []


def test_what_cannot_be_judged_stops_the_build(blog: Path, publish: Run) -> None:
    lines = ["Draft: maybe", "Published: soon", "Status: drfat", "Draft:"]
    texts = {f"content/posts/{number}.md": write_post("Secret", line) for number, line in enumerate(lines)}
    write_files(blog, {"pelicanconf.py": PLUGINS, **texts})
    done = publish()
    assert done.returncode == 1
    for number, line in enumerate(lines):
        problem = f"posts/{number}.md: kept back as a draft, because `{line.lower()}` does not say"
        assert problem in done.stderr
    assert not (blog / "output").exists()


@pytest.mark.parametrize("form", FORMS)
def test_draft_among_copied_files_is_found_in_every_form(tmp_path: Path, form: str) -> None:
    suffix, write = FORMS[form]
    back = [case for case in KEPT_BACK if case.status == "draft" and case.is_understood]
    names = [f"copy-{number}{suffix}" for number, _ in enumerate(back)]
    for name, case in zip(names, back, strict=True):
        (tmp_path / name).write_text(write("A copy", case), encoding="utf-8")
    for number, case in enumerate(PUBLISHED):
        (tmp_path / f"other-{number}{suffix}").write_text(write("A copy", case), encoding="utf-8")
    (tmp_path / "tag" / "drafts").mkdir(parents=True)
    (tmp_path / "tag" / "drafts" / "index.html").write_text("<html><head></head><body>A list</body></html>")
    found = [
        line.partition(": is a draft, and every reader could open it")[0]
        for line in find_output_obstacles(tmp_path)
    ]
    assert sorted(found) == sorted(names)


def test_link_to_a_draft_says_what_makes_it_one(blog: Path, publish: Run) -> None:
    texts = {
        "content/posts/secret.md": "---\ntitle: Secret\ndate: 2015-11-20\ndraft: true\n---\nWords.\n",
        "content/posts/other.md": write_post("Other") + "[x]({filename}secret.md)",
    }
    write_files(blog, {"pelicanconf.py": PLUGINS, **texts})
    done = publish()
    assert done.returncode == 1
    assert "content/posts/secret.md: is a draft, which readers do not get" in done.stderr
    assert "what keeps it back is `draft: true`." in done.stderr
