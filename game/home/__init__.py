"""The screens around a session: title, menu, practice, library, settings, profiles, help, credits."""
