"""Both sites are built for the address at which they are served."""

from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tools.audit import sites
from tools.audit.sites import BuildError, BuiltSite, Recipe, build_site, serve_sites


def test_both_sites_are_served_where_their_links_lead() -> None:
    with serve_sites("/repo") as served:
        assert [site.label for site in served] == ["real /repo/", "demo /repo/"]
        for site in served:
            home = (site.folder / "index.html").read_text(encoding="utf-8")
            assert f'href="{site.siteurl}/theme/style.css"' in home
            connection = HTTPConnection(urlsplit(site.siteurl).netloc, timeout=120)
            connection.request("GET", "/repo/")
            assert connection.getresponse().read().decode() == home
            connection.close()
        folders = [site.folder for site in served]
    assert not any(folder.exists() for folder in folders)


def test_site_that_cannot_be_built_is_no_site_that_passes(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text("raise SystemExit('conf.py: no address; say one.')")
    recipe = Recipe(name="real", content="content", settings=str(tmp_path / "conf.py"), variable="SITEURL")
    with pytest.raises(BuildError, match="say one"):
        build_site(recipe, tmp_path / "output", "nowhere")


def test_build_that_does_not_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "conf.py").write_text("import time\ntime.sleep(600)\n")
    recipe = Recipe(name="real", content="content", settings=str(tmp_path / "conf.py"), variable="SITEURL")
    monkeypatch.setattr(sites, "PATIENCE", 0.2)
    with pytest.raises(BuildError, match=r"^The real site was not built within 0.2 seconds$"):
        build_site(recipe, tmp_path / "output", "nowhere")


@pytest.mark.parametrize(
    ("path", "link", "visit"),
    [
        ("index.html", "/repo/", "/repo/"),
        ("a/index.html", "/repo/a/", "/repo/a/"),
        ("theme/style.css", "/repo/theme/style.css", "/repo/theme/style.css"),
        ("404.html", "/repo/404.html", "/repo/nothing/is/here"),
    ],
)
def test_page_has_an_address(tmp_path: Path, path: str, link: str, visit: str) -> None:
    site = BuiltSite(name="demo", base="/repo", folder=tmp_path, siteurl="http://127.0.0.1:1/repo")
    assert site.link_to(path) == f"http://127.0.0.1:1{link}"
    assert site.visit(path) == f"http://127.0.0.1:1{visit}"


def test_recipes_name_files_that_exist() -> None:
    for recipe in sites.RECIPES:
        assert (sites.ROOT / recipe.settings).is_file()
        assert (sites.ROOT / recipe.content).is_dir()
