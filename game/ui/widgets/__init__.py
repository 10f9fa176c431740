"""The controls and drawings that screens are made of. Each is a frozen value that draws itself."""
