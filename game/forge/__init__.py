"""The forge: training edits (self-blends of a person's own frames) with exact truth regions."""
