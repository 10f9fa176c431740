"""What a phone is told: the same for all, and its own part. Nothing of it can be asked for before its time.

The truth of a clip leaves the laptop with the reveal (that of the checks with the end of the lesson), the
distribution never: phones show the question, and the wall shows the class.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from game.workshop.lesson import CardItem, ClipItem, PairItem, PostItem, TalkItem
from game.workshop.room import RoomPhase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.workshop.host import Host, Still
    from game.workshop.lesson import Lesson
    from game.workshop.room import Room, Vote


def public(host: Host) -> str:
    """Return the part that all phones share, as JSON: `v`, `phase`, `code`, and what is on the wall."""
    room, lesson = host.room, host.lesson
    told: dict[str, Any] = {
        "v": room.version,
        "phase": room.phase.value,
        "code": room.code,
        "clips": len(lesson.clips),
    }
    if 0 <= room.at < len(lesson.items):
        told |= _item(room, lesson, host.stills)
    if host.reasons.asked == room.at and room.phase in (RoomPhase.CLOSED, RoomPhase.SHOWN):
        told["why"] = True
    if room.phase is RoomPhase.DONE:
        told["virtual"] = lesson.virtual
        told["truths"] = {
            str(i): {"block": item.block, "clip": lesson.number(i), "manipulated": item.manipulated}
            for i, item in enumerate(lesson.items)
            if isinstance(item, ClipItem) and i not in room.skipped
        }
        told["posts"] = {str(i): item.manipulated for i, item in lesson.posts if i not in room.skipped}
        told["pairs"] = {str(i): item.side for i, item in lesson.pairs if i not in room.skipped}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def personal(room: Room, seat: str) -> str:
    """Return the seat's own votes as JSON, so that a reloaded page knows them again."""
    mine = {str(i): vote(ballot[seat]) for i, ballot in room.ballots.items() if seat in ballot}
    return json.dumps(mine, separators=(",", ":"))


def state(shared: str, own: str) -> str:
    """Return the whole message of a state, from its two parts."""
    return f'{{"t":"state","room":{shared},"mine":{own}}}'


def _item(room: Room, lesson: Lesson, stills: Mapping[int, tuple[Still, ...]]) -> dict[str, Any]:
    item = lesson.items[room.at]
    if isinstance(item, CardItem):
        return {"item": room.at, "page": "card"}
    if isinstance(item, TalkItem):
        return {"item": room.at, "page": "talk"}
    if isinstance(item, PostItem):
        return _post(room, item)
    if isinstance(item, PairItem):
        return _pair(room, lesson, item, stills)
    told: dict[str, Any] = {
        "item": room.at,
        "clip": lesson.number(room.at),
        "block": item.block,
        "spot": item.spot,
        "kinds": list(item.kinds),
        "aspect": round(item.aspect, 4),
        "virtual": item.virtual,
        "voice": item.sound_only,
    }
    if lesson.introduces(room.at):
        told["who"] = True
    still = stills.get(room.at)
    if still is not None and item.spot:
        told["still"] = still[0].name
    if room.phase is RoomPhase.SHOWN:
        told["truth"] = _truth(item)
    return told


def _post(room: Room, item: PostItem) -> dict[str, Any]:
    """Return the question of a post; its words stand on the wall only."""
    told: dict[str, Any] = {
        "item": room.at,
        "post": True,
        "block": "lesson",
        "spot": False,
        "kinds": [],
        "aspect": round(item.aspect, 4),
        "virtual": False,
        "voice": False,
    }
    if room.phase is RoomPhase.SHOWN:
        told["truth"] = {"manipulated": item.manipulated, "tells": []}
    return told


def _pair(
    room: Room, lesson: Lesson, item: PairItem, stills: Mapping[int, tuple[Still, ...]]
) -> dict[str, Any]:
    """Return the question of a pair, with a frame of each film; on which side the edit stands comes last."""
    told: dict[str, Any] = {
        "item": room.at,
        "pair": True,
        "block": "lesson",
        "spot": item.place_asked,
        "kinds": [],
        "aspect": round(item.aspect, 4),
        "virtual": item.virtual,
        "voice": False,
    }
    if lesson.introduces(room.at):
        told["who"] = True
    if room.at in stills and item.place_asked:
        told["stills"] = [still.name for still in stills[room.at]]
    if room.phase is RoomPhase.SHOWN:
        told["truth"] = {"side": item.side, **_truth(item.edit)}
    return told


def _truth(item: ClipItem) -> dict[str, Any]:
    return {
        "manipulated": item.manipulated,
        "processing": item.processing,
        "method": item.method,
        "tells": [
            {"kind": tell.kind, "outline": [list(point) for point in tell.outline or ()]}
            for tell in item.tells
        ],
        "odd": item.looks_odd.model_dump(exclude_none=True) if item.looks_odd is not None else None,
    }


def vote(one: Vote) -> dict[str, Any]:
    """Return a vote as phones know it."""
    told: dict[str, Any] = {"rev": one.rev, "step": one.step}
    if one.tap is not None:
        told["tap"] = list(one.tap)
    if one.kind is not None:
        told["kind"] = one.kind
    return told
