"""Scanners that others wrote, on the running site, on loopback and on demand."""
