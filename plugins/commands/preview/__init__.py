"""The site while it is written, on this machine alone."""
