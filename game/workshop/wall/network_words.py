"""What setup, lobby and help say about networks in the same words."""

from __future__ import annotations

from collections.abc import Callable

from game.i18n import Translator
from game.ui.widgets.controls import Button
from game.workshop.server.adapters import Adapter


def adapter_words(t: Translator, adapter: Adapter) -> str:
    """Return what an adapter is, its name, and its address."""
    kind = t(f"workshop.net.{adapter.kind.value}")
    name = f"{kind} ({adapter.name})" if adapter.name else kind
    return t("workshop.net.at", name=name, address=adapter.address)


def shared_key(t: Translator, *, on: bool, press: Callable[[], None]) -> Button:
    """Return the key that says whether an address may be many phones."""
    words = t("workshop.shared_on" if on else "workshop.shared_off")
    return Button(name="shared", icon="team", text=words, style="label", on=on, press=press)
