"""Teeth, tongue and eyes."""

from typing import Any

import bpy
import numpy as np

from tools.cast.mesh import metres
from tools.cast.scene.figure import Figure, part, places
from tools.cast.scene.graph import Graph, Socket, dimmed, plain

FORWARD_ARCH = 0.12
"""How far behind the teeth their arch has its middle."""
TEETH = {"upper": 8.2, "lower": 10.5}
"""How fast teeth follow each other around the arch."""


def mouth(figure: Figure) -> list[tuple[Any, np.ndarray]]:
    """Teeth, one by one, and the tongue; each with the points it has."""
    made = []
    for row, pace in TEETH.items():
        name = f"helper-{row}-teeth"
        thing, used = part(name, figure.points, figure.group(name), 2)
        x, y, z = (figure.points[used] - figure.points[used].mean(0)).T
        places(thing, "arch", np.stack([np.arctan2(x, z + FORWARD_ARCH), y, z], 1))
        thing.data.materials.append(_teeth(pace))
        made.append((thing, used))
    tongue, used = part("tongue", figure.points, figure.group("helper-tongue"), 2)
    tongue.data.materials.append(plain("tongue", (0.42, 0.13, 0.12), 0.35))
    return [*made, (tongue, used)]


def _teeth(pace: float) -> Any:
    graph = Graph("teeth")
    around, _, _ = graph.parts(graph.attribute("arch", vector=True))
    gap = graph.math("ABSOLUTE", graph.math("SINE", graph.times(around, pace)))
    tooth = graph.ramp(gap, 0, 0.42, smooth=True)
    shade = graph.ramp(graph.math("ABSOLUTE", around), 0.25, 1.0, (1, 0.35))
    colour = graph.mix(1.0, graph.mix(tooth, (0.15, 0.085, 0.06), (0.50, 0.43, 0.33)), shade, "MULTIPLY")
    return graph.finish(
        graph.principled(base_color=colour, roughness=0.25, normal=graph.bump(tooth, 0.6, 0.0006))
    )


class Eyes:
    """Two moist eyeballs; each object with its centre and radius."""

    def __init__(self, figure: Figure) -> None:
        material = _eye(tuple(figure.spec["eye"]))
        self.balls: list[tuple[Any, np.ndarray, float]] = []
        for side in "lr":
            points = figure.points[figure.body.groups[f"helper-{side}-eye"]]
            centre = points.mean(0)
            centre[2] = figure.body.joint(figure.points, f"{side}-eye")[2]
            radius = float(np.ptp(points[:, 0])) / 2
            self.balls.append((_ball(material), centre, radius))

    def placed(self, head: Any) -> None:
        """Let the eyes move with the head and look ahead; `head` is a matrix in Blender's space."""
        from mathutils import Matrix

        for ball, centre, radius in self.balls:
            ball.matrix_world = (
                head @ Matrix.Translation(metres(centre)) @ Matrix.Scale(radius * 0.1 * 0.985, 4)
            )


def _ball(material: Any) -> Any:
    bpy.ops.mesh.primitive_uv_sphere_add(segments=48, ring_count=32, radius=1)
    ball = bpy.context.object
    points = np.zeros(len(ball.data.vertices) * 3)
    ball.data.vertices.foreach_get("co", points)
    points = points.reshape(-1, 3)
    away = np.hypot(points[:, 0], points[:, 2])
    cornea = np.where(points[:, 1] < 0, np.clip(1 - (away / 0.55) ** 2, 0, 1), 0)
    points *= (1 + 0.09 * cornea)[:, None]
    ball.data.vertices.foreach_set("co", points.ravel())
    ball.data.polygons.foreach_set("use_smooth", np.ones(len(ball.data.polygons), bool))
    ball.data.materials.append(material)
    return ball


def _eye(iris: tuple[float, float, float]) -> Any:
    graph = Graph("eye")
    where = graph.node("TexCoord").outputs["Object"]
    x, y, z = graph.parts(where)
    away = graph.math("SQRT", graph.add(graph.times(x, x), graph.times(z, z)))
    front = graph.math("LESS_THAN", y, 0.0)

    def step(low: float, high: float, to: tuple[float, float] = (0, 1)) -> Socket:
        return graph.ramp(away, low, high, to, smooth=True)

    star = graph.node("CombineXYZ", x=graph.math("DIVIDE", x, graph.add(away, 0.02)))
    graph.tree.links.new(graph.math("DIVIDE", z, graph.add(away, 0.02)), star.inputs[1])
    graph.tree.links.new(graph.times(away, 0.8), star.inputs[2])
    rays = graph.noise(star.outputs[0], 9, 4)
    coloured = graph.mix(rays, dimmed(iris, 0.35), tuple(min(1, part * 1.9) for part in iris))
    veins = graph.ramp(graph.noise(where, 5, 6, 0.7), 0.55, 0.75, (0, 0.3), smooth=True)
    white = graph.mix(step(0.5, 0.95, (0.05, 0.45)), (0.58, 0.545, 0.51), (0.62, 0.40, 0.36))
    white = graph.mix(veins, white, (0.55, 0.25, 0.22))
    ringed = graph.mix(step(0.36, 0.47), coloured, dimmed(iris, 0.25))
    colour = graph.mix(step(0.45, 0.51), ringed, white)
    colour = graph.mix(step(0.165, 0.20), (0.002, 0.002, 0.002), colour)
    surface = graph.principled(base_color=graph.mix(front, white, colour), roughness=0.25)
    for name, amount in (("Weight", 1.0), ("Roughness", 0.03), ("IOR", 1.45)):
        surface.inputs[f"Coat {name}"].default_value = amount
    return graph.finish(surface)
