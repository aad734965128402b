"""Comments by e-mail: the message, its body, and the part that its writer wrote."""
