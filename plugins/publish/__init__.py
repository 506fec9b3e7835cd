"""How a build reaches the public."""
