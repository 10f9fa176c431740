"""Hostile input by the hundred thousand, for everything of the game that reads what others made.

python -m tools.fuzz [TARGET...] [--inputs N | --minutes M] [--seed N] [--json]

Inputs are made from good ones, changed by bytes and by structure, the same ones for the same seed. An input
that is answered in a way not seen before is changed further, so a hunt finds its way into a format.
"""
