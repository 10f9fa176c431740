"""Drawing triangles: which triangle is seen at each pixel, and its colour from pictures of other poses."""

import numpy as np
from numba import njit


@njit(cache=True, fastmath=True)
def seen(xyz: np.ndarray, triangles: np.ndarray, width: int, height: int) -> tuple:
    """At each pixel the nearest triangle (-1: none), the shares of its first two corners, and the depth."""
    depth = np.full((height, width), np.float32(1e9), np.float32)
    which = np.full((height, width), -1, np.int32)
    first = np.zeros((height, width), np.float32)
    second = np.zeros((height, width), np.float32)
    for t in range(len(triangles)):
        a, b, c = triangles[t]
        ax, ay, bx, by, cx, cy = xyz[a, 0], xyz[a, 1], xyz[b, 0], xyz[b, 1], xyz[c, 0], xyz[c, 1]
        area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
        if abs(area) < 1e-9:
            continue
        left, right = int(max(0, np.ceil(min(ax, bx, cx) - 0.5))), int(min(width - 1, max(ax, bx, cx) - 0.5))
        top, bottom = int(max(0, np.ceil(min(ay, by, cy) - 0.5))), int(min(height - 1, max(ay, by, cy) - 0.5))
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                px, py = x + 0.5, y + 0.5
                u = ((bx - px) * (cy - py) - (cx - px) * (by - py)) / area
                v = ((cx - px) * (ay - py) - (ax - px) * (cy - py)) / area
                w = 1 - u - v
                if u < -1e-6 or v < -1e-6 or w < -1e-6:
                    continue
                z = u * xyz[a, 2] + v * xyz[b, 2] + w * xyz[c, 2]
                if z < depth[y, x]:
                    depth[y, x], which[y, x], first[y, x], second[y, x] = z, t, u, v
    return which, first, second, depth


@njit(cache=True, fastmath=True)
def _sample(picture: np.ndarray, x: float, y: float, out: np.ndarray) -> None:
    height, width, channels = picture.shape
    x, y = min(max(x - 0.5, 0.0), width - 1.001), min(max(y - 0.5, 0.0), height - 1.001)
    i, j = int(x), int(y)
    fx, fy = x - i, y - j
    for c in range(channels):
        upper = picture[j, i, c] * (1 - fx) + picture[j, i + 1, c] * fx
        lower = picture[j + 1, i, c] * (1 - fx) + picture[j + 1, i + 1, c] * fx
        out[c] = upper * (1 - fy) + lower * fy


@njit(cache=True, fastmath=True)
def _uncovered(depth: np.ndarray, x: float, y: float, z: float, slack: float) -> float:
    """1 where nothing lies in front of a point, 0 where something does by more than the slack."""
    height, width = depth.shape
    i, j = min(max(int(x), 1), width - 2), min(max(int(y), 1), height - 2)
    farthest = max(depth[j, i], depth[j, i - 1], depth[j, i + 1], depth[j - 1, i], depth[j + 1, i])
    if farthest > 1e8:
        return 0.0
    return max(0.0, min(1.0, 1.0 - (z - farthest - slack) / slack))


@njit(cache=True, fastmath=True)
def dressed(
    which: np.ndarray,
    first: np.ndarray,
    second: np.ndarray,
    triangles: np.ndarray,
    keys: np.ndarray,
    depths: np.ndarray,
    pictures: np.ndarray,
    weights: np.ndarray,
    slack: float,
) -> tuple:
    """Tell each pixel's colour, from the key pictures that see its point by their weights, and the trust."""
    height, width = which.shape
    colour = np.zeros((height, width, 3), np.float32)
    trust = np.zeros((height, width), np.float32)
    one = np.zeros(3, np.float32)
    for y in range(height):
        for x in range(width):
            t = which[y, x]
            if t < 0:
                continue
            a, b, c = triangles[t]
            u, v = first[y, x], second[y, x]
            w = 1 - u - v
            total = 0.0
            for k in range(len(keys)):
                qx = u * keys[k, a, 0] + v * keys[k, b, 0] + w * keys[k, c, 0]
                qy = u * keys[k, a, 1] + v * keys[k, b, 1] + w * keys[k, c, 1]
                qz = u * keys[k, a, 2] + v * keys[k, b, 2] + w * keys[k, c, 2]
                share = u * weights[a, k] + v * weights[b, k] + w * weights[c, k]
                share *= _uncovered(depths[k], qx, qy, qz, slack)
                if share < 1e-5:
                    continue
                _sample(pictures[k], qx, qy, one)
                for i in range(3):
                    colour[y, x, i] += share * one[i]
                total += share
            trust[y, x] = total
            if total > 1e-5:
                for i in range(3):
                    colour[y, x, i] /= total
    return colour, trust


@njit(cache=True, fastmath=True)
def laid(
    which: np.ndarray,
    first: np.ndarray,
    second: np.ndarray,
    triangles: np.ndarray,
    places: np.ndarray,
    picture: np.ndarray,
) -> np.ndarray:
    """Return a picture with four channels laid over a moved grid of triangles."""
    height, width = which.shape
    out = np.zeros((height, width, 4), np.float32)
    one = np.zeros(4, np.float32)
    for y in range(height):
        for x in range(width):
            t = which[y, x]
            if t < 0:
                continue
            a, b, c = triangles[t]
            u, v = first[y, x], second[y, x]
            w = 1 - u - v
            _sample(
                picture,
                u * places[a, 0] + v * places[b, 0] + w * places[c, 0],
                u * places[a, 1] + v * places[b, 1] + w * places[c, 1],
                one,
            )
            out[y, x] = one
    return out
