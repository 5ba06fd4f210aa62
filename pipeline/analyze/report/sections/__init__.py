"""The sections of the report, one module each, in the order of the page."""
