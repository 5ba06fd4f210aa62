"""The words over columns and beside rows: what a label says of the values that it stands by."""
