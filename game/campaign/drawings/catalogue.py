"""Which drawing a lesson card means by its `diagram`, and in how many beats each step of it comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from game.campaign.drawings import data, detector, finishing, network, opening, reasons, swapping, voice
from game.campaign.drawings.board import Board
from game.campaign.model import Diagram


@dataclass(frozen=True, slots=True)
class DiagramDrawing:
    """One diagram: how it is drawn, and the beats of each step (the last number holds for later steps)."""

    paint: Callable[[Board, int], None]
    beats: tuple[int, ...] = (1,)

    def beats_of(self, step: int) -> int:
        """Return in how many beats step number `step` (from 1) is drawn."""
        return self.beats[min(step, len(self.beats)) - 1]


DIAGRAMS: Final[Mapping[Diagram, DiagramDrawing]] = MappingProxyType(
    {
        "word-parts": DiagramDrawing(opening.word_parts, (3,)),
        "uses": DiagramDrawing(opening.uses, (4,)),
        "two-sides": DiagramDrawing(opening.two_sides, (1, 2)),
        "two-thoughts": DiagramDrawing(opening.two_thoughts, (3,)),
        "our-clips": DiagramDrawing(opening.our_clips, (3,)),
        "data-heap": DiagramDrawing(data.data_heap, (2, 3, 3, 4)),
        "autoencoder": DiagramDrawing(network.autoencoder, (4, 3, 3)),
        "two-decoders": DiagramDrawing(network.two_decoders, (4,)),
        "tools": DiagramDrawing(network.tools, (4,)),
        "frames-mask-paste": DiagramDrawing(swapping.frames_mask_paste, (4, 2, 3, 2, 3)),
        "finishing": DiagramDrawing(finishing.finishing, (3, 2, 2)),
        "share-ladder": DiagramDrawing(finishing.share_ladder, (4,)),
        "voice-lips": DiagramDrawing(voice.voice_lips, (3, 4, 3, 3)),
        "motives": DiagramDrawing(reasons.motives, (2, 3, 2, 4)),
        "detector": DiagramDrawing(detector.detector, (3,)),
        "before-list": DiagramDrawing(reasons.before_list, (5,)),
    }
)
"""All drawings but the GAN's little game, which the lesson plays itself (see `drawings.gan`)."""

GAME: Final = "gan-game"
"""The one diagram that is played."""
