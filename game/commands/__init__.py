"""The commands of `main.py`, one module each; thin edges that call the packages and print."""
