"""One file per way of finding facts in a document."""
