"""Train the studio's small autoencoder on a virtual actor and write what it drew: `assets/studio/`.

The studio shows how a model learns a face. So that this is the real thing, the pictures come from a real
autoencoder (Hinton & Salakhutdinov 2006; the form used for face swaps, with a code of a few hundred numbers)
that is trained here, offline, on the face crops of one virtual actor of the embedded pack. A second model
sees no closed eyes: it draws the blink with open ones. Needs `torch`; the game does not.

    python tools/studio_autoencoder.py
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn import functional

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from game.content import yaml_source  # noqa: E402 - after the path is known
from game.forge import footage, landmarks  # noqa: E402
from game.forge.edits.eyes import openness  # noqa: E402
from game.forge.face import LEFT_EYE, LIPS, RIGHT_EYE, FacePoints, grow  # noqa: E402
from game.forge.masks import fill  # noqa: E402
from game.studio.dials import TILE, inverse, places, tile_of  # noqa: E402

PACK, CLIP = ROOT / "assets" / "packs" / "studio", "actor-4-take-1"
OUT = ROOT / "assets" / "studio"
STEP, FRAMES = 2, 36
"""The loop is every second frame of the clip."""
STEPS = (80, 170, 360, 750, 1400)
"""After how many steps of training the model's drawings are kept; the last one ends the training."""
RATE, BATCH = 1e-3, 5
SHUT_OFTEN = 5.0
"""How much more often than others the few pictures with closed eyes are shown to the first model."""
CODE = 160
SHUT = 0.24
"""Eyes that are less open than this count as closed (lid distance by eye width)."""


def block(inputs: int, outputs: int) -> nn.Sequential:
    """Halve the picture."""
    return nn.Sequential(nn.Conv2d(inputs, outputs, 4, stride=2, padding=1), nn.LeakyReLU(0.1))


def rise(inputs: int, outputs: int) -> nn.Sequential:
    """Double the picture."""
    return nn.Sequential(nn.Conv2d(inputs, outputs * 4, 3, padding=1), nn.LeakyReLU(0.1), nn.PixelShuffle(2))


class Autoencoder(nn.Module):
    """Encoder, code, decoder."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.Sequential(
            block(3, 16), block(16, 32), block(32, 64), block(64, 96), block(96, 128)
        )
        low = (TILE[1] // 32, TILE[0] // 32)
        self.squeeze = nn.Sequential(nn.Flatten(), nn.Linear(128 * low[0] * low[1], CODE))
        self.spread = nn.Sequential(nn.Linear(CODE, 128 * low[0] * low[1]), nn.Unflatten(1, (128, *low)))
        self.decoder = nn.Sequential(
            rise(128, 96),
            rise(96, 64),
            rise(64, 40),
            rise(40, 24),
            rise(24, 12),
            nn.Conv2d(12, 3, 3, padding=1),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Squeeze and draw again."""
        return torch.sigmoid(self.decoder(self.spread(self.squeeze(self.encoder(x)))))


def warped(batch: torch.Tensor, rng: torch.Generator) -> torch.Tensor:
    """Turn, shift and size each picture a little: the model has to draw the straight one from it."""
    n = len(batch)
    angle = (torch.rand(n, generator=rng) - 0.5) * 0.12
    scale = 1 + (torch.rand(n, generator=rng) - 0.5) * 0.08
    shift = (torch.rand(n, 2, generator=rng) - 0.5) * 0.05
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0], theta[:, 0, 1] = torch.cos(angle) * scale, -torch.sin(angle) * scale
    theta[:, 1, 0], theta[:, 1, 1] = torch.sin(angle) * scale, torch.cos(angle) * scale
    theta[:, :, 2] = shift
    grid = functional.affine_grid(theta, list(batch.shape), align_corners=False)
    return functional.grid_sample(batch, grid, padding_mode="border", align_corners=False)


def loss_of(drawn: torch.Tensor, wanted: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Absolute error of the picture and of its slopes: without the latter, fine lines come very late.

    `weight` says how much each place counts.
    """
    error = ((drawn - wanted).abs() * weight).mean()
    across = ((drawn.diff(dim=3) - wanted.diff(dim=3)).abs() * weight[..., 1:]).mean()
    down = ((drawn.diff(dim=2) - wanted.diff(dim=2)).abs() * weight[..., 1:, :]).mean()
    return error + 2.5 * (across + down)


def weight_of(face: FacePoints) -> torch.Tensor:
    """Return (height, width): eyes and mouth, which are small and busy, count four times."""
    points = np.mean(
        [
            face.crisp[i] @ back[:, :2].T + back[:, 2]
            for i, place in enumerate(places(face))
            for back in (inverse(place),)
        ],
        axis=0,
    ).astype(np.float32)
    parts = [grow(points[list(part)], 7.0) for part in (RIGHT_EYE, LEFT_EYE, LIPS)]
    return torch.from_numpy(1 + 3 * fill(parts, TILE, 3.0))


def train(
    name: str, data: torch.Tensor, often: torch.Tensor, wanted: torch.Tensor, weight: torch.Tensor
) -> list[np.ndarray]:
    """Train on `data`, picking each picture as often as told; return the drawings of `wanted` at `STEPS`."""
    torch.set_num_threads(1)
    torch.manual_seed(7)
    rng = torch.Generator().manual_seed(7)
    model = Autoencoder().to(memory_format=torch.channels_last)
    adam = torch.optim.Adam(model.parameters(), lr=RATE, betas=(0.9, 0.98))
    start, kept = time.monotonic(), []
    for step in range(1, STEPS[-1] + 1):
        left = 1 - step / STEPS[-1]
        for group in adam.param_groups:
            group["lr"] = RATE * min(1.0, max(0.04, left * 2.2))
        batch = data[torch.multinomial(often, BATCH, replacement=True, generator=rng)]
        seen = warped(batch, rng).contiguous(memory_format=torch.channels_last)
        loss = loss_of(model(seen), batch, weight)
        adam.zero_grad()
        loss.backward()
        adam.step()
        if step in STEPS:
            kept.append(draw(model, wanted))
            print(
                f"{name}, step {step}: {float(loss.detach()):.4f}, {time.monotonic() - start:.0f} s",
                flush=True,
            )
    return kept


@torch.no_grad()
def draw(model: nn.Module, pictures: torch.Tensor) -> np.ndarray:
    """Return what the model draws of `pictures`, as bytes (n, height, width, 3)."""
    out = torch.cat([model(part) for part in pictures.split(12)])
    return (out * 255 + 0.5).clamp(0, 255).byte().permute(0, 2, 3, 1).numpy()


def tensor(pictures: Iterable[np.ndarray]) -> torch.Tensor:
    """Return pictures of bytes as (n, 3, height, width), 0..1."""
    return torch.from_numpy(np.stack(list(pictures))).permute(0, 3, 1, 2).float() / 255


def main() -> None:
    """Train both models and write their drawings."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quality", type=int, default=80, help="of the JPEG")
    args = parser.parse_args()
    clips = yaml_source.load((PACK / "clips.yaml").read_text("utf-8"), "clips.yaml").data
    record = next(clip for clip in clips["clips"] if clip["id"] == CLIP)
    media = PACK / record["path"]
    points = landmarks.load(ROOT / "assets" / "recipes" / "studio.landmarks.npz")[CLIP]
    frames = list(footage.frames(media, tuple(record["size"])))
    face = FacePoints((points * np.array(record["size"], dtype=np.float32)).astype(np.float32))
    tiles = [tile_of(frame, place) for frame, place in zip(frames, places(face), strict=True)]
    loop = list(range(0, FRAMES * STEP, STEP))
    lids = openness(face)
    blink = [i for i in loop if lids[max(0, i - 1) : i + 2].min() < SHUT]
    weight, wanted = weight_of(face), tensor(tiles[i] for i in loop)
    often = torch.from_numpy(np.where(lids < SHUT, SHUT_OFTEN, 1.0))
    awake = [i for i in range(len(tiles)) if lids[i] >= SHUT + 0.04]
    seen, flat = tensor(tiles[i] for i in awake), torch.ones(len(awake))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        all_of_it = pool.submit(train, "with blinks", tensor(tiles), often, wanted, weight)
        without = pool.submit(train, "without", seen, flat, tensor(tiles[i] for i in blink), weight)
        drawn, wide = all_of_it.result(), without.result()
    rows = [np.hstack(list(stage)) for stage in drawn]
    extra = np.hstack([tile for stage in wide for tile in stage])
    across = TILE[0] * FRAMES
    lines = -(-extra.shape[1] // across)
    extra = np.pad(extra, ((0, 0), (0, lines * across - extra.shape[1]), (0, 0)))
    rows += [extra[:, k * across : (k + 1) * across] for k in range(lines)]
    OUT.mkdir(exist_ok=True)
    Image.fromarray(np.vstack(rows)).save(OUT / "faces.jpg", "JPEG", quality=args.quality, optimize=True)
    digest = hashlib.sha256(media.read_bytes()).hexdigest()
    document = {
        "clip": CLIP,
        "hash": f"sha256:{digest}",
        "lamp": "right",
        "step": STEP,
        "frames": FRAMES,
        "tile": list(TILE),
        "steps": list(STEPS),
        "blink": blink,
    }
    head = "# What tools/studio_autoencoder.py drew: rows of faces.jpg are training steps, columns frames;\n"
    head += "# the rows below hold the blink's frames as drawn by a model that saw no closed eyes.\n"
    (OUT / "faces.yaml").write_text(head + yaml_source.dump(document), "utf-8")
    print(f"{(OUT / 'faces.jpg').stat().st_size / 1e6:.2f} MB, blink {blink}")


if __name__ == "__main__":
    main()
