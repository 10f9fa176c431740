"""Catmull-Clark subdivision of a mesh of quads as one sparse matrix, to be used on every frame."""

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix, diags, identity, vstack

Quads = np.ndarray


def _edges(quads: Quads) -> tuple[np.ndarray, np.ndarray]:
    """All edges of the quads, each once, and for each side of each quad the number of its edge."""
    sides = np.stack([quads, np.roll(quads, -1, axis=1)], axis=-1).reshape(-1, 2)
    edges, which = np.unique(np.sort(sides, axis=1), axis=0, return_inverse=True)
    return edges, which.reshape(len(quads), 4)


def _matrix(rows: np.ndarray, columns: np.ndarray, shape: tuple[int, int]) -> csr_matrix:
    return coo_matrix((np.ones(len(rows)), (rows, columns)), shape=shape).tocsr()


def subdivided(quads: Quads, vertices: int) -> tuple[csr_matrix, Quads]:
    """Return a matrix that makes the finer mesh's points of the coarse ones, and the finer mesh's quads."""
    faces, (edges, sides) = len(quads), _edges(quads)
    count = len(edges)
    face_points = _matrix(np.repeat(np.arange(faces), 4), quads.ravel(), (faces, vertices)) / 4
    ends = _matrix(np.repeat(np.arange(count), 2), edges.ravel(), (count, vertices))
    beside = _matrix(sides.ravel(), np.repeat(np.arange(faces), 4), (count, faces))
    neighbours = np.asarray(beside.sum(1)).ravel()
    inner = neighbours == 2
    edge_points = diags(np.where(inner, 0.25, 0.5)) @ ends + diags(np.where(inner, 0.25, 0.0)) @ (
        beside @ face_points
    )
    return (
        vstack([_moved(quads, edges, ends, face_points, inner, vertices), edge_points, face_points]).tocsr(),
        _finer(quads, sides, vertices, count),
    )


def _moved(
    quads: Quads,
    edges: np.ndarray,
    ends: csr_matrix,
    face_points: csr_matrix,
    inner: np.ndarray,
    vertices: int,
) -> csr_matrix:
    """Where the old points go."""
    faces = len(quads)
    of_vertex = _matrix(quads.ravel(), np.repeat(np.arange(faces), 4), (vertices, faces))
    degree = np.maximum(np.asarray(of_vertex.sum(1)).ravel(), 1)
    middles = ends / 2
    incident = ends.T.tocsr()
    edge_degree = np.maximum(np.asarray(incident.sum(1)).ravel(), 1)
    smooth = (
        diags(1 / degree**2) @ of_vertex @ face_points
        + diags(2 / (degree * edge_degree)) @ incident @ middles
        + diags((degree - 3) / degree)
    )
    border_edges = diags((~inner).astype(float)) @ middles
    border = diags(0.5 * np.ones(vertices)) + 0.25 * (incident @ border_edges)
    at_border = np.zeros(vertices, bool)
    at_border[edges[~inner].ravel()] = True
    used = np.zeros(vertices, bool)
    used[quads.ravel()] = True
    return (
        diags((used & ~at_border).astype(float)) @ smooth
        + diags((used & at_border).astype(float)) @ border
        + diags((~used).astype(float)) @ identity(vertices)
    )


def _finer(quads: Quads, sides: np.ndarray, vertices: int, edges: int) -> Quads:
    centre = vertices + edges + np.arange(len(quads))
    corner = [
        np.stack([quads[:, i], vertices + sides[:, i], centre, vertices + sides[:, i - 1]], axis=1)
        for i in range(4)
    ]
    return np.concatenate(corner)
