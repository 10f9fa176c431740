"""The process that watches the kiosk, and what the two tell each other."""
