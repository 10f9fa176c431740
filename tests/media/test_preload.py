"""The preloader opens one clip ahead and hands it over once."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.media.clip import ClipPlayer, PlayerState
from game.media.preload import Preloader
from media.conftest import FakeClock, ListeningSound


class Opener:
    """Opens players and remembers them."""

    def __init__(self, film: Path, clock: FakeClock, sound: ListeningSound) -> None:
        self.opened: list[tuple[str, ClipPlayer]] = []
        self._make = lambda: ClipPlayer(film, clock=clock, sound=sound, start_paused=True)

    def __call__(self, key: str) -> ClipPlayer:
        player = self._make()
        self.opened.append((key, player))
        return player

    @property
    def keys(self) -> list[str]:
        return [key for key, _ in self.opened]


@pytest.fixture
def opener(silent_film: Path, clock: FakeClock, sound: ListeningSound):
    opener = Opener(silent_film, clock, sound)
    yield opener
    for _, player in opener.opened:
        player.close()


def test_hands_over_what_was_opened_ahead(opener: Opener) -> None:
    preloader = Preloader(opener)
    preloader.prepare("a")
    preloader.prepare("a")
    assert opener.keys == ["a"]
    player = preloader.take("a")
    assert player is opener.opened[0][1]
    preloader.close()
    assert player.settle()
    assert player.state is PlayerState.PAUSED  # handed over: the preloader no longer closes it


def test_its_first_frame_is_ready_without_anyone_asking(opener: Opener) -> None:
    preloader = Preloader(opener)
    preloader.prepare("a")
    player = opener.opened[0][1]
    assert player._decoder.wait_for(lambda: player._decoder.head() is not None, 10)
    player = preloader.take("a")
    assert player.update()
    assert player.frame is not None


def test_opens_now_what_was_not_opened_ahead(opener: Opener) -> None:
    preloader = Preloader(opener)
    preloader.prepare("a")
    player = preloader.take("b")
    assert opener.keys == ["a", "b"]
    assert player is opener.opened[1][1]
    assert opener.opened[0][1].frame is None
    assert opener.opened[0][1]._decoder._over.is_set()  # a was closed


def test_closes_what_it_holds(opener: Opener) -> None:
    preloader = Preloader(opener)
    preloader.prepare("a")
    preloader.close()
    preloader.close()
    assert opener.opened[0][1]._decoder._over.is_set()
    assert preloader.take("a") is opener.opened[1][1]
