"""The public datasets: one module for each, which knows its files, its labels and its rights."""
