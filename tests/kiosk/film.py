"""A visit under Xvfb with a real pointer (xdotool) as a strip: `python tests/kiosk/film.py --out DIR`.

Nothing of the game is called: the kiosk runs as its supervisor starts it, and only screen and pointer are
used. Where the keys are is looked up in a second kiosk of the same size without a window.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

from PIL import Image, ImageGrab  # noqa: E402

from game.kiosk import config  # noqa: E402
from game.kiosk.settings import KioskSettings  # noqa: E402
from kiosk.kit import PIN, RECORD, Kiosk  # noqa: E402 - the paths come first

SIZE = (1280, 720)
CLIPS = 3
Step = tuple[str, str, float]
"""(what, argument, seconds to wait after it); what: click, up (a click that starts it anew), hold, wait,
shot, type or kill."""


def places(language: str) -> dict[str, tuple[int, int]]:
    """Return where the keys of a visit are, by scene and name."""
    found: dict[str, tuple[int, int]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        kiosk = Kiosk(Path(scratch), size=SIZE, language=language, clips=CLIPS)

        def look(scene: str) -> None:
            kiosk.driver.refresh()
            for widget in kiosk.app.stack.top.widgets:
                if widget.press is not None:
                    at = kiosk.loop.screen.canvas.to_window(widget.box.cx, widget.box.cy)
                    found[f"{scene}/{widget.name}"] = at

        look("attract")
        kiosk.click(f"language-{language}")
        look("lesson")
        kiosk.click("next")
        kiosk.click("next")
        for n in range(CLIPS):
            while not kiosk.driver.find("ready").enabled:
                kiosk.settle()
                kiosk.pass_time(0.2)
            look("watch")
            kiosk.click("ready")
            look("judge")
            kiosk.click("step-5" if n == 1 else "step-2")
            kiosk.click("confirm")
            if kiosk.scene == "spot":
                look("spot")
                kiosk.click("cant-tell")
            look("reveal")
            kiosk.click("next")
        look("summary")
        kiosk.click("take-home")
        look("takeaway")
        kiosk.click("done")
        kiosk.click(f"language-{language}")
        kiosk.pass_time(60)
        look("idle")
        kiosk.app.staff.open_entry()
        kiosk.pass_time(0.3)
        look("pin")
        for digit in PIN:
            kiosk.click(f"pin-{digit}")
        kiosk.click("pin-enter")
        kiosk.pass_time(0.3)
        look("staff")
        kiosk.close()
    return found


def visit(language: str) -> list[Step]:
    """Return a whole visit."""
    steps: list[Step] = [
        ("shot", "attract", 0),
        ("click", f"attract/language-{language}", 3),
        ("shot", "lesson", 0),
        ("click", "lesson/next", 2),
        ("click", "lesson/next", 5),
        ("shot", "watch", 0),
    ]
    for n in range(CLIPS):
        judged = "5" if n == 1 else "2"
        steps += [("click", "watch/ready", 2), ("click", f"judge/step-{judged}", 1)]
        steps += [("shot", "judge", 0)] if n == 0 else []
        steps += [("click", "judge/confirm", 2.5)]
        if judged == "5":
            steps += [("shot", "spot", 0), ("click", "spot/cant-tell", 2.5)]
        steps += [("shot", f"reveal-{n + 1}", 0), ("click", "reveal/next", 5)]
    steps += [("shot", "summary", 0), ("click", "summary/take-home", 2), ("shot", "takeaway", 0)]
    return [*steps, ("click", "takeaway/done", 3), ("shot", "attract-again", 0)]


def idle_and_staff(language: str) -> list[Step]:
    """Return the idle warning, the reset, and the staff entry with a wrong and the right PIN."""
    return [
        ("click", f"attract/language-{language}", 17),
        ("wait", "", 3),
        ("shot", "idle-warning", 0),
        ("wait", "", 14),
        ("shot", "after-reset", 0),
        ("hold", "6", 2),
        ("shot", "pin", 0),
        ("type", "111111", 1.5),
        ("shot", "pin-wrong", 0),
        ("type", PIN, 2),
        ("shot", "staff", 0),
        ("click", "staff/leave", 2),
        ("hold", "6", 2),
        ("type", PIN, 2),
        ("up", "staff/restart", 0),
        ("shot", "restarted", 0),
        ("hold", "6", 2),
        *(("type", "111111", 1.0) for _ in range(5)),
        ("shot", "locked", 0),
        ("kill", "", 12),
        ("hold", "6", 2),
        ("shot", "locked-after-restart", 0),
    ]


class Studio:
    """A screen, a pointer and a kiosk."""

    def __init__(self, display: str, folder: Path, language: str) -> None:
        size = f"{SIZE[0]}x{SIZE[1]}x24"
        self.display = display
        self.screen = subprocess.Popen(["Xvfb", display, "-screen", "0", size, "-nolisten", "tcp"])
        time.sleep(2)
        path = folder / "kiosk.yaml"
        settings = KioskSettings(
            pin=RECORD, language=language, clips=CLIPS, idle_seconds=15, warning_seconds=10, minutes=10
        )
        config.write(path, settings)
        environment = {**os.environ, "DISPLAY": display, "SDL_VIDEODRIVER": "x11"}
        command = [sys.executable, str(ROOT / "main.py"), "kiosk", "--config", str(path)]
        command += ["--data-dir", str(folder / "data"), "--size", f"{SIZE[0]}x{SIZE[1]}"]
        self.log = folder / "data" / "kiosk.log"
        self.kiosk = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        self._ups = 0
        self.until_up()

    def until_up(self) -> None:
        """Wait until the attract screen has come up once more."""
        self._ups += 1
        end = time.monotonic() + 90
        while time.monotonic() < end:
            if self.log.exists() and self.log.read_text("utf-8").count("attract screen") >= self._ups:
                time.sleep(2)
                return
            time.sleep(0.3)
        raise SystemExit("the kiosk did not come up")

    def do(self, *arguments: str) -> None:
        """Run xdotool."""
        subprocess.run(["xdotool", *arguments], env={**os.environ, "DISPLAY": self.display}, check=True)

    def press(self, at: tuple[int, int]) -> None:
        """Click at a point of the screen."""
        self.do("mousemove", str(at[0]), str(at[1]), "mousedown", "1", "sleep", "0.08", "mouseup", "1")

    def kill_the_game(self) -> None:
        """Kill the supervisor's child, found as its child."""
        children = Path(f"/proc/{self.kiosk.pid}/task/{self.kiosk.pid}/children").read_text("ascii").split()
        os.kill(int(children[0]), 9)
        self.until_up()

    def close(self) -> None:
        """End kiosk and screen."""
        self.kiosk.terminate()
        self.kiosk.wait(30)
        self.screen.terminate()
        self.screen.wait(10)


def film(language: str, steps: list[Step], display: str, out: Path) -> list[Image.Image]:
    """Play `steps`; return the pictures taken."""
    keys = places(language)
    taken: list[Image.Image] = []
    with tempfile.TemporaryDirectory() as scratch:
        studio = Studio(display, Path(scratch), language)
        try:
            for what, argument, after in steps:
                if what == "click":
                    studio.press(keys[argument])
                elif what == "hold":
                    studio.do("mousemove", "20", "20", "mousedown", "1", "sleep", argument, "mouseup", "1")
                elif what == "type":
                    for digit in argument:
                        studio.press(keys[f"pin/pin-{digit}"])
                        time.sleep(0.3)
                    studio.press(keys["pin/pin-enter"])
                elif what == "up":
                    studio.press(keys[argument])
                    studio.until_up()
                elif what == "kill":
                    studio.kill_the_game()
                elif what == "shot":
                    picture = ImageGrab.grab(xdisplay=display)
                    picture.save(out / f"{language}-{len(taken):02d}-{argument}.png")
                    taken.append(picture)
                time.sleep(after)
            (out / f"{language}-log.txt").write_text(studio.log.read_text("utf-8"), "utf-8")
        finally:
            studio.close()
    return taken


def strip(pictures: list[Image.Image], path: Path, columns: int = 4) -> None:
    """Save the pictures side by side."""
    w, h = 480, 270
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (w * columns, h * rows))
    for i, picture in enumerate(pictures):
        sheet.paste(picture.convert("RGB").resize((w, h)), ((i % columns) * w, (i // columns) * h))
    sheet.save(path)


def main() -> None:
    """Film what was asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--languages", nargs="*", default=["uz", "en", "ru"])
    parser.add_argument("--display", default=":93")
    parser.add_argument("--staff", action="store_true", help="film idle warning, reset and staff entry")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for language in args.languages:
        steps = idle_and_staff(language) if args.staff else visit(language)
        name = f"{'staff' if args.staff else 'visit'}-{language}.png"
        strip(film(language, steps, args.display, args.out), args.out / name)


if __name__ == "__main__":
    main()
