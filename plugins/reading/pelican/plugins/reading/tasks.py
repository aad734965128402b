"""Names for the boxes of task lists, which pymdownx.tasklist leaves without."""

from markupsafe import Markup

from .labels import Labels

_STATES = {'<input type="checkbox" disabled/>': "", '<input type="checkbox" disabled checked/>': " checked"}
_BOX = Markup('<input type="checkbox" aria-label="{}" disabled{}> ')


def label_box(html: str, labels: Labels) -> str:
    """The raw HTML with a name if it is a box that cannot be ticked; else as it is."""
    state = _STATES.get(html.strip())
    return html if state is None else str(_BOX.format(labels.name_task(is_done=bool(state)), state))
