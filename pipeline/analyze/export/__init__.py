"""The warehouse for other programs: Excel, CSV, Parquet, and a data package."""
