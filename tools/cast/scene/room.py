"""Rooms behind the person, built of boxes: they are seen out of focus."""

import math
from collections.abc import Callable
from typing import Any

import bpy
import numpy as np
from mathutils import Vector

from tools.cast.scene.graph import Colour, plain

WALLS: dict[str, Colour] = {
    "shelf": (0.36, 0.33, 0.29), "wall": (0.22, 0.30, 0.34), "window": (0.46, 0.42, 0.36),
    "plain": (0.30, 0.24, 0.20), "plants": (0.42, 0.43, 0.38), "carpet": (0.52, 0.46, 0.36),
    "kitchen": (0.50, 0.52, 0.50), "office": (0.44, 0.47, 0.50), "night": (0.10, 0.11, 0.14),
    "garden": (0.20, 0.30, 0.16),
}  # fmt: skip


class Room:
    """A room around a point that the camera looks at; all places are told from there, in metres."""

    def __init__(self, kind: str, at: Vector, seed: int, lamp_side: int) -> None:
        self.things: list[Any] = []
        self._at, self._rng, self._side = at, np.random.default_rng(seed + 5), lamp_side
        self.box((0, 2.0, 0), (8, 0.1, 5), WALLS[kind])
        light = bpy.data.lights.new("wall", "AREA")
        light.energy, light.size = 40, 1.5
        lamp = bpy.data.objects.new("wall", light)
        bpy.context.scene.collection.objects.link(lamp)
        lamp.location = at + Vector((-1.4 * lamp_side, 0.6, 1.3))
        lamp.rotation_euler = Vector((0.6 * lamp_side, 1.4, -0.6)).to_track_quat("-Z", "Y").to_euler()
        furnish: Callable[[], None] = getattr(self, f"_{kind}")
        furnish()

    def box(
        self,
        place: tuple[float, float, float],
        size: tuple[float, float, float],
        colour: Colour,
        light: float = 0.0,
        turn: float = 0.0,
    ) -> None:
        """Return a box, perhaps one that shines."""
        bpy.ops.mesh.primitive_cube_add(size=1, location=self._at + Vector(place))
        thing = bpy.context.object
        thing.scale, thing.rotation_euler = size, (0, turn, 0)
        look = plain("box", colour, 0.8, emission_color=colour, emission_strength=light)
        thing.data.materials.append(look)
        self.things.append(thing)

    def _shelf(self) -> None:
        rng = self._rng
        off = rng.uniform(-0.1, 0.1)
        for row in range(-2, 3):
            bottom, x = row * 0.34 - 0.02 + off, -0.95
            self.box((0, 1.75, bottom), (4, 0.3, 0.025), (0.20, 0.12, 0.07))
            while x < 0.95:
                wide, high = rng.uniform(0.03, 0.07), rng.uniform(0.19, 0.28)
                if rng.random() < 0.82:
                    base = rng.uniform(0.08, 0.3) + rng.uniform(-0.05, 0.09, 3) * [1.2, 0.8, 0.9]
                    colour = tuple(np.clip(base * rng.uniform(0.3, 1.1), 0.01, 1))
                    place = (x, 1.72 + rng.uniform(-0.03, 0.02), bottom + 0.013 + high / 2)
                    self.box(place, (wide * 0.92, 0.18, high), colour, 0, rng.choice([0, 0, 0, 0.12]))
                x += wide

    def _window(self) -> None:
        side = self._rng.choice([-1, 1])
        self.box((0.55 * side, 1.9, 0.25), (0.75, 0.06, 0.95), (0.75, 0.85, 0.95), 1.3)
        for x in (0.17, 0.55, 0.93):
            self.box((x * side, 1.86, 0.25), (0.03, 0.05, 0.95), (0.6, 0.58, 0.55))
        for fold in range(9):
            shade = 1 - 0.25 * (fold % 2)
            place = ((0.05 - 0.035 * fold) * side, 1.8 + 0.02 * (fold % 2), 0.1)
            self.box(place, (0.034, 0.03, 1.6), (0.32 * shade, 0.22 * shade, 0.16 * shade))
        self.box((-0.62 * side, 1.85, 0.22), (0.30, 0.04, 0.36), (0.10, 0.12, 0.09))
        self.box((-0.62 * side, 1.87, 0.22), (0.36, 0.04, 0.42), (0.25, 0.17, 0.09))

    def _plants(self) -> None:
        rng, side = self._rng, self._side
        self.box((0, 1.6, -0.52), (4, 0.5, 0.05), (0.30, 0.20, 0.12))
        for _ in range(5):
            x, clay = rng.uniform(-0.75, 0.75), rng.uniform(0.15, 0.45)
            self.box((x, 1.55, -0.40), (0.14, 0.14, 0.18), (clay, clay * 0.7, clay * 0.5))
            for _ in range(26):
                lean, long, green = rng.normal(0, 0.7), rng.uniform(0.12, 0.42), rng.uniform(0.5, 1.3)
                place = (
                    x + math.sin(lean) * long / 2,
                    1.55 + rng.uniform(-0.1, 0.1),
                    -0.30 + math.cos(lean) * long / 2,
                )
                self.box(place, (0.035, 0.01, long), (0.05 * green, 0.13 * green, 0.04 * green), 0, lean)
        self.box((0.75 * side, 1.92, 0.35), (0.42, 0.04, 0.55), (0.62, 0.55, 0.42))
        self.box((-0.5 * side, 1.92, 0.42), (0.3, 0.04, 0.3), (0.15, 0.24, 0.30))

    def _carpet(self) -> None:
        for place, size, colour in (
            ((0, 1.92, -0.05), (1.9, 0.03, 1.35), (0.26, 0.030, 0.028)),
            ((0, 1.90, -0.05), (1.72, 0.03, 1.18), (0.05, 0.022, 0.030)),
            ((0, 1.88, -0.05), (1.56, 0.03, 1.02), (0.30, 0.045, 0.035)),
        ):
            self.box(place, size, colour)
        for column in range(-3, 4):
            for row in range(-2, 3):
                outer, inner = (
                    ((0.06, 0.05, 0.09), (0.45, 0.10, 0.06))
                    if (column + row) % 2
                    else ((0.42, 0.30, 0.16), (0.12, 0.02, 0.03))
                )
                x, z = column * 0.225, -0.05 + row * 0.21
                self.box((x, 1.855, z), (0.105, 0.02, 0.105), outer, 0, 0.785)
                self.box((x, 1.84, z), (0.05, 0.02, 0.05), inner, 0, 0.785)

    def _kitchen(self) -> None:
        rng = self._rng
        for column in range(-6, 7):
            for row in range(-3, 1):
                colour = tuple(np.array((0.55, 0.60, 0.58)) * rng.uniform(0.85, 1.08))
                self.box((column * 0.16, 1.93, row * 0.16 - 0.02), (0.152, 0.03, 0.152), colour)
        self.box((0, 1.7, -0.62), (4, 0.5, 0.06), (0.28, 0.18, 0.10))
        self.box((0, 1.75, 0.42), (2.6, 0.3, 0.5), (0.40, 0.30, 0.20))
        for x in (-0.45, 0.4):
            self.box((x, 1.59, 0.42), (0.012, 0.02, 0.5), (0.15, 0.11, 0.08))
        for number in range(6):
            x = -0.8 + number * 0.3 + rng.uniform(-0.05, 0.05)
            size = (rng.uniform(0.07, 0.12), 0.1, rng.uniform(0.12, 0.24))
            self.box((x, 1.6, -0.50 + 0.02 * number % 0.05), size, tuple(rng.uniform(0.1, 0.6, 3)))

    def _office(self) -> None:
        rng = self._rng
        self.box((-0.3, 1.93, 0.18), (1.2, 0.03, 0.75), (0.72, 0.74, 0.75))
        self.box((-0.3, 1.95, 0.18), (1.27, 0.03, 0.82), (0.25, 0.26, 0.28))
        self.box((0.8, 1.8, -0.2), (0.4, 0.3, 1.4), (0.16, 0.18, 0.22))
        for _ in range(7):
            place = (-0.75 + rng.uniform(0, 0.9), 1.90, rng.uniform(0, 0.4))
            self.box(place, (rng.uniform(0.08, 0.22), 0.01, 0.018), tuple(rng.choice([0.08, 0.3, 0.5], 3)))

    def _night(self) -> None:
        rng, lamps = self._rng, ((1.0, 0.66, 0.3), (1.0, 0.85, 0.6), (0.7, 0.85, 1.0))
        self.box((0.1, 1.93, 0.2), (1.5, 0.05, 1.2), (0.010, 0.014, 0.028), 0.4)
        for _ in range(46):
            place = (rng.uniform(-0.62, 0.82), 1.88, rng.uniform(-0.3, 0.55))
            self.box(place, (0.020, 0.01, 0.020), lamps[rng.integers(3)], rng.uniform(1.5, 6.0))
        for x in (-0.66, 0.1, 0.86):
            self.box((x, 1.86, 0.2), (0.035, 0.05, 1.2), (0.16, 0.15, 0.15))
        self.box((-0.95, 1.7, -0.1), (0.3, 0.1, 2.2), (0.20, 0.10, 0.07))

    def _garden(self) -> None:
        rng = self._rng
        self.box((0, 1.95, 0.75), (8, 0.04, 1.0), (0.62, 0.74, 0.86), 1.1)
        self.box((0.7, 1.9, 0.1), (0.16, 0.12, 1.8), (0.16, 0.11, 0.08))
        for _ in range(300):
            green = rng.uniform(0.4, 1.8)
            place = (rng.uniform(-1.2, 1.2), 1.6 + rng.uniform(-0.3, 0.25), rng.normal(-0.05, 0.33))
            size = (rng.uniform(0.04, 0.13), 0.02, rng.uniform(0.03, 0.09))
            self.box(place, size, (0.09 * green, 0.17 * green, 0.045 * green), 0, rng.uniform(0, 3))

    def _plain(self) -> None:
        self.box((-0.75, 1.2, -0.1), (0.5, 0.1, 3.0), (0.16, 0.20, 0.24))
        self.box((0.9, 1.7, -0.3), (0.5, 0.3, 0.8), (0.10, 0.09, 0.08))
        self.box((0.85, 1.66, 0.28), (0.10, 0.10, 0.28), (1.0, 0.75, 0.45), 2.2)
        self.box((0.85, 1.66, 0.06), (0.03, 0.03, 0.2), (0.3, 0.25, 0.2))

    def _wall(self) -> None:
        for place, size, colour in (
            ((-0.6, 1.85, 0.12), (0.5, 0.04, 0.36), (0.55, 0.50, 0.42)),
            ((-0.6, 1.83, 0.12), (0.40, 0.04, 0.27), (0.20, 0.28, 0.30)),
            ((0.75, 1.8, -0.25), (0.5, 0.3, 0.9), (0.10, 0.14, 0.10)),
            ((0.62, 1.7, 0.24), (0.05, 0.05, 0.12), (0.4, 0.3, 0.15)),
            ((0.80, 1.7, 0.28), (0.16, 0.1, 0.2), (0.32, 0.12, 0.09)),
        ):
            self.box(place, size, colour)
