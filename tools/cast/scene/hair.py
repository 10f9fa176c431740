"""Hair that grows strand by strand out of the painted scalp."""

from dataclasses import dataclass
from typing import Any

import bpy
import numpy as np
from scipy.spatial import cKDTree

from tools.cast.mesh import metres
from tools.cast.scene.graph import Colour, Graph
from tools.cast.scene.skin import Skin

DOWN = np.array([0, 0, -1.0])
HAT_TILT = np.radians(-12)
"""A cap sits a little back."""


@dataclass(frozen=True)
class Style:
    """How a hairstyle grows: strands, their points, lift from the skull and radius in metres."""

    strands: int
    points: int
    lift: float
    radius: float
    stiffness: float
    """How much of its direction a strand starts with."""
    stray: float


STYLES = {
    "afro": Style(26000, 7, 0.0, 0.00013, 1.0, 0.35),
    "crop": Style(30000, 7, 0.0022, 0.00014, 0.5, 0.10),
    "short": Style(26000, 12, 0.004, 0.00015, 0.9, 0.10),
    "bob": Style(26000, 20, 0.006, 0.00016, 0.45, 0.04),
    "curly": Style(20000, 14, 0.003, 0.00015, 1.0, 0.25),
}


def material(colour: Colour, grey: float = 0.0) -> Any:
    """Hair of a colour in which each strand is a little different, some of them grey."""
    graph = Graph("hair")
    chance = graph.node("HairInfo").outputs["Random"]
    dark = tuple(part * 0.45 for part in colour)
    share = graph.times(graph.less(1.0, graph.math("POWER", chance, 2.0)), 0.5)
    shown = graph.mix(share, dark, tuple(part * 0.45 for part in dark))
    if grey:
        share = graph.times(graph.math("GREATER_THAN", chance, 1 - grey), 0.7)
        shown = graph.mix(share, shown, (0.42, 0.40, 0.38))
    surface = graph.principled(base_color=shown, roughness=0.55)
    surface.inputs["Specular IOR Level"].default_value = 0.22
    return graph.finish(surface)


def strands(name: str, points: np.ndarray, radius: float, tip: float, look: Any) -> Any:
    """Return an object of strands (strands, points, 3), in metres, thinner towards their tips."""
    count, each, _ = points.shape
    data = bpy.data.hair_curves.new(name)
    data.add_curves([each] * count)
    data.attributes["position"].data.foreach_set("vector", points.astype(np.float32).ravel())
    thickness = data.attributes.new("radius", "FLOAT", "POINT")
    widths = np.tile(np.linspace(radius, radius * tip, each), count)
    thickness.data.foreach_set("value", widths.astype(np.float32))
    data.materials.append(look)
    thing = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(thing)
    return thing


class Scalp:
    """The finished surface of the head: its triangles, and how much hair grows on each."""

    def __init__(self, skin: Skin) -> None:
        evaluated = skin.thing.evaluated_get(bpy.context.evaluated_depsgraph_get())
        surface = evaluated.to_mesh()
        count = len(surface.vertices)
        self.points, self.normals = np.zeros((2, count * 3), np.float32)
        surface.vertices.foreach_get("co", self.points)
        surface.vertices.foreach_get("normal", self.normals)
        self.points = self.points.reshape(-1, 3).astype(float)
        self.normals = self.normals.reshape(-1, 3).astype(float)
        grown = np.zeros(count, np.float32)
        surface.attributes["scalp"].data.foreach_get("value", grown)
        surface.calc_loop_triangles()
        corners = np.zeros(len(surface.loop_triangles) * 3, np.int32)
        surface.loop_triangles.foreach_get("vertices", corners)
        self.triangles = corners.reshape(-1, 3)
        evaluated.to_mesh_clear()
        sides = self.points[self.triangles]
        area = np.linalg.norm(np.cross(sides[:, 1] - sides[:, 0], sides[:, 2] - sides[:, 0]), axis=1)
        share = area * np.clip(grown[self.triangles].mean(1), 0, 1) ** 1.5
        self.share = share / share.sum()
        figure = skin.figure
        self.skull, self.unit = metres(figure.skull), figure.unit * 0.1
        above = np.flatnonzero(self.points[:, 2] > metres(figure.eyes)[2] - 0.14)
        self._above, self._tree = above, cKDTree(self.points[above])

    def roots(self, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Where so many strands begin, and the skin's normals there."""
        chosen = self.triangles[rng.choice(len(self.triangles), count, p=self.share)]
        shares = rng.dirichlet((1, 1, 1), count)[:, :, None]
        normals = (self.normals[chosen] * shares).sum(1)
        return (self.points[chosen] * shares).sum(1), normals / np.linalg.norm(normals, axis=1)[:, None]

    def outside(self, points: np.ndarray, lift: np.ndarray) -> np.ndarray:
        """Points pushed out to a height over the skin."""
        for _ in range(2):
            nearest = self._above[self._tree.query(points)[1]]
            normal = self.normals[nearest]
            height = ((points - self.points[nearest]) * normal).sum(1)
            points = points + normal * np.clip(lift - height, 0, 0.02)[:, None] * 0.8
        return points


class Growth:
    """Strands of one style while they grow, all at once, point by point."""

    def __init__(self, scalp: Scalp, spec: dict[str, Any], rng: np.random.Generator) -> None:
        self.scalp, self.spec, self.rng = scalp, spec, rng
        self.style = STYLES[spec["hair"]]
        self.count = self.style.strands
        self.root, self.normal = scalp.roots(self.count, rng)
        lumps = rng.normal(size=(400, 3))
        near = cKDTree(self.root[rng.choice(self.count, 400)]).query(self.root)[1]
        self.clump = lumps[near]
        self.step = self._step() * rng.uniform(0.75, 1.15, self.count)

    def _noise(self, size: float) -> np.ndarray:
        return self.rng.normal(size=(self.count, 3)) * size

    def _step(self) -> np.ndarray:
        forward = np.clip(self._relative(self.root)[:, 2], 0, 1)
        match self.spec["hair"]:
            case "afro":
                return np.full(self.count, 0.0032)
            case "crop":
                return 0.0030 + 0.0030 * forward
            case "short":
                return 0.0052 + 0.003 * np.clip(forward - 0.1, 0, 1)
            case "bob":
                return self.spec.get("hairlen", 1.0) * 0.0072 + 0.0028 * forward
            case _:
                return np.full(self.count, 0.0056)

    def _relative(self, points: np.ndarray) -> np.ndarray:
        return (points - self.scalp.skull) / self.scalp.unit

    def grown(self) -> np.ndarray:
        """All strands, (strands, points, 3), in metres."""
        style, point = self.style, self.root.copy()
        direction = self.normal * style.stiffness + self._noise(style.stray)
        line = [point.copy()]
        lift = style.lift * (1 + 0.4 * np.clip(self.clump[:, 0], -1, 1))
        for number in range(1, style.points):
            wish = self._wish(number, direction, self._relative(point))
            direction = wish / np.linalg.norm(wish, axis=1)[:, None]
            point = self.scalp.outside(point + direction * self.step[:, None], lift)
            line.append(point.copy())
        return self._trimmed(np.stack(line, 1))

    def _wish(self, number: int, direction: np.ndarray, place: np.ndarray) -> np.ndarray:
        x, y, _ = place.T
        clump, noise = self.clump, self._noise
        match self.spec["hair"]:
            case "afro":
                return direction * 0.55 + noise(0.85) + self.normal * 0.2
            case "crop":
                down = -0.05 - 0.9 * np.clip(np.abs(x) - 0.45, 0, 1) - 0.6 * np.clip(y - 0.3, 0, 1)
                comb = np.stack([np.full_like(x, 0.34), -0.25 + 0.5 * np.clip(y, -1, 1), down], 1)
                return direction * 0.7 + comb * 0.75 + noise(0.05) + clump * 0.10
            case "short":
                side = np.where(x > -0.25, 1.0, -1.0)
                down = -0.15 - 0.9 * np.clip(np.abs(x) - 0.3, 0, 1) - 0.5 * np.clip(y, 0, 1)
                comb = np.stack([side * 0.75, 0.15 + 0.35 * y, down], 1)
                wave = np.sin(number * 0.7 + clump[:, :1] * 2) * clump[:, [1, 2, 0]] * 0.12
                return direction * 0.75 + comb * 0.62 + DOWN * 0.22 + noise(0.05) + clump * 0.12 + wave
            case "bob":
                return self._combed(number, direction, place)
            case _:
                return self._curled(number)

    def _combed(self, number: int, direction: np.ndarray, place: np.ndarray) -> np.ndarray:
        x, y, z = place.T
        parting = self.scalp.skull[0] - self.spec.get("part", 0.018)
        side, low = np.where(self.root[:, 0] > parting, 1.0, -1.0), np.clip((0.15 - z) / 0.5, 0, 1)
        out = np.clip(np.abs(x), 0, 1)
        forward = 0.30 * np.clip(0.25 - y, 0, 1) * (1 - low) + 0.06
        comb = np.stack([side * (0.75 * (1 - low) - 0.04), forward, -0.1 - 1.1 * out**2 - 0.9 * low], 1)
        if number > 13:
            comb[:, 0] -= side * 0.25 * (number - 13) / 6
        return direction * 0.7 + comb * 0.50 + DOWN * 0.30 + self._noise(0.014) + self.clump * 0.045

    def _curled(self, number: int) -> np.ndarray:
        phase = self.clump[:, :1] * 3 + number * 1.05
        across = np.cross(self.normal, [0, 0, 1.0])
        across /= np.linalg.norm(across, axis=1)[:, None] + 1e-6
        along = np.cross(self.normal, across)
        curl = across * np.cos(phase) + along * np.sin(phase)
        return self.normal * 0.55 + curl * 0.95 + self._noise(0.22) + DOWN * 0.12 * number / 6

    def _trimmed(self, lines: np.ndarray) -> np.ndarray:
        """Return the strands without those across the face or through a cap."""
        place = self._relative(lines)
        if self.spec["hair"] == "bob":
            before = (place[..., 1] < -0.30) & (np.abs(place[..., 0]) < 0.70) & (place[..., 2] < 0.22)
            lines = lines[~before.any(1)]
        if self.spec.get("hat"):
            low = self._relative(lines) - np.array([0, 0.05, 0.42])
            height = low[..., 2] * np.cos(HAT_TILT) - low[..., 1] * np.sin(HAT_TILT)
            lines = lines[(height < 0.02).all(1)]
        return lines


def hair(skin: Skin) -> Any:
    """Return a person's hair; None under a scarf."""
    spec = skin.figure.spec
    if spec.get("scarf"):
        return None
    grown = Growth(Scalp(skin), spec, np.random.default_rng(spec["seed"])).grown()
    return strands("hair", grown, STYLES[spec["hair"]].radius, 0.4, material(spec["haircol"], spec["grey"]))
