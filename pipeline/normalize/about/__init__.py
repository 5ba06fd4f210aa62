"""What a document is: who published it, when, and as which release of which plan."""
