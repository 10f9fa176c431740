"""The detector: what it measures, what it makes of it."""
