"""The command `python -m game.kiosk`: it starts the process by name, as it stands above all rooms."""

from __future__ import annotations

import importlib
import sys

if __name__ == "__main__":
    sys.exit(importlib.import_module("game.kiosk_process").main(sys.argv[1:]))
