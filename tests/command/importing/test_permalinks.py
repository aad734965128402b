from datetime import UTC, datetime

import pytest
from pelican_blog.importing.permalinks import Example, recognize_pattern

DAYS = [datetime(2011, 11, day, tzinfo=UTC) for day in (11, 12, 29)]


@pytest.mark.parametrize(
    ("form", "pattern"),
    [
        ("{d:%Y}/{d:%m}/{d:%d}/{s}/", "{date:%Y}/{date:%m}/{date:%d}/{slug}/"),
        ("{d:%Y}/{d:%m}/{s}/", "{date:%Y}/{date:%m}/{slug}/"),
        ("{d:%Y}/{d:%m}/{s}", "{date:%Y}/{date:%m}/{slug}/"),
        ("{s}/", "{slug}/"),
        ("{d:%Y}/{d:%m}/{s}.html", "{date:%Y}/{date:%m}/{slug}.html"),
        ("blog/{d:%Y}/{s}/", "blog/{date:%Y}/{slug}/"),
        ("index.php/{d:%Y}/{d:%m}/{d:%d}/{s}/", "index.php/{date:%Y}/{date:%m}/{date:%d}/{slug}/"),
        ("archives/12", None),
    ],
)
def test_pattern(form: str, pattern: str | None) -> None:
    examples = [
        Example(path=form.format(d=day, s=f"texte-{number}"), slug=f"texte-{number}", moment=day)
        for number, day in enumerate(DAYS)
    ]
    assert recognize_pattern(examples) == pattern


def test_pattern_of_most() -> None:
    day = DAYS[0]
    usual = [Example(path=f"2011/11/a{number}/", slug=f"a{number}", moment=day) for number in range(3)]
    odd = [Example(path="2011/b/", slug="b", moment=day)]
    assert recognize_pattern(usual + odd) == "{date:%Y}/{date:%m}/{slug}/"
    assert recognize_pattern(usual[:1] + odd) is None
    assert recognize_pattern([]) is None
