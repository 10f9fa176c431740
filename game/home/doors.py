"""The doors of the rooms: behind each is a screen whose modules are imported when somebody goes through.

What a start draws, which is the menu, is imported at the top of `game.app`. Everything else that a player may
open at home has its door here, and its imports wait in it; a chapter's pages are behind `campaign/pages`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.quiz.phase import Phase

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import ExitStack
    from pathlib import Path

    from game.campaign.controller import CampaignController
    from game.campaign.model import Campaign
    from game.content.levels import Level
    from game.forge.order import PackOffer
    from game.home.arrivals import Arrivals
    from game.packs.library import Library
    from game.play.check_play import Checks
    from game.play.context import Context, JustJudged
    from game.play.controller import Play, SceneOf
    from game.ui.scene import Scene

# -- play ---------------------------------------------------------------------------------------------------


def watch(play: Play) -> Scene:
    """Watch the clip."""
    from game.play.ways import watch_scene

    return watch_scene(play)


def judge(play: Play) -> Scene:
    """Say how likely it is manipulated."""
    from game.play.ways import judge_scene

    return judge_scene(play)


def spot(play: Play) -> Scene:
    """Point at what gave it away."""
    from game.play.ways import spot_scene

    return spot_scene(play)


def reveal(play: Play) -> Scene:
    """See the truth."""
    from game.play.ways import reveal_scene

    return reveal_scene(play)


def skipped(play: Play) -> Scene:
    """Be told of a clip that cannot be played."""
    from game.play.skipped import SkippedScene

    return SkippedScene(play)


def summary(play: Play) -> Scene:
    """See how the session went."""
    from game.play.summary import SummaryScene

    return SummaryScene(play)


def why(context: Context, judged: JustJudged, then: Callable[[], None]) -> Scene:
    """Say in own words what led to a judgement."""
    from game.play.why import WhyScene

    return WhyScene(context, judged, then)


PLAY_SCENES: Final[dict[Phase, SceneOf]] = {
    Phase.WATCH: watch,
    Phase.JUDGE: judge,
    Phase.SPOT: spot,
    Phase.REVEAL: reveal,
    Phase.SKIPPED: skipped,
    Phase.DONE: summary,
}
"""The scene of each phase that shows one (dealing and committing show none)."""


def play(context: Context, level: Level) -> None:
    """Begin a session of `level` on top of the present screen."""
    from game.play.controller import Play

    Play(context, level, PLAY_SCENES).begin()


def checks(context: Context) -> Checks:
    """Return the checks of this computer. Raises ContentError."""
    from game.play.check_play import Checks
    from game.resources import read_checks

    return Checks(context, read_checks(context.guide), PLAY_SCENES)


# -- campaign -----------------------------------------------------------------------------------------------


def campaign(context: Context) -> Campaign:
    """Return the campaign's pages. Raises ContentError."""
    from game.campaign.reader import read_campaign

    return read_campaign(context.guide)


def at_hand(context: Context) -> Scene:
    """Return where to look and what to ask."""
    from game.campaign.at_hand import AtHandScene

    return AtHandScene(context, campaign(context).before_share)


# -- studio and workshop ------------------------------------------------------------------------------------


def studio(context: Context) -> None:
    """Learn by making."""
    from game.studio.screen import StudioScene

    context.stack.push(StudioScene(context))


def workshop(context: Context) -> None:
    """Hold a class."""
    from game.workshop.wall.opening import Workshop

    Workshop(context).begin()


# -- home ---------------------------------------------------------------------------------------------------


def practice(context: Context, begin: Callable[[Level], None]) -> None:
    """Choose what to practise."""
    from game.home.practice import PracticeScene

    context.stack.push(PracticeScene(context, begin))


def profile(context: Context, checks: Checks, begin: Callable[[Level], None]) -> None:
    """See what was learnt."""
    from game.home.profile import ProfileScene

    context.stack.push(ProfileScene(context, checks, begin))


def help_page(context: Context) -> Scene:
    """Return how to play, and the glossary."""
    from game.home.help import HelpScene

    return HelpScene(context)


def choose_folder(context: Context, take: Callable[[Path], None]) -> Scene:
    """Choose a folder of this computer to write to."""
    from game.home.files import FilesScene

    return FilesScene(context, lambda chosen: take(chosen[0]), saving=True)


def settings(context: Context) -> Scene:
    """Return the settings."""
    from game.home.settings import SettingsScene

    return SettingsScene(context)


def library(context: Context, arrivals: Arrivals) -> Scene:
    """Return the packs."""
    from game.home.library import LibraryScene

    return LibraryScene(context, arrivals)


def intake(context: Context, arrivals: Arrivals) -> None:
    """Show the files that are taken in."""
    from game.home.library import LibraryScene

    LibraryScene(context, arrivals).show_intake()


def people_offer(
    context: Context, offer: PackOffer, yes: Callable[[], None], no: Callable[[], None]
) -> Scene:
    """Return the offer of the pack of real people."""
    from game.home.people_offer import PeopleOfferScene

    return PeopleOfferScene(context, offer, yes, no)


def credit_list(context: Context) -> Scene:
    """Return credits and licences."""
    from game.home.credits import CreditsScene

    return CreditsScene(context)


def players(journey: CampaignController) -> Scene:
    """Return who may play."""
    from game.home.profiles import ProfilesScene

    return ProfilesScene(journey)


def leaving(context: Context) -> Scene:
    """Return the question whether to leave the game."""
    from game.play.dialog import Choice, DialogScene

    t, stack = context.t, context.stack
    stay = Choice("stay", t("quit.stay"), stack.pop, primary=True)
    leave = Choice("leave", t("quit.leave"), context.quit)
    title, text = t("quit.title"), t("quit.text")
    return DialogScene(context, icon="exit", title=title, text=text, choices=(stay, leave))


def title(context: Context, start: Callable[[], None]) -> Scene:
    """Return the title with its languages."""
    from game.home.title import TitleScene
    from game.home.title_halves import title_halves

    return TitleScene(context, start, title_halves(context), context.t("title.credit"))


# -- what is opened behind them -----------------------------------------------------------------------------


def open_library(data_dir: Path, scratch: ExitStack, failed: Callable[[str], None]) -> Library:
    """Open the packs of a data folder, with those that come with the game, see `open_with_packs`."""
    from game.embedded import open_with_packs
    from game.packs.library import Library

    return open_with_packs(Library, data_dir, scratch, failed)
