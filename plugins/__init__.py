"""The hub's own plugins for Pelican, grouped by role."""
