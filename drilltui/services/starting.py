"""Starting a drill: looked at and judged once more at the moment of sending, then sent once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from drilltui.domain.blocking import blocker, submitted_since
from drilltui.domain.checklist import Item, items, record_of_item
from drilltui.domain.cloud_id import folded, folded_all, same_id
from drilltui.domain.drill import Drill, DrillDraft, free_name
from drilltui.domain.errors import CloudError, NameInUse, Refused, Unreadable, UsageError
from drilltui.domain.exchange import Receipt
from drilltui.domain.exercise import Exercise
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.language import tr
from drilltui.domain.ports import Clock, Cloud
from drilltui.domain.preflight.decision import Decision, decision
from drilltui.domain.preflight.facts import Facts, Unseen
from drilltui.domain.preflight.finding import Report
from drilltui.domain.preflight.judge import report
from drilltui.domain.preflight.scope import record_of_scope
from drilltui.domain.preflight.selection import group_drills
from drilltui.domain.record import Action, Entry, Kind
from drilltui.domain.repetition import Repetition, repetition
from drilltui.services.exercises import Exercises, Opening
from drilltui.services.guided_record import check_untouched, repeatable, untouched
from drilltui.services.guided_record import opening as opening_of
from drilltui.services.preflight import Preflight
from drilltui.services.sending import Answer, Sender, Submission, Told
from drilltui.services.sight import Target

_VPC_IN_USE = "SDRS.1921"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be started, as a person agreed to it.

    `again` names the record of an earlier submission that is proven never to have been carried out:
    this is its next intention. `override` is the reason to go on in spite of stops; `confirmed` the
    report that was agreed to, None where nobody saw one.
    """

    draft: DrillDraft
    names: Mapping[str, str]
    again: str = ""
    override: str = ""
    confirmed: Report | None = None


class Starter:
    """Sends a create at most once, and only where nothing that was seen forbids it."""

    def __init__(
        self,
        cloud: Cloud,
        exercises: Exercises,
        sender: Sender,
        preflight: Preflight,
        clock: Clock,
        person: str,
        own_items: Sequence[Item] = (),
        guided: Callable[[], str] = str,
    ) -> None:
        """`guided` says in which record the exercise is led, if it is: the create goes there."""
        self._cloud = cloud
        self._exercises = exercises
        self._sender = sender
        self._preflight = preflight
        self._clock = clock
        self._person = person
        self._own_items = tuple(own_items)
        self._guided = guided

    async def start(self, wish: Wish, group: ProtectionGroup) -> Answer:
        """Submit the draft and, when it is accepted, begin to follow its job.

        See `Drills.start` for what it raises.
        """
        draft = wish.draft
        if problems := draft.problems():
            raise UsageError(problems[0].text, tr("Nothing was sent."))
        self._sender.check()
        self._sender.refuse_second(Action.CREATE, group.id)
        known = await self._exercises.here()
        # Before the name: a drill of this name may be the very one that is not settled yet.
        if found := blocker(Action.CREATE, group.id, known):
            raise found.error()
        again = wish.again or repeatable(self._guided(), group.id, known)
        earlier = repetition(again, group.id, known) if again else None
        facts = await self._preflight.look(group.id, draft.vpc_id)
        if not isinstance(seen := group_drills(facts), Unseen):
            self._check_name(draft, seen, known, earlier)
        decided = decision(report(facts, draft), wish.confirmed, wish.override)
        # The look may have taken long: which drills there are is read just before the request, or a
        # drill whose answer is lost could not be told from one that somebody made meanwhile.
        now, drills = await asyncio.gather(
            self._cloud.group(group.id), self._cloud.drills(group.id)
        )
        self._check_name(draft, drills, known, earlier)
        if earlier:
            earlier.check_count(now.drill_count, len(drills))
        opening = Opening(earlier.record_id) if earlier else self._begin(group, known)
        submission = self._submission(
            wish, replace(facts, group=now), drills, known, earlier, opening
        )
        todo = items(facts, draft, self._own_items)
        scope = record_of_scope(facts, draft)
        return await self._sender.send(
            submission, _given(self._with(opening, decided, todo, scope))
        )

    def _check_name(
        self,
        draft: DrillDraft,
        drills: Sequence[Drill],
        known: Sequence[Exercise],
        earlier: Repetition | None,
    ) -> None:
        taken = {drill.name for drill in drills} | _names_to_come(draft.group_id, known)
        if draft.name in taken:
            late = earlier.late if earlier else ""
            raise NameInUse(draft.name, free_name(draft.name, taken), late)

    def _begin(self, group: ProtectionGroup, known: Sequence[Exercise]) -> Opening:
        """Return the guided record while nothing was sent in it, else one that is to be begun."""
        led = untouched(self._guided(), known)
        return opening_of(led, group) if led else self._exercises.begin(group)

    def _with(
        self, opening: Opening, decided: Decision, todo: Sequence[Item], scope: JsonObject
    ) -> Opening:
        """Let the record say what was seen in the same stroke as what is meant."""
        told: dict[str, JsonValue] = {
            **decided.record(self._person),
            "checklist": [record_of_item(one) for one in todo],
            "scope": scope,
        }
        said = Entry(opening.record_id, Kind.PREFLIGHT, told)
        return replace(opening, first=(*opening.first, said))

    def _submission(
        self,
        wish: Wish,
        facts: Facts,
        drills: Sequence[Drill],
        known: Sequence[Exercise],
        earlier: Repetition | None,
        opening: Opening,
    ) -> Submission:
        draft, group_id = wish.draft, facts.group.id

        async def call(target: Target) -> Told:
            try:
                receipt = await self._cloud.create_drill(draft)
            except Refused as error:
                raise await self._understood(error, draft, drills) from error
            return accepted(receipt, target)

        def check(newest: Sequence[Exercise]) -> None:
            if overtaken := submitted_since(group_id, known, newest):
                raise overtaken
            if earlier:
                earlier.check_unchanged(newest)
            elif opening.record_id in {one.record_id for one in known}:
                check_untouched(opening.record_id, newest)

        return Submission(
            Action.CREATE,
            group_id,
            self._cloud.create_request(draft),
            self._about(wish, facts, drills),
            self._target(wish, group_id),
            call,
            check,
        )

    def _about(self, wish: Wish, facts: Facts, drills: Sequence[Drill]) -> dict[str, JsonValue]:
        """Return what the intention tells, to know its drill and its VPC among others."""
        skew = self._cloud.skew
        about: dict[str, JsonValue] = {
            "name": wish.draft.name,
            "vpc_id": wish.draft.vpc_id or "",
            "drills_before": [drill.id for drill in drills],
            "count_before": facts.group.drill_count,
            "skew": None if skew is None else skew.total_seconds(),
            "names": dict(wish.names),
        }
        if not isinstance(facts.vpcs, Unseen):
            about["vpcs_before"] = [vpc.id for vpc in facts.vpcs]
        return about

    def _target(self, wish: Wish, group_id: str) -> Target:
        return Target(
            job_id="",
            action=Action.CREATE.value,
            record_id="",
            group_id=group_id,
            drill_name=wish.draft.name,
            begun_at=self._clock.now(),
            begun=self._clock.monotonic(),
            vpc_id=wish.draft.vpc_id or "",
            names=wish.names,
        )

    async def _understood(
        self, refused: Refused, draft: DrillDraft, before: Sequence[Drill]
    ) -> CloudError:
        """Return what a refused create means; most refusals mean no.

        SDRS.1921 says that a drill uses the VPC already. Where a proxy has delivered the request
        twice, that drill is the one of the first delivery, and this the answer to the second: it
        is a no where another drill is seen in the VPC, and proves nothing else.
        """
        if refused.code != _VPC_IN_USE or draft.vpc_id is None:
            return refused
        known = folded_all(drill.id for drill in before)
        try:
            drills = await self._cloud.drills()
        except CloudError:
            drills = ()  # nobody can say that it is another one
        for drill in drills:
            another = folded(drill.id) in known or drill.name != draft.name
            if another and same_id(drill.vpc_id, draft.vpc_id):
                return refused
        return Unreadable(
            tr(
                "The service refuses the VPC ({code}), and no other drill is seen in it: the "
                "request may have been delivered twice.",
                code=refused.code,
            ),
            status=refused.status,
            request_id=refused.request_id,
        )


def _names_to_come(group_id: str, known: Sequence[Exercise]) -> set[str]:
    """Return the names of drills that the group may have got and does not show yet."""
    ours = (one for one in known if same_id(one.group_id, group_id))
    return {one.name for one in ours if one.create and one.create.running}


def accepted(receipt: Receipt, target: Target) -> Told:
    """Return what an accepted call told, and that its job is to be followed."""
    data: dict[str, JsonValue] = {"job_id": receipt.job_id, "request_id": receipt.request_id}
    if target.drill_id:
        data["drill_id"] = target.drill_id
    return Told(data, replace(target, job_id=receipt.job_id, request_id=receipt.request_id))


def _given(opening: Opening) -> Callable[[], Awaitable[Opening]]:
    async def given() -> Opening:
        return opening

    return given
