"""Files that mean harm, or look as if they did, and what becomes of them."""
