import pytest

from .conftest import CheckText

TOP = "Title: Essai\nDate: 2025-02-03\n\nAvant.\n\n"
"""What follows begins in line 6."""
OPEN = "this block of code is never closed; write a line {} below it"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("```\ncode\n", [f"6: {OPEN.format('```')}"]),
        ("```python\nprint()\n\nAprès.\n", [f"6: {OPEN.format('```')}"]),
        ("~~~~\ncode\n~~~\n", [f"6: {OPEN.format('~~~~')}"]),
        ("````\ncode\n```\n", [f"6: {OPEN.format('````')}"]),
        ("```\nun\n```\n\n```\ndeux\n", [f"10: {OPEN.format('```')}"]),
        (
            "```js title=x.js\ncode\n```\n",
            [
                (
                    "6: this does not begin a block of code, as the build cannot read 'js title=x.js' behind "
                    "the ```; write the name of the language alone"
                )
            ],
        ),
        ("```\ncode\n```\n\n~~~ python\ncode\n~~~\n\n````md\n```\n````\n", []),
        ("```code``` et ``` code ```\n", []),
        ("    ```\n    code\n", []),
        ("Un mot~~~ et ```.\n", []),
    ],
)
def test_block_of_code_begins_and_ends(check_text: CheckText, text: str, problems: list[str]) -> None:
    assert check_text(TOP + text) == problems
