"""Pages made into pictures, and read."""
