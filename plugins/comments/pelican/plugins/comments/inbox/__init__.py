"""The way in by a server of one's own: it serves the built site and receives what its form sends."""
