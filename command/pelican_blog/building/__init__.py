"""One build: all or nothing, with every problem reported at once."""
