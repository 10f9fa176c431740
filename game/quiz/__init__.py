"""The rules of the game, pure: a session is a value, an intent makes the next one."""
