"""What a player wrote in own words: beside what was said and what was true, to be read again and deleted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from game.content.own_words import MOST, breakable
from game.errors import ChinmiError, StoreError
from game.i18n import day
from game.play.dialog import Choice, DialogScene
from game.play.explanation import picture_step, share_step
from game.ui.layout import Node, column, content, fixed, flex, item, row, spacer
from game.ui.paged_list import PagedList, paged_foot
from game.ui.presets import icon_text, key_row, panel, primary, screen, secondary, top_bar
from game.ui.scene import Layout, Scene
from game.ui.widgets.controls import Button, IconText, Label

if TYPE_CHECKING:
    from game.i18n import Translator
    from game.play.context import Context
    from game.quiz.answer import Answer
    from game.quiz.posts import PostAnswer
    from game.records.values import OwnWords
    from game.ui.widgets.base import Widget


A = TypeVar("A", "Answer", "PostAnswer")


def written(context: Context, session: str | None = None) -> tuple[OwnWords, ...]:
    """Return what the player of now wrote (in `session`), the newest first; none where it cannot be read."""
    try:
        return context.store.words(session, context.profile())[::-1]
    except StoreError:
        return ()


def quoted(t: Translator, text: str, most: int = MOST) -> str:
    """Return `text` in the quotation marks of a language, cut after a word beyond `most` letters."""
    whole = breakable(text)
    if len(whole) <= most:
        return t("own.quoted", text=whole)
    end = whole.rfind(" ", 0, most)
    return t("own.quoted", text=f"{whole[: end if end > 0 else most]} …")


def own_words_key(context: Context, count: int, session: str | None = None) -> Button | None:
    """Return the key to the `count` entries that the player of now wrote (in `session`); None for none."""
    if not count:
        return None
    words = context.t("own.key", n=count)
    return secondary(
        "own-words", words, lambda: context.stack.push(OwnWordsScene(context, session)), icon="captions"
    )


class OwnWordsScene(Scene):
    """A list in pages; each entry can be deleted, and all of them."""

    name = "own-words"

    def __init__(self, context: Context, session: str | None = None) -> None:
        self.context = context
        self.session = session
        self.page = 0
        self._read()

    def _read(self) -> None:
        context = self.context
        self.words = written(context, self.session)
        try:
            self.answers = _by_round(context.store.answers(self.session, profile=context.profile()))
            self.posts = _by_round(context.store.posts(self.session, profile=context.profile()))
            self.actors = {one.pack.name for one in context.library.packs() if one.pack.virtual}
        except ChinmiError:
            self.answers, self.posts, self.actors = {}, {}, set()

    # -- actions -----------------------------------------------------------------------------------

    def on_back(self) -> None:
        """Back to where the player came from."""
        self.context.stack.pop()

    def turn(self, by: int) -> None:
        """Turn the page of the list."""
        self.page += by

    def delete(self, words: OwnWords) -> None:
        """Take one entry away for good."""
        self._forget(words)

    def delete_all(self) -> None:
        """Ask, then take away all that the player of now wrote."""
        t, stack = self.context.t, self.context.stack

        def yes() -> None:
            stack.pop()
            self._forget(None)

        keys = (
            Choice("stay", t("own.delete_no"), stack.pop, primary=True),
            Choice("forget", t("own.delete_yes"), yes),
        )
        stack.push(
            DialogScene(
                self.context,
                icon="captions",
                title=t("own.delete_title"),
                text=t("own.delete_text"),
                choices=keys,
            )
        )

    def _forget(self, only: OwnWords | None) -> None:
        context = self.context
        try:
            context.store.forget_words(context.profile(), only)
        except StoreError as error:
            context.toasts.show("warning", context.t(f"store.why.{error.why}"))
        else:
            context.toasts.show("check", context.t("own.deleted"))
        self._read()

    # -- layout ------------------------------------------------------------------------------------

    def build(self, layout: Layout) -> Sequence[Widget]:
        """Bar, list, the keys that delete all and lead back."""
        t = self.context.t
        bar = top_bar(t, t("own.title"), t("own.private"), back=self.on_back)
        done = primary("done", t("settings.done"), self.on_back, icon="check", first=True)
        keys = key_row(
            item(
                secondary("delete-all", t("own.delete_all"), self.delete_all, icon="close"),
                width=content("on_key"),
            )
            if self.words and self.session is None
            else None,
            spacer(),
            item(done, width=content("on_key")),
            height="key",
        )
        body: Node | Widget = icon_text("none", "captions", t("own.none"), style="h3")
        if self.words:
            body = PagedList(
                [self._row(number, one) for number, one in enumerate(self.words)],
                height="own_words",
                gap="m",
                page=self.page,
                foot=lambda pages: paged_foot(layout, t, "", (), self.turn if pages > 1 else None),
            )
        return screen(bar, item(body, main=flex()), foot=keys).place(layout, layout.area)

    def _row(self, number: int, words: OwnWords) -> Node:
        """Return what was written and when, what was said and true; and the key that deletes it."""
        t, name = self.context.t, f"own-{number}"
        icon, told = self._told(words)
        away = Button(
            name=f"{name}.delete",
            look="icon",
            icon="close",
            press=partial(self.delete, words),
            spoken=t("own.delete"),
        )
        when = day(t.language, words.at[:10])
        text = column(
            item(
                Label(name=f"{name}.text", text=quoted(t, words.text, 2 * MOST), valign="centre", floor=0.8),
                main=flex(),
            ),
            IconText(
                name=f"{name}.told",
                icon=icon,
                text=f"{told} · {when}" if told else when,
                style="caption",
                tone="text_mid",
                icon_size="icon_small",
                gap="s",
                grow=False,
                floor=0.9,
                max_lines=2,
            ),
            gap="xs",
        )
        line = row(item(text, main=flex()), item(away, width=fixed("key")), gap="m")
        return panel(f"{name}.panel", line, radius="control", around="m")

    def _told(self, words: OwnWords) -> tuple[str, str]:
        """Return whether the judgement was right, as an icon, and what was said and what was true."""
        key = words.session, words.index
        if (answer := self.answers.get(key)) is not None:
            t = self.context.t.about(virtual=answer.pack in self.actors)
            return ("check" if answer.correct else "miss"), _of_clip(t, answer)
        if (post := self.posts.get(key)) is not None:
            t = self.context.t.about(virtual=True)
            return ("check" if post.sharing.right else "miss"), _of_post(t, post)
        return "captions", ""


def _by_round(answers: Sequence[A]) -> dict[tuple[str, int], A]:
    return {(answer.session, answer.index): answer for answer in answers}


def _of_clip(t: Translator, answer: Answer) -> str:
    if answer.pair is not None:
        return t("own.pair_right" if answer.correct else "own.pair_wrong")
    step = picture_step(t, answer.p)
    return f"{t('reveal.said', step=step)} · {t('own.truth', verdict=t(f'verdict.{answer.label}'))}"


def _of_post(t: Translator, post: PostAnswer) -> str:
    step = share_step(t, post.p_misleading)
    truth = t("posts.truth_not" if post.misleading else "posts.truth_share")
    return f"{t('reveal.said', step=step)} · {truth}"
