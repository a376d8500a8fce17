"""Search that reads Arabic: one function for readers, lists and the desk, on both databases."""
