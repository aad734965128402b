"""Bringing comments over from elsewhere; what is not in `wordpress` knows no source."""
