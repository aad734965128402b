"""Both sites are built for the address at which they are served."""

from pathlib import Path
from urllib.request import urlopen

import pytest

from tools.audit import programs, sites
from tools.audit.programs import ToolError
from tools.audit.sites import build_site, serve_sites


def test_both_sites_are_served_where_their_links_lead() -> None:
    with serve_sites("/repo") as served:
        assert [site.label for site in served] == ["real /repo/", "demo /repo/"]
        for site in served:
            home = (site.folder / "index.html").read_text(encoding="utf-8")
            assert f'href="{site.siteurl}/theme/style.css"' in home
            with urlopen(f"{site.siteurl}/", timeout=120) as response:  # noqa: S310  # it is ours
                assert response.read().decode() == home
        folders = [site.folder for site in served]
    assert not any(folder.exists() for folder in folders)


@pytest.mark.parametrize(
    ("settings", "patience", "message"),
    [
        ("raise SystemExit('conf.py: no address; say one.')", 600, "say one"),
        ("import time\ntime.sleep(600)\n", 0.2, "has not ended within 0.2 seconds"),
    ],
)
def test_site_that_cannot_be_built_is_no_site_that_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str, patience: float, message: str
) -> None:
    (tmp_path / "conf.py").write_text(settings)
    monkeypatch.setitem(sites.SETTINGS, "real", str(tmp_path / "conf.py"))
    monkeypatch.setattr(programs, "PATIENCE", patience)
    with pytest.raises(ToolError, match=message):
        build_site("real", tmp_path / "output", "nowhere")
