"""A person in Blender: skin, eyes, hair, clothes, room and light, all made by rule, and the key pictures."""
