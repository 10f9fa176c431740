"""Clips that are sound only on a kiosk: dealt where its sound is on, and only there."""

from __future__ import annotations

from random import Random

from small_pack import pack_record, usual, voices, write_pack

from game.kiosk.library import KioskLibrary
from game.media.audio import SilentSound
from game.play.dealer import PracticeDealer
from game.quiz.history import History
from game.quiz.session import Session
from kiosk.kit import Kiosk
from tools.robots.kiosk_visitor import Robot


class Heard(SilentSound):
    """A loudspeaker that somebody could hear."""

    @property
    def audible(self) -> bool:
        return True


def media_of_clips(kiosk):
    """The media of forty clips dealt one by one."""
    context = kiosk.app.context
    level = context.levels[0].model_copy(update={"kinds": ()})
    dealt = [PracticeDealer(context, level).choose(Session("s", 1), History()) for _ in range(40)]
    return {deal.clip.media for deal in dealt if deal}


def test_a_voice_is_dealt_only_where_it_can_be_heard(tmp_path):
    library = KioskLibrary(tmp_path / "data")
    library.register_folder(write_pack(tmp_path / "films", usual(), pack_record("films")))
    library.register_folder(write_pack(tmp_path / "voices", voices(), pack_record("voices")))
    library.choose(())
    kiosk = Kiosk(tmp_path, library=library, clips=3)
    try:
        assert media_of_clips(kiosk) == {"video"}
        kiosk.app.context.sound = Heard()
        assert media_of_clips(kiosk) == {"video", "audio"}
    finally:
        kiosk.close()


def test_a_robot_plays_a_whole_visit_of_voices(tmp_path):
    library = KioskLibrary(tmp_path / "data")
    library.register_folder(write_pack(tmp_path / "voices", voices(), pack_record("voices")))
    library.choose(())
    kiosk = Kiosk(tmp_path, library=library, clips=3)
    kiosk.app.context.sound = Heard()
    robot = Robot(kiosk.loop, Random(4), pace=(0.3, 0.3), leaves=0.0)
    seen: list[str] = []
    try:
        for _ in range(200):
            robot.act(kiosk.time.now())
            kiosk.pass_time(0.35, 0.35)
            if kiosk.scene != (seen[-1] if seen else ""):
                seen.append(kiosk.scene)
            if kiosk.scene == "summary":
                break
        play = kiosk.app.visits.play
        assert play is not None
        assert [one.deal.clip.media for one in play.session.rounds] == ["audio"] * 3
        assert seen[-1] == "summary"
        assert seen.count("reveal") == 3
    finally:
        kiosk.close()
