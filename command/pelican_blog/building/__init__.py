"""One build: whole or not at all, whatever is wrong with a text, and with all that is wrong said at once."""
