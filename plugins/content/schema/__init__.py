"""The fields of each kind of file."""
