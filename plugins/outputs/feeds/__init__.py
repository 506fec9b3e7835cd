"""RSS, Atom and JSON Feed of the same lists, with their whole history, and OPML.

`documents` says which files there are, `entries` what an item is, `xml` and `json_feed` how each
format writes it, `render` puts them together.
"""
