"""What one part of a run has computed is there for another, once."""

from itertools import count

from pelican_toolkit.handing import hand_on, handing_on


def test_second_call_gets_what_the_first_has_computed() -> None:
    number = count()

    def ask(key: str) -> int:
        return hand_on(key, lambda: next(number))

    assert [ask("a"), ask("a")] == [0, 1]
    with handing_on():
        assert [ask("a"), ask("b"), ask("a"), ask("a")] == [2, 3, 2, 4]
        with handing_on():
            assert ask("b") == 5
    with handing_on():
        assert ask("a") == 6
