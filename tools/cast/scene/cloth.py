"""Cloth as a material: weave, folds, patterns, and the neckline, where the cloth becomes see-through."""

from typing import Any

import numpy as np

from tools.cast.mesh import metres
from tools.cast.scene.figure import Figure
from tools.cast.scene.graph import Graph, Socket, dimmed


def cloth(
    name: str,
    figure: Figure,
    colour: tuple[float, float, float],
    cut: float,
    depth: float,
    *,
    lapel: bool = False,
) -> Any:
    """Cloth that ends at a height of the neck, open in front to a depth."""
    graph, colour = Graph(name), tuple(colour)
    where = graph.attribute("rest", vector=True)
    x, y, z = graph.parts(where)
    edge = _edge(graph, figure, (x, y), where, (cut, depth, 0.55 if lapel else 0.62))
    weave, folds = graph.noise(where, 900, 1), graph.noise(where, 9, 3, distortion=1.2)
    creases = graph.noise(where, 26, 2, distortion=0.8)
    shown: Socket = graph.mix(weave, dimmed(colour, 0.72), colour)
    if not lapel:
        shown = _pattern(graph, figure.spec, shown, (x, z, where, folds))
    shown = graph.mix(graph.times(creases, 0.35), shown, dimmed(colour, 0.7))
    hem = graph.math("GREATER_THAN", edge, -0.42 if lapel else -0.10)
    if lapel:
        shown = graph.mix(graph.times(hem, 0.35), shown, dimmed(colour, 0.55))
    relief = graph.add(graph.add(folds, graph.times(creases, 0.3)), graph.times(weave, 0.04))
    relief = graph.add(relief, graph.times(hem, 0.14))
    surface = _woollen(graph, shown, graph.bump(relief, 0.75, 0.016))
    surface.inputs["Sheen Weight"].default_value = 0.15
    nothing, both = graph.node("BsdfTransparent"), graph.node("MixShader")
    over = graph.math("GREATER_THAN", edge, 0.0)
    for socket, link in zip(both.inputs, (over, surface.outputs[0], nothing.outputs[0]), strict=True):
        graph.tree.links.new(link, socket)
    return graph.finish(both)


def knit(figure: Figure, colour: tuple[float, ...], *, ribbed: bool) -> Any:
    """Return the cloth of a collar."""
    graph = Graph("collar")
    shade = (colour[0], colour[1], colour[2])
    where = graph.attribute("rest", vector=True)
    shown = graph.mix(graph.noise(where, 900, 1), dimmed(shade, 0.72), shade)
    relief = graph.noise(where, 26)
    shown = graph.mix(graph.times(relief, 0.35), shown, dimmed(shade, 0.7))
    if ribbed:
        x, y, _ = graph.parts(where)
        middle = metres(figure.neck)
        around = graph.math(
            "ARCTAN2", graph.less(x, float(middle[0])), graph.less(y, float(middle[1]) - 0.01)
        )
        relief = graph.math("SINE", graph.times(around, 110.0))
    return graph.finish(_woollen(graph, shown, graph.bump(relief, 0.5, 0.0015 if ribbed else 0.01)))


def _woollen(graph: Graph, colour: Socket, normal: Socket) -> Any:
    surface = graph.principled(base_color=colour, roughness=0.88, normal=normal)
    surface.inputs["Specular IOR Level"].default_value = 0.25
    return surface


def _edge(
    graph: Graph,
    figure: Figure,
    xy: tuple[Socket, Socket],
    where: Socket,
    opening: tuple[float, float, float],
) -> Socket:
    """How far a point lies beyond the neckline: above 0 there is no cloth."""
    (x, y), (cut, depth, slope) = xy, opening
    axis, neck = metres(figure.neck_axis) * 10, metres(figure.neck)
    along = graph.node("VectorMath", operation="DOT_PRODUCT")
    graph.tree.links.new(where, along.inputs[0])
    along.inputs[1].default_value = tuple(float(part) for part in axis)
    up = graph.times(graph.less(along.outputs["Value"], float(np.dot(neck, axis))), 10.0)
    edge = graph.less(up, cut)
    if not depth:
        return edge
    half = graph.times(graph.add(edge, depth), slope)
    inside = graph.less(half, graph.times(graph.math("ABSOLUTE", x), 10.0))
    front = graph.math("LESS_THAN", y, float(neck[1]))
    return graph.math("MAXIMUM", edge, graph.less(graph.times(graph.add(inside, 5.0), front), 5.0))


def _pattern(
    graph: Graph, spec: dict[str, Any], shown: Socket, at: tuple[Socket, Socket, Socket, Socket]
) -> Socket:
    x, z, where, folds = at
    second, third = (tuple(spec.get(f"pattern{i}", (0, 0, 0))) for i in (2, 3))

    def lines(along: Socket, pace: float, over: float) -> Socket:
        return graph.math("GREATER_THAN", graph.math("SINE", graph.times(along, pace)), over)

    match spec.get("pattern"):
        case "ikat":
            bent = graph.math("SINE", graph.add(graph.times(z, 95.0), graph.times(folds, 3.0)))
            run = graph.add(graph.times(x, 210.0), graph.times(bent, 2.1))
            run = graph.math("SINE", graph.add(run, graph.times(graph.noise(where, 160), 2.2)))
            shown = graph.mix(graph.math("GREATER_THAN", run, 0.25), shown, second)
            return graph.mix(graph.math("LESS_THAN", run, -0.55), shown, third)
        case "stripe":
            return graph.mix(lines(z, 330.0, 0.2), shown, second)
        case "check":
            shown = graph.mix(graph.times(lines(z, 260.0, 0.3), 0.6), shown, second)
            return graph.mix(graph.times(lines(x, 260.0, 0.3), 0.6), shown, second)
        case "flowers":
            away = graph.cells(where, 30)
            shown = graph.mix(graph.math("LESS_THAN", away, 0.26), shown, second)
            return graph.mix(graph.math("LESS_THAN", away, 0.10), shown, third)
        case _:
            return shown
