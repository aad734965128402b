"""DISCOVERY and FEED_IDS of pelicanconf.py."""

import pytest
from pelican.plugins.discovery.errors import DiscoveryError
from pelican.plugins.discovery.settings import PARTS, DiscoverySettings, read_feed_ids, read_settings


def test_everything_is_on_and_there_is_no_picture() -> None:
    assert read_settings({}) == DiscoverySettings(image=None, **dict.fromkeys(PARTS, True))
    assert read_settings({"image": "images/card.jpg"}).image == "images/card.jpg"


def test_unusable_values_are_named_all_at_once() -> None:
    for key, value in (("image", 7), ("image", []), ("robots", 1), ("sitemap", None), ("feeds", "no")):
        with pytest.raises(DiscoveryError) as caught:
            read_settings({key: value, "schema": 0, "imgae": "x.jpg"})
        assert sorted(problem.code for problem in caught.value.problems) == [
            "unknown-key", "unusable-value", "unusable-value"
        ]  # fmt: skip
    with pytest.raises(DiscoveryError, match="FEED_IDS"):
        read_feed_ids("tag")
