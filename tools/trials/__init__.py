"""Trials that take long or look closely: soaks, fault runs, the class under attack, sound in step."""
