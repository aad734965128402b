"""The dict READING of a site."""

import pytest
from pelican.plugins.reading.errors import ReadingError
from pelican.plugins.reading.settings import ReadingSettings, read_settings


def test_without_settings_ids_begin_as_in_wordpress() -> None:
    assert read_settings({}) == ReadingSettings(anchor_prefix="h-")


@pytest.mark.parametrize("prefix", ["", "h-", "section:", "بخش-"])
def test_prefix_may_be_any_beginning_of_an_id(prefix: str) -> None:
    assert read_settings({"anchor_prefix": prefix}).anchor_prefix == prefix


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (["h-"], r"READING is \['h-'\]; write a dict"),
        ({"anchor_prefx": ""}, "READING has no key 'anchor_prefx'; did you mean 'anchor_prefix'"),
        ({"zzz": 1}, "READING has no key 'zzz'; the keys are anchor_prefix, reserved_ids"),
        ({"anchor_prefix": None}, r"READING\['anchor_prefix'\] is None; write how ids begin"),
        ({"anchor_prefix": "a b"}, "is 'a b'; write how ids begin"),
        ({"anchor_prefix": "#"}, "is '#'; write how ids begin"),
        ({"reserved_ids": "main"}, r"READING\['reserved_ids'\] is 'main'; write a list of ids"),
        ({"reserved_ids": [1]}, r"is \[1\]; write a list of ids"),
    ],
)
def test_what_is_of_no_use_is_named(raw: object, problem: str) -> None:
    with pytest.raises(ReadingError, match=problem):
        read_settings(raw)


def test_all_problems_come_at_once() -> None:
    with pytest.raises(ReadingError) as caught:
        read_settings({"prefix": "", "anchor_prefix": 1, "reserved_ids": 2})
    assert len(str(caught.value).splitlines()) == 3
