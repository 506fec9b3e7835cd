"""What readers can find, made into an index that their browsers read.

`entries` says what can be found, `terms` takes the words out of it, `postings` writes them down,
`store` keeps the files of the index and changes those that an edit touches, `documents` publishes
them. `docs/search.md` describes the files; `theme/static/search.js` reads them.
"""
