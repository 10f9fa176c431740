"""The drawing kit: screen, theme, text, widgets, focus, the scene stack and the event loop."""
