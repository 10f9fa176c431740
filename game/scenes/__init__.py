"""One module per screen. Scenes show a session and send intents; they read no files."""
