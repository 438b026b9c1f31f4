from textual.app import App, ComposeResult
from textual.widgets import Input


class Entry(App[None]):
    def compose(self) -> ComposeResult:
        yield Input()


Entry().run()
