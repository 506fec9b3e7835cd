"""Hubs of their own: the wheel of the engine, a new hub, its settings, its test, its upgrade."""
