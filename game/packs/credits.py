"""Credits: who made the footage, under which licence, and what was changed - as attribution licences ask."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from game.packs.licences import licence_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.content.models import Clip, Contributor, Licence, Pack, Source


def credits_text(pack: Pack, clips: Sequence[Clip]) -> str:
    """Return `CREDITS.md` of a pack, written from its records alone."""
    blocks = [
        f"# {pack.title.get('en')}, version {pack.version}",
        pack.description.get("en"),
        _section("Licence", [_licence(licence) for licence in pack.licenses]),
        _section("Sources", [_source(source, "en") for source in pack.sources]),
        _section("Thanks to", [_contributor(one) for one in pack.contributors]),
        f"## Consent\n\n{pack.consent.evidence.get('en')}",
        _agreement(pack),
        f"## Changes\n\n{changes(clips)}",
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def summary(pack: Pack, language: str) -> tuple[str, ...]:
    """Return the credits of a pack in a few lines: title, licences, sources, people, consent."""
    lines = [
        pack.title.get(language),
        " + ".join(licence.title or licence.name for licence in pack.licenses),
        *(_source(source, language) for source in pack.sources),
        ", ".join(one.title.get(language) for one in pack.contributors),
        pack.consent.evidence.get(language),
    ]
    return tuple(line for line in lines if line)


def changes(clips: Sequence[Clip]) -> str:
    """Return in words what was done to the clips; a licence of the CC BY family wants it said."""
    methods = Counter(clip.method for clip in clips if clip.method is not None)
    encoded = f"All {len(clips)} clips were cut, resized and encoded again."
    if not methods:
        return f"{encoded} Nothing else was changed."
    listed = ", ".join(f"{n} by {method}" for method, n in sorted(methods.items()))
    edited = methods.total()
    return f"{encoded} {edited} of them {'was' if edited == 1 else 'were'} also manipulated: {listed}."


def _section(title: str, lines: Sequence[str]) -> str:
    return "\n".join((f"## {title}", "", *(f"- {line}" for line in lines))) if lines else ""


def _licence(licence: Licence) -> str:
    rule = licence_rule(licence.name)
    path = licence.path or (rule.path if rule else None)
    title = licence.title or (rule.title.get("en") if rule else None)
    return " ".join(_parts(title or licence.name, f"({licence.name})" if title else None, path))


def _agreement(pack: Pack) -> str:
    """Return who confirmed the agreement, and that the files stay; nothing where the terms ask for none."""
    if pack.agreement is None:
        return ""
    given = pack.agreement
    who = ", ".join(part for part in (given.role, given.place, given.date) if part)
    return f"## Agreement\n\nConfirmed by: {who}. These files stay on the machine where it was confirmed."


def _source(source: Source, language: str) -> str:
    return ", ".join(
        _parts(source.title.get(language), str(source.year) if source.year else None, source.path)
    )


def _contributor(one: Contributor) -> str:
    return ", ".join(_parts(f"{one.title.get('en')} ({one.role})", one.path))


def _parts(*parts: str | None) -> Iterator[str]:
    return (part for part in parts if part)
