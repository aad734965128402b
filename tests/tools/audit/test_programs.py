"""A missing program is reported with its remedy, and one that fails is an error."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tools.audit import __main__ as command
from tools.audit import chromium, programs, screenshots


def test_missing_programs_are_named_with_their_packages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs, "NODE_MODULES", tmp_path / "node_modules")
    result = CliRunner().invoke(command.main, [])
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "no Chromium on this machine; on Debian: apt-get install chromium libatomic1",
        "no Java on this machine; on Debian: apt-get install default-jre-headless",
        "the audit's own tools are not installed; run: make audit",
    ]
    with pytest.raises(SystemExit, match="chromium"):
        screenshots.main()
    for name in chromium.NAMES:
        (tmp_path / name).touch(mode=0o755)
        assert chromium.find_chromium() == str(tmp_path / name)
        (tmp_path / name).unlink()


def test_tool_reads_its_input_may_exit_with_findings_and_is_an_error_if_it_prints_no_json() -> None:
    script = "import sys; print(sys.stdin.read()); sys.exit(1)"
    assert programs.read_json(sys.executable, "-c", script, data='{"a": 1}') == {"a": 1}
    with pytest.raises(programs.ToolError, match="out of memory"):
        programs.read_json(sys.executable, "-c", "import sys; sys.exit('out of memory')")
