"""The dict READING of a site."""

import pytest
from pelican.plugins.reading.errors import ReadingError
from pelican.plugins.reading.settings import PARTS, ReadingSettings, read_settings


def test_every_part_is_on_and_ids_begin_as_in_wordpress() -> None:
    assert read_settings({}) == ReadingSettings(anchor_prefix="h-", **dict.fromkeys(PARTS, True))


@pytest.mark.parametrize("prefix", ["", "h-", "section:", "بخش-"])
def test_prefix_may_be_any_beginning_of_an_id(prefix: str) -> None:
    assert read_settings({"anchor_prefix": prefix}).anchor_prefix == prefix


def test_unusable_values_are_named_all_at_once() -> None:
    unusable = {
        "anchor_prefix": [None, "a b", "#", 'a"', 1],
        "reserved_ids": ["main", [1]],
        "code": [1, "no", None],
    }
    for key, values in unusable.items():
        for value in values:
            with pytest.raises(ReadingError) as caught:
                read_settings({key: value, "anchors": 0, "anchor_prefx": ""})
            assert sorted(problem.code for problem in caught.value.problems) == [
                "unknown-key", "unusable-value", "unusable-value"
            ]  # fmt: skip
