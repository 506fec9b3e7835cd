"""What image files are, what they hold, and the variants that are published."""
