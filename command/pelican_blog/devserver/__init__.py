"""`make devserver`: builds at each change, serves what was built, and receives comments."""
