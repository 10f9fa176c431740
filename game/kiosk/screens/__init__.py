"""The screens that only a kiosk has, and what differs on the others."""
