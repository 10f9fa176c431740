"""Exit statuses of the kiosk, as systemd and Windows' Shell Launcher read them (see `docs/kiosk.md`)."""

from __future__ import annotations

from typing import Final

CLOSED: Final = 0
"""Staff closed the kiosk, or the system asked it to stop: nobody should start it again."""
FAILED: Final = 1
"""The game failed and could not help itself: start it again."""
REFUSED: Final = 2
"""The settings do not allow a start (no PIN, no pack): starting again does not help."""
NO_DISPLAY: Final = 3
"""There is no screen: perhaps it comes later."""
RESTART: Final = 10
"""A planned restart (the daily one, or by staff): start again at once; it is no failure."""
