"""What stands around the tables: paragraphs, headings, footnotes, the unit of a corner."""
