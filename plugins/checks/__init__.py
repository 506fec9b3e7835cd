"""What is wrong, or could be better, in the content."""
