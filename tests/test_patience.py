"""No test measures time, which depends on the machine; benchmarks/ does."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = [*ROOT.glob("tests/**/*.py"), *ROOT.glob("plugins/*/tests/**/*.py")]
STOPWATCHES = {"perf_counter", "perf_counter_ns", "process_time", "process_time_ns", "thread_time", "timeit"}
"""Not `time.monotonic`, which limits waits."""


def list_faults(source: str) -> Iterator[str]:
    """The uses of clocks and deadlines in a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg in {"deadline", "suppress_health_check"}:
            yield f"line {node.lineno}: {node.arg}, which pelican_toolkit.testing.hypotheses sets for all"
        name = getattr(node, "attr", getattr(node, "id", None))
        if name in STOPWATCHES:
            yield f"line {node.lineno}: {name}"  # type: ignore[attr-defined]  # both have one


def test_no_module_measures_time() -> None:
    faults = {path: [*list_faults(path.read_text(encoding="utf-8"))] for path in MODULES}
    assert {path: found for path, found in faults.items() if found} == {}
    for line in (
        *("@settings(deadline=200)\ndef test(): ...", "@settings(suppress_health_check=[])\ndef test(): ..."),
        *("start = time.perf_counter()", "from time import process_time\nprocess_time()"),
    ):
        assert list(list_faults(line)), line
