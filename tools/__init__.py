"""Robots, screenshots, measurements and trials: they drive the game and are not part of it."""
