"""One module for each sub-command: what it takes and what it does."""
