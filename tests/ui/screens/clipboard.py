"""A clipboard in place of the terminal's, which headless tests do not have."""

from __future__ import annotations

from tests.drive import Drive


def clipboard_of(drive: Drive) -> list[str]:
    """Let copies go to the returned list instead of to the terminal."""
    copied: list[str] = []

    def copy_text(text: str) -> str:
        copied.append(text)
        return "Sent to the terminal's clipboard."

    drive.app.copy_text = copy_text  # type: ignore[method-assign]
    return copied
