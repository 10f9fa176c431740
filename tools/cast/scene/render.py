"""The key pictures of one person: `python -m tools.cast.scene.render PERSON OUT`.

Needs Blender as a Python module (`bpy`) and the mesh data (`CHINMI_MESH_DATA`); see tools/cast/README.md.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import yaml
from mathutils import Matrix

from tools.cast.keyposes import AWAKE, KEYS, TURNED, with_mood
from tools.cast.mesh import TO_METRES, Body, metres
from tools.cast.scene import face, headdress
from tools.cast.scene.clothes import Clothes
from tools.cast.scene.figure import Figure, moved
from tools.cast.scene.hair import hair
from tools.cast.scene.room import Room
from tools.cast.scene.skin import Skin
from tools.cast.scene.studio import Studio
from tools.cast.scene.whiskers import whiskers

PEOPLE = Path(__file__).parents[1] / "people.yaml"
SIZE, SAMPLES, FEWER = 540, 7, 5
"""Pixels of a picture's side; samples of the picture at rest, and of those of which only the face is used."""
LONG = ("bob", "short")
"""Hairstyles of which something shows behind the neck."""
FROM_METRES = np.linalg.inv(TO_METRES)


class Actor:
    """A whole person in the scene."""

    def __init__(self, spec: dict[str, Any]) -> None:
        bpy.ops.wm.read_factory_settings(use_empty=True)
        self.body = Body()
        self.figure = Figure(self.body, spec)
        self.clothes = Clothes(self.figure)
        self.skin = Skin(self.figure)
        self.inside = face.mouth(self.figure)
        self.eyes = face.Eyes(self.figure)
        self.hairs = whiskers(self.skin)
        self.studio = Studio(self.figure)
        self.carried = [thing for thing in (hair(self.skin),) if thing is not None]
        if spec.get("scarf"):
            self.carried.append(headdress.scarf(self.skin))
        if spec.get("hat"):
            self.carried.append(headdress.cap(self.skin))
        if spec["glasses"]:
            self.carried += headdress.glasses(self.skin)
        side = -1 if spec["light"] == "left" else 1
        self.room = Room(spec["bg"], self.studio.target, spec["seed"], side)
        self.still = [
            self.skin.thing, *(thing for thing, _ in self.inside), *(ball for ball, _, _ in self.eyes.balls),
            *(w.thing for w in self.hairs), *self.clothes.pieces,
        ]  # fmt: skip

    def pose(self, units: dict[str, float], angles: np.ndarray) -> None:
        """Put the person into a key pose."""
        figure, body = self.figure, self.body
        shown = body.expressed(figure.points, units)
        neck, head = body.head_moves(figure.points, angles)
        posed = body.posed(shown, neck, head)
        turned = Matrix((TO_METRES @ head @ FROM_METRES).tolist())
        moved(self.skin.thing, metres(posed[self.skin.used]))
        for thing, used in self.inside:
            moved(thing, metres(posed[used]))
        self.clothes.follow(posed, neck)
        for hairs in self.hairs:
            hairs.follow(shown, head)
        self.eyes.placed(turned)
        for thing in self.carried:
            thing.matrix_world = turned


def prepared(threads: int) -> Any:
    """Return the scene with the settings of Cycles."""
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device, cycles.seed, cycles.adaptive_threshold = "CPU", 3, 0.04
    cycles.use_denoising, cycles.denoiser = True, "OPENIMAGEDENOISE"
    cycles.denoising_prefilter, cycles.denoising_quality = "FAST", "HIGH"
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 4, 2, 2
    cycles.transmission_bounces, cycles.transparent_max_bounces = 2, 10
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.sample_clamp_indirect, cycles.sample_clamp_direct, cycles.blur_glossy = 3.0, 12.0, 1.0
    scene.cycles_curves.shape, scene.cycles_curves.subdivisions = "RIBBONS", 2
    render = scene.render
    render.use_persistent_data = True
    render.threads_mode, render.threads = "FIXED", threads
    render.resolution_x = render.resolution_y = SIZE
    render.image_settings.file_format = "PNG"
    scene.view_settings.view_transform = "AgX"
    scene.view_settings.look = "AgX - Medium High Contrast"
    return scene


class Shoot:
    """Makes the pictures of one actor."""

    def __init__(self, actor: Actor, out: Path, threads: int) -> None:
        self.actor, self.out, self.scene = actor, out, prepared(threads)
        deep = max(actor.figure.spec["skin"]) < 0.3
        self.scene.view_settings.exposure = 0.75 + (0.35 if deep else 0)
        self.project = actor.studio.projection(SIZE)

    def _picture(self, name: str, samples: int, percent: int = 100) -> None:
        self.scene.cycles.samples = samples
        self.scene.render.resolution_percentage = percent
        self.scene.render.filepath = str(self.out / f"{name}.png")
        bpy.ops.render.render(write_still=True)

    def room(self) -> None:
        """Return the room alone, out of focus."""
        people = [*self.actor.still, *self.actor.carried]
        for thing in people:
            thing.hide_render = True
        self._picture("plate", 14, 50)
        for thing in people:
            thing.hide_render = False
        for thing in self.actor.room.things:
            thing.hide_render = True
        self.scene.camera.data.dof.use_dof = False
        self.scene.render.film_transparent = True
        self.scene.render.image_settings.color_mode = "RGBA"

    def key(self, name: str, units: dict[str, float], angles: np.ndarray) -> None:
        """Picture the person without what the head carries (its shadows stay): all at rest, else the face."""
        self.actor.pose(units, angles)
        for thing in self.actor.carried:
            thing.visible_camera = False
        whole = name not in {"open", "teeth"}
        if not whole:
            self._border()
        self._picture(f"skin-{name}", SAMPLES if whole else FEWER)
        self.scene.render.use_border = False
        for thing in self.actor.carried:
            thing.visible_camera = True

    def _border(self) -> None:
        figure, render = self.actor.figure, self.scene.render
        eyes = self.project @ np.array([*metres(figure.eyes), 1])
        x, y = (eyes[:2] / eyes[3] + 1) / 2
        camera = self.scene.camera
        away = np.linalg.norm(np.array(camera.location) - metres(figure.eyes))
        unit = figure.unit * 0.1 / away * camera.data.lens / camera.data.sensor_width
        render.use_border = True
        render.border_min_x, render.border_max_x = x - 1.25 * unit, x + 1.25 * unit
        render.border_min_y, render.border_max_y = y - 2.15 * unit, y + 0.95 * unit

    def layers(self, pose: str) -> None:
        """Hair and head-dress before the person in a pose, and the hair behind the person."""
        for thing in self.actor.still:
            thing.is_holdout = True
        self._picture(f"front{pose}", SAMPLES)
        for thing in self.actor.still:
            thing.is_holdout = False
        spec = self.actor.figure.spec
        if spec["hair"] in LONG and not spec.get("scarf"):
            for thing in self.actor.still:
                thing.visible_camera = False
            self._picture(f"back{pose}", 4)
            for thing in self.actor.still:
                thing.visible_camera = True

    def geometry(self) -> dict[str, Any]:
        """Return what is needed to make other frames of the pictures."""
        graph, figure = bpy.context.evaluated_depsgraph_get(), self.actor.figure
        cloth, corners, count = [], [], 0
        for thing in self.actor.clothes.pieces:
            points, sides = _evaluated(thing, graph)
            cloth.append(points)
            corners.append(sides + count)
            count += len(points)
        balls = self.actor.eyes.balls
        return {
            "pm": self.project, "W": SIZE, "H": SIZE, "ec": figure.eyes, "u": figure.unit, "jn": figure.neck,
            "cloth_v": np.concatenate(cloth), "cloth_t": np.concatenate(corners), "V0": figure.points,
            "sel": np.array(figure.skin), "eyec": np.array([centre for _, centre, _ in balls]),
            "eyer": np.array([radius for _, _, radius in balls]),
            "front_pts": np.concatenate([_points(thing, graph) for thing in self.actor.carried]),
        }  # fmt: skip


def _evaluated(thing: Any, graph: Any) -> tuple[np.ndarray, np.ndarray]:
    shown = thing.evaluated_get(graph)
    surface = shown.to_mesh()
    points = np.zeros(len(surface.vertices) * 3, np.float32)
    surface.vertices.foreach_get("co", points)
    surface.calc_loop_triangles()
    corners = np.zeros(len(surface.loop_triangles) * 3, np.int32)
    surface.loop_triangles.foreach_get("vertices", corners)
    shown.to_mesh_clear()
    return points.reshape(-1, 3), corners.reshape(-1, 3)


def _points(thing: Any, graph: Any) -> np.ndarray:
    if thing.type == "MESH":
        return _evaluated(thing, graph)[0]
    if thing.type == "CURVES":
        data = thing.data.attributes["position"].data
        points = np.zeros(len(data) * 3, np.float32)
        data.foreach_get("vector", points)
        return points.reshape(-1, 3)[::3]
    found = []
    for line in thing.data.splines:
        places = np.array([tuple(p.co)[:3] for p in line.points], np.float32)
        ends = np.r_[places[1:], places[:1]] if line.use_cyclic_u else places[1:]
        along = np.linspace(0, 1, 12, dtype=np.float32)[:, None]
        found += [a + (b - a) * along for a, b in zip(places, ends, strict=False)]
    return np.concatenate(found)


def main(person: str, out: Path, threads: int) -> None:
    """Render all pictures of a person."""
    out.mkdir(parents=True, exist_ok=True)
    spec = yaml.safe_load(PEOPLE.read_text("utf-8"))[person]
    actor = Actor(spec)
    shoot = Shoot(actor, out.resolve(), threads)
    shoot.room()
    mood = AWAKE | spec["mood"]
    for name, units, degrees in [*KEYS, *(TURNED if spec.get("turns") else [])]:
        shoot.key(name, with_mood(mood, units), np.radians(degrees))
        if name == "rest":
            shoot.layers("")
            np.savez_compressed(out / "person.npz", **shoot.geometry())
        elif degrees in [turned for _, _, turned in TURNED]:
            shoot.layers(f"-{name}")
    (out / "mood.json").write_text(json.dumps(mood))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("person")
    parser.add_argument("out", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    main(given.person, given.out, given.threads)
