"""A guided example: a clip whose truth is told first, so that the player learns where to look.

Nothing is asked and nothing counts. The stage is lit, the tell-tale outlined, and the original is one key
away where there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.campaign.lesson_clip import LessonClip, find, open_clip
from game.campaign.model import Chapter, Example
from game.campaign.navigation import PageNavigation
from game.content.regions import polygon_at
from game.i18n import Translator
from game.media.clip import ClipPlayer, PlayerState
from game.play.compared import LEAD
from game.play.context import Context
from game.play.perception import only_heard
from game.play.verdict_band import verdict_band
from game.ui.geometry import Box
from game.ui.layout import Item, Node, column, fixed, flex, item, pad, spacer, split, stack
from game.ui.paged_text import PagedText
from game.ui.painter import Paintable, Painter
from game.ui.presets import key_row, page_keys, screen, top_bar
from game.ui.scene import Change, Layout, Scene
from game.ui.widgets.base import Widget
from game.ui.widgets.controls import Button, Label, Panel
from game.ui.widgets.stage import Glow, Stage, stage_tag

SLOW = 0.5
"""The speed of a slow loop, against the clip's own."""


class ExampleScene(Scene):
    """One example of a chapter."""

    name = "example"

    def __init__(self, context: Context, chapter: Chapter, index: int, navigation: PageNavigation) -> None:
        self.context = context
        self.chapter = chapter
        self.index = index
        self.navigation = navigation
        self.page = 0
        self.lesson_clip: LessonClip | None = None
        self.player: ClipPlayer | None = None
        self.original: ClipPlayer | None = None
        self.outline_on = True
        self.original_on = False
        self._last: PlayerState | None = None

    # -- life --------------------------------------------------------------------------------------

    @property
    def t(self) -> Translator:
        """The texts in the language of now, in the words for the clip on screen."""
        return self.context.t.about(virtual=self.lesson_clip is not None and self.lesson_clip.virtual)

    @property
    def example(self) -> Example:
        """The example of the chapter's file."""
        return self.chapter.examples[self.index]

    def enter(self) -> None:
        """Take a clip from the library and start it."""
        kind = self.example.kind
        low, high = self.example.difficulty
        self.lesson_clip = find(
            self.context, (kind,) if kind else (), (float(low), float(high)), real=kind is None
        )
        if self.lesson_clip is None:
            return
        self.context.teach(self.lesson_clip.keys)
        self.player = open_clip(self.context, self.lesson_clip.pack, self.lesson_clip.clip)
        if self.lesson_clip.original is not None:
            self.original = open_clip(
                self.context, self.lesson_clip.pack, self.lesson_clip.original, silent=not self.heard
            )
        self.player.play()
        self._follow()

    def leave(self) -> None:
        """Let go of both clips."""
        for player in (self.player, self.original):
            if player is not None:
                player.close()
        self.player = self.original = None

    def pause(self) -> None:
        """Stop while another screen lies on top."""
        for player in (self.player, self.original):
            if player is not None:
                player.pause()

    def update(self, now: float) -> Change:
        """Let the clips run; a clip that cannot be played leaves the words alone."""
        change = Change.NONE
        for player in (self.player, self.original):
            if player is not None and player.update():
                change = Change.LIVE
        front = self._front
        state = front.state if front else None
        if state is not self._last:
            self._last = state
            if PlayerState.FAILED in (state, self.player and self.player.state):
                self.leave()
            return Change.ALL
        return change

    def next_due(self, now: float) -> float | None:
        """Wake for the next frame."""
        dues = [player.next_due() for player in (self.player, self.original) if player is not None]
        known = [due for due in dues if due is not None]
        return min(known) if known else None

    def settle(self) -> None:
        """Wait for the frames that are due (for robots and tests)."""
        for player in (self.player, self.original):
            if player is not None:
                player.settle()

    # -- actions -----------------------------------------------------------------------------------

    def on_back(self) -> None:
        """Leave the chapter; its place is kept."""
        self.navigation.leave()

    @property
    def heard(self) -> bool:
        """Tell whether the example is one to be heard: then clip and original play by turns."""
        return self.lesson_clip is not None and only_heard(self.context.guide, self.lesson_clip.clip)

    @property
    def _front(self) -> ClipPlayer | None:
        """The player whose sound is heard."""
        return self.original if self.heard and self.original_on else self.player

    def toggle_play(self) -> None:
        """Play or pause both clips, or the one that is heard."""
        if self._front is not None:
            self._front.toggle()
            self._follow()

    def toggle_slow(self) -> None:
        """Loop slowly over the tell-tale, or over the whole real clip; or stop doing so."""
        player, lesson_clip = self.player, self.lesson_clip
        if player is None or lesson_clip is None:
            return
        if self.heard and self.original_on:
            self.toggle_original()
        on = not player.loop
        artefacts = lesson_clip.clip.artefacts
        player.set_span(artefacts[0].interval if on and artefacts else None)
        player.set_loop(on)
        player.set_speed(SLOW if on else 1.0)
        if on:
            player.play()
        self._follow()

    def toggle_outline(self) -> None:
        """Show or hide the outline."""
        self.outline_on = not self.outline_on

    def toggle_original(self) -> None:
        """Show the untouched original, or let it be heard from just before the place; or the edit again."""
        before = self._front
        self.original_on = not self.original_on
        if self.heard and self._front is not None and self.lesson_clip is not None:
            if before is not None:
                before.pause()
            start = min(artefact.interval[0] for artefact in self.lesson_clip.clip.artefacts)
            self._front.seek(max(0.0, start - LEAD))
            self._front.play()

    def more(self) -> None:
        """Turn to the next page of the text."""
        self.page += 1

    def _follow(self) -> None:
        if self.player is None or self.original is None or self.heard:
            return
        self.original.set_speed(self.player.speed)
        self.original.set_span(self.player.span)
        self.original.set_loop(self.player.loop)
        self.original.seek(self.player.time)
        if self.player.state is PlayerState.PAUSED:
            self.original.pause()
        else:
            self.original.play()

    # -- picture -----------------------------------------------------------------------------------

    def picture(self) -> Paintable | None:
        """Return the frame to show."""
        if self.original_on and self.original is not None:
            return self.original.picture
        return self.player.picture if self.player else None

    def _over(self, p: Painter, clip: Box) -> None:
        lesson_clip, player, t = self.lesson_clip, self.player, self.t
        if lesson_clip is None or player is None:
            return
        colours, stroke = p.palette, p.look.theme.stroke
        if self.original_on:
            stage_tag(p, clip, "real", t("reveal.original"), colours.real.on_dark)
            return
        if not self.outline_on:
            return
        for artefact in lesson_clip.clip.artefacts:
            outline = polygon_at(artefact.region, player.time, lesson_clip.clip.aspect)
            if outline is not None and artefact.interval[0] <= player.time <= artefact.interval[1]:
                points = [(clip.x + x * clip.w, clip.y + y * clip.h) for x, y in outline]
                p.outline(points, colours.truth, stroke.core, halo=stroke.halo)

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, lit stage with its keys, what to look for, and the way on."""
        t = self.t
        title = t("lesson.chapter", n=self.chapter.number, title=self.chapter.title.get(t.language))
        subtitle = t("example.page", n=self.index + 1, total=len(self.chapter.examples))
        body = split(
            item(
                column(self._stage(), key_row(*self._keys(), height="key", gap="m"), gap="m"), main=flex(1.6)
            ),
            item(self._reading(), main=flex()),
            gap="xl",
        )
        return screen(
            top_bar(t, title, subtitle, back=self.on_back),
            item(body, main=flex()),
            foot=page_keys(t, self.navigation.back, self.navigation.on),
        ).place(layout, layout.area)

    def _stage(self) -> Node:
        lesson_clip = self.lesson_clip
        if lesson_clip is None or self.player is None:
            return spacer()
        stage = Stage(
            name="stage",
            live=True,
            picture=self.picture,
            aspect=lesson_clip.clip.aspect,
            lit=1.0,
            overlay=self._over,
            waiting=self.context.t("watch.waiting"),
            press=self.toggle_play,
            spoken=lesson_clip.clip.description.get(self.context.language),
        )
        return item(stack(Glow(name="glow"), stage), main=flex())

    def _keys(self) -> list[Item]:
        """Return the keys below the stage: what can be done with this clip."""
        t, player, lesson_clip = self.t, self.player, self.lesson_clip
        if player is None or lesson_clip is None:
            return []
        playing = self._front is not None and self._front.state is PlayerState.PLAYING
        words, icon = (t("watch.pause"), "pause") if playing else (t("watch.play"), "play")
        keys = [
            self._key("play", icon, words, self.toggle_play, "space"),
            self._key("slow", "slow", t("example.slow"), self.toggle_slow, "s", on=player.loop),
        ]
        if self.original is not None:
            icon, words = ("sound", "reveal.hear_original") if self.heard else ("wipe", "example.original")
            press, on = self.toggle_original, self.original_on
            keys.append(self._key("original", icon, t(words), press, "w", on=on))
        if any(artefact.region for artefact in lesson_clip.clip.artefacts):
            outline = Button(
                name="outline", icon="tt-boundary", on=self.outline_on, press=self.toggle_outline,
                spoken=t("reveal.outline"), shortcuts=("o",),
            )  # fmt: skip
            keys.append(item(outline, width=fixed("key")))
        return keys

    @staticmethod
    def _key(
        name: str, icon: str, words: str, press: Callable[[], None], shortcut: str, *, on: bool = False
    ) -> Item:
        button = Button(
            name=name, icon=icon, text=words, style="label", press=press, shortcuts=(shortcut,), on=on
        )
        return item(button, main=flex())

    def _reading(self) -> Node:
        """Return the paper: the truth first, then what to look for."""
        t, manipulated = self.t, self.example.kind is not None
        head, text = self._words()
        words = column(
            Label(name="reading.head", text=head, style="h3", tone="ink") if head else None,
            item(
                PagedText(
                    name="reading.text",
                    text=text,
                    paper=True,
                    page=self.page,
                    more=self.more,
                    spoken=lambda n, total: t("lesson.more", n=n, total=total),
                ),
                main=flex(),
            ),
            gap="s",
        )
        verdict = t("verdict.manipulated" if manipulated else "verdict.real")
        return stack(
            Panel(name="reading", paper=True, corner="key"),
            column(
                verdict_band(verdict, "", manipulated=manipulated, joined=True) if self.lesson_clip else None,
                item(pad(words, x="xl", y="l"), main=flex()),
            ),
        )

    def _words(self) -> tuple[str, str]:
        t, kind = self.t, self.example.kind
        text = self.example.text.get(t.language)
        if self.lesson_clip is None:
            return t("example.none"), t("example.none_text")
        if self.index == 0 and self.lesson_clip.virtual:
            text = f"{t('example.virtual')} {text}"
        if kind is None:
            return "", text
        record = self.context.guide.kinds[kind]
        name = record.name.get(t.language)
        if not self.lesson_clip.asked:
            shown = self.lesson_clip.clip.kinds
            if not shown:
                return name, record.what.get(t.language)
            other = self.context.guide.kinds[shown[0]].name.get(t.language)
            instead = t("example.instead", kind=name.lower(), other=other.lower())
            return name, f"{record.what.get(t.language)} {instead}"
        return name, f"{text} {record.real_too.get(t.language)}"
