"""Whether readers may comment on an article or page, by its header and the settings."""

from pelican.contents import Content, Page

from .errors import CommentsError, keep_building
from .models import State
from .settings import KEY, CommentsSettings


def read_state(content: Content) -> State:
    """What the header's `Comments:` says, else the setting for articles or pages.

    Raises CommentsError if that is not a state.
    """
    default = _read_default_state(content)
    value = content.metadata.get("comments")
    return default if value is None else parse_state(value, default, content.relative_source_path)


def choose_state(content: Content) -> State:
    """As read_state, but an unknown word is a warning and is ignored."""
    with keep_building(content):
        return read_state(content)
    return _read_default_state(content)


def _read_default_state(content: Content) -> State:
    settings: CommentsSettings = content.settings[KEY]
    return State(settings.page_state if isinstance(content, Page) else settings.state)


def parse_state(value: object, default: str, source: str) -> State:
    """The state that `Comments:` in the header of the file `source` means; the default if it is empty.

    Other engines' words and booleans are understood. Raises CommentsError for anything else.
    """
    words = value if isinstance(value, list | tuple) else [value]  # Pelican makes a list of two lines
    try:
        states = {_parse_word(word, default) for word in words} or {State(default)}
    except ValueError:
        problem = f"{source}: Comments: {value!r} is unknown; "
        raise CommentsError([problem + "write open, closed or hidden."]) from None
    if len(states) > 1:
        raise CommentsError([f"{source}: Comments is there more than once; keep one line."])
    return states.pop()


def _parse_word(word: object, default: str) -> State:
    text = "" if word is None else str(word).strip().strip("\"'").strip().lower()
    return State(default if text in {"", "~", "null"} else text)
