"""Breaks the game while robots play it, at home, in a class and on a kiosk, and counts what was lost."""
