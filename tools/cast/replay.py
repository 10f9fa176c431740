"""Frames of a take, made from a few rendered pictures of the same person.

The mesh says for each pixel of a new frame which point of the skin it shows, and where that point was in
each key picture. What no key saw (a corner of the mouth) is filled from its surroundings. Hair, glasses and
head-dress are layers that move with the head.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from scipy.spatial import cKDTree

from tools.cast import raster
from tools.cast.keyposes import KEYS, TURNED, with_mood
from tools.cast.mesh import TO_METRES, Body, metres
from tools.cast.subdivision import subdivided

GRID = 6
SLACK = 0.006
UNLIT = 0.06
"""Darker cloth is a hole: light does not pass as many layers of see-through cloth as lie there."""
MOUTH = (
    "jawOpen",
    "mouthFunnel",
    "mouthPucker",
    "mouthLowerDownLeft",
    "mouthStretchLeft",
    "mouthUpperUpLeft",
)
FROM_METRES = np.linalg.inv(TO_METRES)


@dataclass(frozen=True)
class Pose:
    """What a frame shows: face units, pitch, yaw and roll of the head, look and breath."""

    face: dict[str, float]
    angles: np.ndarray
    look: tuple[float, float] = (0.0, 0.0)
    breath: float = 0.0


@dataclass(frozen=True)
class Layer:
    """Hair or head-dress as pictured with the head at some yaw, in degrees.

    Where its grid is in the world, how much of it follows the head, and the way back to the head at rest.
    """

    yaw: float
    picture: np.ndarray
    world: np.ndarray
    share: np.ndarray
    back: np.ndarray


def _sphere(rings: int = 24, segments: int = 32) -> tuple[np.ndarray, np.ndarray]:
    """Return a unit eyeball with its cornea towards -y, and its triangles."""
    theta = np.linspace(0, np.pi, rings + 1)
    phi = np.linspace(0, 2 * np.pi, segments, endpoint=False)
    t, p = np.meshgrid(theta, phi, indexing="ij")
    points = np.stack([np.sin(t) * np.cos(p), -np.cos(t), np.sin(t) * np.sin(p)], axis=-1).reshape(-1, 3)
    radius = np.hypot(points[:, 0], points[:, 2])
    bulge = np.where(points[:, 1] < 0, np.clip(1 - (radius / 0.55) ** 2, 0, 1), 0)
    points *= (1 + 0.09 * bulge)[:, None]
    i, j = np.meshgrid(np.arange(rings), np.arange(segments), indexing="ij")
    a, b = (i * segments + j).ravel(), (i * segments + (j + 1) % segments).ravel()
    return points, np.concatenate(
        [np.stack([a, b, b + segments], 1), np.stack([a, b + segments, a + segments], 1)]
    )


def _read(path: Path, width: int) -> np.ndarray:
    picture = cv2.imread(str(path), cv2.IMREAD_UNCHANGED).astype(np.float32) / 255
    if picture.shape[1] != width:
        picture = cv2.resize(picture, (width, width), interpolation=cv2.INTER_AREA)
    return picture


def _spread(picture: np.ndarray, known: np.ndarray, rounds: int = 6) -> np.ndarray:
    """Colours carried outwards over what is not known, each round twice as far."""
    done, result, reach = known > 0.5, picture.copy(), 3
    colours = np.where(done[..., None], picture, 0).astype(np.float32)
    for _ in range(rounds):
        if done.all():
            break
        share = cv2.blur(done.astype(np.float32), (reach, reach))
        new = ~done & (share > 1e-3)
        result[new] = cv2.blur(colours, (reach, reach))[new] / share[new][:, None]
        done = done | new
        colours[new] = result[new]
        reach = 2 * reach + 1
    return result


class Person:
    """A person as rendered: key pictures, layers, and the mesh that says how they move."""

    def __init__(self, folder: Path, body: Body, size: int = 640) -> None:
        data = np.load(folder / "person.npz")
        self.body, self.size = body, size
        self.points, self.project = data["V0"], data["pm"]
        self.scale = size / float(data["W"])
        self.mood = json.loads((folder / "mood.json").read_text())
        self.eye_centre, self.eye_radius = data["eyec"], data["eyer"]
        self.cloth, self.unit, self.eyes = data["cloth_v"], float(data["u"]), data["ec"]
        self.plate = cv2.GaussianBlur(_read(folder / "plate.png", size)[..., :3], (0, 0), 1.6)
        self._mesh(data)
        self._keys(folder)
        self._layers(folder, data)

    def _mesh(self, data: np.lib.npyio.NpzFile) -> None:
        body = self.body
        chosen = set(data["sel"].tolist())
        inner = {"helper-upper-teeth", "helper-lower-teeth", "helper-tongue"}
        quads = np.array([f for i, f in enumerate(body.faces) if i in chosen or body.face_groups[i] in inner])
        self._finer, fine = subdivided(quads, len(self.points))
        ball, ball_triangles = _sphere()
        self._ball = ball
        count = self._finer.shape[0]
        triangles = [np.concatenate([fine[:, [0, 1, 2]], fine[:, [0, 2, 3]]])]
        triangles += [ball_triangles + count + k * len(ball) for k in range(2)]
        triangles.append(data["cloth_t"] + count + 2 * len(ball))
        self.triangles = np.concatenate(triangles).astype(np.int32)
        base = body.expressed(self.points, {})
        rel = (self._finer @ base - self.eyes) / self.unit
        teeth = (self.points[body.groups["helper-upper-teeth"]].mean(0)[1] - self.eyes[1]) / self.unit
        rest = (len(ball) * 2 + len(self.cloth),)
        mouth = np.exp(-(((rel[:, 0] / 0.62) ** 2 + ((rel[:, 1] - teeth + 0.12) / 0.48) ** 2) ** 2))
        eye = np.exp(-((((np.abs(rel[:, 0]) - 0.48) / 0.34) ** 2 + ((rel[:, 1] + 0.0) / 0.22) ** 2) ** 2))
        self._mouth = np.concatenate([mouth * (rel[:, 2] > -0.7), np.zeros(rest)])
        self._eye = np.concatenate(
            [eye * (rel[:, 2] > -0.7), np.ones(2 * len(ball)), np.zeros(len(self.cloth))]
        )
        jaw = self._finer @ body.neck
        nearest = cKDTree(metres(self._finer @ base)).query(self.cloth)[1]
        self._cloth_neck = (jaw[nearest] * 0.8)[:, None]

    def _keys(self, folder: Path) -> None:
        places, depths, pictures = [], [], []
        shape = (self.size, self.size)
        keys = [key for key in [*KEYS, *TURNED] if (folder / f"skin-{key[0]}.png").exists()]
        for name, face, angles in keys:
            picture = _read(folder / f"skin-{name}.png", self.size)
            here = self.placed(Pose(self.with_mood(face), np.radians(angles)))
            which, _, _, depth = raster.seen(here, self.triangles, *shape)
            of_cloth = self.triangles[which.clip(0)][..., 0] >= len(here) - len(self.cloth)
            hollow = of_cloth & (which >= 0) & (picture[..., :3].max(2) < UNLIT)
            known = ((picture[..., 3] > 0.98) & ~hollow).astype(np.float32)
            known = cv2.erode(known, np.ones((3, 3)))
            depths.append(np.where(picture[..., 3] > 0.5, depth, np.float32(1e9)))
            places.append(here)
            pictures.append(_spread(picture[..., :3], known))
        self._places, self._depths = np.stack(places), np.stack(depths)
        self._pictures = np.stack(pictures)
        self._shapes = np.array([[face.get(k, 0.0) for k in MOUTH] for _, face, _ in keys])
        self._blinks = np.array([face.get("eyeBlinkLeft", 0.0) for _, face, _ in keys])
        self._turns = np.array([angles[:2] for _, _, angles in keys])
        self._whole = np.array([1.0 if name not in {"open", "teeth"} else 0.06 for name, _, _ in keys])

    def _layers(self, folder: Path, data: np.lib.npyio.NpzFile) -> None:
        """Read hair and head-dress, as they are at rest and with the head turned."""
        self._layer: dict[str, list[Layer]] = {"front": [], "back": []}
        shown = data["front_pts"]
        for ending, degrees in [("", (0.0, 0.0, 0.0)), *((f"-{name}", turn) for name, _, turn in TURNED)]:
            if not (folder / f"front{ending}.png").exists():
                continue
            _, head = self.body.head_moves(self.points, np.radians(degrees))
            moved = TO_METRES @ head @ FROM_METRES
            world, share = self._grid_of((np.c_[shown, np.ones(len(shown))] @ moved.T)[:, :3], data["jn"])
            for name, found in self._layer.items():
                path = folder / f"{name}{ending}.png"
                if path.exists():
                    picture = _read(path, self.size)
                    picture[..., :3] *= picture[..., 3:]
                    found.append(Layer(degrees[1], picture, world, share, np.linalg.inv(moved)))

    def _grid_of(self, shown: np.ndarray, neck: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Lay a grid over the picture, each corner as deep as what the head carries there.

        Returned with how much of the head's movement reaches each corner.
        """
        n = self.size // GRID + 1
        x, y = np.meshgrid(np.arange(n) * GRID * 1.0, np.arange(n) * GRID * 1.0)
        i, j = np.meshgrid(np.arange(n - 1), np.arange(n - 1))
        a = (j * n + i).ravel()
        self._grid_triangles = np.concatenate(
            [np.stack([a, a + 1, a + n + 1], 1), np.stack([a, a + n + 1, a + n], 1)]
        ).astype(np.int32)
        self._grid = np.stack([x.ravel(), y.ravel()], 1)
        seen = self._screen(shown)
        depth = np.full((n, n), np.inf)
        cell = np.clip(np.round(seen[:, :2] / GRID).astype(int), 0, n - 1)
        np.minimum.at(depth, (cell[:, 1], cell[:, 0]), seen[:, 2])
        known = np.isfinite(depth)
        filled = _spread(np.where(known, depth, 0).astype(np.float32)[..., None].repeat(3, 2), known)[..., 0]
        filled[filled < 0.1] = np.median(depth[known])
        depth = cv2.GaussianBlur(filled, (0, 0), 2.0).ravel()
        inverse = np.linalg.inv(self.project)
        ndc = self._grid / self.size * np.array([2, -2]) + np.array([-1, 1])
        clip = np.stack([ndc[:, 0] * depth, ndc[:, 1] * depth, self._clip_z(depth), depth], 1)
        world = clip @ inverse.T
        places = world[:, :3] / world[:, 3:]
        chin = float(metres(self.points)[self.body.groups["helper-lower-teeth"]][:, 2].mean()) - 0.045
        collar = float(metres(neck)[2])
        share = np.clip((places[:, 2] - collar) / (chin - collar), 0, 1)
        return places, (share * share * (3 - 2 * share))[:, None]

    def _clip_z(self, depth: np.ndarray) -> np.ndarray:
        """Return the third clip coordinate that belongs to a depth (the fourth)."""
        z, w = self.project[2], self.project[3]
        axis = w[:3] / np.linalg.norm(w[:3])
        slope = float(z[:3] @ axis) / float(w[:3] @ axis)
        return slope * (depth - w[3]) + z[3]

    def with_mood(self, face: dict[str, float]) -> dict[str, float]:
        """Return a face on top of the person's usual one."""
        return with_mood(self.mood, face)

    def held(self, folder: Path, thing: str) -> np.ndarray:
        """Return what the person holds at its place before the mouth, premultiplied, with its alpha."""
        picture = _read(folder / f"held-{thing}.png", self.size)
        picture[..., :3] *= picture[..., 3:]
        return picture

    def mouth(self) -> tuple[float, float]:
        """Where the mouth is in the picture at rest, in pixels."""
        here = self.placed(Pose(self.with_mood({}), np.zeros(3)))
        weight = self._mouth / self._mouth.sum()
        x, y = weight @ here[:, :2]
        return float(x), float(y)

    def _screen(self, points: np.ndarray) -> np.ndarray:
        """Pixels and depth of points in metres."""
        clip = np.c_[points, np.ones(len(points))] @ self.project.T
        ndc = clip[:, :2] / clip[:, 3:]
        return np.stack([(ndc[:, 0] + 1) / 2 * self.size, (1 - ndc[:, 1]) / 2 * self.size, clip[:, 3]], 1)

    def placed(self, pose: Pose) -> np.ndarray:
        """Pixels and depth of all points of the person in a pose."""
        neck, head = self.body.head_moves(self.points, pose.angles)
        body = self.body.posed(self.body.expressed(self.points, pose.face), neck, head)
        moved = TO_METRES @ head @ FROM_METRES
        of_neck = TO_METRES @ neck @ FROM_METRES
        parts = [metres(self._finer @ body)]
        for centre, radius in zip(self.eye_centre, self.eye_radius, strict=True):
            ball = self._ball @ _gaze(*pose.look).T * (radius * 0.1 * 0.985) + metres(centre)
            parts.append((np.c_[ball, np.ones(len(ball))] @ moved.T)[:, :3])
        full = np.c_[self.cloth, np.ones(len(self.cloth))]
        parts.append(self.cloth * (1 - self._cloth_neck) + (full @ of_neck.T)[:, :3] * self._cloth_neck)
        points = np.concatenate(parts)
        low = np.clip((float(metres(self.eyes)[2]) - 0.13 - points[:, 2]) / 0.12, 0, 1)
        points[:, 2] += pose.breath * low
        return self._screen(points).astype(np.float32)

    def _weights(self, pose: Pose) -> np.ndarray:
        shape = np.array([pose.face.get(k, 0.0) for k in MOUTH])
        distance = (((shape - self._shapes) * np.array([2.5, 1, 1, 0.6, 0.6, 0.6])) ** 2).sum(1)
        mouth = np.exp(-distance / 0.10) + 1e-3
        blink = np.exp(-(((pose.face.get("eyeBlinkLeft", 0.0) - self._blinks) / 0.3) ** 2)) + 1e-3
        away = ((np.degrees(pose.angles[:2]) - self._turns) ** 2).sum(1)
        near, turn = np.exp(-away / 250), np.exp(-away / 60) * self._whole + 1e-3
        mouth, blink, turn = (w / w.sum() for w in (mouth * near, blink * near, turn))
        rest = np.clip(1 - self._mouth - self._eye, 0, 1)
        return (self._mouth[:, None] * mouth + self._eye[:, None] * blink + rest[:, None] * turn).astype(
            np.float32
        )

    def layer(self, name: str, pose: Pose) -> np.ndarray | None:
        """Hair, glasses or head-dress where the head carries them."""
        found = self._layer[name]
        if not found:
            return None
        yaw = float(np.degrees(pose.angles[1]))
        shares = np.array([np.clip(1 - (abs(yaw - layer.yaw) - 10) / 4, 0, 1) for layer in found])
        shares = shares / shares.sum() if shares.sum() else np.eye(len(found))[0]
        laid = [s * self._laid(layer, pose) for s, layer in zip(shares, found, strict=True) if s > 0]
        return np.sum(laid, axis=0)

    def _laid(self, layer: Layer, pose: Pose) -> np.ndarray:
        """Return a layer moved with the head."""
        _, head = self.body.head_moves(self.points, pose.angles)
        moved = TO_METRES @ head @ FROM_METRES @ layer.back
        points = (np.c_[layer.world, np.ones(len(layer.world))] @ moved.T)[:, :3]
        points = layer.world + (points - layer.world) * layer.share
        places = self._screen(points).astype(np.float32)
        which, u, v, _ = raster.seen(places, self._grid_triangles, self.size, self.size)
        return raster.laid(which, u, v, self._grid_triangles, self._grid.astype(np.float32), layer.picture)

    def frame(self, pose: Pose) -> np.ndarray:
        """Return the person in a pose before the room, blue first, from 0 to 1."""
        here = self.placed(pose)
        which, u, v, _ = raster.seen(here, self.triangles, self.size, self.size)
        colour, trust = raster.dressed(
            which,
            u,
            v,
            self.triangles,
            self._places,
            self._depths,
            self._pictures,
            self._weights(pose),
            SLACK,
        )
        covered = which >= 0
        left, top, right, bottom = _bounds(covered)
        box = np.s_[top:bottom, left:right]
        colour[box] = _spread(colour[box], (trust[box] > 2e-4).astype(np.float32), 2)
        alpha = cv2.GaussianBlur(covered.astype(np.float32), (0, 0), 0.7)[..., None]
        picture = self.plate
        back = self.layer("back", pose)
        if back is not None:
            picture = back[..., :3] + picture * (1 - back[..., 3:])
        picture = colour * alpha + picture * (1 - alpha)
        front = self.layer("front", pose)
        if front is not None:
            picture = front[..., :3] + picture * (1 - front[..., 3:])
        return picture


def _bounds(covered: np.ndarray) -> tuple[int, int, int, int]:
    columns, rows = np.flatnonzero(covered.any(0)), np.flatnonzero(covered.any(1))
    height, width = covered.shape
    return (
        max(0, int(columns[0]) - 4),
        max(0, int(rows[0]) - 4),
        min(width, int(columns[-1]) + 5),
        min(height, int(rows[-1]) + 5),
    )


def _gaze(yaw: float, pitch: float) -> np.ndarray:
    """Return the turn of an eyeball in Blender's space, to the person's left and upwards."""
    z = np.array([[np.cos(yaw), -np.sin(yaw), 0], [np.sin(yaw), np.cos(yaw), 0], [0, 0, 1]])
    x = np.array([[1, 0, 0], [0, np.cos(-pitch), -np.sin(-pitch)], [0, np.sin(-pitch), np.cos(-pitch)]])
    return z @ x
