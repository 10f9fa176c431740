"""Makes a folder of the game that needs no Python: with PyInstaller, for the system that this runs on."""
