"""Importing: posts of other places become posts of the hub, with a report on each."""
