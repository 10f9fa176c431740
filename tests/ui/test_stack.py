"""The stack: whoever enters leaves, whoever is paused is resumed or leaves; overlays let the rest show."""

from hypothesis import given, settings
from hypothesis import strategies as st

from game.ui.stack import SceneStack
from ui.kit import Board, button

MOVES = st.lists(st.sampled_from(["push", "pop", "replace", "back_to", "clear"]), max_size=24)


@given(MOVES)
@settings(max_examples=80, deadline=None)
def test_entering_and_leaving_pausing_and_resuming_are_symmetric(moves):
    stack = SceneStack()
    all_scenes: list[Board] = []

    def fresh():
        all_scenes.append(Board(name=f"s{len(all_scenes)}"))
        return all_scenes[-1]

    for move in moves:
        before = stack.version
        if move == "push":
            stack.push(fresh())
        elif move == "replace":
            stack.replace(fresh())
        elif move == "pop" and len(stack):
            stack.pop()
        elif move == "back_to" and len(stack):
            stack.back_to(next(iter(stack)).name)
        elif move == "clear":
            stack.clear()
        else:
            continue
        assert stack.version > before, "the loop would not see the change"
    there = [scene for scene in stack if isinstance(scene, Board)]
    for scene in all_scenes:
        assert scene.log.count("enter") == 1
        assert scene.log[0] == "enter"
        assert scene.log.count("leave") == (scene not in there)
        if scene not in there:
            assert scene.log[-1] == "leave"
    for scene in there:
        covered = scene.log.count("pause") > scene.log.count("resume")
        assert not covered or scene is not stack.top.scene
    for scene in there[:-1]:
        assert "pause" in scene.log or scene is stack.top.scene


def test_push_pauses_and_pop_resumes_exactly_the_scene_below():
    stack, low, high = SceneStack(), Board(name="low"), Board(name="high")
    stack.push(low)
    stack.push(high)
    stack.pop()
    assert low.log == ["enter", "pause", "resume"]
    assert high.log == ["enter", "leave"]


def test_replace_says_nothing_to_the_scene_below():
    stack, low = SceneStack(), Board(name="low")
    stack.push(low)
    stack.push(Board(name="a"))
    stack.replace(Board(name="b"))
    assert low.log == ["enter", "pause"]
    assert [scene.name for scene in stack] == ["low", "b"]


def test_back_to_ends_at_the_named_scene_or_at_the_last_one():
    stack = SceneStack()
    for name in ("menu", "watch", "dialog"):
        stack.push(Board(name=name))
    stack.back_to("menu")
    assert [scene.name for scene in stack] == ["menu"]
    stack.push(Board(name="watch"))
    stack.back_to("nowhere")
    assert [scene.name for scene in stack] == ["menu"]


def test_overlays_show_what_lies_below_down_to_the_first_full_scene():
    stack = SceneStack()
    for name, overlay in (("menu", False), ("watch", False), ("dialog", True), ("toast", True)):
        stack.push(Board(name=name, overlay=overlay))
    assert [view.scene.name for view in stack.visible()] == ["watch", "dialog", "toast"]


def test_a_player_by_keyboard_keeps_the_ring_from_screen_to_screen():
    stack = SceneStack()
    stack.push(Board(button("a")))
    stack.top.focus_shown = True
    stack.replace(Board(button("b")))
    assert stack.top.focus_shown
    stack.push(Board(button("c")))
    assert stack.top.focus_shown
