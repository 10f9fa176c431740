"""What is worn on the head and moves with it: a scarf, a doʻppi, glasses."""

from typing import Any

import bpy
import numpy as np
from mathutils import Vector
from mathutils.bvhtree import BVHTree
from scipy.spatial import cKDTree

from tools.cast.mesh import metres
from tools.cast.scene.figure import Figure, averaging, mesh, places, thickened, triangles, value
from tools.cast.scene.graph import Graph, Socket, dimmed, plain
from tools.cast.scene.hair import HAT_TILT
from tools.cast.scene.skin import Skin

CAP = (
    (-0.02, 1.035, 0), (0.10, 1.045, 0.2), (0.30, 1.03, 0.5), (0.42, 1.0, 0.75), (0.47, 0.93, 0.9),
    (0.52, 0.75, 1), (0.58, 0.45, 1), (0.62, 0.12, 1),
)  # fmt: skip
"""A doʻppi from below: height, width against the head's, and how square."""
AROUND = 64
FRAMES = {1: (0.02, 0.018, 0.016), 2: (0.25, 0.18, 0.1)}
"""Colours of glasses."""


def scarf(skin: Skin) -> Any:
    """Return a scarf wrapped around head and neck: the skin there, pushed out and smoothed."""
    figure, body = skin.figure, skin.figure.body
    points = figure.points
    x, y, _ = figure.relative(points).T
    face = (_from_the_face(figure, points) < 1) & (body.neck < 0.06)
    region = np.zeros(len(points), bool)
    region[skin.used] = True
    region &= ~face & (y > -figure.spec.get("scarfdepth", 2.35) - 0.6 * np.clip(1 - (x / 1.1) ** 2, 0, 1))
    region &= (body.head > 0.05) | (body.neck > 0.02) | (y > -3.1)
    faces = [body.faces[i] for i in figure.skin if region[body.faces[i]].all()]
    used = np.unique(np.concatenate([np.array(f) for f in faces]))
    place = np.full(len(points), -1)
    place[used] = np.arange(len(used))
    own = [[int(place[i]) for i in f] for f in faces]
    thing = mesh("scarf", points[used], own, 2)
    shape = _draped(skin, points[used], own, used)
    thing.data.vertices.foreach_set("co", metres(shape).astype(np.float32).ravel())
    thickened(thing, 0.0025)
    thing.data.materials.append(_silk(figure.spec))
    return thing


def _normals(skin: Skin) -> np.ndarray:
    found = np.zeros(len(skin.used) * 3, np.float32)
    skin.thing.data.vertices.foreach_get("normal", found)
    x, y, z = found.reshape(-1, 3).T
    return np.stack([x, z, -y], 1)


def _draped(skin: Skin, points: np.ndarray, faces: list[list[int]], used: np.ndarray) -> np.ndarray:
    figure, unit, normal = skin.figure, skin.figure.unit, _normals(skin)
    of_skin = {int(v): i for i, v in enumerate(skin.used)}
    low = np.clip((-(points[:, 1] - figure.eyes[1]) / unit - 1.1) / 0.6, 0, 1)
    rim_share = _at_the_face(figure, points)
    push = unit * (0.06 + 0.13 * low + 0.3 * _under_the_ears(figure, points)) * (1 - 0.9 * rim_share)
    shape = points + normal[[of_skin[int(v)] for v in used]] * push[:, None]
    sides = np.sort([(f[i], f[(i + 1) % 4]) for f in faces for i in range(4)], axis=1)
    edges, count = np.unique(sides, axis=0, return_counts=True)
    rim = np.unique(edges[count == 1])
    average, tree = averaging(faces, len(points)), cKDTree(skin.rest)
    floor = unit * 0.05 * (1 - 0.85 * rim_share)
    for turn in range(24):
        smoothed = average @ shape
        smoothed[rim] = 0.5 * (shape[rim] + smoothed[rim]) if turn < 10 else shape[rim]
        nearest = tree.query(smoothed)[1]
        height = ((smoothed - skin.rest[nearest]) * normal[nearest]).sum(1)
        shape = smoothed + normal[nearest] * np.clip(floor - height, 0, 0.3)[:, None] * 0.6
    return shape


def _at_the_face(figure: Figure, points: np.ndarray) -> np.ndarray:
    """How near a point of the scarf is to the face, from 0 to 1: there the cloth lies on the skin."""
    return np.clip((1.22 - _from_the_face(figure, points)) / 0.18, 0, 1)


def _from_the_face(figure: Figure, points: np.ndarray) -> np.ndarray:
    """How far a point lies from the middle of the face: 1 where the cloth begins, before the jaw's edges."""
    x, y, z = figure.relative(points).T
    low = np.clip((-y - 0.36) / 1.0, 0, 1)
    away = np.hypot(x / (0.70 - 0.12 * low), (y + 0.36) / 1.0)
    return np.maximum(away, 1 + (-0.85 + 0.4 * low - z))


def _under_the_ears(figure: Figure, points: np.ndarray) -> np.ndarray:
    """Where the cloth hangs freely from the ears to the shoulders, from 0 to 1."""
    _, y, z = figure.relative(points).T
    return np.exp(-(((y + 1.05) / 0.4) ** 2)) * np.clip((-z - 0.45) / 0.4, 0, 1)


def _silk(spec: dict[str, Any]) -> Any:
    graph, colour = Graph("scarf"), tuple(spec["scarfcol"])
    where = graph.node("TexCoord").outputs["Object"]
    long = graph.node("Mapping", vector=where)
    long.inputs["Scale"].default_value = (1.6, 1.6, 0.55)
    folds, weave = graph.noise(long.outputs[0], 11, 3, distortion=1.6), graph.noise(where, 800, 1)
    shown = graph.mix(weave, dimmed(colour, 0.75), colour)
    if spec.get("scarfdots"):
        dots = graph.math("LESS_THAN", graph.cells(where, 42, 0.35), 0.30)
        shown = graph.mix(dots, shown, tuple(spec["scarfdots"]))
    relief = graph.add(folds, graph.times(weave, 0.03))
    surface = graph.principled(base_color=shown, roughness=0.75, normal=graph.bump(relief, 0.9, 0.012))
    surface.inputs["Sheen Weight"].default_value = 0.3
    return graph.finish(surface)


def cap(skin: Skin) -> Any:
    """Return a black doʻppi with white stitching, as wide as the head."""
    figure, unit = skin.figure, skin.figure.unit
    centre = figure.skull + np.array([0, 0.42, -0.05]) * unit
    around = np.linspace(0, 2 * np.pi, AROUND, endpoint=False)
    faces = [figure.body.faces[i] for i in figure.skin]
    corners = [tuple(map(int, t)) for t in triangles(faces)]
    tree = BVHTree.FromPolygons([tuple(p) for p in figure.points], corners)
    wide = np.array([_radius(tree, centre, angle, unit) for angle in around])
    wide = np.convolve(np.r_[wide[-4:], wide, wide[:4]], np.ones(9) / 9, "valid")
    square = (np.abs(np.sin(around + np.pi / 4)) ** 4 + np.abs(np.cos(around + np.pi / 4)) ** 4) ** -0.25
    cos, sin = np.cos(HAT_TILT), np.sin(HAT_TILT)
    rings = []
    for height, width, squared in CAP:
        radius = wide * width * (1 + squared * 0.45 * (square / 1.09 - 1)) + 0.03 * unit
        x, z, y = np.sin(around) * radius, np.cos(around) * radius, np.full(AROUND, height * unit)
        rings.append(np.stack([x, y * cos - z * sin, z * cos + y * sin], 1))
    points = np.concatenate([*rings, [[0, 0.63 * unit, 0.63 * unit * sin]]])
    last = (len(CAP) - 1) * AROUND
    sides: list[tuple[int, ...]] = [
        (
            i * AROUND + j,
            i * AROUND + (j + 1) % AROUND,
            (i + 1) * AROUND + (j + 1) % AROUND,
            (i + 1) * AROUND + j,
        )
        for i in range(len(CAP) - 1)
        for j in range(AROUND)
    ]
    sides += [(last + j, last + (j + 1) % AROUND, len(points) - 1) for j in range(AROUND)]
    thing = mesh("cap", points + centre, sides, 1)
    places(thing, "rest", metres(points))
    value(thing, "height", np.r_[np.repeat([row[0] for row in CAP], AROUND), 0.63])
    thing.data.materials.append(_stitched(tuple(figure.spec.get("hatcol", (0.012, 0.012, 0.016)))))
    return thing


def _radius(tree: BVHTree, centre: np.ndarray, angle: float, unit: float) -> float:
    way = np.array([np.sin(angle), np.cos(angle) * np.sin(-HAT_TILT), np.cos(angle) * np.cos(HAT_TILT)])
    hit = tree.ray_cast(Vector(centre), Vector(way))[0]
    return float(np.linalg.norm(np.array(hit) - centre)) if hit else 0.9 * unit


def _stitched(ground: tuple[float, float, float]) -> Any:
    graph = Graph("cap")
    where, height = graph.attribute("rest", vector=True), graph.attribute("height")
    x, y, _ = graph.parts(where)
    around = graph.math("ARCTAN2", x, graph.times(y, -1.0))

    def hill(middle: float, width: float) -> Socket:
        away = graph.math("ABSOLUTE", graph.less(height, middle))
        return graph.less(1.0, graph.math("DIVIDE", away, width))

    def petals(count: float, power: float) -> Socket:
        wave = graph.math("ABSOLUTE", graph.math("SINE", graph.times(around, count)))
        return graph.math("POWER", wave, power)

    border = graph.math("GREATER_THAN", graph.add(hill(0.10, 0.07), graph.times(petals(8, 1), 0.9)), 1.25)
    pepper = graph.math("GREATER_THAN", graph.add(hill(0.33, 0.16), petals(2, 6)), 1.35)
    pepper = graph.times(pepper, graph.math("GREATER_THAN", height, 0.2))
    hollow = graph.math("GREATER_THAN", graph.add(hill(0.33, 0.10), petals(2, 10)), 1.55)
    pepper = graph.math("SUBTRACT", pepper, graph.times(hollow, 0.8), clamp=True)
    thread = graph.noise(where, 500, 1)
    white = graph.math("MAXIMUM", border, pepper, clamp=True)
    white = graph.math("MULTIPLY", white, graph.add(thread, 0.35), clamp=True)
    colour = graph.mix(white, ground, (0.75, 0.74, 0.70))
    normal = graph.bump(graph.add(white, thread), 0.6, 0.002)
    return graph.finish(graph.principled(base_color=colour, roughness=0.9, normal=normal))


def glasses(skin: Skin) -> list[Any]:
    """Rims, bridge and sides of a pair of glasses."""
    figure, unit = skin.figure, skin.figure.unit
    look = plain("frame", FRAMES[figure.spec["glasses"]], 0.3)
    eyes, ahead = figure.eyes, max(figure.left_eye[2], figure.right_eye[2]) + 0.30 * unit
    rel, lines = figure.relative(skin.rest), []
    for eye, sign in ((figure.left_eye, 1), (figure.right_eye, -1)):
        angle = np.linspace(0, 2 * np.pi, 49)[:-1]
        c, s = np.cos(angle), np.sin(angle)
        x = eye[0] + sign * 0.01 * unit + 0.235 * unit * np.sign(c) * np.abs(c) ** 0.75
        y = eye[1] - 0.05 * unit + 0.185 * unit * np.sign(s) * np.abs(s) ** 0.75
        z = ahead - 0.10 * ((np.abs(x - eyes[0]) / unit) ** 2) / 0.6
        lines.append((np.stack([x, y, z], 1), True))
        hinge = eye[0] + sign * 0.25 * unit
        temple = int(np.argmin(np.linalg.norm(rel - [sign * 0.8, 0.0, -0.75], axis=1)))
        ear = sign * abs(float(skin.rest[temple, 0]))
        side = [
            [hinge, eye[1] + 0.04 * unit, ahead - 0.10],
            [sign * (abs(hinge) + 0.04 * unit), eye[1] + 0.05 * unit, ahead - 0.22 * unit],
            [ear, eye[1] + 0.06 * unit, eyes[2] - 0.35 * unit],
            [ear, eye[1] + 0.04 * unit, eyes[2] - 0.95 * unit],
        ]
        lines.append((np.array(side), False))
    low, high = eyes[1] - 0.02 * unit, eyes[1] + 0.02 * unit
    inner = [figure.left_eye[0] - 0.225 * unit, figure.right_eye[0] + 0.225 * unit]
    bridge = [
        [inner[0], low, ahead - 0.005],
        [eyes[0], high, ahead + 0.03 * unit],
        [inner[1], low, ahead - 0.005],
    ]
    lines.append((np.array(bridge), False))
    return [_wire(points, look, closed=closed) for points, closed in lines]


def _wire(points: np.ndarray, look: Any, *, closed: bool) -> Any:
    curve = bpy.data.curves.new("wire", "CURVE")
    curve.dimensions, curve.bevel_depth = "3D", 0.0011
    line = curve.splines.new("POLY")
    line.points.add(len(points) - 1)
    line.use_cyclic_u = closed
    for point, place in zip(line.points, metres(points), strict=True):
        point.co = (*place, 1)
    curve.materials.append(look)
    thing = bpy.data.objects.new("wire", curve)
    bpy.context.scene.collection.objects.link(thing)
    return thing
