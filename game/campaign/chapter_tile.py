"""How a chapter looks in the menu: number, icon, name, steps done, and its state in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from game.campaign.progress import ChapterState, Outline
from game.ui.widgets.card import LineCard, TileCard

if TYPE_CHECKING:
    from game.i18n import Translator


def chapter_tile(chapter: Outline, state: ChapterState, t: Translator, press: Callable[[], None]) -> TileCard:
    """Return a chapter's card."""
    icon, words = _state(state, t)
    return TileCard(
        name=f"chapter-{state.id}",
        number=chapter.number,
        icon=chapter.icon,
        title=_in(chapter.title, t),
        text=_in(chapter.subtitle, t),
        state_icon=icon,
        state=words,
        steps=state.total,
        done=state.done,
        style="h3",
        on=state.recommended,
        first=state.recommended,
        press=press,
        shortcuts=(str(chapter.number),),
        spoken=_in(chapter.title, t),
    )


def chapter_line(chapter: Outline, state: ChapterState, t: Translator, press: Callable[[], None]) -> LineCard:
    """Return a chapter's card in one line."""
    icon, words = _state(state, t)
    return LineCard(
        name=f"chapter-{state.id}",
        number=chapter.number,
        icon=chapter.icon,
        title=_in(chapter.title, t),
        state_icon=icon,
        state=words,
        on=state.recommended,
        first=state.recommended,
        press=press,
        shortcuts=(str(chapter.number),),
        spoken=_in(chapter.title, t),
    )


def _in(texts: Mapping[str, str], t: Translator) -> str:
    """Return the text in the language of now, else in English, else in whichever there is."""
    return next(texts[code] for code in (t.language, "en", *texts) if code in texts)


def _state(state: ChapterState, t: Translator) -> tuple[str, str]:
    if state.state == "finished":
        return "check", t("chapters.finished")
    if state.state == "continue":
        return "next", t("chapters.continue", n=state.done, total=state.total)
    return "play", t("chapters.recommended" if state.recommended else "chapters.not_started")
