"""The pages of a chapter, gathered behind one door: the controller imports them when one is shown."""

from __future__ import annotations

from game.campaign.before_share import BeforeShareScene
from game.campaign.case import CaseScene
from game.campaign.chapter_card import ChapterCardScene
from game.campaign.chapter_intro import CheckIntro, PracticeIntro
from game.campaign.example import ExampleScene
from game.campaign.lesson import LessonScene
from game.campaign.reshare import ReshareScene
from game.play.controller import Play, PlayOptions, session_of

__all__ = [
    "BeforeShareScene",
    "CaseScene",
    "ChapterCardScene",
    "CheckIntro",
    "ExampleScene",
    "LessonScene",
    "Play",
    "PlayOptions",
    "PracticeIntro",
    "ReshareScene",
    "session_of",
]
