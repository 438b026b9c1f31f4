"""The guide on a screen: put there while a runbook is followed, and taken away after that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from drilltui.ui.palette import scope_of
from drilltui.ui.present.guide import View
from drilltui.ui.present.guide_way import GUIDE, hint
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.guide_panel import BESIDE, WIDTH, GuidePanel
from drilltui.ui.widgets.job_line import JobLine
from drilltui.ui.widgets.key_line import KeyLine
from drilltui.ui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from drilltui.ui.desk import Desk
    from drilltui.ui.screens.frame import Frame

_WIDE: Final = 110
_UNLED: Final = [(_WIDE, "-wide")]
_LED: Final = [(_WIDE + WIDTH, "-wide")]
"""A screen is laid out for the room that the guide leaves it."""

_ON_ITSELF: Final = frozenset({GUIDE, "help"})
"""Screens that show the whole guide, or nothing of it."""


def lead(frame: Frame[Any], desk: Desk) -> bool:
    """Show on `frame` what the guide says there; return whether anything is shown."""
    progress = desk.progress
    panel = next(iter(frame.query(GuidePanel)), None)
    if progress is None:
        _fit(frame, panel, led=False)
        _mark(frame, "", ())
        if panel is not None:
            panel.remove()
        return False
    stack = [scope_of(one) for one in frame.app.screen_stack]
    followed = bool(desk.session.watcher.sights())
    found = hint(progress, stack, followed=followed, wanted=desk.wanted_group)
    found = replace(found, tab=_needs_tab(frame, found.field))
    view = View(progress, found, frame.SCOPE, desk.group_aside)
    fields = (view.hint.field, *view.hint.also) if view.hint.here else ()
    _mark(frame, view.hint.key, fields)
    if frame.SCOPE in _ON_ITSELF:
        return True
    if panel is None:
        panel = GuidePanel(view)
        frame.mount(panel, before=frame.query_one(JobLine))
    panel.show(view)
    _fit(frame, panel, led=True)
    return True


def _needs_tab(frame: Frame[Any], field: str) -> bool:
    """Whether the keys are elsewhere on the screen than in the list `field`."""
    lists = [one for one in frame.focus_chain if isinstance(one, LineTable)]
    return len(lists) > 1 and any(one.id == field and not one.has_focus for one in lists)


def _fit(frame: Frame[Any], panel: GuidePanel | None, *, led: bool) -> None:
    """Lay the screen out for the room there is; later sizes are judged by the same measure.

    Textual lets a class say it; here each screen does.
    """
    measure = _LED if led else _UNLED
    width = frame.app.size.width
    frame.HORIZONTAL_BREAKPOINTS = measure
    frame.set_class(width >= measure[0][0], "-wide")
    if panel is not None:
        panel.set_class(width >= BESIDE, "-beside")


def _mark(frame: Frame[Any], key_id: str, field_ids: Collection[str]) -> None:
    frame.query_one(KeyLine).speak_of(key_id)
    for field in frame.query(Field):
        field.speak_of(spoken=bool(field.id) and field.id in field_ids)
