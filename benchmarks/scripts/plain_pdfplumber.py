"""What anybody would write first: all tables of all pages by pdfplumber, and nothing done with them."""

import sys

import pdfplumber

tables = 0
for path in sys.argv[1:]:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            tables += len(page.extract_tables())
            page.close()
print(tables)
