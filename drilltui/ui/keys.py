"""Every key of drilltui, once: bindings, key lines, help, palette and README are made from here.

A screen names itself with a class variable `SCOPE` and takes `BINDINGS = bindings(SCOPE)`; the
action of the key `drill.start` is its method `action_drill_start`. A key that cannot act now still
has its action, which says why.

No key needs Alt or a function of the terminal: Ctrl+S, Ctrl+B and Ctrl+A belong to flow control,
tmux and screen, Ctrl+Enter is not sent by most terminals. Where plain letters are typed, actions
have function keys, and every one of them can also be reached with Tab and Enter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from textual.binding import Binding

EVERYWHERE: Final = "everywhere"

SCOPES: Final[dict[str, str]] = {
    EVERYWHERE: "everywhere",
    "groups": "groups",
    "group": "group",
    "preflight": "preflight",
    "drill_form": "new drill",
    "confirm": "confirm",
    "override": "override",
    "monitor": "job",
    "drills": "drills",
    "drill": "drill",
    "remark": "remark",
    "probe": "probe",
    "rename": "rename",
    "delete": "delete",
    "cleanup": "clean-up",
    "clearing": "remove",
    "reason": "reason",
    "exercise": "exercise",
    "checklist": "checklist",
    "paper": "words",
    "closing": "close",
    "raw": "raw answer",
    "explain": "codes",
    "requests": "request log",
    "records": "records",
    "overview": "overview",
    "lesson": "lesson",
    "settle": "settle",
    "help": "keys",
    "welcome": "welcome",
    "profiles": "profiles",
    "sign_in": "sign in",
    "passcode": "passcode",
    "guide": "guide",
    "guide_tick": "tick",
}
"""Every scope with its name for people."""

_NAMES: Final = {
    "question_mark": "?",
    "slash": "/",
    "at": "@",
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": "Up",
    "down": "Down",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "space": "Space",
}


@dataclass(frozen=True, slots=True)
class Key:
    """One action a person can reach by key.

    `keys` are Textual's key names, the first is the one shown. `label` is a word or two for the
    key line, `tells` one sentence for help and palette. `priority` orders the key line (small
    numbers stay when it is narrow); `shown` False keeps the key out of it. `bound` False means
    that a widget handles the key itself and it is only written down here. `changes` True means that
    the key leads to a change in the cloud: where nothing may be changed it says so instead.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    tells: str
    scopes: tuple[str, ...]
    priority: int = 50
    shown: bool = True
    bound: bool = True
    changes: bool = False

    @property
    def action(self) -> str:
        """The name of the action: `drill.start` gives `drill_start`."""
        return self.id.replace(".", "_")

    @property
    def name(self) -> str:
        """The first key as people call it."""
        return key_name(self.keys[0])

    @property
    def names(self) -> str:
        """All its keys as people call them."""
        return ", ".join(key_name(key) for key in self.keys)


def key_name(key: str) -> str:
    """Say a Textual key name as people do: `ctrl+p` is `Ctrl+P`, `question_mark` is `?`."""
    if key in _NAMES:
        return _NAMES[key]
    *modifiers, last = key.split("+")
    if modifiers or (len(last) > 1 and last[0] == "f" and last[1:].isdigit()):
        return "+".join([*(part.capitalize() for part in modifiers), last.upper()])
    return last


_LISTS = ("groups", "drills", "requests", "records")
_FORMS = (
    "drill_form",
    "rename",
    "delete",
    "clearing",
    "reason",
    "paper",
    "closing",
    "sign_in",
    "guide_tick",
)
_DATA = ("groups", "group", "monitor", "drills", "drill")

KEYS: Final[tuple[Key, ...]] = (
    Key("group.open", ("enter",), "open", "Open the group under the cursor.", ("groups",), 10),
    Key("drill.open", ("enter",), "open", "Open the drill under the cursor.", ("drills",), 10),
    Key("request.open", ("enter",), "open", "Show this request and its answer.", ("requests",), 10),
    Key(
        "record.open",
        ("enter",),
        "open",
        "Follow what is unfinished under the cursor, or read its record.",
        ("records",),
        10,
    ),
    Key(
        "overview.open_row",
        ("enter",),
        "open",
        "Open the drill, the group or the record under the cursor.",
        ("overview",),
        10,
    ),
    Key(
        "overview.look",
        ("l",),
        "look again",
        "Look in the cloud whether what drills left is there yet; the records keep what is gone.",
        ("overview",),
        20,
    ),
    Key(
        "lesson.hint",
        ("h",),
        "hint",
        "Ask for the next hint of this rehearsal; the record keeps that you did.",
        ("lesson",),
        10,
    ),
    Key(
        "lesson.debrief",
        ("d",),
        "turn page",
        "Turn from the lesson to its debrief, which is there once the record is closed, and back.",
        ("lesson",),
        15,
    ),
    Key(
        "record.touched",
        ("w",),
        "touched",
        "See what the drill touched: every resource that it made, used or left.",
        ("records",),
        32,
    ),
    Key(
        "monitor.servers",
        ("enter",),
        "open",
        "Open the drill with its servers; where it is for a person to say, settle which it is.",
        ("monitor",),
        10,
    ),
    Key(
        "work.read",
        ("enter",),
        "open",
        "Read why a step is left to you and how it is done, or all of a server.",
        ("drill", "checklist"),
        10,
    ),
    Key(
        "server.verified",
        ("v",),
        "works",
        "Record that the server under the cursor works.",
        ("drill",),
        12,
    ),
    Key(
        "server.failed",
        ("x",),
        "fails",
        "Record that the server under the cursor does not work, and how that shows.",
        ("drill",),
        18,
    ),
    Key(
        "step.tick",
        ("t",),
        "tick",
        "Record that the step under the cursor is done, or is not after all.",
        ("drill", "checklist"),
        13,
    ),
    Key(
        "server.probe",
        ("P",),
        "probe",
        "See what can be asked of the server under the cursor; nothing is run yet.",
        ("drill",),
        20,
    ),
    Key("drill.note", ("n",), "note", "Write a note into the record.", ("drill",), 24),
    Key(
        "remark.keep",
        ("f5",),
        "record",
        "Write it into the record, with your name and the time; Enter does the same.",
        ("remark",),
        10,
    ),
    Key(
        "probe.run",
        ("enter",),
        "run",
        "Show the probe under the cursor word by word, and run it after a yes.",
        ("probe",),
        10,
    ),
    Key(
        "work.next",
        ("tab", "shift+tab"),
        "list",
        "Go from the servers to the list of what is to be done, and back.",
        ("drill",),
        15,
        bound=False,
    ),
    Key(
        "drill.again",
        ("f5",),
        "send again",
        "Send again what is proven never to have been done, after a confirmation.",
        ("monitor",),
        15,
        changes=True,
    ),
    Key(
        "monitor.timeline",
        ("t",),
        "timeline",
        "See the whole exercise on one axis of time: jobs, holds, what people did; and back.",
        ("monitor",),
        25,
    ),
    Key(
        "settle.choose",
        ("enter",),
        "choose",
        "Say that it is this drill, or none, after a confirmation.",
        ("settle",),
        10,
    ),
    Key(
        "drill.start",
        ("f5",),
        "start",
        "Start the drill, after one more look at what will happen.",
        ("drill_form",),
        10,
        changes=True,
    ),
    Key(
        "confirm.choose",
        ("enter",),
        "choose",
        "Take the choice under the cursor.",
        ("confirm",),
        10,
        bound=False,
    ),
    Key(
        "override.give",
        ("enter",),
        "start",
        "Start the drill in spite of what stops it; the record keeps the reason.",
        ("override",),
        10,
        bound=False,
    ),
    Key(
        "text.on",
        ("pagedown",),
        "read on",
        "Read on in the text; the cursor stays where it is.",
        ("confirm", "override", "paper"),
        15,
    ),
    Key(
        "text.back",
        ("pageup",),
        "read back",
        "Read back in the text.",
        ("confirm", "override", "paper"),
        60,
        shown=False,
    ),
    Key(
        "drill.rename_now",
        ("f5",),
        "rename",
        "Give the drill its new name.",
        ("rename",),
        10,
        changes=True,
    ),
    Key(
        "drill.delete_now",
        ("f5",),
        "delete",
        "Delete the drill, as listed.",
        ("delete",),
        10,
        changes=True,
    ),
    Key(
        "cleanup.open",
        ("C",),
        "clean-up",
        "See what the drill left, what proves that, and what can be removed; close its record.",
        ("drill", "records", "monitor", "exercise"),
        44,
    ),
    Key(
        "cleanup.remove",
        ("f5",),
        "remove",
        "Remove the drill's subnets and VPC, once the VPC's name is typed.",
        ("cleanup",),
        10,
        changes=True,
    ),
    Key(
        "cleanup.accept",
        ("a",),
        "accept",
        "Let what is left be, for a reason and until a day; the record keeps who did.",
        ("cleanup",),
        20,
    ),
    Key(
        "cleanup.close",
        ("z",),
        "close record",
        "Close the record: with which result, and who signs; for a reason if it is not clean.",
        ("cleanup",),
        30,
    ),
    Key(
        "exercise.open",
        ("X",),
        "exercise",
        "See and say what surrounds the drill: purpose, service, holds, findings, handover, end.",
        ("drill", "records", "monitor", "cleanup"),
        43,
    ),
    Key(
        "exercise.works",
        ("v",),
        "works",
        "Record that the service on the drill servers works; the second clock stops.",
        ("exercise",),
        12,
    ),
    Key(
        "exercise.fails",
        ("x",),
        "fails",
        "Record that the service on the drill servers does not work, and how that shows.",
        ("exercise",),
        14,
    ),
    Key(
        "exercise.find",
        ("n",),
        "finding",
        "Write down a finding: something that is to be mended.",
        ("exercise",),
        16,
    ),
    Key(
        "exercise.change",
        ("enter",),
        "change",
        "Change the finding under the cursor, or say what has become of it.",
        ("exercise",),
        18,
    ),
    Key(
        "exercise.hold",
        ("h",),
        "hold",
        "Hold the exercise up for a reason, or go on; both clocks show it.",
        ("exercise",),
        22,
    ),
    Key(
        "exercise.brief",
        ("b",),
        "brief",
        "Say what the exercise is for: purpose, targets, people, papers.",
        ("exercise",),
        24,
    ),
    Key(
        "exercise.hand_over",
        ("H",),
        "hand over",
        "Hand the exercise over to somebody; the record keeps why, and what is open.",
        ("exercise",),
        26,
    ),
    Key(
        "exercise.take_over",
        ("T",),
        "take over",
        "Take the exercise over, by name.",
        ("exercise",),
        28,
    ),
    Key(
        "exercise.sign",
        ("S",),
        "sign",
        "Sign the record by name and role, before its end or after it.",
        ("exercise",),
        30,
    ),
    Key(
        "checklist.open",
        ("t",),
        "to do",
        "See what the service leaves to people, and tick it, also when the drill is gone.",
        ("exercise",),
        20,
    ),
    Key(
        "exercise.next",
        ("tab", "shift+tab"),
        "list",
        "Go from what was said to the findings, and back.",
        ("exercise",),
        40,
        bound=False,
    ),
    Key(
        "paper.keep",
        ("f5",),
        "write down",
        "Write it into the record, with your name and the time.",
        ("paper",),
        10,
    ),
    Key(
        "closing.close",
        ("f5",),
        "close record",
        "Look at everything once more, and close the record with the result that was taken.",
        ("closing",),
        10,
    ),
    Key(
        "clearing.remove_now",
        ("f5",),
        "remove",
        "Remove what is listed, in this order.",
        ("clearing",),
        10,
        changes=True,
    ),
    Key(
        "reason.give",
        ("f5",),
        "write down",
        "Write the reason into the record.",
        ("reason",),
        10,
    ),
    Key(
        "welcome.choose",
        ("enter",),
        "choose",
        "Take the choice under the cursor.",
        ("welcome",),
        10,
        bound=False,
    ),
    Key(
        "profile.enter",
        ("enter",),
        "switch to it",
        "Leave what is open here and work with the profile under the cursor.",
        ("profiles",),
        10,
    ),
    Key(
        "sign_in.check",
        ("f5",),
        "check",
        "Do the smallest read calls and say what they proved; nothing is kept.",
        ("sign_in",),
        10,
    ),
    Key(
        "sign_in.keep",
        ("f6",),
        "keep",
        "Keep what was proved where the cursor is, write the profile and open it.",
        ("sign_in",),
        15,
    ),
    Key(
        "passcode.give",
        ("enter",),
        "send",
        "Sign in with these six digits.",
        ("passcode",),
        10,
        bound=False,
    ),
    Key(
        "name.free",
        ("f3",),
        "free name",
        "Take the free name that is proposed in place of one that is in use.",
        ("drill_form",),
        60,
    ),
    Key(
        "field.next",
        ("tab", "shift+tab"),
        "next",
        "Go to the next field, or back.",
        _FORMS,
        20,
        bound=False,
    ),
    Key(
        "request.copy",
        ("f6",),
        "copy request",
        "Copy the request that would be sent, without secrets.",
        ("drill_form",),
        40,
    ),
    Key(
        "form.read",
        ("f4",),
        "read again",
        "Read the group and the VPCs again.",
        ("drill_form",),
        50,
    ),
    Key(
        "drill.new",
        ("n",),
        "new drill",
        "Prepare a drill of this group; nothing is started yet.",
        ("groups", "group", "preflight"),
        20,
    ),
    Key(
        "preflight.open",
        ("f",),
        "preflight",
        "Show everything that a drill of this group would meet, and what helps.",
        ("group",),
        25,
    ),
    Key("drills.open", ("d",), "drills", "List the drills.", ("groups", "group"), 30),
    Key(
        "drill.rename",
        ("R",),
        "rename",
        "Give the drill another name.",
        ("drills", "drill"),
        46,
        changes=True,
    ),
    Key(
        "drill.delete",
        ("D",),
        "delete",
        "See what deleting the drill removes and what stays, then decide.",
        ("drills", "drill"),
        13,
        changes=True,
    ),
    Key(
        "profile.add",
        ("a",),
        "add",
        "Sign in with a new profile; nothing is kept before it is proved.",
        ("profiles",),
        20,
    ),
    Key(
        "profile.edit",
        ("e",),
        "edit",
        "Sign in anew with this profile, or change it.",
        ("profiles",),
        30,
    ),
    Key(
        "profile.forget",
        ("D",),
        "forget secret",
        "Remove the secret that is kept for this profile; the profile stays.",
        ("profiles",),
        40,
    ),
    Key(
        "list.filter",
        ("slash",),
        "filter",
        "Show only rows that contain a text; Esc clears it.",
        _LISTS,
        35,
    ),
    Key(
        "filter.clear",
        ("escape",),
        "clear filter",
        "Show all rows again.",
        ("groups",),
        shown=False,
    ),
    Key(
        "welcome.stay",
        ("escape",),
        "stay",
        "There is nothing behind this screen.",
        ("welcome",),
        shown=False,
    ),
    Key("list.sort", ("s",), "sort", "Sort by the next column.", ("groups", "drills"), 60),
    Key(
        "look.now",
        ("r",),
        "look now",
        "Ask the cloud now instead of waiting.",
        (
            *_DATA,
            "preflight",
            "records",
            "overview",
            "settle",
            "cleanup",
            "exercise",
            "checklist",
        ),
        40,
    ),
    Key(
        "record.read",
        ("y",),
        "events",
        "Read the record: its events one by one, and whether its hash chain is whole.",
        ("records",),
        30,
    ),
    Key("raw.open", ("y",), "raw", "Show the cloud's answer as it came.", _DATA, 65),
    Key(
        "ids.copy",
        ("c",),
        "copy ids",
        "Copy the ids shown here to the clipboard of your terminal.",
        (
            *_DATA,
            "preflight",
            "requests",
            "records",
            "overview",
            "settle",
            "cleanup",
            "exercise",
        ),
        55,
    ),
    Key(
        "raw.copy",
        ("c",),
        "copy",
        "Copy this text to the clipboard of your terminal.",
        ("raw", "explain", "lesson"),
        30,
    ),
    Key(
        "code.explain",
        ("e",),
        "explain code",
        "Say what the codes mean that are shown here, and what to do about them.",
        ("groups", "group", "monitor", "drill", "records", "raw"),
        72,
    ),
    Key(
        "form.explain",
        ("f7",),
        "explain code",
        "Say what the codes mean that are shown here, and what to do about them.",
        ("drill_form", "rename", "delete"),
        58,
    ),
    Key(
        "monitor.open",
        ("m",),
        "job",
        "Open the monitor of the call that matters most: unsettled, else running, else the last.",
        (EVERYWHERE,),
        70,
    ),
    Key(
        "records.open",
        ("o",),
        "records",
        "List the records: every drill that was begun here, how it stands, who began it.",
        (EVERYWHERE,),
        66,
    ),
    Key(
        "overview.open",
        ("O",),
        "overview",
        "See drills, overdue groups and leftovers of all groups at a glance.",
        (EVERYWHERE,),
        67,
    ),
    Key(
        "requests.open",
        ("at",),
        "requests",
        "Show every request that was sent, with its answer and without secrets.",
        (EVERYWHERE,),
        80,
        shown=False,
    ),
    Key(
        "lesson.open",
        ("f8",),
        "lesson",
        "Read what this rehearsal teaches, ask for a hint, and see its debrief in the end.",
        (EVERYWHERE,),
        69,
        shown=False,
    ),
    Key(
        "profiles.open",
        ("p",),
        "profiles",
        "List the profiles: switch to another, add, edit, or forget a secret.",
        (EVERYWHERE,),
        64,
    ),
    Key(
        "screen.back",
        ("escape",),
        "back",
        "Go back one screen. Watching goes on, and so does the job in the cloud.",
        tuple(scope for scope in SCOPES if scope not in (EVERYWHERE, "groups", "help", "welcome")),
        5,
    ),
    Key(
        "guide.tick",
        ("t",),
        "tick",
        "Record with your initials that the step of now is done, or not needed where it may be.",
        ("guide",),
        10,
    ),
    Key(
        "guide.decide",
        ("enter", "d"),
        "choose",
        "Take the runbook under the cursor; in a step that decides, say which way it goes on.",
        ("guide",),
        12,
    ),
    Key(
        "guide.why",
        ("w",),
        "why",
        "Read why the step is there, and what the service's own reference says about it.",
        ("guide",),
        20,
    ),
    Key(
        "guide.away",
        ("x",),
        "put away",
        "Follow this runbook no more; its record stays, and says so.",
        ("guide",),
        30,
    ),
    Key(
        "guide.keep",
        ("f5",),
        "record",
        "Write it into the record, with your initials and the time; Enter does the same.",
        ("guide_tick",),
        10,
    ),
    Key(
        "help.close",
        ("escape", "question_mark", "f1", "q"),
        "close",
        "Close this page.",
        ("help",),
        5,
    ),
    Key("help.open", ("question_mark", "f1"), "keys", "List the keys.", (EVERYWHERE,), 4),
    Key(
        "guide.open",
        ("f2",),
        "guide",
        "Open the whole guide: every step, why, what if it fails; or choose a runbook to follow.",
        (EVERYWHERE,),
        68,
    ),
    Key("palette.open", ("ctrl+p",), "commands", "Find a command by name.", (EVERYWHERE,), 75),
    Key(
        "app.leave",
        ("q", "ctrl+q"),
        "leave",
        "Leave drilltui. Cloud jobs go on without it; only the watching ends.",
        (EVERYWHERE,),
        6,
    ),
    Key(
        "mouse.toggle",
        ("ctrl+t",),
        "mouse",
        "Switch the mouse on or off; off, the terminal selects text as usual.",
        (EVERYWHERE,),
        90,
        shown=False,
    ),
    Key(
        "screen.repaint",
        ("ctrl+l",),
        "repaint",
        "Paint the whole screen anew, when something else wrote over it.",
        (EVERYWHERE,),
        95,
        shown=False,
    ),
    Key(
        "list.move",
        ("up", "down", "j", "k", "g", "G", "home", "end", "pageup", "pagedown"),
        "move",
        "Move in a list or a long text.",
        (
            *_LISTS,
            "profiles",
            "welcome",
            "settle",
            "monitor",
            "drill",
            "raw",
            "help",
            "overview",
            "lesson",
            "guide",
            "exercise",
            "checklist",
            "closing",
        ),
        99,
        shown=False,
        bound=False,
    ),
)
"""The registry, in the order in which keys are shown."""

TYPING: Final = frozenset({*_FORMS, "confirm", "override", "passcode", "remark"})
"""Scopes in which plain characters are typed into a field."""


def key(key_id: str) -> Key:
    """Return the key with this id; KeyError when there is none."""
    return _by_id()[key_id]


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Key]:
    return {entry.id: entry for entry in KEYS}


def keys_of(scope: str) -> Iterator[Key]:
    """Yield the keys that belong to `scope` itself, in registry order."""
    if scope not in SCOPES:
        raise KeyError(f"no scope {scope!r} in ui/keys.py; known: {', '.join(SCOPES)}")
    return (entry for entry in KEYS if scope in entry.scopes)


def keys_on(scope: str) -> list[Key]:
    """Return all keys that work on the screen `scope`: its own and those of everywhere.

    What the screen uses otherwise is taken from the keys of everywhere.
    """
    own = list(keys_of(scope))
    if scope == EVERYWHERE:
        return own
    taken = {name for entry in own if entry.bound for name in entry.keys}
    for entry in keys_of(EVERYWHERE):
        if free := tuple(name for name in entry.keys if name not in taken):
            own.append(replace(entry, keys=free))
    return own


def bindings(scope: str) -> list[Binding]:
    """Return Textual's bindings of `scope`, for a `BINDINGS` class variable.

    Ctrl keys of everywhere have priority, or they would be dead in Textual's own modal screens.
    """
    return [
        Binding(
            name,
            entry.action,
            entry.label,
            show=entry.shown,
            key_display=entry.name,
            priority=scope == EVERYWHERE and name.startswith("ctrl+"),
            tooltip=entry.tells,
            id=entry.id,
        )
        for entry in keys_of(scope)
        if entry.bound
        for name in entry.keys
    ]
