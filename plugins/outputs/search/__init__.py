"""What readers can find, made into an index that their browsers read.

`entries` says what is in it, `pagefind` makes it, `bundle` publishes it.
"""
