"""Players of posts: who knows all, who always or never shares, who looks at pixels, who checks the source.

`python -m tools.robots.post_players` prints the table of `docs/measuring.md`: what each of them gets on the
posts that come with the game. Each sees the picture plus noise (d' = 1) and bets honestly on what it knows;
they differ in what they know.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Final, Protocol

from game.errors import ChinmiError
from game.posts.dealing import round_of
from game.posts.model import CHECK_IDS
from game.posts.reader import read_feed
from game.quiz.posts import CHECKS, PostRound, PostSummary, summarise_posts
from tools.robots.maximisers import best_step, look

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS: Final = 2400
"""Posts in the simulation: each of the game's a hundred times."""
SEED: Final = 1
SETTLED: Final = 0.95
"""How sure a player is who has read a check that settles it."""
UNKNOWN: Final = 0.5
"""What a player believes of a post without any word of where it comes from."""


@dataclass(frozen=True, slots=True)
class PostChoice:
    """What a player does with a post: checks to open, the two steps 1..6."""

    checks: tuple[str, ...]
    picture: int
    share: int


class PostPlayer(Protocol):
    """Decides about a post from its truth (it plays to be measured, not to learn)."""

    def decide(self, table: PostRound) -> PostChoice:
        """Return what to do with the post on the table."""
        ...


@dataclass(frozen=True, slots=True)
class PostOracle:
    """Knows everything, and opens what settles it."""

    def decide(self, table: PostRound) -> PostChoice:
        """Be surely right, twice."""
        checks = tuple(sorted(table.settling))[:CHECKS]
        return PostChoice(checks, 6 if table.altered else 1, 6 if table.misleading else 1)


@dataclass(frozen=True, slots=True)
class PostHabit:
    """Looks at the picture, opens nothing, and shares or holds back whatever comes."""

    share: int
    random: Random

    def decide(self, table: PostRound) -> PostChoice:
        """Do as always."""
        return PostChoice((), best_step(look(self.random, manipulated=table.altered), 0), self.share)


@dataclass(frozen=True, slots=True)
class PixelJudge:
    """Shares what looks untouched and holds back what looks altered; opens no check."""

    random: Random

    def decide(self, table: PostRound) -> PostChoice:
        """Say of the post what was seen of the picture."""
        step = best_step(look(self.random, manipulated=table.altered), 0)
        return PostChoice((), step, step)


@dataclass(frozen=True, slots=True)
class SourceChecker:
    """Opens three checks by chance, and believes one that settles it; else says perhaps."""

    random: Random

    def decide(self, table: PostRound) -> PostChoice:
        """Judge the picture by its looks, the post by its checks."""
        picture = best_step(look(self.random, manipulated=table.altered), 0)
        checks = tuple(self.random.sample(CHECK_IDS, CHECKS))
        if table.settling & set(checks):
            share = best_step(SETTLED if table.misleading else 1 - SETTLED, 0)
        else:
            share = self.random.choice((3, 4))
        return PostChoice(checks, picture, share)


NAMES: Final = ("oracle", "always-share", "never-share", "pixels", "sources")


def post_player(name: str, random: Random) -> PostPlayer:
    """Return the player called `name`. Raises ChinmiError that lists the names."""
    known: dict[str, PostPlayer] = {
        "oracle": PostOracle(),
        "always-share": PostHabit(1, random),
        "never-share": PostHabit(6, random),
        "pixels": PixelJudge(random),
        "sources": SourceChecker(random),
    }
    if name not in known:
        raise ChinmiError(f"--player {name}: with posts, expected one of {', '.join(NAMES)}")
    return known[name]


def played(table: PostRound, choice: PostChoice) -> PostRound:
    """Return the post with a player's choice made."""
    for check in choice.checks:
        table = table.opening(check)
    return replace(table, picture=choice.picture, share=choice.share)


def simulated(name: str, rounds: int = ROUNDS, seed: int = SEED) -> PostSummary:
    """Return what the player called `name` gets in `rounds` posts of the game, each as often."""
    posts = tuple(read_feed().posts.values())
    player = post_player(name, Random(seed))
    tables = (round_of(posts[i % len(posts)]) for i in range(rounds))
    return summarise_posts(
        played(table, player.decide(table)).answer("simulated", i) for i, table in enumerate(tables)
    )


def table() -> Iterator[str]:
    """Yield the table of d', c and points of each player."""
    yield "| player | sharing: d' | sharing: c | points for sharing | picture: d' |"
    yield "|---" * 5 + "|"
    for name in NAMES:
        told = simulated(name)
        points = 100 * (1 - (told.sharing.brier or 0.0))
        sharing, picture = told.sharing, told.picture
        figures = f"{sharing.dprime:.2f} | {sharing.criterion:+.2f} | {points:.0f} | {picture.dprime:.2f}"
        yield f"| {name} | {figures} |"


def main() -> None:
    """Print the table."""
    print("\n".join(table()))


if __name__ == "__main__":
    main()
