"""Content, pure: strict YAML and the frozen models it becomes. No files, no clock, no randomness."""
