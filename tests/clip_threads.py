"""Which clips are being decoded just now."""

import threading


def clip_threads() -> list[str]:
    """Return the names of the threads that decode a clip: one for each that is open."""
    return sorted(thread.name for thread in threading.enumerate() if thread.name.startswith("clip "))
