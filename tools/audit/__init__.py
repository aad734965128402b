"""Audits of the built sites: what they cost a reader, and whether they keep to what the web's rules ask."""
