"""A small detector of our own: what it measures in a clip, what it makes of that, and where it looked.

It is shown beside the truth so that people see how such programs err. It decides nothing.
"""
