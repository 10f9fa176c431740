"""Where things are on a person: the shaped mesh, its landmarks, and meshes of parts of it in Blender."""

from collections.abc import Iterable, Sequence
from typing import Any

import bpy
import numpy as np
from scipy.sparse import coo_matrix, csr_matrix, diags

from tools.cast.mesh import Body, metres

ASYMMETRIES = {"brown": 2, "cheek": 2, "ear": 4, "eye": 8, "jaw": 3, "mouth": 2, "nose": 4}
"""How many targets there are for a face that is not the same on both sides."""
PUPILS = 0.616
"""The distance of the eyes in the unit in which places on a face are told."""


def _uneven(seed: int) -> dict[str, float]:
    rng, found = np.random.default_rng(seed + 100), {}
    for part, count in ASYMMETRIES.items():
        for _ in range(2):
            found[f"asym/asym-{part}-{rng.integers(1, count + 1)}-{'lr'[rng.integers(2)]}"] = float(
                rng.uniform(0.15, 0.4)
            )
    found["neck/measure-neck-height-incr"] = 0.25
    return found


def _details(spec: dict[str, Any]) -> dict[str, float]:
    found = {}
    for name, amount in spec["detail"].items():
        sides = [name.replace("both-", f"{side}-") for side in "lr"] if "both-" in name else [name]
        found.update(dict.fromkeys(sides, amount))
    return found | _uneven(spec["seed"])


class Figure:
    """A shaped person at rest, in the mesh's units."""

    def __init__(self, body: Body, spec: dict[str, Any]) -> None:
        self.body, self.spec = body, spec
        points = body.lowered_arms(body.shaped(spec, spec["race"], _details(spec)))
        self.points = _sloping(body, points)
        points = self.points
        points[body.groups["helper-upper-teeth"]] += [0, -0.06, 0.065]
        points[body.groups["helper-lower-teeth"]] += [0, -0.035, 0.02]
        if spec.get("scarf"):
            _flat_ears(body, points)
        self.left_eye, self.right_eye = body.joint(points, "l-eye"), body.joint(points, "r-eye")
        self.eyes = (self.left_eye + self.right_eye) / 2
        self.unit = float(self.left_eye[0] - self.right_eye[0]) / PUPILS
        self.skull = self.eyes + np.array([0, 0.25, -1.0]) * self.unit
        self.neck = body.joint(points, "neck")
        axis = body.joint(points, "head") - self.neck
        self.neck_axis = axis / np.linalg.norm(axis)
        self.bottom = body.joint(points, "l-shoulder")[1] - 1.9
        self.skin = [i for i in range(len(body.faces)) if self._shown(i)]
        self.used = np.unique(np.concatenate([body.faces[i] for i in self.skin]))
        teeth = points[body.groups["helper-upper-teeth"]].mean(0)
        self.mouth_height = float(teeth[1] - self.eyes[1]) / self.unit

    def _shown(self, face: int) -> bool:
        corners = self.body.faces[face]
        place = self.points[corners]
        arm = np.abs(place[:, 0]).min() > 0.80 and self.body.head[corners].max() < 0.5
        return self.body.face_groups[face] == "body" and place[:, 1].min() > self.bottom and not arm

    @property
    def female(self) -> bool:
        """Whether hair and brows are drawn as a woman's."""
        return self.spec["gender"] < 0.5

    def relative(self, points: np.ndarray) -> np.ndarray:
        """Places told from between the eyes, in units of the face."""
        return (points - self.eyes) / self.unit

    def group(self, name: str, least: float = -1e9) -> list[list[int]]:
        """Return the faces of a named part, down to a height."""
        body = self.body
        return [
            face
            for face, group in zip(body.faces, body.face_groups, strict=True)
            if group == name and self.points[face][:, 1].min() > least
        ]


def _sloping(body: Body, points: np.ndarray) -> np.ndarray:
    """Shoulders that are less square than the base mesh's."""
    aside, low = np.abs(points[:, 0]), 1 - np.clip(body.neck + body.head, 0, 1)
    slope = np.clip((aside - 0.55) / 1.1, 0, 1)
    points[:, 1] -= 0.22 * slope * slope * (3 - 2 * slope) * low
    points[:, 0] -= np.sign(points[:, 0]) * 0.16 * np.clip(aside - 1.0, 0, 1) * low
    return points


def _flat_ears(body: Body, points: np.ndarray) -> None:
    left, right = body.joint(points, "l-eye"), body.joint(points, "r-eye")
    middle, unit = (left + right) / 2, (left[0] - right[0]) / PUPILS
    x, y, z = ((points - middle) / unit).T
    ear = (body.head > 0.9) & (np.abs(x) > 0.84) & (y < 0.4) & (y > -1.0) & (z < -0.4) & (z > -1.7)
    aside = 0.84 + 0.15 * np.clip(np.abs(x[ear]) - 0.84, 0, 1)
    points[ear, 0] = middle[0] + np.sign(x[ear]) * aside * unit


def mesh(name: str, points: np.ndarray, faces: Iterable[Sequence[int]], levels: int = 0) -> Any:
    """Return a smooth mesh object of points in the mesh's units."""
    data = bpy.data.meshes.new(name)
    data.from_pydata([tuple(p) for p in metres(points)], [], [list(map(int, face)) for face in faces])
    data.polygons.foreach_set("use_smooth", np.ones(len(data.polygons), bool))
    thing = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(thing)
    if levels:
        modifier = thing.modifiers.new("subdivided", "SUBSURF")
        modifier.levels = modifier.render_levels = levels
    return thing


def part(
    name: str, points: np.ndarray, faces: Sequence[Sequence[int]], levels: int
) -> tuple[Any, np.ndarray]:
    """Return a mesh object of some faces of the person, and which points it has."""
    used = np.unique(np.concatenate([np.array(face) for face in faces]))
    place = np.full(len(points), -1)
    place[used] = np.arange(len(used))
    return mesh(name, points[used], [[place[i] for i in face] for face in faces], levels), used


def thickened(thing: Any, metres_thick: float, offset: float = 1) -> None:
    """Give a surface a thickness."""
    modifier = thing.modifiers.new("thick", "SOLIDIFY")
    modifier.thickness, modifier.offset = metres_thick, offset


def value(thing: Any, name: str, values: np.ndarray) -> None:
    """Let a mesh carry a number at each point."""
    attribute = thing.data.attributes.new(name, "FLOAT", "POINT")
    attribute.data.foreach_set("value", np.asarray(values, np.float32))


def places(thing: Any, name: str, vectors: np.ndarray) -> None:
    """Let a mesh carry a place at each point."""
    attribute = thing.data.attributes.new(name, "FLOAT_VECTOR", "POINT")
    attribute.data.foreach_set("vector", np.asarray(vectors, np.float32).ravel())


def normals(thing: Any) -> np.ndarray:
    """Return the normals of a mesh's points, in Blender's space."""
    found = np.zeros(len(thing.data.vertices) * 3, np.float32)
    thing.data.vertices.foreach_get("normal", found)
    return found.reshape(-1, 3)


def moved(thing: Any, points: np.ndarray) -> None:
    """Put the points of a mesh, in metres, somewhere else."""
    thing.data.vertices.foreach_set("co", points.astype(np.float32).ravel())
    thing.data.update()


def averaging(faces: Sequence[Sequence[int]], count: int) -> csr_matrix:
    """Return a matrix that puts each point amid its neighbours."""
    sides = np.array([(face[i], face[(i + 1) % len(face)]) for face in faces for i in range(len(face))])
    sides = np.r_[sides, sides[:, ::-1]]
    near = coo_matrix((np.ones(len(sides)), (sides[:, 0], sides[:, 1])), shape=(count, count)).tocsr()
    near.data[:] = 1
    return diags(1 / np.maximum(1, np.asarray(near.sum(1)).ravel())) @ near


def triangles(faces: Iterable[Sequence[int]]) -> list[tuple[int, int, int]]:
    """Quads cut in two."""
    return [t for f in faces for t in ((f[0], f[1], f[2]), (f[0], f[2], f[3]))]
