"""What WordPress alone makes something of: `[caption …]`, `[gallery …]`, `[embed]…[/embed]`."""

import re
from collections.abc import Iterator

from tools.proofreading.problems import Remark
from tools.proofreading.texts import Text

_SHORTCODE = re.compile(
    r"""(?<![\\\w!])\[(?:
          (?P<alone>gallery|embed|playlist|caption|wp_caption) [ ]? /?
        | (?P<name>gallery|embed|playlist|caption|wp_caption|audio|video) [ ] [^\[\]]* = [^\[\]]*
        )\](?![(:]|\[(?!/))  # what a link begins with""",
    re.VERBOSE,
)
_ADVICE = {
    "gallery": "write its pictures one below the other: ![What is to be seen]({static}/images/x.jpg)",
    "caption": 'write the picture with its caption in quotes: ![What is to be seen](… "The caption")',
    "embed": "write the address alone between empty lines, or a link",
    "video": 'write <video controls src="{static}/videos/x.mp4"></video>',
    "audio": 'write <audio controls src="{static}/images/x.mp3"></audio>',
    "playlist": "write a link to each of its files",
}


def check_shortcodes(text: Text) -> Iterator[Remark]:
    """What stands in a text for WordPress, and would be shown to readers with its brackets."""
    for found in _SHORTCODE.finditer(text.prose.text):
        name = found["alone"] or found["name"]
        if text.shows(f"[{name}"):
            advice = _ADVICE[name.removeprefix("wp_")]
            yield text.prose.count_line(found.start()), f"[{name}] is WordPress's; {advice}"
