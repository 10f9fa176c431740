"""Averages are exact, so that an edit is the same bytes on every processor."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.forge.neighbours import WHOLE, doubled, gauss, weighed, weight_bits, whole

ROOT = Path(__file__).resolve().parents[2]
KERNELS = ("Prescott", "Haswell")
"""Kernels of OpenBLAS: of four values at a time, and of eight, multiplied and added at once."""


def _made(kernel: str) -> dict[str, str]:
    """Return the digests of what a processor with that kernel makes."""
    environment = os.environ | {
        "OPENBLAS_CORETYPE": kernel,
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]),
    }
    command = [sys.executable, "-m", "forge.on_a_processor"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    made: dict[str, str] = json.loads(ended.stdout)
    return made


def _has_both() -> bool:
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return False
    return " avx2 " in Path("/proc/cpuinfo").read_text(encoding="utf-8")


@pytest.mark.skipif(not _has_both(), reason="needs a processor that can do as both kernels do")
def test_edits_are_the_same_bytes_with_either_kernel():
    one, two = (_made(kernel) for kernel in KERNELS)
    if one.pop("a plain product") == two.pop("a plain product"):
        pytest.skip("this library of matrices has one kernel only")
    assert one == two


@settings(max_examples=60, deadline=None)
@given(
    st.floats(0.2, 24.0),
    st.tuples(st.integers(1, 40), st.integers(1, 40)),
    st.sampled_from([1.0, 8.0, 256.0]),
    st.integers(0, 999),
    st.integers(0, 1),
)
def test_an_average_is_the_sum_of_whole_numbers(
    sigma: float, shape: tuple[int, int], most: float, seed: int, axis: int
):
    """Whole numbers add up to the same in any order."""
    taps = gauss(sigma)
    bits, radius = weight_bits(len(taps)), len(taps) // 2
    plane = np.random.default_rng(seed).uniform(-most, most, shape).astype(np.float32)
    plane[0] = most
    steps = np.rint(np.ldexp(plane.astype(np.float64) / most, WHOLE - bits)).astype(np.int64)
    wide = np.pad(steps, [(radius, radius) if a == axis else (0, 0) for a in (0, 1)], "edge")
    plain = np.zeros(shape, dtype=np.int64)
    for k, weight in enumerate(whole(taps)):
        plain += weight * np.take(wide, range(k, k + shape[axis]), axis)
    assert np.array_equal(weighed(plane, taps, axis, most), np.ldexp(plain.astype(np.float64), -WHOLE) * most)


@given(st.floats(0.15, 24.0))
def test_weights_add_up_to_one_and_lie_alike_on_both_sides(sigma: float):
    steps = whole(gauss(sigma))
    assert steps.sum() == 1 << weight_bits(len(steps))
    assert (steps >= 0).all()
    assert (steps == steps[::-1]).all()


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 99))
def test_a_mask_at_twice_its_size_is_exact(height: int, width: int, seed: int):
    """Of quarters of quarters nothing is lost, of masks in steps of 1 / 64 such as the forge draws."""
    steps = np.random.default_rng(seed).integers(0, 65, (height, width))
    out = doubled((steps / 64).astype(np.float32))
    for axis in (0, 1):
        wide = np.pad(steps, [(1, 1) if a == axis else (0, 0) for a in (0, 1)], "edge")
        length = steps.shape[axis]
        before, own, after = (np.take(wide, range(k, k + length), axis) for k in range(3))
        pairs = np.stack([before + 3 * own, 3 * own + after], axis + 1)
        steps = pairs.reshape([2 * n if a == axis else n for a, n in enumerate(steps.shape)])
    assert np.array_equal(out, steps / 1024)


@settings(max_examples=20, deadline=None)
@given(st.floats(0.4, 4.0), st.integers(0, 99))
def test_a_second_part_is_as_fine_as_single_precision(sigma: float, seed: int):
    plane = np.random.default_rng(seed).uniform(0, 10_000, (40, 30)).astype(np.float32)
    taps = gauss(sigma)
    weights = np.ldexp(whole(taps), -weight_bits(len(taps)))
    wide = np.pad(plane.astype(np.float64), [(len(taps) // 2,) * 2, (0, 0)], "edge")
    plain = sum(weight * wide[k : k + 40] for k, weight in enumerate(weights))
    assert np.abs(weighed(plane, taps, 0, 16_384.0, 2) - plain).max() < 0.003
