"""Materials written as expressions instead of as wires between nodes."""

from typing import Any

import bpy

Colour = tuple[float, float, float]
Socket = Any
"""What a node gives or takes; a number or a colour does as well."""


class Graph:
    """The nodes of one new material."""

    def __init__(self, name: str) -> None:
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.tree.nodes.clear()
        self._output = self.tree.nodes.new("ShaderNodeOutputMaterial")

    def node(self, kind: str, **values: Any) -> Any:
        """Return a new node; what is no input of it is set as its property."""
        node = self.tree.nodes.new(f"ShaderNode{kind}")
        for name, value in values.items():
            shown = name.replace("_", " ").title() if name.islower() else name
            if shown in node.inputs:
                self._put(node.inputs[shown], value)
            else:
                setattr(node, name, value)
        return node

    def _put(self, socket: Any, value: Socket) -> None:
        if isinstance(value, int | float):
            socket.default_value = value
        elif isinstance(value, tuple):
            socket.default_value = (*value, 1) if len(socket.default_value) == 4 else value
        else:
            self.tree.links.new(value, socket)

    def math(self, operation: str, a: Socket, b: Socket = 0.0, *, clamp: bool = False) -> Socket:
        """One sum, product or comparison."""
        node = self.node("Math", operation=operation, use_clamp=clamp)
        self._put(node.inputs[0], a)
        self._put(node.inputs[1], b)
        return node.outputs[0]

    def add(self, a: Socket, b: Socket) -> Socket:
        """Return the sum of two numbers."""
        return self.math("ADD", a, b)

    def less(self, a: Socket, b: Socket) -> Socket:
        """Return the difference of two numbers."""
        return self.math("SUBTRACT", a, b)

    def times(self, a: Socket, b: Socket) -> Socket:
        """Return the product of two numbers."""
        return self.math("MULTIPLY", a, b)

    def mix(self, share: Socket, a: Socket, b: Socket, blend: str = "MIX") -> Socket:
        """One colour in the place of another, by a share."""
        node = self.node("MixRGB", blend_type=blend)
        for socket, value in zip(node.inputs, (share, a, b), strict=True):
            self._put(socket, value)
        return node.outputs[0]

    def attribute(self, name: str, *, vector: bool = False) -> Socket:
        """Return a value that the mesh carries."""
        return self.node("Attribute", attribute_name=name).outputs["Vector" if vector else "Fac"]

    def parts(self, vector: Socket) -> tuple[Socket, Socket, Socket]:
        """Return the three coordinates of a place."""
        node = self.node("SeparateXYZ")
        self._put(node.inputs[0], vector)
        return node.outputs[0], node.outputs[1], node.outputs[2]

    def noise(
        self, where: Socket, scale: float, detail: float = 2, roughness: float = 0.5, distortion: float = 0
    ) -> Socket:
        """Smooth noise from 0 to 1."""
        node = self.node(
            "TexNoise", scale=scale, detail=detail, roughness=roughness, distortion=distortion, vector=where
        )
        return node.outputs[0]

    def cells(self, where: Socket, scale: float, randomness: float = 1.0) -> Socket:
        """Return the distance to the nearest of many scattered points."""
        return self.node("TexVoronoi", scale=scale, randomness=randomness, vector=where).outputs["Distance"]

    def ramp(
        self, x: Socket, low: float, high: float, to: tuple[float, float] = (0, 1), *, smooth: bool = False
    ) -> Socket:
        """Return a number taken from one range to another."""
        node = self.node("MapRange", interpolation_type="SMOOTHSTEP" if smooth else "LINEAR")
        for socket, value in zip(node.inputs, (x, low, high, *to), strict=False):
            self._put(socket, value)
        return node.outputs[0]

    def bump(self, height: Socket, strength: float, distance: float) -> Socket:
        """Return the normal of a surface with such a relief; the distance is in metres."""
        return self.node("Bump", strength=strength, distance=distance, height=height).outputs[0]

    def principled(self, **values: Any) -> Any:
        """Return the usual surface."""
        return self.node("BsdfPrincipled", **values)

    def finish(self, shader: Any) -> Any:
        """Return the material with this surface."""
        self.tree.links.new(shader.outputs[0], self._output.inputs[0])
        return self.material


def dimmed(colour: Colour, by: float | Colour) -> Colour:
    """Return a colour made darker, evenly or in each part."""
    each = by if isinstance(by, tuple) else (by, by, by)
    return (colour[0] * each[0], colour[1] * each[1], colour[2] * each[2])


def plain(name: str, colour: Colour, roughness: float = 0.4, **values: Any) -> Any:
    """Return a material of one colour."""
    graph = Graph(name)
    return graph.finish(graph.principled(base_color=colour, roughness=roughness, **values))
