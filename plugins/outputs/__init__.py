"""What is published and is not a page."""
