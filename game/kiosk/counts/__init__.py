"""Anonymous counts of visits, kept twice and read even when damaged."""
