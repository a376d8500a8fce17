"""How stories are found and read elsewhere: feeds, sitemaps, cards, structured data, ninjs."""
