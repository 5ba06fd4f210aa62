"""Round trips: pages that the tests typeset, read back by the pipeline and compared cell by cell."""
