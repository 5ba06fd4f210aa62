"""The tests, and the typesetter that makes pages for them."""
