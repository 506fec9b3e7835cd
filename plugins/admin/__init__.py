"""The editing page in the browser, made from the schema."""
