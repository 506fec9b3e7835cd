"""HTML of any origin becomes Markdown."""
