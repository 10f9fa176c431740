"""A hand before the face, alone or with a thing: `python -m tools.cast.scene.held PERSON OUT THING...`.

Each thing is a picture with its alpha, as large as the key pictures and at its place before the mouth; takes
let it rise and sink.
"""

import argparse
from pathlib import Path
from typing import Any

import bpy
import cv2
import numpy as np
import yaml

from tools.cast.mesh import Body
from tools.cast.scene.figure import Figure, mesh, part, places, value
from tools.cast.scene.graph import Graph, Socket, dimmed
from tools.cast.scene.render import PEOPLE, prepared
from tools.cast.scene.room import Room
from tools.cast.scene.studio import Studio
from tools.cast.sheets import sheet

FINGERS = range(1, 6)
BOWL = (
    (0.0, 0.0), (0.0, 0.23), (0.05, 0.24), (0.07, 0.22), (0.16, 0.32), (0.32, 0.42), (0.5, 0.475),
    (0.55, 0.5), (0.55, 0.48), (0.5, 0.455), (0.3, 0.39), (0.15, 0.28), (0.10, 0.0),
)  # fmt: skip
"""A tea bowl from its foot over the rim to the inside: height and radius, in tenths of a metre."""
PALM = 0.62
"""How far the middle of the palm is from the wrist, in tenths of a metre."""


def _unit(*parts: float) -> np.ndarray:
    vector = np.array(parts, float)
    return vector / np.linalg.norm(vector)


GRIPS: dict[str, dict[str, Any]] = {
    "bowl": {
        "fingers": _unit(0.42, 0.34, 0.85), "palm": _unit(0.9, 0.05, -0.42), "arm": _unit(-0.55, -0.83, 0.05),
        "at": np.array([-0.50, -0.30, 0.62]), "curl": (30, 34, 26), "thumb": (18, 20, 12), "spread": 1.5,
    },
    "sheet": {
        "fingers": _unit(0.86, 0.5, 0.12), "palm": _unit(0.2, 0.0, -1.0), "arm": _unit(-0.5, -0.86, 0.05),
        "at": np.array([-0.86, -1.05, 0.86]), "curl": (8, 10, 8), "thumb": (30, 14, 8), "spread": 1.0,
    },
    "hand": {
        "fingers": _unit(0.66, 0.74, -0.05), "palm": _unit(0.1, 0.05, -1.0), "arm": _unit(-0.42, -0.9, 0.1),
        "at": np.array([-0.10, -0.04, 0.42]), "curl": (14, 18, 12), "thumb": (6, 10, 8), "spread": 0.5,
    },
}  # fmt: skip
"""Where fingers, palm and forearm point, where the palm is from the mouth, and how far the joints bend."""


class Hand:
    """The right hand of a person, with bent fingers, in the mesh's units."""

    def __init__(self, figure: Figure, grip: dict[str, Any]) -> None:
        self.figure, self.body, self.grip = figure, figure.body, grip
        self.wrist = self.body.joint(figure.points, "r-hand")
        middle = self.joint(3, 1)
        self.ahead = _unit(*(middle - self.wrist))
        across = self.joint(5, 1) - self.joint(2, 1)
        normal = np.cross(self.ahead, across)
        bend = (self.joint(3, 2) + self.joint(3, 3) - self.joint(3, 1) - self.joint(3, 4)) / 2
        self.palm = _unit(*normal) * (-np.sign(normal @ bend) or 1.0)

    def joint(self, finger: int, number: int) -> np.ndarray:
        """Where a finger's joint lies; the thumb is the first finger."""
        return self.body.joint(self.figure.points, f"r-finger-{finger}-{number}")

    def _bent(self) -> np.ndarray:
        points = self.figure.points
        full, moves, left = np.c_[points, np.ones(len(points))], np.zeros_like(points), np.ones(len(points))
        for finger in FINGERS:
            way = self.joint(finger, 4) - self.joint(finger, 1)
            side = np.cross(way, self.palm)
            matrix = np.eye(4)
            for number, degrees in enumerate(self.grip["thumb" if finger == 1 else "curl"], 1):
                more = 1 + 0.08 * (finger - 3) * (finger > 1)
                matrix = matrix @ _about(self.joint(finger, number), side, np.radians(degrees * more))
                share = self.body.bone(f"finger{finger}-{number}.R")
                moves += share[:, None] * (full @ matrix.T)[:, :3]
                left -= share
        return moves + left[:, None] * points

    def placed(self, mouth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return all points with the hand at its place before the mouth, and where its wrist is then."""
        own = _frame(self.ahead, self.palm)
        there = _frame(self.grip["fingers"], self.grip["palm"])
        turn = there @ own.T
        centre = self.wrist + self.ahead * PALM
        at = mouth + self.grip["at"]
        return (self._bent() - centre) @ turn.T + at, (self.wrist - centre) @ turn.T + at

    def faces(self) -> list[list[int]]:
        """Return the faces of the hand without the forearm."""
        hand = self.body.weights_below("wrist.R")
        return [
            face for face, group in zip(self.body.faces, self.body.face_groups, strict=True)
            if group == "body" and hand[face].min() > 0.35
        ]  # fmt: skip


def _about(centre: np.ndarray, axis: np.ndarray, angle: float) -> np.ndarray:
    x, y, z = _unit(*axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    matrix = np.eye(4)
    matrix[:3, :3] = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
    matrix[:3, 3] = centre - matrix[:3, :3] @ centre
    return matrix


def _frame(ahead: np.ndarray, palm: np.ndarray) -> np.ndarray:
    side = _unit(*np.cross(ahead, palm))
    return np.stack([ahead, np.cross(side, ahead), side], 1)


def _skin(colour: tuple[float, float, float]) -> Any:
    graph = Graph("hand")
    where = graph.attribute("rest", vector=True)
    blotches = graph.ramp(graph.noise(where, 40, 4), 0.3, 0.7)
    shown = graph.mix(graph.times(blotches, 0.6), colour, dimmed(colour, (0.92, 0.74, 0.70)))
    knuckle = graph.attribute("knuckle")
    shown = graph.mix(graph.times(knuckle, 0.5), shown, dimmed(colour, (0.86, 0.62, 0.58)))
    lines = graph.noise(where, 240, 3, 0.7)
    relief = graph.add(graph.times(graph.cells(where, 420), 0.4), lines)
    surface = graph.principled(base_color=shown, roughness=0.5, normal=graph.bump(relief, 0.55, 0.0012))
    surface.subsurface_method = "RANDOM_WALK"
    for name, amount in (("Weight", 0.6), ("Scale", 0.003), ("Radius", (1, 0.36, 0.2))):
        surface.inputs[f"Subsurface {name}"].default_value = amount
    return graph.finish(surface)


def _lathe(profile: tuple[tuple[float, float], ...], around: int = 64) -> tuple[np.ndarray, list[list[int]]]:
    angle = np.linspace(0, 2 * np.pi, around, endpoint=False)
    rings = [np.stack([np.sin(angle) * r, np.full(around, h), np.cos(angle) * r], 1) for h, r in profile]
    return np.concatenate(rings), _tube(len(profile), around)


def _tube(rings: int, around: int) -> list[list[int]]:
    """Return the faces between rings of points."""
    return [
        [a + j, a + (j + 1) % around, a + around + (j + 1) % around, a + around + j]
        for a in range(0, (rings - 1) * around, around)
        for j in range(around)
    ]


def _bowl(at: np.ndarray, glaze: tuple[float, float, float]) -> None:
    points, faces = _lathe(BOWL)
    thing = mesh("bowl", points + at, faces, 1)
    places(thing, "rest", points)
    graph = Graph("glaze")
    x, y, z = graph.parts(graph.attribute("rest", vector=True))
    around = graph.math("ARCTAN2", x, z)

    def band(low: float, high: float) -> Socket:
        return graph.times(graph.math("GREATER_THAN", y, low), graph.math("LESS_THAN", y, high))

    wave = graph.math("ABSOLUTE", graph.math("SINE", graph.times(around, 7.0)))
    petal = graph.math(
        "GREATER_THAN", graph.less(wave, graph.math("ABSOLUTE", graph.times(graph.less(y, 0.3), 9.0))), 0.1
    )
    shown = graph.mix(petal, glaze, (0.80, 0.80, 0.76))
    shown = graph.mix(band(0.49, 0.56), shown, (0.55, 0.38, 0.10))
    shown = graph.mix(band(0.45, 0.475), shown, (0.80, 0.80, 0.76))
    inside = graph.math(
        "LESS_THAN", graph.math("SQRT", graph.add(graph.times(x, x), graph.times(z, z))), 0.21
    )
    shown = graph.mix(inside, shown, (0.7, 0.7, 0.66))
    thing.data.materials.append(graph.finish(graph.principled(base_color=shown, roughness=0.12)))


def _paper(mouth: np.ndarray, seed: int, out: Path) -> None:
    wide, high, across, up = 1.6, 2.4, 16, 20
    u, v = np.meshgrid(np.linspace(0, 1, across + 1), np.linspace(0, 1, up + 1))
    bulge = 0.16 * np.sin(np.pi * u) + 0.10 * (1 - v) ** 2
    points = np.stack([(u - 0.5) * wide, (v - 1) * high, bulge - 0.12], -1).reshape(-1, 3)
    lean = np.radians(7)
    c, s = np.cos(lean), np.sin(lean)
    points = points @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1.0]])
    row = across + 1
    faces = [
        [j * row + i, j * row + i + 1, (j + 1) * row + i + 1, (j + 1) * row + i]
        for j in range(up)
        for i in range(across)
    ]
    thing = mesh("paper", points + mouth + np.array([0.16, 0.14, 0.78]), faces, 1)
    layer = thing.data.uv_layers.new(name="UVMap")
    uvs = np.stack([u, v], -1).reshape(-1, 2)
    layer.data.foreach_set("uv", uvs[np.array(faces).ravel()].astype(np.float32).ravel())
    path = out / "print.png"
    cv2.imwrite(str(path), (sheet(np.random.default_rng(seed)) * 255).clip(0, 255).astype(np.uint8))
    graph = Graph("paper")
    node = graph.node(
        "TexImage",
        image=bpy.data.images.load(str(path)),
        vector=graph.node("UVMap", uv_map="UVMap").outputs[0],
    )
    thing.data.materials.append(graph.finish(graph.principled(base_color=node.outputs[0], roughness=0.8)))


def _sleeve(wrist: np.ndarray, arm: np.ndarray, spec: dict[str, Any]) -> None:
    length, around = np.linspace(-0.14, 4.0, 24), 40
    angle = np.linspace(0, 2 * np.pi, around, endpoint=False)
    side = _unit(*np.cross(arm, [0, 0, 1.0]))
    front = np.cross(side, arm)
    rng = np.random.default_rng(spec["seed"] + 9)
    rings = []
    for i, along in enumerate(length):
        radius = (0.37 + 0.055 * along) * (1 + 0.03 * np.sin(3 * angle + along * 5) + 0.02 * rng.normal())
        if i == 0:
            radius = radius * 0.93
        rings.append(
            wrist
            + arm * along
            + np.outer(np.cos(angle) * radius, side)
            + np.outer(np.sin(angle) * radius * 0.85, front)
        )
    points = np.concatenate(rings)
    thing = mesh("sleeve", points, _tube(len(length), around), 1)
    places(thing, "rest", points * 0.1)
    graph = Graph("sleeve")
    where = graph.attribute("rest", vector=True)
    colour = tuple(spec["jacket"] or spec["cloth"])
    weave, folds = graph.noise(where, 900, 1), graph.noise(where, 14, 3, distortion=1.2)
    shown = graph.mix(weave, dimmed(colour, 0.72), colour)
    relief = graph.add(folds, graph.times(weave, 0.04))
    thing.data.materials.append(
        graph.finish(graph.principled(base_color=shown, roughness=0.88, normal=graph.bump(relief, 0.8, 0.02)))
    )


def layer(figure: Figure, thing: str, out: Path) -> None:
    """Put the hand with its thing into the scene."""
    spec, grip = figure.spec, GRIPS[thing]
    mouth = figure.eyes + np.array([0.0, figure.mouth_height, 0.0]) * figure.unit
    front = figure.points[figure.body.groups["helper-upper-teeth"]][:, 2].max() + 0.12
    mouth[2] = front
    hand = Hand(figure, grip)
    points, wrist = hand.placed(mouth)
    made, used = part("hand", points, hand.faces(), 2)
    places(made, "rest", figure.points[used] * 0.1)
    joints = np.array([hand.joint(f, n) for f in FINGERS for n in (1, 2, 3)])
    away = np.linalg.norm(figure.points[used][:, None] - joints[None], axis=2).min(1)
    value(made, "knuckle", np.exp(-((away / 0.11) ** 2)))
    made.data.materials.append(_skin(tuple(spec["skin"])))
    _sleeve(wrist, grip["arm"], spec)
    if thing == "bowl":
        _bowl(
            mouth + np.array([0.0, -0.46, 0.60]),
            (0.02, 0.05, 0.30) if spec["seed"] % 2 else (0.30, 0.03, 0.03),
        )
    elif thing == "sheet":
        _paper(mouth, spec["seed"], out)


def main(person: str, out: Path, things: list[str], threads: int) -> None:
    """Render each thing as a layer of its own."""
    out.mkdir(parents=True, exist_ok=True)
    spec = yaml.safe_load(PEOPLE.read_text("utf-8"))[person]
    for thing in things:
        bpy.ops.wm.read_factory_settings(use_empty=True)
        figure = Figure(Body(), spec)
        studio = Studio(figure)
        room = Room(spec["bg"], studio.target, spec["seed"], -1 if spec["light"] == "left" else 1)
        for wall in room.things:
            wall.hide_render = True
        layer(figure, thing, out)
        scene = prepared(threads)
        scene.view_settings.exposure = 0.75 + (0.35 if max(spec["skin"]) < 0.3 else 0)
        scene.camera.data.dof.use_dof = False
        scene.render.film_transparent = True
        scene.render.image_settings.color_mode = "RGBA"
        scene.cycles.samples = 10
        scene.render.filepath = str(out.resolve() / f"held-{thing}.png")
        bpy.ops.render.render(write_still=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("person")
    parser.add_argument("out", type=Path)
    parser.add_argument("things", nargs="+", choices=sorted(GRIPS))
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    main(given.person, given.out, given.things, given.threads)
