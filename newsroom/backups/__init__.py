"""Backups of a running newsroom: one database file or dump, the pictures, and their digests."""
