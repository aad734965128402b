"""What the published page would neither load, run nor apply: see the theme's security policy."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from bs4 import Tag
from pelican.plugins.video.hosts import parse_url
from pelican.plugins.video.plugin import KEY as VIDEO

from .rules import Finding, Remark, Rule
from .texts import Text

_FRAMES = ["iframe", "frame", "object", "embed", "applet"]
_ADDRESSES = ("src", "data", "value")
_HANDLER = re.compile(r"on[a-z]+")
_DATA = re.compile(r"(?!.*javascript)[\w.+-]+/[\w.+-]+", re.IGNORECASE)
"""The type of a script that is none, and is not run: data for search engines."""
_ALIGNMENT = re.compile(r"\s*text-align:\s*\w+;?\s*")
"""What Python-Markdown writes into the cells of a table, and the site makes a class of."""


def check_policy(text: Text) -> Iterator[Remark]:
    """What in a text has no effect once it is published."""
    seen: Counter[str] = Counter()
    for tag in text.rendering.page.find_all():
        place = seen[tag.name]
        seen[tag.name] += 1
        finding = _judge_element(tag, text)
        if finding:
            line = text.prose.find_line(re.compile(rf"<{tag.name}\b", re.IGNORECASE), place)
            yield Remark(line, *finding)
        yield from _check_attributes(tag, text, seen)


def list_peertube_hosts(text: Text) -> Collection[str]:
    """The hosts of PeerTube whose videos the site shows."""
    videos = text.content.settings.get(VIDEO)
    return videos.peertube if videos else ()


def _judge_element(tag: Tag, text: Text) -> Finding | None:
    if tag.name in _FRAMES and not tag.find_parent(_FRAMES):  # the old players have one in another
        return Finding(Rule.EMBED_BLOCKED, _describe_frame(tag, text))
    if tag.name == "script" and _is_run(tag):
        message = "the published page runs no <script> of a text or of another site; remove it"
        return Finding(Rule.MARKUP_IGNORED, message)
    if tag.name == "style":
        message = "the published page applies no <style> of a text; remove it, or change the theme"
        return Finding(Rule.MARKUP_IGNORED, message)
    return None


def _describe_frame(tag: Tag, text: Text) -> str:
    values = (
        str(part[name]) for part in [tag, *tag.find_all()] for name in _ADDRESSES if part.has_attr(name)
    )
    address = next((re.sub("^//", "https://", value) for value in values if "//" in value), "")
    video = parse_url(address, list_peertube_hosts(text))
    if not text.is_in("md"):
        advice = f"write a link to {address}" if address else "remove it"
        return f"the published page shows no <{tag.name}>; {advice}"
    if video:
        return (
            f"a video needs no <{tag.name}>; write its address alone between empty lines: {video.watch_url}"
        )
    advice = f"write a link, as [its words]({address})" if address else "remove it"
    return f"the published page shows no <{tag.name}>; {advice}"


def _is_run(tag: Tag) -> bool:
    """Whether a script is one, and not a file of the site, which may be run."""
    if _DATA.fullmatch(str(tag.get("type", ""))):
        return False
    try:
        return not tag.get("src") or bool(urlsplit(str(tag["src"])).netloc)
    except ValueError:  # which is said of the address
        return True


def _check_attributes(tag: Tag, text: Text, seen: Counter[str]) -> Iterator[Remark]:
    for name, value in tag.attrs.items():
        is_style = name == "style" and not (tag.name in {"td", "th"} and _ALIGNMENT.fullmatch(str(value)))
        if is_style or _HANDLER.fullmatch(name):
            sign = f'{name}="…"'
            place = seen[sign]
            seen[sign] += 1
            pattern = re.compile(rf"\b{name}\s*=", re.IGNORECASE)
            effect = "has no effect on the published page, which takes styles and scripts from its own files"
            line = text.prose.find_line(pattern, place)
            yield Remark(line, Rule.MARKUP_IGNORED, f"{sign} {effect}; remove it")
