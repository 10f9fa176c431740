"""The player against a plain model of it: whatever is done in whatever order, the right frame is shown."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.media.audio import SilentSound
from game.media.clip import ClipPlayer, PlayerState
from media.conftest import FPS, FakeClock, number_of

FRAMES = 75
LAST = FRAMES - 1
STEP = 1 / FPS


class Model:
    """What a clip player is, without threads, queues and decoders."""

    def __init__(self, *, playing: bool, loop: bool) -> None:
        self.position = 0.0
        self.speed = 1.0
        self.first, self.last = 0, LAST
        self.playing, self.ended, self.loop = playing, False, loop

    @property
    def index(self) -> int:
        return min(max(math.floor(self.position * FPS + 1e-4), self.first), self.last)

    @property
    def state(self) -> PlayerState:
        if self.ended:
            return PlayerState.ENDED
        return PlayerState.PLAYING if self.playing else PlayerState.PAUSED

    def still(self, index: int) -> None:
        self.position = min(max(index, self.first), self.last) * STEP
        self.ended = False

    def advance(self, seconds: float) -> None:
        if not self.playing:
            return
        self.position += seconds * self.speed
        start, end = self.first * STEP, (self.last + 1) * STEP
        while self.loop and self.position >= end - 1e-6:
            self.position -= end - start
        if self.position >= end - 1e-6:
            self.still(self.last)
            self.playing, self.ended = False, True

    def play(self) -> None:
        if not self.playing and (self.ended or (self.index == self.last and not self.loop)):
            self.still(self.first)
        self.playing = True

    def pause(self) -> None:
        if self.playing:
            self.still(self.index)
        self.playing = False

    def span(self, first: int, last: int) -> None:
        here = self.index
        self.first, self.last = first, last
        self.still(here if first <= here <= last else first)


class Pair:
    """Does the same to a player and to the model, and compares them."""

    def __init__(self, film: Path, *, start_paused: bool, loop: bool) -> None:
        self.clock = FakeClock()
        self.model = Model(playing=not start_paused, loop=loop)
        self.player = ClipPlayer(
            film, clock=self.clock, sound=SilentSound(), start_paused=start_paused, loop=loop
        )

    def advance(self, ms: int) -> None:
        assert self.player.settle()
        self.clock.advance(ms / 1000)
        self.model.advance(ms / 1000)

    def scrub(self, times: list[int]) -> None:
        for ms in times:
            self.player.seek(ms / 1000)
            self.player.update()
        self.model.still(math.floor(times[-1] / 1000 * FPS + 1e-4))

    def step(self, frames: list[int]) -> None:
        for frame in frames:
            self.player.step(frame)
            self.model.pause()
            self.model.still(self.model.index + frame)

    def show(self, index: int) -> None:
        self.player.show(index)
        self.model.pause()
        self.model.still(index)

    def play(self) -> None:
        self.player.play()
        self.model.play()

    def pause(self) -> None:
        self.player.pause()
        self.model.pause()

    def toggle(self) -> None:
        self.player.toggle()
        (self.model.pause if self.model.playing else self.model.play)()

    def speed(self, speed: float) -> None:
        self.player.set_speed(speed)
        self.model.speed = speed

    def loop(self, loop: bool) -> None:
        self.player.set_loop(loop)
        self.model.loop = loop

    def span(self, first: int, length: int) -> None:
        last = min(first + length - 1, LAST)
        self.player.set_span((first * STEP, (last + 1) * STEP))
        self.model.span(first, last)

    def whole(self) -> None:
        self.player.set_span(None)
        self.model.span(0, LAST)

    def compare(self) -> None:
        player, model = self.player, self.model
        assert player.settle()
        assert player.state is model.state
        assert (player.index, number_of(player.frame)) == (model.index, model.index)
        assert player.time == pytest.approx(model.position, abs=1e-5)
        if not model.playing:
            assert player.time == player.index * STEP == pytest.approx(model.position)
            assert player.next_due() is None


def command(name: str, *values: st.SearchStrategy) -> st.SearchStrategy:
    """A command with its values, and whether to wait and look after it or to hurry on."""
    return st.tuples(st.booleans(), st.just(name), *values)


ADVANCE = command("advance", st.integers(1, 300))
COMMANDS = st.one_of(
    ADVANCE,
    ADVANCE,
    command("advance", st.integers(300, 3500)),
    command("play"),
    command("play"),
    command("pause"),
    command("toggle"),
    command("scrub", st.lists(st.integers(-200, 3300), min_size=1, max_size=4)),
    command("step", st.lists(st.sampled_from([1, -1]), min_size=1, max_size=5)),
    command("show", st.integers(-3, LAST + 3)),
    command("speed", st.sampled_from([1, 0.5, 0.25])),
    command("loop", st.booleans()),
    command("span", st.integers(0, LAST), st.integers(1, 40)),
    command("whole"),
)


@pytest.mark.parametrize("kind", ["silent", "spoken"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commands=st.lists(COMMANDS, min_size=5, max_size=30), start_paused=st.booleans(), loop=st.booleans())
def test_any_commands_in_any_order(
    silent_film: Path, spoken_film: Path, kind: str, commands: list[tuple], start_paused: bool, loop: bool
) -> None:
    film = silent_film if kind == "silent" else spoken_film
    pair = Pair(film, start_paused=start_paused, loop=loop)
    with pair.player:
        pair.compare()
        for look, name, *values in commands:
            getattr(pair, name)(*values)
            if look or name == "advance":
                pair.compare()
        pair.compare()
