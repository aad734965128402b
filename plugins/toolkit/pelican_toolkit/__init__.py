"""What plugins and commands have to know of Pelican, once."""
