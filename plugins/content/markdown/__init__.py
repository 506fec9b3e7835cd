"""Markdown becomes safe HTML with placeholders."""
