"""Disconnects plugins from Pelican's signals, which outlive a site."""

from blinker import ANY, Signal
from pelican.plugins import signals  # type: ignore[attr-defined]  # mypy sees the namespace only


def disconnect_plugins(*more: str) -> None:
    """Leave no plugin connected, nor what modules connected whose names begin with one of `more`."""
    for hook in vars(signals).values():
        if isinstance(hook, Signal):
            for receiver in list(hook.receivers_for(ANY)):
                if receiver.__module__.startswith(("pelican.plugins.", *more)):
                    hook.disconnect(receiver)
