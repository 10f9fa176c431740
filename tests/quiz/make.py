"""Small clips and rounds for tests: only what a test is about needs to be said."""

from dataclasses import replace

from game.content.base import LocalText
from game.content.models import Artefact, Clip
from game.content.regions import RegionKey
from game.quiz.answer import PRACTICE, Answer
from game.quiz.candidates import Candidate
from game.quiz.rounds import Deal, Mark, Round, answer_to
from game.quiz.scoring import judgement_points

SQUARE = ((0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6))


def region(polygon=SQUARE, t=0.0):
    return (RegionKey(t=t, polygon=polygon),)


def artefact(kind="blending-boundary", interval=(1.0, 2.0), track=None):
    return Artefact(kind=kind, interval=interval, region=region() if track is None else track)


def sound(kind="audio-splice", interval=(1.0, 2.0)):
    return Artefact(kind=kind, interval=interval)


def clip(name="c1", *artefacts, label=None, size=(640, 480), person="p1", original=None, difficulty=0.5):
    label = label or ("manipulated" if artefacts else "real")
    return Clip(
        id=name,
        path=f"media/{name}.mp4",
        hash="sha256:" + "0" * 64,
        bytes=1000,
        label=label,
        original=original,
        person=person,
        method="self-blend" if label == "manipulated" else None,
        seconds=3.0,
        size=size,
        fps=25,
        audio=True,
        description=LocalText(en="A person speaks."),
        difficulty=difficulty,
        artefacts=artefacts,
    )


def deal(clip_, choices=(), pack="pack", original=None, reason=""):
    return Deal(pack, clip_, tuple(choices), original, reason)


def played(clip_, step, marks=(), kind=None, *, conditions=PRACTICE, **more):
    """A round after the player's last word, with its answer."""
    said = Round(deal(clip_, choices=clip_.kinds), step=step, marks=tuple(marks), kind=kind, **more)
    return said if step is None else replace(said, answer=answer_to(said, "s", 0, conditions))


def answered(clip_, step, marks=(), kind=None, *, session="s", index=0, conditions=PRACTICE, at="", **more):
    """What such a round comes to."""
    answer = played(clip_, step, marks, kind, conditions=conditions, **more).answer
    return replace(answer, session=session, index=index, at=at)


def judged(what, p, found=False, *, asked=True):
    """An answer about a candidate: what the scheduler learns from."""
    return Answer(
        session="s",
        index=0,
        pack=what.pack,
        clip=what.clip,
        person=what.person,
        label=what.label,
        original=what.original,
        difficulty=what.difficulty,
        kinds=what.kinds,
        p=p,
        judgement_points=judgement_points(p, manipulated=what.manipulated),
        found=what.kinds if found else (),
        glance=None if asked else 2.0,
    )


def mark(x=0.5, y=0.5, t=1.5, *, timed=False):
    return Mark(x, y, t, timed)


def candidate(
    name, label="real", kinds=(), person="p1", difficulty=0.5, *, original=None, pack="pack", language=None
):
    return Candidate(pack, name, person, tuple(kinds), difficulty, label, original, language=language)
