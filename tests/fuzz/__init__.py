"""Anything may stand in a cell, on a page or in a file: the parsers answer or refuse, and never stumble.

A few hundred cases each in a normal run; ``SHIHYO_FUZZ=100`` makes that a hundred times as many.
"""
