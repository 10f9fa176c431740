"""Brows, lashes and beards: short hairs that follow the skin as it moves."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from mathutils import Vector
from mathutils.bvhtree import BVHTree

from tools.cast.mesh import TO_METRES, metres
from tools.cast.scene.figure import Figure, triangles
from tools.cast.scene.hair import material, strands
from tools.cast.scene.skin import Skin


class Whiskers:
    """Hairs rooted in triangles of the skin: shares of the corners, and the way each hair points."""

    def __init__(self, name: str, roots: Sequence[tuple[Any, np.ndarray, np.ndarray]], bent: float) -> None:
        self.name, self._bent = name, bent
        self._corners = np.array([corners for corners, _, _ in roots])
        self._shares = np.array([shares for _, shares, _ in roots])[:, :, None]
        self._ways = np.array([way for _, _, way in roots])
        self.thing: Any = None

    def lines(self, points: np.ndarray) -> np.ndarray:
        """All hairs on the person's points."""
        root = (points[self._corners] * self._shares).sum(1)
        lift = np.array([0, 0, self._bent])
        return np.stack(
            [root - self._ways * 0.05, root + self._ways * 0.5 + lift, root + self._ways + lift / 2], 1
        )

    def grow(self, points: np.ndarray, radius: float, look: Any) -> None:
        """Make the object."""
        self.thing = strands(self.name, metres(self.lines(points)), radius, 0.35, look)

    def follow(self, points: np.ndarray, head: np.ndarray) -> None:
        """Let the hairs follow the face and the head's matrix (in the mesh's space)."""
        lines = self.lines(points)
        full = np.c_[lines.reshape(-1, 3), np.ones(lines.shape[0] * lines.shape[1])]
        turned = (full @ (TO_METRES @ head).T)[:, :3]
        self.thing.data.attributes["position"].data.foreach_set("vector", turned.astype(np.float32).ravel())
        self.thing.data.update_tag()


class Lashes(Whiskers):
    """Lashes: from the rim of the lid to the tip of the base mesh's lash."""

    def __init__(self, figure: Figure) -> None:
        self.name = "lashes"
        rng = np.random.default_rng(figure.spec["seed"] + 3)
        found = []
        for side in "lr":
            centre = figure.points[figure.body.groups[f"helper-{side}-eye"]].mean(0)
            for row in (2, 1):
                for face in figure.group(f"helper-{side}-eyelashes-{row}"):
                    near = sorted(face, key=lambda i: float(np.linalg.norm(figure.points[i] - centre)))
                    root, other, tip, last = near
                    ends = figure.points[[tip, last]] - figure.points[root]
                    if np.linalg.norm(ends[0]) > np.linalg.norm(ends[1]):
                        tip, last = last, tip
                    found += [
                        (root, other, tip, last, rng.random()) for _ in range(3 if figure.female else 2)
                    ]
        self._of = np.array([row[:4] for row in found])
        self._share = np.array([row[4] for row in found])[:, None]

    def lines(self, points: np.ndarray) -> np.ndarray:
        """All lashes on the person's points."""
        a, b, c, d = (points[self._of[:, i]] for i in range(4))
        root, tip = a * (1 - self._share) + b * self._share, c * (1 - self._share) + d * self._share
        return np.stack([root, (root + tip) / 2, tip], 1)


def brows(figure: Figure) -> Whiskers:
    """Two brows, never quite alike, of hairs that lie with the brow's run."""
    body, unit, rng = figure.body, figure.unit, np.random.default_rng(figure.spec["seed"] + 7)
    high = [
        body.faces[i] for i in figure.skin
        if figure.points[body.faces[i]][:, 1].min() > figure.eyes[1] - 0.3
        and body.head[body.faces[i]].min() > 0.9
    ]  # fmt: skip
    corners = np.array(triangles(high))
    tree = BVHTree.FromPolygons([tuple(p) for p in figure.points], [tuple(map(int, t)) for t in corners])
    woman, roots = figure.female, []
    for sign, eye in ((1, figure.left_eye), (-1, figure.right_eye)):
        aside, up = rng.normal(0, 0.012, 2)
        for _ in range(int((620 if woman else 800) * figure.spec["brow"] * 0.9)):
            along = rng.random()
            thin = (1 - 0.75 * max(0, along - 0.72) / 0.28) * min(1, 0.12 + along / 0.28)
            wide = (0.040 if woman else 0.054) * (0.55 + 0.45 * min(1, along / 0.25)) * unit
            wide *= 1 - 0.72 * max(0, along - 0.35) / 0.65
            across = float(np.clip(rng.normal(0, 0.62), -1.3, 1.3))
            arch = np.interp(along, [0, 0.3, 0.62, 1], [-0.006, 0.020, 0.040 if woman else 0.032, 0.018])
            x = eye[0] + sign * (-0.17 + 0.40 * along + aside) * unit
            y = eye[1] + ((0.195 if woman else 0.165) + arch + up * 0.5) * unit + across * wide
            if rng.random() > thin:
                continue
            hit = tree.ray_cast(Vector((x, y, eye[2] + 5)), Vector((0, 0, -1)))
            if hit[0] is None:
                continue
            tilt = np.interp(along, [0, 0.15, 0.5, 1], [72, 48, 18, -18]) + rng.normal(0, 11)
            angle = np.radians(tilt) - 0.28 * across * (along > 0.15)
            length = (0.048 if woman else 0.056) * unit * rng.uniform(0.6, 1.1) * (1 - 0.45 * along)
            way = np.array(
                [sign * np.cos(angle) * length, np.sin(angle) * length, -0.010 * unit * (1 + 2 * along)]
            )
            roots.append((corners[hit[2]], _shares(figure.points[corners[hit[2]]], hit[0]), way))
    return Whiskers("brows", roots, 0.022 * unit)


def _shares(corners: np.ndarray, place: Any) -> np.ndarray:
    system = np.vstack([corners.T, np.ones(3)])
    return np.linalg.lstsq(system, np.array([*place, 1.0]), rcond=None)[0]


def beard(skin: Skin) -> Whiskers | None:
    """Return a beard or a moustache, where the stubble is."""
    figure, spec = skin.figure, skin.figure.spec
    if not (spec.get("beard") or spec.get("moustache")):
        return None
    body, points, unit = figure.body, figure.points, figure.unit
    rng, place = np.random.default_rng(spec["seed"] + 77), {int(v): i for i, v in enumerate(skin.used)}
    faces = [
        body.faces[i] for i in figure.skin
        if body.head[body.faces[i]].min() > 0.3
        and points[body.faces[i]][:, 1].min() < figure.eyes[1] - 0.2 * unit
        and points[body.faces[i]][:, 2].mean() > figure.eyes[2] - 1.0 * unit
    ]  # fmt: skip
    grown = skin.stubble if spec.get("beard") else skin.moustache
    share = np.array([np.mean([grown[place[i]] for i in face]) for face in faces])
    share[share < 0.25] = 0
    area = np.array(
        [np.linalg.norm(np.cross(points[f[2]] - points[f[0]], points[f[3]] - points[f[1]])) for f in faces]
    )
    chance = area * share / (area * share).sum()
    length, lips = spec.get("beard") or 0.06, figure.eyes[1] + (figure.mouth_height + 0.02) * unit
    roots = []
    for i in rng.choice(len(faces), 5500 if spec.get("beard") else 1500, p=chance):
        corners = np.array(triangles([faces[i]])[int(rng.integers(2))])
        a, b, c = points[corners]
        normal = np.cross(b - a, c - a)
        way = normal / (np.linalg.norm(normal) + 1e-9) * 0.55 + [0, -0.8, 0.15] + rng.normal(0, 0.18, 3)
        long = length if a[1] < lips else 0.055
        size = long * unit * rng.uniform(0.6, 1.2) * (0.5 + 0.5 * share[i])
        roots.append((corners, rng.dirichlet((1, 1, 1)), way / np.linalg.norm(way) * size))
    return Whiskers("beard", roots, 0.01 * unit)


def whiskers(skin: Skin) -> list[Whiskers]:
    """All short hairs of a person."""
    figure, spec = skin.figure, skin.figure.spec
    colour = tuple(0.72 * h + 0.16 * s for h, s in zip(spec["haircol"], spec["skin"], strict=True))
    made: list[Whiskers] = [brows(figure), Lashes(figure)]
    made[0].grow(figure.points, 0.00007, material(colour, spec["grey"] * 0.6))
    made[1].grow(figure.points, 0.00009, material((0.022, 0.018, 0.016)))
    grown = beard(skin)
    if grown is not None:
        grown.grow(figure.points, 0.00011, material(spec["haircol"], spec["grey"]))
        made.append(grown)
    return made
