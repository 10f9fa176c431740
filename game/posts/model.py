"""Posts and the checks that can be made on them, as `levels/context/` writes them. A teacher can change both.

Why a post is as it is (`case`) says whether its picture is altered and whether it misleads as it stands, so
that no file can contradict itself.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal, get_args

from pydantic import Field, StrictStr, field_validator, model_validator

from game.content.base import Flag, LocalText, Model, Slug

CheckId = Literal["account", "search", "longer", "sources", "credentials"]
"""Who posted it, reverse search, the longer version, other sources, content credentials."""

PostCase = Literal[
    "true",
    "disclosed",
    "old",
    "elsewhere",
    "cut",
    "staged",
    "satire",
    "caption",
    "cloned",
    "label-cut",
]
"""Why a post is as it is.

- `true`: untouched, and what it says is so; `disclosed`: altered, and it says so openly.
- `old`, `elsewhere`, `cut`, `staged`, `satire`, `caption`: untouched, but with another date or place, ended
  too early, acted, a joke taken for news, or with words that are not so.
- `cloned`: made to deceive; `label-cut`: made openly, and the note about it was cut off.
"""

ALTERED: Final = frozenset({"disclosed", "cloned", "label-cut"})
SHAREABLE: Final = frozenset({"true", "disclosed"})
CHECK_IDS: Final[tuple[CheckId, ...]] = get_args(CheckId)
CASES: Final[tuple[PostCase, ...]] = get_args(PostCase)


class CheckKind(Model):
    """One way to check a post. `nothing` is what it shows where it finds nothing that helps."""

    id: CheckId
    icon: Slug
    title: LocalText
    how: LocalText
    nothing: LocalText


class CheckKinds(Model):
    """`levels/context/checks.yaml`."""

    checks: Annotated[tuple[CheckKind, ...], Field(min_length=1)]


class PostFinding(Model):
    """What a check shows on one post; `settles` where it decides whether the post can be shared."""

    check: CheckId
    text: LocalText
    settles: Flag = False


class Post(Model):
    """One post: all of it is invented. `still` shows a picture in the place of a clip."""

    id: Slug
    case: PostCase
    still: Flag = False
    icon: Slug = "person"
    account: LocalText
    place: LocalText
    date: StrictStr
    caption: LocalText
    findings: Annotated[tuple[PostFinding, ...], Field(min_length=1, max_length=5)]

    @property
    def altered(self) -> bool:
        """Tell whether its picture was altered."""
        return self.case in ALTERED

    @property
    def misleading(self) -> bool:
        """Tell whether it misleads as it stands."""
        return self.case not in SHAREABLE

    @property
    def settling(self) -> tuple[PostFinding, ...]:
        """The findings that settle it."""
        return tuple(finding for finding in self.findings if finding.settles)

    def finding(self, check: str) -> PostFinding | None:
        """Return what `check` shows; None where it finds nothing that helps."""
        return next((finding for finding in self.findings if finding.check == check), None)

    @field_validator("date")
    @classmethod
    def _a_day(cls, value: str) -> str:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise ValueError("expected a day such as 2026-03-21") from None
        return value

    @model_validator(mode="after")
    def _settled(self) -> Post:
        checks = [finding.check for finding in self.findings]
        repeated = next((check for check in checks if checks.count(check) > 1), None)
        if repeated is not None:
            raise ValueError(f"expected one finding of each check, found `{repeated}` twice")
        if not self.settling:
            raise ValueError("expected a finding with `settles: true`, or no check would help")
        return self


class Posts(Model):
    """`levels/context/*.yaml` besides `checks.yaml`: a file of posts."""

    posts: Annotated[tuple[Post, ...], Field(min_length=1)]
