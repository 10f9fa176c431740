"""Settings: each row one choice; a change applies at once and is told by a note."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.i18n import percent
from game.play.chrome import content_box, drawing, top_bar
from game.play.context import Context
from game.resources import languages
from game.settings import TEXT_SIZES, Settings
from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.scene import Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button


class SettingsScene(Scene):
    """Reached from the menu and from within a session."""

    name = "settings"
    low = False
    """Whether an upright screen has its rows in the lower half: low ones, with their words beside them."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def on_back(self) -> None:
        """Back to where the player came from."""
        self.context.stack.pop()

    def reset(self) -> None:
        """Take all defaults but the language."""
        self.context.apply(Settings(language=self.context.settings.language))
        self.context.toasts.show("check", self.context.t("settings.reset_done"))

    def change(self, field: str, value: object) -> None:
        """Take one setting over."""
        self.context.apply(self.context.settings.model_copy(update={field: value}))
        self.context.toasts.show("check", self.context.t("settings.saved"))

    def rows(self) -> list[tuple[str, str, str, list[tuple[object, str]]]]:
        """Return (icon, label, field, [(value, words)]) of each row."""
        t = self.context.t
        sizes: list[tuple[object, str]] = [(s, percent(t.language, s)) for s in TEXT_SIZES]
        on_off: list[tuple[object, str]] = [(True, t("settings.on")), (False, t("settings.off"))]
        return [
            (
                "language",
                t("settings.language"),
                "language",
                [(code, one.name) for code, one in languages().items()],
            ),
            ("text-size", t("settings.text_size"), "text_size", sizes),
            (
                "contrast",
                t("settings.theme"),
                "theme",
                [("light_table", t("settings.light_table")), ("high_contrast", t("settings.high_contrast"))],
            ),
            (
                "motion",
                t("settings.motion"),
                "reduced_motion",
                [(False, t("settings.motion_full")), (True, t("settings.motion_reduced"))],
            ),
            ("sound", t("settings.sound"), "sound", on_off),
            ("captions", t("settings.captions"), "captions", on_off),
        ]

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Six rows, reset and done."""
        t, box = self.context.t, content_box(layout)
        widgets: list[Widget] = list(
            top_bar(layout, self.context, t("settings.title"), t("settings.where"), back=self.on_back)
        )
        rows = self.rows()
        foot = box.bottom_strip(64)
        body = box.without_bottom(64 + 20)
        most = 96.0 if self._beside(layout) else 168.0
        if layout.portrait and self.low:
            most = 82.0
            body = body.bottom_strip(len(rows) * (most + 8) - 8)
        height = min((body.h - 8 * (len(rows) - 1)) / len(rows), most)
        for i, (icon, label, field, choices) in enumerate(rows):
            row = Box(body.x, body.y + i * (height + 8), body.w, height)
            widgets += self._row(layout, row, icon, label, field, choices)
        reset_w = min(max(300.0, layout.width(t("settings.reset"), "button") + 100), foot.w * 0.55)
        widgets += [
            Button(
                name="reset",
                box=foot.left(reset_w),
                icon="replay",
                text=t("settings.reset"),
                press=self.reset,
            ),
            Button(
                name="done",
                box=foot.right_strip(min(260.0, foot.w - reset_w - 16)),
                look="primary",
                icon="check",
                icon_after=True,
                text=t("settings.done"),
                press=self.on_back,
                first=True,
            ),
        ]
        return widgets

    def _beside(self, layout: Layout) -> bool:
        return self.low or not layout.portrait

    def _row(
        self,
        layout: Layout,
        row: Box,
        icon: str,
        label: str,
        field: str,
        choices: Sequence[tuple[object, str]],
    ) -> list[Widget]:
        beside = self._beside(layout)
        share = 0.3 if layout.portrait else 0.42

        def paint(p: Painter, box: Box) -> None:
            p.panel(box, 10, p.palette.room1, *((p.palette.edge, 2) if p.palette.outlined_panels else ()))
            head = box.left(box.w * share) if beside else box.top(64)
            p.icon(icon, head.x + 41, head.cy, 34, p.palette.text)
            words = Box(head.x + 76, head.y, head.w - 84, head.h)
            p.text(words, label, "h3", p.palette.text, valign="centre", floor=0.75, max_lines=2)

        if beside:
            left = row.w * (share + 0.01)
            cells = Box(row.x + left, row.y + 8, row.w - left - 16, row.h - 16)
        else:
            cells = Box(row.x + 16, row.y + 62, row.w - 32, min(72.0, row.h - 74))
        widgets: list[Widget] = [drawing(f"row-{field}", row, paint)]
        now = getattr(self.context.settings, field)
        if field == "language":
            now = self.context.language
        for (value, words), cell in zip(choices, cells.columns((1.0,) * len(choices), 12), strict=True):
            widgets.append(
                Button(
                    name=f"{field}-{value}",
                    box=cell,
                    text=words,
                    style="label",
                    on=now == value,
                    press=self._changer(field, value),
                    spoken=f"{label}: {words}",
                )
            )
        return widgets

    def _changer(self, field: str, value: object) -> Callable[[], None]:
        return lambda: self.change(field, value)
