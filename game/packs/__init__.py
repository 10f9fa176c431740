"""Packs: reading them safely, checking their rights, keeping an indexed library of them."""
