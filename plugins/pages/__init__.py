"""One room for each kind of page."""
