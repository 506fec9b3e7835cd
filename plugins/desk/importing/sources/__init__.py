"""Sources: each kind of source, read into the same shape."""
