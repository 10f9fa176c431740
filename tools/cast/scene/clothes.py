"""Clothes: the base mesh's tights as a top, a jacket over it, and a collar laid around the neck."""

from collections.abc import Callable
from typing import Any

import bmesh
import bpy
import numpy as np
from mathutils import Vector
from mathutils.bvhtree import BVHTree
from scipy.spatial import cKDTree

from tools.cast.mesh import metres
from tools.cast.scene.cloth import cloth, knit
from tools.cast.scene.figure import (
    Figure,
    averaging,
    mesh,
    moved,
    normals,
    part,
    places,
    thickened,
    triangles,
)

OPENINGS = {"shirt": 0.55}
"""How deep a collar is open in front, in the mesh's units."""
JACKET_CUT, JACKET_DEPTH = -0.07, 1.5
Row = tuple[float, float, float | None]
"""A row of a collar: height on the neck, distance from the skin, and how much wider than the first row."""
CREW: list[Row] = [(-0.12, 0.04, None), (-0.03, 0.09, None), (0.06, 0.085, None), (0.12, 0.05, None)]
TURTLE: list[Row] = [
    (-0.12, 0.05, None), (-0.01, 0.10, None), (0.14, 0.11, None), (0.28, 0.11, None), (0.40, 0.09, None),
    (0.44, 0.055, None),
]  # fmt: skip
GAP = 0.20
"""Half the angle by which a shirt's collar is open in front."""


class Clothes:
    """What a person wears, and how it moves."""

    def __init__(self, figure: Figure) -> None:
        self.figure, self.pieces = figure, []
        spec, points = figure.spec, figure.points
        faces = figure.group("helper-tights", figure.bottom - 0.3)
        self._top, self._used = part("cloth", points, faces, 2)
        self._normal = normals(self._top)
        self._neck = self._neck_tree()
        self._lie_on_the_neck()
        place = np.full(len(points), -1)
        place[self._used] = np.arange(len(self._used))
        self._average = averaging([[place[i] for i in face] for face in faces], len(self._used))
        self._softness = self._soft(points[self._used])
        rest = self._smooth(points[self._used])
        up = (rest - figure.neck) @ figure.neck_axis
        near = np.clip((up + 0.40) / 0.40, 0, 1)
        near = near * near * (3 - 2 * near)
        places(self._top, "rest", metres(rest))
        depth = spec.get("vneck", OPENINGS.get(spec["collar"], 0.0))
        self._top.data.materials.append(cloth("cloth", figure, spec["cloth"], 0.0, depth))
        self._layers = [(self._top, 0.007 - 0.0045 * near)]
        jacket = self._jacket(rest, up, near) if spec["jacket"] else None
        _prune(self._top, up < 0.12)
        thickened(self._top, 0.003)
        if jacket is not None:
            self._layers.append(jacket)
        self._collars: list[tuple[Any, np.ndarray, np.ndarray]] = []
        self._collar()
        self.pieces = [thing for thing, _ in self._layers] + [thing for thing, _, _ in self._collars]

    def _neck_tree(self) -> BVHTree:
        figure, body = self.figure, self.figure.body
        top = body.joint(figure.points, "head")[1] + 0.5
        faces = [
            f for f, g in zip(body.faces, body.face_groups, strict=True)
            if g == "body" and 3.5 < figure.points[f][:, 1].min() < top
        ]  # fmt: skip
        corners = triangles(faces)
        self._skin_points = np.unique(np.array(corners))
        return BVHTree.FromPolygons([tuple(p) for p in figure.points], [tuple(map(int, t)) for t in corners])

    def _lie_on_the_neck(self) -> None:
        """Near the neck the cloth lies on the skin: no gap shows behind the collar."""
        figure = self.figure
        points = figure.points[self._used]
        share = np.clip(((points - figure.neck) @ figure.neck_axis + 0.48) / 0.34, 0, 1)
        share = share * share * (3 - 2 * share)
        for i in np.flatnonzero(share > 0):
            nearest = np.array(self._neck.find_nearest(Vector(points[i]))[0])
            points[i] += share[i] * (nearest - points[i])
        figure.points[self._used] = points

    def _soft(self, points: np.ndarray) -> np.ndarray:
        figure = self.figure
        aside = np.clip((np.abs(points[:, 0]) - 0.55) / 0.4, 0, 1)
        low = np.clip((-0.10 - (points - figure.neck) @ figure.neck_axis) / 0.35, 0, 1)
        return (aside * 0.6 * low)[:, None]

    def _smooth(self, points: np.ndarray) -> np.ndarray:
        """Cloth that does not follow every muscle."""
        for _ in range(8):
            points = points * (1 - self._softness) + (self._average @ points) * self._softness
        return points

    def _jacket(self, rest: np.ndarray, up: np.ndarray, near: np.ndarray) -> tuple[Any, np.ndarray]:
        spec, figure = self.figure.spec, self.figure
        jacket = bpy.data.objects.new("jacket", self._top.data.copy())
        bpy.context.scene.collection.objects.link(jacket)
        jacket.data.materials.clear()
        look = cloth("jacket", figure, spec["jacket"], JACKET_CUT, JACKET_DEPTH, lapel=True)
        jacket.data.materials.append(look)
        modifier = jacket.modifiers.new("subdivided", "SUBSURF")
        modifier.levels = modifier.render_levels = 2
        front = rest[:, 2] > figure.neck[2]
        open_ = front & (np.abs(rest[:, 0]) < 0.55 * (up - JACKET_CUT + JACKET_DEPTH) - 0.2)
        _prune(jacket, (up < JACKET_CUT + 0.12) & ~open_)
        thickened(jacket, 0.004)
        return jacket, 0.007 - 0.0045 * near + 0.0038 + 0.003 * (1 - near)

    def _collar(self) -> None:
        spec = self.figure.spec
        around = np.linspace(0, 2 * np.pi, 72, endpoint=False)
        if spec["collar"] == "crew":
            self._band(lambda _: CREW, around, tuple(0.9 * x for x in spec["cloth"]), 0.003)
        elif spec["collar"] == "turtle":
            self._band(lambda _: TURTLE, around, tuple(0.93 * x for x in spec["cloth"]), 0.004)
        else:
            self._band(_leaves, np.linspace(GAP, 2 * np.pi - GAP, 72), tuple(spec["cloth"]), 0.0025)

    def _band(
        self,
        rows: Callable[[float], list[Row]],
        angles: np.ndarray,
        colour: tuple[float, ...],
        thick: float,
    ) -> None:
        closed, figure = self.figure.spec["collar"] in {"crew", "turtle"}, self.figure
        rings = np.array([self._ring(rows(angle), angle) for angle in angles])
        for _ in range(3):
            if closed:
                rings = 0.5 * rings + 0.25 * (np.roll(rings, 1, 0) + np.roll(rings, -1, 0))
            else:
                rings[1:-1] = 0.5 * rings[1:-1] + 0.25 * (rings[2:] + rings[:-2])
        count, each = rings.shape[:2]
        faces = [
            (i * each + j, (i + 1) % count * each + j, (i + 1) % count * each + j + 1, i * each + j + 1)
            for i in range(count if closed else count - 1)
            for j in range(each - 1)
        ]
        points = rings.reshape(-1, 3)
        thing = mesh("collar", points, faces, 1)
        thickened(thing, thick, 0)
        places(thing, "rest", metres(points))
        thing.data.materials.append(knit(figure, colour, ribbed=closed))
        nearest = self._skin_points[cKDTree(figure.points[self._skin_points]).query(points)[1]]
        self._collars.append((thing, points, figure.body.neck[nearest][:, None] * 0.8))

    def _ring(self, rows: list[Row], angle: float) -> list[np.ndarray]:
        """Return a collar's points at one angle around the neck, found by looking outwards from its axis."""
        axis = self.figure.neck_axis
        aside = np.array([1.0, 0, 0])
        ahead = np.cross(aside, axis)
        ahead *= np.sign(ahead[2]) / np.linalg.norm(ahead)
        way, first, found = aside * np.sin(angle) + ahead * np.cos(angle), None, []
        for up, off, wider in rows:
            centre = self.figure.neck + axis * up
            hit = self._neck.ray_cast(Vector(centre), Vector(way))[0]
            radius = float(np.linalg.norm(np.array(hit) - centre)) if hit else 0.6
            if wider is not None and first is not None:
                radius = min(radius, first + wider)
            first = radius if first is None else first
            found.append(centre + way * (radius + off))
        return found

    def follow(self, points: np.ndarray, neck: np.ndarray) -> None:
        """Let the clothes follow the person's points and the neck's matrix (in the mesh's space)."""
        lying = metres(self._smooth(points[self._used]))
        for thing, away in self._layers:
            moved(thing, lying + self._normal * away[:, None])
        for thing, rest, share in self._collars:
            turned = (np.c_[rest, np.ones(len(rest))] @ neck.T)[:, :3]
            moved(thing, metres((1 - share) * rest + share * turned))


def _leaves(angle: float) -> list[Row]:
    point = float(np.exp(-(((min(angle, 2 * np.pi - angle) - GAP) / 0.45) ** 2)))
    return [
        (-0.10 - 0.12 * point, 0.04, None), (0.04 - 0.1 * point, 0.045, 0.2),
        (0.17 - 0.14 * point, 0.05, 0.14),
        (0.20 - 0.14 * point, 0.07, 0.13), (0.15 - 0.18 * point, 0.10, 0.12),
        (0.05 - 0.24 * point, 0.115, 0.13), (-0.02 - 0.33 * point, 0.12, 0.16),
    ]  # fmt: skip


def _prune(thing: Any, keep: np.ndarray) -> None:
    """Delete the faces that the material would hide anyway; the points stay, for they are moved."""
    edited = bmesh.new()
    edited.from_mesh(thing.data)
    edited.verts.ensure_lookup_table()
    hidden = [face for face in edited.faces if not any(keep[corner.index] for corner in face.verts)]
    bmesh.ops.delete(edited, geom=hidden, context="FACES_ONLY")
    edited.to_mesh(thing.data)
    edited.free()
