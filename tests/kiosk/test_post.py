"""A visit may end with one post: it is counted and forgotten, within reach, and nobody is kept by it."""

import gc
import weakref

from kiosk.kit import Kiosk
from kiosk.test_visit import judge


def to_the_post(folder, **settings) -> Kiosk:
    kiosk = Kiosk(folder, clips=3, post=True, lesson=False, **settings)
    kiosk.click("language-en")
    for _ in range(3):
        judge(kiosk)
        kiosk.click("next")
    assert kiosk.scene == "post"
    return kiosk


def in_reach(kiosk: Kiosk) -> None:
    half = kiosk.loop.screen.canvas.h / 2
    kiosk.driver.refresh()
    high = [w.name for w in kiosk.app.stack.top.widgets if w.press and w.enabled and w.box.cy < half]
    assert not set(high) - {"stage"}, f"{kiosk.scene}: {high}"


def test_a_post_is_counted_and_nothing_else_is_kept(tmp_path):
    kiosk = to_the_post(tmp_path, size=(1080, 1920))
    post = kiosk.app.visits.post_play
    assert post is not None
    right = 6 if post.post.misleading else 1
    in_reach(kiosk)
    kiosk.click("check-search")
    in_reach(kiosk)
    for name in ("decide", "step-2"):
        kiosk.click(name)
    in_reach(kiosk)
    kiosk.click("confirm")
    kiosk.click(f"share-{right}")
    in_reach(kiosk)
    kiosk.click("confirm")
    in_reach(kiosk)
    kiosk.click("next")
    assert kiosk.scene == "summary"
    counted = kiosk.app.state.store.of("2026-05-03")
    assert (counted["post"], counted["post.right"]) == (1, 1)
    assert kiosk.app.context.store.posts() == ()
    kiosk.click("take-home")
    kiosk.click("done")
    assert (kiosk.scene, kiosk.app.visits.post_play) == ("attract", None)
    kiosk.close()


def test_back_ends_the_visit_and_the_post_is_forgotten(tmp_path):
    kiosk = to_the_post(tmp_path)
    post = weakref.ref(kiosk.app.visits.post_play)
    kiosk.click("back")
    assert kiosk.scene == "attract"
    assert kiosk.app.context.playing == set()
    gc.collect()
    assert post() is None
    kiosk.close()
