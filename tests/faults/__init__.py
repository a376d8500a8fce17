"""Faults on demand: what is killed, full, gone or set back, and what of the newsroom is left."""
