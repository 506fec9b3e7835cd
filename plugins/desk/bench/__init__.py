"""Bench: the same blog built by this project and by others, timed side by side.

`corpus` makes the blog, `builders` knows how each tool builds it, `watch` how each keeps a preview,
`run` takes the times, `report` tells them. Nothing here asserts a time.
"""
