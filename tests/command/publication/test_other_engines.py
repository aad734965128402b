"""Texts that other engines treat as drafts, through the whole of `make publish`."""

from pathlib import Path

from pelican_blog.publication.output import find_output_obstacles

from plugins.frontmatter.tests.engines import FORMS, KEPT_BACK, PUBLISHED, Case, write_text

from .conftest import SETTINGS, Run, list_files, write_files

PLUGINS = SETTINGS + "PLUGINS = ['comments', 'frontmatter']\nSLUGIFY_SOURCE = 'basename'\n"
FORMS_THAT_BUILD = [form for form in FORMS if form != "broken-yaml"]
HIDDEN = [case for case in KEPT_BACK if case.status == "hidden"]
DRAFTS = [case for case in KEPT_BACK if case.status == "draft"]


def write_texts(cases: list[Case], name: str) -> dict[str, str]:
    """A post or a page for each case, the forms of headers taking turns."""
    texts = {}
    for number, case in enumerate(cases):
        form = FORMS_THAT_BUILD[number % len(FORMS_THAT_BUILD)]
        stem = f"{name}-{form}-{number}"
        folder = "pages" if form in {"pelican", "yaml"} and number % 2 else "posts"
        texts[f"content/{folder}/{stem}{FORMS[form][0]}"] = write_text(form, f"The {stem}", case)
    return texts


def test_no_engines_draft_is_published_and_each_is_named(blog: Path, publish: Run) -> None:
    drafts = [*{case.key: case for case in DRAFTS}.values()]  # the plugin's tests have them all
    harmless = [case for case in PUBLISHED if case.key == "draft"]
    secrets = write_texts(drafts, "secret")
    write_files(blog, {"pelicanconf.py": PLUGINS, **secrets, **write_texts(harmless, "open")})
    done = publish()
    assert done.returncode == 0, done.stderr
    built = list_files(blog / "output")
    assert len([name for name in built if "open-" in name]) == len(harmless)
    for name in built:
        assert "secret-" not in name + (blog / "output" / name).read_text(errors="replace")
    unnamed = [path for path in secrets if f"{path.removeprefix('content/')}: kept back" not in done.stdout]
    assert unnamed == []


def test_draft_among_copied_files_is_found_in_every_form(tmp_path: Path) -> None:
    copies = {
        f"{name}-{form}-{number}{suffix}": write_text(form, "A copy", case)
        for form, (suffix, _) in FORMS.items()
        for name, cases in (("copy", DRAFTS), ("other", [*PUBLISHED, *HIDDEN]))
        for number, case in enumerate(cases)
    }
    list_of_a_tag = {"tag/drafts/index.html": "<html><head></head><body>A list</body></html>"}
    write_files(tmp_path, {**copies, **list_of_a_tag})
    found = {line.partition(": is a draft")[0] for line in find_output_obstacles(tmp_path)}
    assert found == {name for name in copies if name.startswith("copy")}
