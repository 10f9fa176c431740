"""Trains the game's detector and prints where it must not be believed: see docs/detector.md."""
