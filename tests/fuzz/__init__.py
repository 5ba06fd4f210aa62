"""Anything may stand in a cell, on a page or in a file: the parsers answer or refuse, and never stumble.

A few hundred cases each in a normal run; ``SHIHYO_FUZZ=100`` makes that a hundred times as many, and
``SHIHYO_FUZZ_SEED=7`` other ones. ``python -m tests.fuzz 60`` goes on for an hour, always with others.
"""
