import pytest
from pelican.plugins.pagefind.errors import PagefindError
from pelican.plugins.pagefind.settings import PagefindSettings, read_settings


def test_defaults() -> None:
    assert read_settings({}) == PagefindSettings(exclude_selectors=())


def test_selectors_are_read() -> None:
    settings = read_settings({"exclude_selectors": [".byline", "h1"]})
    assert settings == PagefindSettings(exclude_selectors=(".byline", "h1"))


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (None, "pelicanconf.py: PAGEFIND is None; write a dict, such as {'exclude_selectors': []}."),
        ([".byline"], "pelicanconf.py: PAGEFIND is ['.byline']; write a dict"),
        (
            {"exclude_selector": []},
            "PAGEFIND has no key 'exclude_selector'; did you mean 'exclude_selectors'?",
        ),
        ({"zzz": 1}, "pelicanconf.py: PAGEFIND has no key 'zzz'; the keys are exclude_selectors."),
        ({3: 1}, "pelicanconf.py: PAGEFIND has no key 3;"),
        ({"exclude_selectors": ".byline"}, "is '.byline'; write a list of CSS selectors."),
        ({"exclude_selectors": None}, "is None; write a list of CSS selectors."),
        ({"exclude_selectors": [" "]}, "holds ' '; write a CSS selector, such as '.byline'."),
        ({"exclude_selectors": [7]}, "holds 7; write a CSS selector"),
    ],
)
def test_mistake_is_named_with_its_remedy(raw: object, message: str) -> None:
    with pytest.raises(PagefindError) as caught:
        read_settings(raw)
    assert message in str(caught.value)


def test_all_mistakes_are_named_at_once() -> None:
    with pytest.raises(PagefindError) as caught:
        read_settings({"exclude": 1, "glob": 2, "exclude_selectors": ["", 7]})
    lines = str(caught.value).splitlines()
    assert len(lines) == 4
    assert all(line.startswith("pelicanconf.py: PAGEFIND") for line in lines)
