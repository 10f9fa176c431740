"""Which screen shows what goes on in the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.workshop.lesson import PairItem, PostItem
from game.workshop.room import RoomPhase
from game.workshop.wall.end import EndScene
from game.workshop.wall.lobby import LobbyScene
from game.workshop.wall.page import PageScene
from game.workshop.wall.pair_result import PairResultScene
from game.workshop.wall.pair_vote import PairVoteScene
from game.workshop.wall.post_result import PostResultScene
from game.workshop.wall.post_vote import PostVoteScene
from game.workshop.wall.result import ResultScene
from game.workshop.wall.vote import VoteScene

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.ui.scene import Scene
    from game.workshop.wall.teaching import Teaching


def scene_of(teaching: Teaching) -> Scene:
    """Return the screen of the room as it is now."""
    return SCENES[teaching.room.phase](teaching)


def _vote(teaching: Teaching) -> Scene:
    """Return the screen of the vote on what is on the wall."""
    if isinstance(teaching.item, PairItem):
        return PairVoteScene(teaching)
    return (PostVoteScene if isinstance(teaching.item, PostItem) else VoteScene)(teaching)


def _result(teaching: Teaching) -> Scene:
    """Return the screen of what came of the vote, and of the truth."""
    if isinstance(teaching.item, PairItem):
        return PairResultScene(teaching)
    return (PostResultScene if isinstance(teaching.item, PostItem) else ResultScene)(teaching)


SCENES: Mapping[RoomPhase, Callable[[Teaching], Scene]] = {
    RoomPhase.LOBBY: LobbyScene,
    RoomPhase.PAGE: PageScene,
    RoomPhase.OPEN: _vote,
    RoomPhase.CLOSED: _result,
    RoomPhase.SHOWN: _result,
    RoomPhase.DONE: EndScene,
}
