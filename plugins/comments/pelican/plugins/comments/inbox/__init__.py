"""The inbox server: serves the built site and receives what its form sends."""
