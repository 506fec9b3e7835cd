"""Text: HTML of any origin becomes Markdown that both engines read alike."""
