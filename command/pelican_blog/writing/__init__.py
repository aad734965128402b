"""Starts posts and pages and adds videos to them: `make new`, `make page`, `make video`."""
