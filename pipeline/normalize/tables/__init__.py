"""Understanding tables: from cells on a page to facts, by the words of headers and labels."""
