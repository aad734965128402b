"""No test is about how long something takes: that depends on the machine, and is measured in benchmarks/."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import hypotheses

FOLDER = Path(__file__).parent
MODULES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.py"))
STOPWATCHES = {"perf_counter", "perf_counter_ns", "process_time", "process_time_ns", "thread_time", "timeit"}
"""What measures; `time.monotonic` is there to give up waiting."""


def list_faults(source: str) -> Iterator[str]:
    """What in a module makes its tests depend on how busy the machine is."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg in {"deadline", "suppress_health_check"}:
            yield f"line {node.lineno}: {node.arg}, which tests/hypotheses.py says for all"
        name = getattr(node, "attr", getattr(node, "id", None))
        if name in STOPWATCHES:
            yield f"line {node.lineno}: {name}"  # type: ignore[attr-defined]  # both have one


@pytest.mark.parametrize("module", [name for name in MODULES if name != "hypotheses.py"])
def test_no_module_asks_how_long_something_takes(module: str) -> None:
    assert list(list_faults((FOLDER / module).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "line",
    [
        "@settings(deadline=200)\ndef test(): ...",
        "@settings(suppress_health_check=[])\ndef test(): ...",
        "start = time.perf_counter()",
        "from time import process_time\nprocess_time()",
    ],
)
def test_module_that_asks_is_seen(line: str) -> None:
    assert list(list_faults(line))


def test_hypothesis_has_no_deadline_and_minds_no_slow_machine() -> None:
    for profile in (settings.default, hypotheses.SHARED_FIXTURES):
        assert profile.deadline is None
    assert set(settings.default.suppress_health_check) == {HealthCheck.too_slow}
    shared = {HealthCheck.too_slow, HealthCheck.function_scoped_fixture}
    assert set(hypotheses.SHARED_FIXTURES.suppress_health_check) == shared
