"""How Pelican is driven."""
