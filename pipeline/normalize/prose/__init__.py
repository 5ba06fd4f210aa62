"""Running text: its paragraphs, and the quantities in it."""
