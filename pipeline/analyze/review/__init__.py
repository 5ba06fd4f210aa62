"""What a person must look at, cell by cell, and the corrections that they accept."""
