"""What waits and what is published: found by name, read, decided on and checked."""
