import pytest
from pelican.plugins.images.errors import ImageError
from pelican.plugins.images.settings import ImageSettings, read_settings


def test_settings_are_read_and_widths_sorted() -> None:
    assert read_settings({}) == ImageSettings()
    raw = {"sizes": "(min-width: 50rem) 48.7rem, calc(100vw - 2rem)", "gallery_sizes": "30vw", "cache": "/x"}
    raw |= {"avif_quality": 1, "webp_quality": 100}
    settings = ImageSettings(**{**raw, "widths": (300, 16383)})
    assert read_settings({**raw, "widths": [16383, 300]}) == settings


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("widths", ([], 400, [400, "800"], [True], [0], [16384], None)),
        *(("avif_quality", (0, "50", True)), ("webp_quality", (101, 75.5))),
        *(("sizes", ("", '100vw" onload="x', 7, "wide")), ("gallery_sizes", (None, "50vw;"))),
        ("cache", (" ", None)),
    ],
)
def test_unusable_values_are_refused(key: str, values: tuple[object, ...]) -> None:
    for value in values:
        with pytest.raises(ImageError) as caught:
            read_settings({key: value})
        assert [problem.code for problem in caught.value.problems] == ["unusable-value"]
