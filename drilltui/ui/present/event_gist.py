"""What an event of a record says, in few lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeGuard

from drilltui.domain.event_data import text
from drilltui.domain.job import FAIL, SUCCESS
from drilltui.domain.language import marked, tr
from drilltui.domain.record import Kind
from drilltui.domain.said_words import result_words, said_words
from drilltui.ui.present.words import also, short_id

if TYPE_CHECKING:
    from drilltui.domain.json_value import JsonObject, JsonValue
    from drilltui.domain.record import Event

_LISTS = (
    marked("findings"),
    marked("checklist"),
    marked("servers"),
    marked("twins"),
    marked("resources"),
    marked("resource_doubts"),
    marked("leftovers"),
    marked("doubts"),
)
"""What an event lists, by its name in the record."""


def gist(event: Event) -> list[str]:
    """Return what `event` says."""
    data = event.data
    if read := _GISTS.get(event.kind):
        return read(data)
    said = said_words(event.kind, data)
    return _told(data) if said is None else said


def _opened(data: JsonObject) -> list[str]:
    where = _joined(data, "profile", "region", "project_id")
    who = tr("{person} on {host}", person=_joined(data, "person"), host=_joined(data, "host"))
    return [who + also(where), _group(data)]


def _preflight(data: JsonObject) -> list[str]:
    return [*_listed(data, "findings", "checklist"), *_overridden(data)]


def _intended(data: JsonObject) -> list[str]:
    called = f"{tr(_joined(data, 'action'))} {_joined(data, 'name')}"
    mark = tr("fingerprint {print}", print=short_id(text(data, "fingerprint")))
    return [called, _joined(data, "method", "url"), mark, *_why(data)]


def _seen(data: JsonObject) -> list[str]:
    seen = _joined(data, "name", "status", "drill_id")
    return [seen, *_listed(data, "servers", "twins", "resources", "resource_doubts")]


def _read_back(data: JsonObject) -> list[str]:
    gone = tr("gone") if data.get("gone") is True else tr("still there")
    return [gone, *_listed(data, "leftovers", "doubts")]


def _stepped(data: JsonObject) -> list[str]:
    step = text(data, "item") or text(data, "title") or text(data, "step")
    choice = text(data, "choice_title") or text(data, "choice")
    return [f"{step} {_done(data)}", *filter(None, (choice,)), *_remark(data)]


def _verified(data: JsonObject) -> list[str]:
    passed = tr("passed") if data.get("passed") is True else tr("failed")
    return [tr(": ").join((passed, _joined(data, "server_id"))), text(data, "how"), *_remark(data)]


def _noted(data: JsonObject) -> list[str]:
    return [_joined(data, "text"), _by(data)]


def _closed(data: JsonObject) -> list[str]:
    by = [_by(data)] if text(data, "by") else []
    return [tr(_joined(data, "outcome")), *result_words(data), *by, *_why(data)]


def _why(data: JsonObject) -> list[str]:
    return [why] if (why := text(data, "why")) else []


def _overridden(data: JsonObject) -> list[str]:
    override = data.get("override")
    if not isinstance(override, Mapping):
        return []
    by, why = _joined(override, "by"), _joined(override, "reason")
    return [tr("overridden by {person}: {why}", person=by, why=why)]


def _by(data: JsonObject) -> str:
    return tr("by {person}", person=_joined(data, "by"))


def _done(data: JsonObject) -> str:
    word = tr("done") if data.get("done") is True else tr("not done")
    if data.get("needed") is False:
        word = tr("not needed")
    who = tr("read from the cloud") if data.get("by_reading") is True else _by(data)
    return word + also(who)


def _remark(data: JsonObject) -> list[str]:
    return [remark] if (remark := text(data, "remark")) else []


def _group(data: JsonObject) -> str:
    return tr("group {group}", group=_joined(data, "group_name", "group_status"))


def _joined(data: JsonObject, *names: str) -> str:
    return " ".join(filter(None, (text(data, name) for name in names))) or "-"


def _progress(data: JsonObject) -> str:
    rows = data.get("sub_jobs")
    subs = [one for one in rows if isinstance(one, Mapping)] if _is_list(rows) else []
    done = sum(text(sub, "status") in (SUCCESS, FAIL) for sub in subs)
    ended = tr("{done} of {total} sub-jobs ended", done=done, total=len(subs))
    said = f"{tr(_joined(data, 'action'))} {tr(_joined(data, 'status'))}"
    return said + also(ended) if subs else said


def _job(data: JsonObject) -> list[str]:
    return [_progress(data), *_reason(data)]


def _reason(data: JsonObject) -> list[str]:
    reason = " ".join(filter(None, (text(data, "error_code"), text(data, "fail_reason"))))
    return [reason] if reason else []


def _listed(data: JsonObject, *names: str) -> list[str]:
    """Return how many there are of what is listed."""
    counts = [(name, data.get(name)) for name in names]
    return [f"{len(found)} {tr(name)}" for name, found in counts if _is_list(found) and found]


def _told(data: JsonObject) -> list[str]:
    """Return what an answer, a look-up or an event of a newer version says, name by name."""
    said = [text(data, name) for name in ("action", "code", "message")]
    rest = sorted(data.keys() - {"action", "code", "message"})
    facts = [f"{name} {shown}" for name in rest if (shown := _shown(data[name]))]
    return [" ".join(filter(None, said)), *facts] if any(said) else facts


def _is_list(value: JsonValue) -> TypeGuard[Sequence[JsonValue]]:
    return isinstance(value, list | tuple)


def _shown(value: JsonValue) -> str:
    if _is_list(value):
        return ", ".join(filter(None, map(_shown, value)))
    if value is None or isinstance(value, Mapping | bool):
        return ""
    return str(value)


_GISTS: Mapping[str, Callable[[JsonObject], list[str]]] = {
    Kind.OPENED: _opened,
    Kind.PREFLIGHT: _preflight,
    Kind.INTENDED: _intended,
    Kind.JOB: _job,
    Kind.DRILL: _seen,
    Kind.READ_BACK: _read_back,
    Kind.STEP: _stepped,
    Kind.VERIFIED: _verified,
    Kind.NOTE: _noted,
    Kind.CLOSED: _closed,
}
