"""The content credentials of a clip's file, in plain words of the player's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from game.i18n import Translator
    from game.media.credentials import Action, Credentials

ACTIONS: Final = ("created", "opened", "edited", "placed", "cropped", "resized", "transcoded", "published")
"""Actions of the standard that have words of their own."""
MACHINE: Final = "machine"
SOURCES: Final = {
    "digitalCapture": "camera",
    "computationalCapture": "camera",
    "screenCapture": "screen",
    "humanEdits": "person",
    "digitalCreation": "person",
    "trainedAlgorithmicMedia": MACHINE,
    "algorithmicMedia": MACHINE,
    "virtualRecording": MACHINE,
    "composite": "mixed",
    "compositeCapture": "mixed",
    "compositeSynthetic": "part-machine",
    "compositeWithTrainedAlgorithmicMedia": "part-machine",
}
"""The IPTC digital source types that have words, and which."""


def credentials_words(t: Translator, found: Credentials) -> str:
    """Return who signed, with which tool, what they say was done, and whether the signature fits."""
    lines = [
        t("credentials.signer", name=found.signer) if found.signer else "",
        t("credentials.tool", name=found.tool) if found.tool else "",
        t("credentials.done", done=", ".join(_done(t, found))) if found.actions else "",
        t(f"credentials.state.{found.state}"),
    ]
    return " ".join(line for line in lines if line)


def _done(t: Translator, found: Credentials) -> list[str]:
    return list(dict.fromkeys(_action(t, action) for action in found.actions))


def _action(t: Translator, action: Action) -> str:
    name = action.name if action.name in ACTIONS else "other"
    words = t(f"credentials.action.{name}")
    source = SOURCES.get(action.source)
    return f"{words} ({t(f'credentials.source.{source}')})" if source else words
