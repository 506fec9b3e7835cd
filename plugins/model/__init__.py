"""What the site is made of: posts, taxonomies, records, feeds; plain frozen values."""
