"""CREDITS.md of a pack: who is to be thanked, under which licence, and what was changed."""

from __future__ import annotations

from game.content.models import Clip, Pack


def credits_text(pack: Pack, clips: tuple[Clip, ...]) -> str:
    """Return the credits of a pack as Markdown, from nothing but its own records."""
    edited = sum(clip.manipulated for clip in clips)
    lines = [f"# {pack.title.get('en')}", "", pack.description.get("en"), "", "## Licence", ""]
    lines += [f"- {_linked(one.title or one.name, one.path)} ({one.name})" for one in pack.licenses]
    lines += ["", "## Sources", ""]
    for source in pack.sources:
        year = f", {source.year}" if source.year else ""
        lines.append(f"- {_linked(source.title, source.path)}{year}")
    if pack.contributors:
        lines += ["", "## Thanks", ""]
        lines += [f"- {_linked(one.title, one.path)} ({one.role})" for one in pack.contributors]
    lines += ["", "## Consent", "", pack.consent.evidence, "", "## Changes", ""]
    lines.append(
        f"All {len(clips)} clips were cut, resized and encoded again for this pack. {edited} of them were "
        "also changed for training: the person's own picture or sound was blended with itself. Nobody was "
        "put in anybody else's place."
    )
    return "\n".join(lines) + "\n"


def _linked(title: str, path: str | None) -> str:
    return (
        f"[{title}]({path})"
        if path and path.startswith("https://")
        else f"{title}" + (f", {path}" if path else "")
    )
