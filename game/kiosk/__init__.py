"""Kiosk mode: unattended for months. A supervisor, and the game with attract loop, idle rule and staff."""
