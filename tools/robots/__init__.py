"""Robots that play the real game through posted events."""
