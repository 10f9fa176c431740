"""Which posts come, and with which clip: of a computer-made actor, so that no person says what they did not.

Fresh posts first, misleading ones about as often as others, in an order that gives nothing away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from game.errors import ChinmiError
from game.quiz.posts import PostRound

if TYPE_CHECKING:
    from random import Random

    from game.content.models import Clip
    from game.play.context import Context
    from game.posts.model import Post
    from game.quiz.candidates import Candidate

HARDEST: Final = 0.6
"""Traces that are harder to see than this would make the first question a guess."""
MOST: Final = 400
"""Candidates that are asked for, more than an embedded pack has."""
LOOSE_FROM: Final = 6
"""With so many posts their mixture may be uneven by one, so that nobody can count it out."""


@dataclass(frozen=True, slots=True)
class DealtPost:
    """A post and the clip in it."""

    post: Post
    pack: str
    clip: Clip

    @property
    def round(self) -> PostRound:
        """The round that it begins."""
        return round_of(self.post, self.pack, self.clip.id)


def round_of(post: Post, pack: str = "", clip: str = "") -> PostRound:
    """Return a round of `post`, with nothing opened and nothing chosen."""
    return PostRound(
        post=post.id,
        case=post.case,
        pack=pack,
        clip=clip,
        altered=post.altered,
        misleading=post.misleading,
        settling=frozenset(finding.check for finding in post.settling),
    )


def chosen(posts: Iterable[Post], seen: Iterable[str], rounds: int, random: Random) -> tuple[Post, ...]:
    """Return `rounds` posts (or all there are): half of them misleading, those seen least often first."""
    times = Counter(seen)
    ordered = sorted(posts, key=lambda post: (times[post.id], random.random()))
    misleading = [post for post in ordered if post.misleading]
    others = [post for post in ordered if not post.misleading]
    wanted = rounds // 2 + (random.randrange(2) if rounds % 2 else 0)
    if rounds >= LOOSE_FROM:
        wanted += random.choice((-1, 0, 1))
    wanted = max(min(wanted, len(misleading)), rounds - len(others))
    taken = [*misleading[:wanted], *others[: rounds - wanted]]
    random.shuffle(taken)
    return tuple(taken)


def with_clips(context: Context, posts: Sequence[Post]) -> tuple[DealtPost, ...]:
    """Return the posts that a clip can be shown in, each with one of its own, people by turns.

    A clip that is kept for a check is taken only where there is no other.
    """
    pools = {altered: _pool(context, altered=altered) for altered in (False, True)}
    held, used = context.held(), Counter[str]()
    taken: set[tuple[str, str]] = set()
    dealt: list[DealtPost] = []
    for post in posts:
        pool = pools[post.altered]
        for one in sorted(pool, key=lambda c: (c.key in taken, c.key in held, used[c.person])):
            try:
                clip = context.library.clip(one.pack, one.clip)
            except ChinmiError:
                continue
            taken.add(one.key)
            used[one.person] += 1
            dealt.append(DealtPost(post, one.pack, clip))
            break
    return tuple(dealt)


def _pool(context: Context, *, altered: bool) -> list[Candidate]:
    library, guide = context.library, context.guide
    try:
        packs = [one.pack.name for one in library.packs() if one.pack.virtual]
        if not packs:
            return []
        found = library.pool(
            "manipulated" if altered else "real", u=0.0, limit=MOST, packs=packs, media="video"
        )
    except ChinmiError:
        return []
    seen = [
        one
        for one in found
        if not altered
        or (one.difficulty <= HARDEST and any(not guide.kinds[kind].audible for kind in one.kinds))
    ]
    context.random.shuffle(seen)
    return seen
