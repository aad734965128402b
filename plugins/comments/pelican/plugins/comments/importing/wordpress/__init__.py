"""WordPress, as its exports show it."""
