"""What a whole run costs, beside plain scripts on the same pages: `python -m benchmarks run`."""
