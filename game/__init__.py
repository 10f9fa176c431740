"""Chinmi? - is it real? A quiz game that teaches discernment about deepfakes."""
