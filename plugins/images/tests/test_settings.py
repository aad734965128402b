import pytest
from pelican.plugins.images.errors import ImageError
from pelican.plugins.images.settings import ImageSettings, read_settings


def test_defaults() -> None:
    assert read_settings({}) == ImageSettings()


def test_every_key_is_read_and_widths_are_sorted() -> None:
    raw = {
        "widths": [900, 300],
        "sizes": "(min-width: 50rem) 48.7rem, calc(100vw - 2rem)",
        "gallery_sizes": "30vw",
        "avif_quality": 1,
        "webp_quality": 100,
        "cache": "/elsewhere",
    }
    assert read_settings(raw) == ImageSettings(**{**raw, "widths": (300, 900)})


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (None, "pelicanconf.py: IMAGES is None; write a dict, such as {'avif_quality': 60}."),
        ({"width": [400]}, "pelicanconf.py: IMAGES has no key 'width'; did you mean 'widths'?"),
        ({"zzz": 1}, "IMAGES has no key 'zzz'; the keys are widths, sizes, gallery_sizes,"),
        ({"widths": []}, "IMAGES['widths'] is []; write a list of widths in pixels"),
        ({"widths": 400}, "IMAGES['widths'] is 400;"),
        ({"widths": [400, "800"]}, "IMAGES['widths'] is [400, '800'];"),
        ({"widths": [True]}, "IMAGES['widths'] is [True];"),
        ({"widths": [0]}, "IMAGES['widths'] is [0];"),
        ({"widths": [16384]}, "IMAGES['widths'] is [16384];"),
        ({"avif_quality": 0}, "IMAGES['avif_quality'] is 0; write a number from 1 to 100."),
        ({"avif_quality": "50"}, "IMAGES['avif_quality'] is '50';"),
        ({"webp_quality": 101}, "IMAGES['webp_quality'] is 101;"),
        ({"webp_quality": 75.5}, "IMAGES['webp_quality'] is 75.5;"),
        ({"sizes": ""}, "IMAGES['sizes'] is ''; write lengths of CSS, such as '100vw'."),
        ({"sizes": '100vw" onload="x'}, "IMAGES['sizes'] is "),
        ({"gallery_sizes": None}, "IMAGES['gallery_sizes'] is None;"),
        ({"cache": " "}, "IMAGES['cache'] is ' '; write the path of a folder."),
        ({"cache": None}, "IMAGES['cache'] is None;"),
    ],
)
def test_mistake_is_named_with_its_remedy(raw: object, message: str) -> None:
    with pytest.raises(ImageError) as caught:
        read_settings(raw)
    assert message in str(caught.value)


def test_all_mistakes_are_named_at_once() -> None:
    with pytest.raises(ImageError) as caught:
        read_settings({"width": 1, "sizes": 1, "gallery_sizes": 1, "avif_quality": 0, "webp_quality": 0})
    lines = str(caught.value).splitlines()
    assert len(lines) == 5
    assert all(line.startswith("pelicanconf.py: IMAGES") for line in lines)
