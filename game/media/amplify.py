"""An edit made stronger: the difference between original and edit enlarged, so that it cannot be missed.

Seeing the exaggerated form helps people to find the plain one later (Fosco et al., Deepfake Caricatures,
arXiv 2206.00535, showed that amplified artefacts are found better than those described in words).
"""

from __future__ import annotations

import numpy as np
import pygame

FACTOR = 3.0
"""How many times larger the difference is shown."""


def amplify(edit: pygame.Surface, original: pygame.Surface, factor: float = FACTOR) -> pygame.Surface:
    """Return `original + factor * (edit - original)`, clipped to 0..255.

    Both frames have the same size; where they differ in size the edit comes back unchanged. Differences
    of one or two steps, which the encoder leaves behind, are not enlarged.
    """
    if edit.get_size() != original.get_size():
        return edit
    after = pygame.surfarray.array3d(edit).astype(np.int16)
    before = pygame.surfarray.array3d(original).astype(np.int16)
    difference = after - before
    noise = np.abs(difference).max(axis=2, keepdims=True) <= _NOISE
    strong = np.where(noise, difference, difference * factor)
    return pygame.surfarray.make_surface(np.clip(before + strong, 0, 255).astype(np.uint8))


_NOISE = 3
