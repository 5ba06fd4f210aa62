"""What is asked of a finished warehouse. Everything here only reads."""
