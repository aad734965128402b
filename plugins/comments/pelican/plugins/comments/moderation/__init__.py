"""Finding, reading, checking and deciding on comments, waiting and published."""
