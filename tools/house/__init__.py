"""The house as its own imports show it: rooms, layers, arrows, circles, and their picture in the pages."""
