"""What inquiries and reports recommend: `lists` in three orders, and a page for each in `one`."""
