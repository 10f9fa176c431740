"""What a post is, in words and on its picture: for who played it, and for a class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from game.content.regions import polygon_at
from game.ui.layout import Node, column, flex, item, row
from game.ui.widgets.controls import IconText, Label
from game.ui.widgets.stage import stage_tag

if TYPE_CHECKING:
    from game.content.models import Clip
    from game.i18n import Translator
    from game.posts.model import Post
    from game.posts.reader import Feed
    from game.ui.geometry import Box
    from game.ui.painter import Painter

_TONES: Final[dict[str, Literal["real", "manipulated"]]] = {"real": "real", "manipulated": "manipulated"}


def explanation(t: Translator, post: Post, feed: Feed) -> str:
    """Return which checks settle a post, and why the picture alone could not."""
    language = t.language
    settling = [
        f"{feed.checks[one.check].title.get(language)}: {one.text.get(language)}" for one in post.settling
    ]
    return "\n\n".join([*settling, t(f"posts.why.{post.case}")])


def truth_row(name: str, icon: str, truth: str, said: str = "") -> Node:
    """Return one truth with its icon, and below it what was said, if anything."""
    words = column(
        Label(name=f"{name}.truth", text=truth, style="strong", floor=0.75),
        Label(name=f"{name}.said", text=said, style="caption", tone="text_mid", floor=0.9) if said else None,
        lead="centre",
    )
    shape = IconText(name=f"{name}.icon", icon=icon, tone=_TONES.get(icon, "text"), icon_size="icon_large")
    return row(shape, item(words, main=flex()), gap="l")


def draw_truth(p: Painter, box: Box, t: Translator, clip: Clip, time: float) -> None:
    """Draw over the picture in `box` whether it was altered and, at this `time` (seconds), where."""
    stroke = p.look.theme.stroke
    for artefact in clip.artefacts:
        outline = polygon_at(artefact.region, time, clip.aspect)
        if outline is not None and artefact.interval[0] <= time <= artefact.interval[1]:
            points = [(box.x + x * box.w, box.y + y * box.h) for x, y in outline]
            p.outline(points, p.palette.truth, stroke.core, halo=stroke.halo)
    side = "manipulated" if clip.manipulated else "real"
    colour = p.palette.verdict(manipulated=clip.manipulated).on_dark
    stage_tag(p, box, side, t(f"verdict.{side}"), colour)
