"""Skin: colour by place, subsurface scattering, pores, an oily sheen, lips, stubble, the painted scalp."""

from typing import Any

import bpy
import numpy as np
from scipy.spatial import cKDTree

from tools.cast.mesh import BASE, metres
from tools.cast.scene.figure import Figure, part, places, value
from tools.cast.scene.graph import Graph, Socket, dimmed

AZIMUTHS = {
    False: ([0, 25, 40, 52, 62, 72, 82, 95, 115, 180], [24, 26, 25, 17, 2, -9, 6, -8, -26, -30]),
    True: ([0, 25, 40, 52, 62, 72, 82, 95, 115, 180], [27, 29, 30, 22, 8, -13, 8, -2, -24, -30]),
}
"""Where the hairline runs: degrees around the skull from the front, and degrees of height, by male or not."""


class Skin:
    """The skin's mesh, and how strongly redness, stubble, scalp and so on show at each point."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        body = figure.body
        faces = [body.faces[i] for i in figure.skin]
        self.thing, self.used = part("skin", figure.points, faces, 2)
        layer = self.thing.data.uv_layers.new(name="UVMap")
        uvs = [body.uvs[corner] for i in figure.skin for corner in body.face_uvs[i]]
        layer.data.foreach_set("uv", np.array(uvs, np.float32).ravel())
        self.rest = figure.points[self.used]
        self._relative = figure.relative(self.rest)
        self._head = body.head[self.used]
        self._masks()
        places(self.thing, "rest", metres(self.rest))
        self.thing.data.materials.append(self._material())

    def _near(self, centre: tuple[float, float, float], size: tuple[float, float, float]) -> np.ndarray:
        return np.exp(-(((self._relative - np.array(centre)) / np.array(size)) ** 2).sum(1))

    def _both(self, centre: tuple[float, float, float], size: tuple[float, float, float]) -> np.ndarray:
        x, y, z = centre
        return self._near((x, y, z), size) + self._near((-x, y, z), size)

    def _masks(self) -> None:
        figure, rel, near, both = self.figure, self._relative, self._near, self._both
        spec, mouth = figure.spec, figure.mouth_height
        ridge = (np.abs(rel[:, 0]) < 0.12) & (rel[:, 1] > -0.75) & (rel[:, 1] < -0.05)
        tip = rel[np.argmax(np.where(ridge, self.rest[:, 2], -9))]
        nose = (float(tip[0]), float(tip[1]), float(tip[2]))
        self.ears = (
            (np.abs(rel[:, 0]) > 0.98) * (rel[:, 2] < -0.4) * (rel[:, 1] < 0.35) * (rel[:, 1] > -0.95)
        ) * (self._head > 0.9)
        red = 0.9 * near(nose, (0.16, 0.14, 0.2)) + 0.75 * both((0.42, -0.42, 0.12), (0.26, 0.22, 0.5))
        red += 0.35 * near((0, mouth - 0.42, 0.2), (0.2, 0.15, 0.4)) + 0.5 * self.ears
        dark = 0.8 * both((0.31, -0.19, 0.12), (0.2, 0.09, 0.4))
        dark += 0.5 * both((0.16, -0.05, 0.2), (0.07, 0.12, 0.4)) + 0.2 * both(
            (0.33, 0.13, 0.2), (0.2, 0.08, 0.4)
        )
        oil = near(nose, (0.2, 0.25, 0.3)) + near((0, 0.45, 0.1), (0.55, 0.28, 0.5))
        oil += 0.6 * both((0.42, -0.3, 0.12), (0.2, 0.15, 0.5)) + 0.5 * near(
            (0, mouth - 0.42, 0.2), (0.15, 0.15, 0.4)
        )
        self.moustache = near((0, mouth + 0.14, 0.25), (0.55, 0.05, 0.5)) * (rel[:, 1] < mouth + 0.19)
        stubble = 1.3 * near((0, mouth - 0.12, 0), (0.75, 0.42, 1.2)) - 1.2 * near(
            (0, mouth + 0.05, 0.3), (0.22, 0.13, 0.5)
        )
        stubble = np.clip(stubble, 0, 1) * (rel[:, 1] < -0.55) * (self._head > 0.5) * (rel[:, 2] > -1.0)
        if spec.get("beard"):
            stubble = np.clip(stubble * 1.1 + self.moustache * 1.2, 0, 1)
        elif spec.get("moustache"):
            stubble = np.clip(stubble * 0.35 + self.moustache * 1.3, 0, 1)
        self.stubble, self.scalp = stubble, self._scalp()
        found = {"red": red, "dark": dark, "oil": np.clip(oil, 0, 1), "stubble": stubble}
        for name, values in {**found, "lid": self._lids(), "scalp": self.scalp}.items():
            value(self.thing, name, values)

    def _lids(self) -> np.ndarray:
        groups = self.figure.body.groups
        lashes = np.concatenate([groups[f"helper-{side}-eyelashes-{i}"] for side in "lr" for i in (1, 2)])
        away, _ = cKDTree(self.figure.points[lashes]).query(self.rest)
        return np.exp(-((away / (0.045 * self.figure.unit)) ** 2))

    def _scalp(self) -> np.ndarray:
        figure, spec = self.figure, self.figure.spec
        if spec.get("scarf"):
            return np.zeros(len(self.rest))
        x, y, z = ((self.rest - figure.skull) / figure.unit).T
        azimuth = np.degrees(np.arctan2(np.abs(x), z))
        height = np.degrees(np.arctan2(y, np.hypot(x, z)))
        line = np.interp(azimuth, *AZIMUTHS[not figure.female])
        if spec["hair"] == "afro":
            line += np.interp(azimuth, [0, 60, 90], [3, 2, 0])
        aside = self.rest[:, 0]
        line += 1.6 * np.sin(aside * 23 + spec["seed"]) + 1.2 * np.sin(aside * 51)
        return np.clip((height - line) / 8, 0, 1) * (self._head > 0.6) * (1 - self.ears)

    def _material(self) -> Any:
        spec, graph = self.figure.spec, Graph("skin")
        where = graph.attribute("rest", vector=True)
        lip = self._lip_mask(graph, where)
        old = max(0.0, spec["age"] - 0.55)
        rough = graph.add(
            graph.times(graph.noise(where, 60), 0.18), graph.times(graph.noise(where, 380), 0.22)
        )
        rough = graph.less(graph.add(rough, 0.34), graph.times(graph.attribute("oil"), 0.06))
        rough = graph.less(rough, graph.times(lip, 0.12))
        pores = graph.times(graph.cells(where, 520), 0.5)
        relief = graph.add(pores, graph.times(graph.noise(where, 180, 4, 0.65), 1.0 + 1.2 * old))
        surface = graph.principled(base_color=self._colour(graph, where, lip), roughness=rough)
        surface.subsurface_method = "RANDOM_WALK"
        for name, amount in (("Weight", 0.7), ("Scale", 0.0032), ("Radius", (1, 0.36, 0.2))):
            surface.inputs[f"Subsurface {name}"].default_value = amount
        surface.inputs["Specular IOR Level"].default_value = 0.42
        normal = graph.bump(relief, 0.46 + 0.3 * old, 0.0012)
        graph.tree.links.new(normal, surface.inputs["Normal"])
        return graph.finish(surface)

    def _lip_mask(self, graph: Graph, where: Socket) -> Socket:
        picture = bpy.data.images.load(str(BASE / "textures/mpfb_lips.jpg"))
        picture.colorspace_settings.name = "Non-Color"
        uv = graph.node("UVMap", uv_map="UVMap").outputs[0]
        node = graph.node("TexImage", image=picture, vector=uv)
        frayed = graph.times(graph.less(graph.noise(where, 220), 0.5), 0.5)
        return graph.ramp(graph.add(node.outputs[0], frayed), 0.15, 0.95)

    def _colour(self, graph: Graph, where: Socket, lip: Socket) -> Socket:
        spec = self.figure.spec
        base, lips = tuple(spec["skin"]), tuple(spec["lips"])
        deep = max(base) < 0.3
        tint = graph.attribute

        def layer(colour: Socket, share: Socket, strength: float, by: tuple[float, float, float]) -> Socket:
            return graph.mix(graph.times(share, strength), colour, dimmed(base, by))

        def spots(scale: float, low: float, high: float, detail: float = 3, rough: float = 0.6) -> Socket:
            return graph.ramp(graph.noise(where, scale, detail, rough), low, high)

        colour = graph.mix(graph.times(spots(28, 0.3, 0.7, 4), 0.5), base, dimmed(base, (0.90, 0.80, 0.76)))
        colour = layer(colour, tint("red"), 0.75, (1.05, 0.82, 0.8) if deep else (0.98, 0.66, 0.62))
        colour = layer(colour, tint("dark"), 0.5, (0.68, 0.55, 0.56))
        colour = layer(
            colour, spots(11, 0.42, 0.68), 0.55, (1.08, 0.88, 0.84) if deep else (1.03, 0.80, 0.76)
        )
        colour = layer(colour, tint("lid"), 0.55, (0.55, 0.36, 0.34))
        colour = layer(colour, spots(300, 0.35, 0.7, 3, 0.7), 0.30, (0.80, 0.68, 0.64))
        colour = layer(colour, spots(170, 0.55, 0.75, 2, 0.55), 0.25, (0.62, 0.62, 0.62))
        moles = graph.times(graph.ramp(graph.cells(where, 95), 0.16, 0.09), spots(22, 0.56, 0.62, 1, 0.55))
        colour = layer(colour, moles, 0.45, (0.5, 0.36, 0.3))
        lip_colour = graph.mix(graph.times(spots(260, 0.35, 0.7, 2, 0.55), 0.5), lips, dimmed(lips, 0.72))
        colour = graph.mix(graph.times(lip, 0.8), colour, lip_colour)
        hair = tuple(x * 0.8 + y * 0.12 for x, y in zip(spec["haircol"], base, strict=True))
        if spec["stubble"]:
            grown = graph.times(tint("stubble"), spots(700, 0.30, 0.66, 2, 0.55))
            colour = graph.mix(graph.times(grown, spec["stubble"] * 0.8), colour, hair)
        return graph.mix(graph.times(tint("scalp"), 0.9), colour, hair)
