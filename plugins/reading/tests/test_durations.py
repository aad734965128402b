"""How long a text takes to read."""

import pytest
from pelican.plugins.reading.durations import count_minutes


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (1, 1), (299, 1), (300, 2), (435, 2), (500, 3), (2000, 10)]
)
def test_minutes_are_counted_at_two_hundred_words(words: int, minutes: int) -> None:
    assert count_minutes("<p>" + "mot " * words + "</p>") == minutes


@pytest.mark.parametrize(
    ("html", "minutes"),
    [
        ("l’été ", 2),
        ("l'été ", 2),
        ("porte-monnaie ", 2),
        ("1,5 ", 2),
        ("mot\u00a0» ! … — ", 2),
        ("mot<br>", 2),
        ("<p>mot</p>", 2),
        ("<em>m</em>ot ", 2),
        ('mot<sup id="fnref:1"><a href="#fn:1">1</a></sup> ', 2),
        ("&eacute;t&eacute; ", 2),
        ('<img alt="cinq mots que voici donc">mot ', 2),
        ("<!-- trois mots ici -->mot ", 2),
        ("<code>mot</code> ", 2),
        ("<pre>trois mots ici</pre>mot ", 2),
        ('<div class="highlight"><pre><code>a <b>b</b></code></pre></div>mot ', 2),
        ("<script>a b</script><style>b {c: d}</style>mot ", 2),
        ("mot</pre> ", 2),
        ("deux mots ", 3),
    ],
)
def test_only_what_is_read_counts(html: str, minutes: int) -> None:
    """300 times over: a word gives two minutes, two words give three, none gives one."""
    assert count_minutes(html * 300) == minutes
