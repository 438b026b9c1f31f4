"""The request log: what was really sent in this run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from drilltui.domain.language import marked, tr
from drilltui.ui.journeys import OpenText
from drilltui.ui.keys import bindings
from drilltui.ui.line import line
from drilltui.ui.present import requests as present
from drilltui.ui.screens.filtering import FilteringFrame, counted
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.filter import Filter
from drilltui.ui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from drilltui.domain.exchange import Exchange
    from drilltui.services.requests import Requests
    from drilltui.ui.desk import Desk

COLUMNS = (
    Column(marked("TIME"), 8),
    Column(marked("CALL"), 6),
    Column(marked("PATH"), 30, share=1),
    Column(marked("STATUS"), 9),
    Column(marked("TOOK"), 8, align="right", priority=1),
)


class RequestsScreen(FilteringFrame[None]):
    """Every request that `requests` has noted, the newest first, with secrets masked."""

    SCOPE: ClassVar[str] = "requests"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]

    def __init__(self, desk: Desk, requests: Requests, crumbs: Iterable[str] = ()) -> None:
        super().__init__(desk, [*crumbs, tr("requests")])
        self._requests = requests
        self._shown: tuple[Exchange, ...] = ()
        self._unsubscribe: Callable[[], None] = lambda: None

    def body(self) -> Iterator[Widget]:
        """The list."""
        yield Filter()
        yield LineTable(COLUMNS, empty=[line(f"   {tr('Nothing was sent yet.')}")], id="requests")

    def on_mount(self) -> None:
        """Show what there is, and what comes."""
        self.query_one(LineTable).focus()
        self._unsubscribe = self._requests.subscribe(self._noted)
        self.show_rows()

    def on_unmount(self) -> None:
        """Nobody looks any more."""
        self._unsubscribe()

    def _noted(self, _: Exchange) -> None:
        if self.is_attached:  # its list goes before it does
            self.show_rows()

    def show_rows(self) -> None:
        """Show the requests that contain the filter's text, the newest first."""
        needle = self.needle.casefold()
        latest = self._requests.latest()
        self._shown = tuple(
            exchange
            for exchange in reversed(latest)
            if needle in f"{exchange.request.method} {exchange.request.url}".casefold()
        )
        zone, shown = self.desk.zone, self._shown
        self.query_one(LineTable).set_rows(
            [str(exchange.number) for exchange in shown],
            lambda number: present.row(shown[number], zone),
        )
        self.note(counted(len(shown), len(latest), self.needle))

    def _chosen(self) -> Exchange | None:
        return self.under_cursor(self._shown)

    @on(LineTable.Chosen)
    def action_request_open(self) -> None:
        """Show the request under the cursor in full."""
        if chosen := self._chosen():
            self.post_message(
                OpenText(tr("request {id}", id=chosen.number), present.detail(chosen))
            )

    def ids(self) -> tuple[str, ...]:
        """Return what `c` copies here: the request id support asks for."""
        chosen = self._chosen()
        return (chosen.request_id,) if chosen else ()
