"""The stack of scenes: the top one takes input; pausing and resuming are symmetric."""

from __future__ import annotations

from collections.abc import Iterator

from game.ui.scene import Scene
from game.ui.view import View


class SceneStack:
    """Scenes on top of each other, each with its view."""

    def __init__(self) -> None:
        self._views: list[View] = []
        self.version = 0
        """Grows with every change, so that the loop sees that the picture is another one."""

    def __len__(self) -> int:
        return len(self._views)

    def __iter__(self) -> Iterator[Scene]:
        return (view.scene for view in self._views)

    @property
    def top(self) -> View:
        """The view of the scene on top. Raises IndexError when the stack is empty."""
        return self._views[-1]

    def visible(self) -> list[View]:
        """Return the views to draw: the top one and, while those are overlays, what lies below."""
        shown: list[View] = []
        for view in reversed(self._views):
            shown.insert(0, view)
            if not view.scene.overlay:
                break
        return shown

    def push(self, scene: Scene) -> None:
        """Put `scene` on top."""
        if self._views:
            self.top.scene.pause()
        self._enter(scene)

    def pop(self) -> None:
        """Take the top scene away."""
        self._views.pop().scene.leave()
        self.version += 1
        if self._views:
            self.top.scene.resume()

    def replace(self, scene: Scene) -> None:
        """Put `scene` in the place of the top one; the scenes below see nothing of it."""
        shown = False
        if self._views:
            shown = self.top.focus_shown
            self._views.pop().scene.leave()
        self._enter(scene, focus_shown=shown)

    def back_to(self, name: str) -> None:
        """Take scenes away until the one called `name` (or the last one) is on top."""
        while len(self._views) > 1 and self.top.scene.name != name:
            self._views.pop().scene.leave()
        self.version += 1
        self.top.scene.resume()

    def clear(self) -> None:
        """Take all scenes away, the top one first."""
        while self._views:
            self._views.pop().scene.leave()
        self.version += 1

    def _enter(self, scene: Scene, *, focus_shown: bool | None = None) -> None:
        view = View(scene)
        if focus_shown is None and self._views:
            focus_shown = self.top.focus_shown
        view.focus_shown = bool(focus_shown)
        self._views.append(view)
        self.version += 1
        scene.enter()
