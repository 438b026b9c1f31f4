"""The files of an export by their names. There are no others, and no folders."""

from __future__ import annotations

EVENTS = "events.jsonl"
MARKDOWN = "report.md"
PAGE = "report.html"
JSON = "report.json"
SCHEMA = "schema.json"
MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.sig"

CONTENT = (EVENTS, MARKDOWN, PAGE, JSON, SCHEMA)
"""What the manifest names, in the order in which it is packed."""

ALL = (*CONTENT, MANIFEST, SIGNATURE)
