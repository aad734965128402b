import pytest
from pelican.plugins.video.errors import VideoError
from pelican.plugins.video.settings import VideoSettings, read_settings


def test_defaults() -> None:
    assert read_settings({}) == VideoSettings(peertube=())


def test_peertube_hosts_are_read() -> None:
    hosts = ["tube.example.org", "xn--kno-ona.example"]
    assert read_settings({"peertube": hosts}) == VideoSettings(peertube=tuple(hosts))


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (None, "pelicanconf.py: VIDEO is None; write a dict, such as {'peertube': []}."),
        (["tube.example"], "pelicanconf.py: VIDEO is ['tube.example']; write a dict"),
        ({"petube": []}, "pelicanconf.py: VIDEO has no key 'petube'; did you mean 'peertube'?"),
        ({"zzz": 1}, "pelicanconf.py: VIDEO has no key 'zzz'; the keys are peertube."),
        ({3: 1}, "pelicanconf.py: VIDEO has no key 3;"),
        ({"peertube": "tube.example"}, "VIDEO['peertube'] is 'tube.example'; write a list of host names."),
        ({"peertube": None}, "VIDEO['peertube'] is None; write a list of host names."),
        ({"peertube": ["https://tube.example/"]}, "holds 'https://tube.example/'; write a name like"),
        ({"peertube": ["Tube.example"]}, "holds 'Tube.example'; write a name like"),
        ({"peertube": ["tube.example:9000"]}, "holds 'tube.example:9000'; write a name like"),
        ({"peertube": ["localhost"]}, "holds 'localhost'; write a name like"),
        ({"peertube": [7]}, "holds 7; write a name like"),
    ],
)
def test_mistake_is_named_with_its_remedy(raw: object, message: str) -> None:
    with pytest.raises(VideoError) as caught:
        read_settings(raw)
    assert message in str(caught.value)


def test_all_mistakes_are_named_at_once() -> None:
    with pytest.raises(VideoError) as caught:
        read_settings({"petube": 1, "posters": 2, "peertube": ["a/b", 7]})
    lines = str(caught.value).splitlines()
    assert len(lines) == 4
    assert all(line.startswith("pelicanconf.py: VIDEO") for line in lines)
