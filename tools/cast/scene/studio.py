"""Camera and light."""

from typing import Any

import bpy
import numpy as np
from mathutils import Vector

from tools.cast.mesh import metres
from tools.cast.scene.figure import Figure

Lamp = tuple[tuple[float, float, float], float, float, tuple[float, float, float]]
"""Where an area light stands, its size in metres, its power in watts and its colour."""
WARM, COOL, DAY = (1, 0.95, 0.88), (0.95, 0.98, 1), (0.86, 0.93, 1)
LIGHTS: dict[str, tuple[Lamp, ...]] = {
    "front": (
        ((0.35, -1.2, 0.85), 0.9, 17, (1, 0.97, 0.93)), ((-1.3, -0.7, 0.0), 1.3, 6, (0.90, 0.95, 1)),
        ((-0.8, 1.0, 0.8), 0.5, 10, (1, 0.97, 0.92)),
    ),
    "top": (
        ((0.1, -0.55, 1.25), 0.8, 15, (1, 0.96, 0.9)), ((-1.1, -0.9, -0.1), 1.2, 5, (0.92, 0.96, 1)),
        ((0.8, 1.0, 0.8), 0.5, 9, (1, 0.95, 0.9)),
    ),
    "screen": (
        ((0.05, -1.0, -0.12), 0.55, 8, (0.78, 0.88, 1)), ((1.2, -0.5, 0.8), 0.7, 7, (1, 0.82, 0.6)),
        ((-0.9, 1.0, 0.8), 0.5, 8, (1, 0.85, 0.65)),
    ),
    "warm": (
        ((-1.0, -0.8, 0.65), 0.5, 16, (1, 0.86, 0.66)), ((1.2, -0.9, 0.2), 1.2, 4, (0.85, 0.92, 1)),
        ((0.9, 1.0, 0.8), 0.5, 11, (1, 0.9, 0.75)),
    ),
    "side": (
        ((-1.35, -0.25, 0.25), 0.45, 21, (1, 0.93, 0.84)), ((1.3, -0.8, 0.1), 1.3, 0.9, (0.80, 0.90, 1)),
        ((0.9, 1.0, 0.8), 0.5, 8, (0.9, 0.95, 1)),
    ),
    "left": (
        ((-0.95, -0.95, 0.75), 0.6, 18, WARM), ((1.3, -0.8, 0.1), 1.3, 5, DAY),
        ((0.9, 1.0, 0.8), 0.5, 11, (1, 0.97, 0.92)),
    ),
    "right": (
        ((0.95, -0.95, 0.75), 0.6, 18, COOL), ((-1.3, -0.8, 0.1), 1.3, 5, WARM),
        ((-0.9, 1.0, 0.8), 0.5, 11, (1, 0.97, 0.92)),
    ),
}  # fmt: skip


class Studio:
    """A camera at the person's distance, the light, and where the camera looks."""

    def __init__(self, figure: Figure) -> None:
        spec, eyes = figure.spec, Vector(metres(figure.eyes))
        rng, away = np.random.default_rng(spec["seed"]), spec.get("dist", 1.02)
        self.target = eyes + Vector((0, 0, -0.052 * away / 1.02))
        lens = bpy.data.cameras.new("camera")
        self.camera = bpy.data.objects.new("camera", lens)
        scene = bpy.context.scene
        scene.collection.objects.link(self.camera)
        scene.camera = self.camera
        lens.lens, lens.sensor_width = 100, 36
        self.camera.location = self.target + Vector((rng.uniform(-0.06, 0.06), -away, 0.02))
        way = self.target - self.camera.location
        self.camera.rotation_euler = way.to_track_quat("-Z", "Y").to_euler()
        lens.dof.use_dof = True
        lens.dof.focus_distance = (eyes - self.camera.location).length - 0.03
        lens.dof.aperture_fstop = 2.2
        for place, size, power, colour in LIGHTS[spec["light"]]:
            self._lamp(Vector(place), size, power, colour)
        world = bpy.data.worlds.new("world")
        scene.world, world.use_nodes = world, True
        sky = world.node_tree.nodes["Background"]
        sky.inputs[0].default_value = (0.5, 0.55, 0.6, 1)
        sky.inputs[1].default_value = 0.10 if spec["light"] == "side" else 0.2

    def _lamp(self, place: Vector, size: float, power: float, colour: tuple[float, float, float]) -> None:
        light = bpy.data.lights.new("lamp", "AREA")
        light.energy, light.size, light.color = power, size, colour
        lamp = bpy.data.objects.new("lamp", light)
        bpy.context.scene.collection.objects.link(lamp)
        lamp.location = self.target + place
        lamp.rotation_euler = (-place).to_track_quat("-Z", "Y").to_euler()

    def projection(self, size: int) -> np.ndarray:
        """From metres to the clip space of a square picture."""
        bpy.context.view_layer.update()
        graph = bpy.context.evaluated_depsgraph_get()
        matrix: Any = self.camera.calc_matrix_camera(graph, x=size, y=size)
        return np.array(matrix) @ np.array(self.camera.matrix_world.inverted())
