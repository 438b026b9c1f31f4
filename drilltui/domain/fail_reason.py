"""What is lifted out of the reason that a failed job tells. Pure, and total over any text.

It reads ``<TaskName>-fail:<code>:<text>`` as a rule, and the text may hold a JSON document of an
inner service, whose message may hold another. No page of the service promises that form: what is
lifted is offered beside the whole, never in its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from drilltui.domain.json_value import JsonValue

_TASK = re.compile(r"\s*([A-Za-z_]\w*)-fail:\s*", re.ASCII)
_CODE = re.compile(r"\b[A-Z][A-Za-z]{1,11}\.[0-9]{4}\b", re.ASCII)
_HEAD = re.compile(rf"\s*({_CODE.pattern})\s*:?\s*", re.ASCII)
_MESSAGES = ("message", "error_msg", "errorMsg", "fail_reason", "detail")
_CODES = ("code", "error_code", "errorCode")
_DEPTH = 8
"""So deep reasons are read; a service that nests deeper than that tells no reason any more."""

_STARTS = 16
"""At so many braces of a text a document is looked for: not every brace begins one."""


@dataclass(frozen=True, slots=True)
class FailReason:
    """A reason, and what was found in it; empty where nothing was.

    `task` is the step that failed, by the outermost name. `codes` are those of services, the
    outermost first; `code` is the innermost. `message` is what the innermost says in words. `whole`
    is the text as it came.
    """

    whole: str
    task: str = ""
    codes: tuple[str, ...] = ()
    message: str = ""

    @property
    def code(self) -> str:
        """The innermost code of a service: it says more than those around it."""
        return self.codes[-1] if self.codes else ""

    @property
    def is_nested(self) -> bool:
        """Whether the message was lifted out of more than a plain text."""
        return self.message != self.whole.strip()


def lifted(text: str) -> FailReason:
    """Return what `text` tells; whatever it is, all of it stays in `whole`."""
    levels = list(_levels(text, _DEPTH))
    tasks = [found[1] for level in levels if (found := _TASK.match(level))]
    said = [code for level in levels for code in _CODE.findall(level)]
    messages = [message for level in levels if (message := _words(level))]
    return FailReason(
        text,
        tasks[0] if tasks else "",
        _once(said),
        messages[-1] if messages else text.strip(),
    )


def codes_in(text: str) -> tuple[str, ...]:
    """Return the codes of services that stand anywhere in `text`, each once, as they come."""
    return tuple(dict.fromkeys(_CODE.findall(text)))


def _once(said: list[str]) -> tuple[str, ...]:
    """Return each code once, where it stands innermost."""
    return tuple(reversed(dict.fromkeys(reversed(said))))


def _levels(text: str, depth: int) -> Iterator[str]:
    """Yield `text`, then what the documents in it say, each without its own documents."""
    document, start = _document(text)
    yield text if document is None else text[:start]
    if document is None or not depth:
        return
    code, message = _pair(document, _DEPTH)
    if code:
        yield code
    if message:
        yield from _levels(message, depth - 1)


def _words(level: str) -> str:
    """Return the words of a level: without the task, and without the code before them."""
    while found := _TASK.match(level) or _HEAD.match(level):
        level = level[found.end() :]
    return level.strip()


def _document(text: str) -> tuple[JsonValue, int]:
    """Return the first JSON object in `text` and where it begins; None where there is none."""
    decoder = json.JSONDecoder()
    for said in dict.fromkeys((text, text.replace('\\"', '"'))):
        starts = [found.start() for found in re.finditer(r"\{", said)][:_STARTS]
        for start in starts:
            try:
                document: JsonValue = decoder.raw_decode(said, start)[0]
            except (ValueError, RecursionError):
                continue
            if isinstance(document, dict) and document:
                return document, text.index("{") if said is not text else start
    return None, len(text)


def _pair(value: JsonValue, depth: int) -> tuple[str, str]:
    """Return code and message of the first object that has one of them; empty texts for none."""
    if not isinstance(value, dict) or not depth:
        return "", ""
    code = next((str(value[name]) for name in _CODES if _is_plain(value.get(name))), "")
    message = next((str(value[name]) for name in _MESSAGES if value.get(name)), "")
    if message:
        return code, message
    inner = (found for one in value.values() if any(found := _pair(one, depth - 1)))
    return next(inner, (code, ""))


def _is_plain(value: JsonValue) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)
