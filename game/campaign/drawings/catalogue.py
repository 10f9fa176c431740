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
class Drawn:
    """One diagram: how it is drawn, and the beats of each step (the last number holds for later steps)."""

    paint: Callable[[Board, int], None]
    beats: tuple[int, ...] = (1,)

    def beats_of(self, step: int) -> int:
        """Return in how many beats step number `step` (from 1) is drawn."""
        return self.beats[min(step, len(self.beats)) - 1]


DIAGRAMS: Final[Mapping[Diagram, Drawn]] = MappingProxyType(
    {
        "word-parts": Drawn(opening.word_parts, (3,)),
        "uses": Drawn(opening.uses, (4,)),
        "two-sides": Drawn(opening.two_sides, (1, 2)),
        "two-thoughts": Drawn(opening.two_thoughts, (3,)),
        "our-clips": Drawn(opening.our_clips, (3,)),
        "data-heap": Drawn(data.data_heap, (2, 3, 3, 4)),
        "autoencoder": Drawn(network.autoencoder, (4, 3, 3)),
        "two-decoders": Drawn(network.two_decoders, (4,)),
        "tools": Drawn(network.tools, (4,)),
        "frames-mask-paste": Drawn(swapping.frames_mask_paste, (4, 2, 3, 2, 3)),
        "finishing": Drawn(finishing.finishing, (3, 2, 2)),
        "share-ladder": Drawn(finishing.share_ladder, (4,)),
        "voice-lips": Drawn(voice.voice_lips, (3, 4, 3, 3)),
        "motives": Drawn(reasons.motives, (2, 3, 2, 4)),
        "detector": Drawn(detector.detector, (3,)),
        "before-list": Drawn(reasons.before_list, (5,)),
    }
)
"""All drawings but the GAN's little game, which the lesson plays itself (see `drawings.gan`)."""

GAME: Final = "gan-game"
"""The one diagram that is played."""
