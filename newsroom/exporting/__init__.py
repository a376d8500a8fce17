"""Everything that the newsroom owns as text that other software can read, and back."""
