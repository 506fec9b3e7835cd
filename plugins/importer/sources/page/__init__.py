"""What a page of another program holds: its parts, opening, furniture, paragraphs and dates."""
