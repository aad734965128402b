"""The way in by e-mail: a message, its body, and what of that its writer wrote."""
