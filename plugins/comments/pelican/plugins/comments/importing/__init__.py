"""Comments brought over from elsewhere: what they say is checked, not how it was written."""
