"""Sites are built for the address at which they are served."""

from pathlib import Path
from urllib.request import urlopen

import pytest

from tools.audit import programs, sites
from tools.audit.programs import ToolError
from tools.audit.sites import build_site, serve_sites


@pytest.mark.slow
def test_sites_are_served_where_their_links_lead() -> None:
    with serve_sites(("real", ""), ("demo", "/repo")) as served:
        assert [site.label for site in served] == ["real /", "demo /repo/"]
        for site in served:
            home = (site.folder / "index.html").read_text(encoding="utf-8")
            assert f'href="{site.siteurl}/theme/style.css"' in home
            with urlopen(f"{site.siteurl}/", timeout=120) as response:  # noqa: S310  # it is ours
                assert response.read().decode() == home
        folders = [site.folder for site in served]
    assert not any(folder.exists() for folder in folders)


def test_site_that_cannot_be_built_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "conf.py"
    monkeypatch.setitem(sites.SETTINGS, "real", str(settings))
    settings.write_text("raise SystemExit('conf.py: no address; say one.')")
    with pytest.raises(ToolError, match="say one"):
        build_site("real", tmp_path / "output", "nowhere")
    settings.write_text("import time\ntime.sleep(600)\n")
    monkeypatch.setattr(programs, "PATIENCE", 0.2)
    with pytest.raises(ToolError, match=r"within 0\.2 seconds"):
        build_site("real", tmp_path / "output", "nowhere")
