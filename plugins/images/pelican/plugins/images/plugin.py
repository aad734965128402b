"""The only module that knows Pelican: it gives each signal to the functions that do the work."""


def register() -> None:
    """Connect to Pelican."""
