"""One self-contained HTML page about the whole warehouse."""
