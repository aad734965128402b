import pytest
from pelican.plugins.discovery.errors import DiscoveryError
from pelican.plugins.discovery.settings import DiscoverySettings, read_settings


def test_defaults() -> None:
    assert read_settings({}) == DiscoverySettings(image=None)


def test_image_is_read() -> None:
    assert read_settings({"image": "images/card.jpg"}).image == "images/card.jpg"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (None, "pelicanconf.py: DISCOVERY is None; write a dict, such as {'image': 'images/card.jpg'}."),
        ({"imgae": "x.jpg"}, "pelicanconf.py: DISCOVERY has no key 'imgae'; did you mean 'image'?"),
        ({"zzz": 1}, "pelicanconf.py: DISCOVERY has no key 'zzz'; the keys are image."),
        ({"image": 7}, "pelicanconf.py: DISCOVERY['image'] is 7; write the path of a picture."),
    ],
)
def test_mistake_is_named_with_its_remedy(raw: object, message: str) -> None:
    with pytest.raises(DiscoveryError) as caught:
        read_settings(raw)
    assert message in str(caught.value)


def test_all_mistakes_are_named_at_once() -> None:
    with pytest.raises(DiscoveryError) as caught:
        read_settings({"imgae": 1, "sitemap": 2, "image": []})
    assert len(caught.value.problems) == 3
