"""What is an e-mail address, and what only looks like one."""

import pytest
from pelican.plugins.comments.privacy import find_addresses


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Écrivez à jeanne@example.org.", ["jeanne@example.org"]),
        ("<jeanne.martin+blog@mail.example.org>", ["jeanne.martin+blog@mail.example.org"]),
        ("mailto:a@example.org?subject=x", ["a@example.org"]),
        ("(a@example.org,b@example.org)", ["a@example.org", "b@example.org"]),
        ("jérôme@exemple.example.org", ["jérôme@exemple.example.org"]),
        ("@jeanne@social.example.org est mon compte", []),
        ("@jeanne sur le réseau", []),
        ("https://example.org/@jeanne/1", []),
        ("jeanne@localhost", []),
        ("3 @ 2.50", []),
        ("", []),
    ],
)
def test_addresses_are_found_and_handles_are_not(text: str, addresses: list[str]) -> None:
    assert find_addresses(text) == addresses


@pytest.mark.parametrize("text", ["a" * 100_000, "a@" * 50_000, "a.-" * 30_000 + "@", "@" * 100_000])
def test_long_text_without_an_address_ends(text: str) -> None:
    assert find_addresses(text) == []
