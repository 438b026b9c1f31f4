"""What an error answer says, whichever of its shapes it has (SDRS API, "Status Codes"; gateway)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from drilltui.cloud.wire import text
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.language import tr
from drilltui.domain.masking import redacted
from drilltui.domain.plain_text import plain

MESSAGE_LENGTH = 500
_CODE_LENGTH = 64
_LOOK_AT = 8000  # characters of a page of markup that are searched for its words
_DEPTH = 6

_PAIRS = (("error_code", "error_msg"), ("errorCode", "errorMsg"), ("code", "message"))
_REQUEST_ID_HEADERS = ("x-request-id", "x-iam-trace-id")
_UNSEEN = re.compile(r"<(script|style|head)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"<title\b[^<>]*>([^<]*)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>?")
_SERVICE_CODE = re.compile(r"[A-Za-z]+\.\d{3,5}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ErrorText:
    """An error answer's `code` (the HTTP status when it has none), `message` and `request_id`."""

    code: str
    message: str
    request_id: str = ""


def read_error(status: int, body: bytes, headers: Mapping[str, str]) -> ErrorText:
    """Read an error answer. Total: a page of markup, half a JSON text or nothing at all will do.

    `headers` must find names in any case. Code, message (500 characters at most) and request id
    are free of secrets and safe to print.
    """
    document = _parse(body)
    code, message = _find(document)
    return ErrorText(
        _line(code, _CODE_LENGTH) or str(status),
        _line(message, MESSAGE_LENGTH) or _words(status, body),
        request_id(headers, document),
    )


def request_id(headers: Mapping[str, str], document: JsonValue = None) -> str:
    """Return what support asks for: from a header, or from the body where only that has it."""
    named = next((headers[name] for name in _REQUEST_ID_HEADERS if headers.get(name)), "")
    if not named and isinstance(document, dict):
        named = text(document.get("request_id"))
    return _line(named, _CODE_LENGTH)


def page_words(body: bytes) -> str:
    """Return the words of a page: markup gone, white space joined, 500 characters at most."""
    page = body[: _LOOK_AT * 4].decode("utf-8", "replace")[:_LOOK_AT]
    title = " ".join(_TITLE.findall(page))
    words = _TAG.sub(" ", f"{title} {_UNSEEN.sub(' ', page)}" if "<" in page else page)
    return _line(html.unescape(words), MESSAGE_LENGTH)


def _parse(body: bytes) -> JsonValue:
    try:
        document: JsonValue = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return document


def _find(document: JsonValue) -> tuple[str, str]:
    for level in _objects(document, _DEPTH):
        for code_name, message_name in _PAIRS:
            if code_name in level and message_name in level:
                return _unswapped(text(level[code_name]), text(level[message_name]))
    # Neutron's envelope has a message and no code.
    for level in _objects(document, _DEPTH):
        for name in ("message", "error_msg", "errorMsg", "error_code", "errorCode"):
            if found := text(level.get(name)):
                return (found, "") if name.lower().endswith("code") else ("", found)
    return "", ""


def _objects(document: JsonValue, depth: int) -> Iterator[JsonObject]:
    if not isinstance(document, dict) or not depth:
        return
    yield document
    for value in document.values():
        yield from _objects(value, depth - 1)


def _unswapped(code: str, message: str) -> tuple[str, str]:
    # One sample of the ECS reference has code and message in each other's place.
    if _SERVICE_CODE.fullmatch(message) and not _SERVICE_CODE.fullmatch(code):
        return message, code
    return code, message


def _words(status: int, body: bytes) -> str:
    if words := page_words(body):
        return words
    known = {entry.value: entry.phrase for entry in HTTPStatus}
    return tr("{phrase}, without any explanation", phrase=known.get(status) or tr("error"))


def _line(value: str, length: int) -> str:
    return plain(redacted(" ".join(value.split())))[:length]
