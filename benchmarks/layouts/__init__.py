"""How well tables are read, quirk by quirk, beside other readers: `python -m benchmarks layouts`."""
