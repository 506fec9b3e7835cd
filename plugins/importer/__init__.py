"""Posts of other programs become posts of the hub."""
