"""Without sound no clip is dealt that can only be told by ear, and no such kind is offered."""

import pytest
from small_pack import HEARD

from game.play.dealer import PracticeDealer, deal
from game.quiz.history import History
from game.quiz.session import Session


def kinds_of_clips(pilot, kinds=()):
    """The kinds of forty clips dealt one by one, each as the first one of a session."""
    context = pilot.app.context
    dealer = PracticeDealer(context, context.levels[0].model_copy(update={"kinds": kinds}))
    dealt = [dealer.choose(Session("s", 1), History()) for _ in range(40)]
    return {kind for d in dealt if d for kind in d.clip.kinds}


@pytest.mark.parametrize("silence", ["muted", "switched off"])
def test_a_clip_that_can_only_be_heard_is_dealt_with_sound_alone(make_pilot, silence):
    pilot = make_pilot(sound=True)
    assert HEARD in kinds_of_clips(pilot, kinds=(HEARD,))
    if silence == "muted":
        pilot.app.context.sound.set_mute(True)
    else:
        pilot.app.apply(pilot.app.context.settings.changed(sound=False))
    assert HEARD not in kinds_of_clips(pilot)
    assert HEARD not in kinds_of_clips(pilot, kinds=(HEARD,))


def test_kinds_that_are_heard_are_offered_with_sound_alone(make_pilot):
    for sound in (True, False):
        context = make_pilot(sound=sound).app.context
        pool = context.library.pool("real", u=0.0)
        offers = [deal(context, c, "").choices for c in pool for _ in range(10)]
        assert sound is any(context.guide.kinds[kind].audible for offer in offers for kind in offer)


def test_a_check_without_sound_leaves_out_what_is_only_heard(make_pilot):
    dealt = {}
    for sound in (True, False):
        pilot = make_pilot(sound=sound)
        checks = pilot.app.checks
        forms = checks.playable(checks.usual).values()
        dealt[sound] = {kind for form in forms for s in form.slots for kind in s.candidate.kinds}
    assert dealt[True] - dealt[False] == {HEARD}


def test_a_practice_of_what_is_heard_says_that_there_is_no_sound(make_pilot):
    pilot = make_pilot()
    pilot.app.show_menu()
    level = pilot.app.context.levels[0].model_copy(update={"kinds": (HEARD,)})
    pilot.app.play(level)
    assert pilot.t("session.no_sound") in [toast.text for toast in pilot.app.toasts.log]
