"""A page's cost is added up, and each limit that it exceeds is named."""

import dataclasses
from types import SimpleNamespace
from typing import Any

import pytest

from tools.audit.budgets import LIMITS, Cost, add_up, find_excess

URL = "http://127.0.0.1:8000/repo/"
ICON = "https://elsewhere.example/icon.png"
LARGEST = Cost(total=30_000, pictures=0, css=4_000, js=1_500, requests=4, failed=0, third_party=0, shift=0)


def ask(url: str, kind: str, size: int = 0, *, ok: bool = True) -> Any:
    """A request as Playwright reports it."""
    return SimpleNamespace(
        url=url,
        resource_type=kind,
        sizes=lambda: {"responseBodySize": size},
        response=lambda: SimpleNamespace(ok=ok),
        is_navigation_request=lambda: kind == "document",
    )


def test_requests_are_added_up_by_kind() -> None:
    """Icons do not count, and of pictures after the first only their bytes."""
    requests = [
        ask(URL, "document", 5_000, ok=False),  # the page for what is not there
        ask(f"{URL}theme/style.css", "stylesheet", 3_000),
        ask(f"{URL}theme/js/video.js", "script", 500),
        ask(f"{URL}images/a.avif", "image", 2_000, ok=False),
        ask(f"{URL}images/b.avif", "image", 4_000),
        ask(f"{URL}logo.svg", "image", 300),
    ]
    assert add_up(URL, requests, icons=[f"{URL}logo.svg"], shift=0.123456) == Cost(
        total=14_500, pictures=6_000, css=3_000, js=500, requests=4, failed=1, third_party=0, shift=0.1235
    )
    for url in ("https://127.0.0.1:8001/a.js", "http://localhost:8000/a.js", ICON):  # even if nothing came
        requests = [ask(URL, "document", 1), ask(url, "script")]
        assert add_up(URL, requests, icons=[ICON], shift=0).third_party == 1


@pytest.mark.parametrize("name", LIMITS)
def test_each_limit_can_be_exceeded(name: str) -> None:
    cost = dataclasses.replace(LARGEST, **{name: getattr(LARGEST, name) + (0.001 if name == "shift" else 1)})
    assert find_excess(LARGEST) == []
    ((rule, where),) = find_excess(cost)
    assert rule == name
    assert name != "total" or where == "30,001, but 30,000 is the limit"
