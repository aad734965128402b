"""How long a text takes to read."""

import pytest
from pelican.plugins.reading.durations import count_minutes


def test_minutes_are_counted_at_two_hundred_words() -> None:
    minutes = {0: 1, 1: 1, 299: 1, 300: 2, 435: 2, 500: 3, 2000: 10}
    assert {words: count_minutes("<p>" + "mot " * words + "</p>") for words in minutes} == minutes


@pytest.mark.parametrize(
    "html",
    ["l’été ", "l'été ", "porte-monnaie ", "1,5 ", "mot\u00a0» ! … — ", "mot<br>", "<p>mot</p>",
     "<em>m</em>ot ",
     'mot<sup id="fnref:1"><a href="#fn:1">1</a></sup> ', "&eacute;t&eacute; ", "<!-- trois mots ici -->mot ",
     '<img alt="cinq mots > que voici donc">mot ', "<code>mot</code> ", "<pre>trois mots ici</pre>mot ",
     '<div class="highlight"><pre><code>a <b>b</b></code></pre></div>mot ', "mot</pre> ",
     "<script>a b</script><style>b {c: d}</style>mot "],
)  # fmt: skip
def test_only_words_that_are_read_count(html: str) -> None:
    """300 times over: one word gives two minutes, two words would give three, none one."""
    assert count_minutes(html * 300) == 2
    assert count_minutes(f"{html}mots " * 300) == 3
