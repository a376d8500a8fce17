"""Text that stands in several stories of the archive, found by an index of fingerprints."""
