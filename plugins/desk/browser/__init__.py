"""Browser: the editors' desk on this machine, with a page in the browser that writes real files."""
