"""Audits of the built sites: what they cost a reader, and whether they follow the web's rules."""
