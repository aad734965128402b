import pytest
from pelican.plugins.video.errors import VideoError
from pelican.plugins.video.settings import VideoSettings, read_settings


def test_settings_are_read() -> None:
    assert read_settings({}) == VideoSettings(peertube=())
    hosts = ["tube.example.org", "xn--kno-ona.example"]
    assert read_settings({"peertube": hosts}) == VideoSettings(peertube=tuple(hosts))


@pytest.mark.parametrize(
    "value",
    [
        *("tube.example", None, ["https://tube.example/"], ["Tube.example"], ["tube.example:9000"]),
        *(["localhost"], [7], ["tube.example", ""]),
    ],
)
def test_unusable_hosts_are_refused(value: object) -> None:
    with pytest.raises(VideoError) as caught:
        read_settings({"peertube": value})
    assert [problem.code for problem in caught.value.problems] == ["unusable-value"]
