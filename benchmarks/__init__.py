"""What the project costs and how well it reads, beside what others do: `python -m benchmarks`."""
