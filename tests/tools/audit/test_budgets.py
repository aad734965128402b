"""What a page costs is added up, and each limit that it exceeds is named."""

import dataclasses

import pytest

from tools.audit.budgets import LIMITS, Cost, Transfer, add_up, find_excess

URL = "http://127.0.0.1:8000/repo/"
ICON = f"{URL}theme/img/logo.svg"
LARGEST = Cost(
    total=30_000, pictures=0, css=4_000, js=1_500, icon=9_999, requests=4, failed=0, third_party=0, shift=0
)


def test_transfers_are_added_up_by_kind_and_the_icon_apart() -> None:
    transfers = [
        Transfer(url=URL, kind="document", size=5_000),
        Transfer(url=f"{URL}theme/style.css", kind="stylesheet", size=3_000),
        Transfer(url=f"{URL}theme/js/video.js", kind="script", size=500),
        Transfer(url=f"{URL}images/a.avif", kind="image", size=10_000, failed=True),
        Transfer(url=ICON, kind="image", size=300),
        Transfer(url=ICON, kind="other", size=0),
    ]
    assert add_up(URL, transfers, icons=[ICON], shift=0.123456) == Cost(
        total=18_500,
        pictures=10_000,
        css=3_000,
        js=500,
        icon=300,
        requests=4,
        failed=1,
        third_party=0,
        shift=0.1235,
    )


def test_pictures_after_the_first_count_by_their_bytes_only() -> None:
    transfers = [
        Transfer(url=URL, kind="document", size=1_000),
        *(Transfer(url=f"{URL}{number}.avif", kind="image", size=2_000) for number in range(5)),
    ]
    cost = add_up(URL, transfers, icons=[], shift=0)
    assert (cost.total, cost.requests) == (11_000, 2)


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1:8001/a.js", "http://localhost:8000/a.js", "https://font.example/a.woff2"]
)
def test_request_to_another_origin_is_counted_even_if_nothing_came(url: str) -> None:
    transfers = [Transfer(url=URL, kind="document", size=1), Transfer(url=url, kind="script", size=0)]
    cost = add_up(URL, transfers, icons=[], shift=0)
    assert (cost.third_party, cost.requests) == (1, 2)


def test_icon_from_another_origin_is_of_another_origin() -> None:
    icon = "https://elsewhere.example/icon.png"
    transfers = [Transfer(url=URL, kind="document", size=1), Transfer(url=icon, kind="other", size=0)]
    assert add_up(URL, transfers, icons=[icon], shift=0).third_party == 1


def test_page_at_the_limits_passes() -> None:
    assert find_excess(LARGEST) == []


@pytest.mark.parametrize("name", LIMITS)
def test_each_limit_can_be_exceeded(name: str) -> None:
    cost = dataclasses.replace(LARGEST, **{name: getattr(LARGEST, name) + (0.001 if name == "shift" else 1)})
    assert [rule for rule, _ in find_excess(cost)] == [name]


def test_excess_is_said_in_figures() -> None:
    ((_, where),) = find_excess(dataclasses.replace(LARGEST, total=31_234))
    assert where == "31,234 where 30,000 is allowed"
