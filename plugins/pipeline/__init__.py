"""How a build runs, from files to a live tree."""
