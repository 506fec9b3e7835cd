"""Front matter, Markdown, registers, and what is put together of them."""
