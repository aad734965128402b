"""Exports of WordPress (WXR): reading them, and turning their comments into files."""
