"""The one place that chooses adapters: which cloud, which journal, which clock, which keyring."""

from drilltui.wiring.rehearsal import open_rehearsal, serve_sandbox

__all__ = ["open_rehearsal", "serve_sandbox"]
