"""Removing what a drill left: each call recorded, never doubled, and only on fresh evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from drilltui.domain.absence import is_missing
from drilltui.domain.clearing import Plan
from drilltui.domain.clearing_progress import Cleared, Stage, Step
from drilltui.domain.closing import check_closable
from drilltui.domain.cloud_id import same_id
from drilltui.domain.drill_vpc import Removal, VpcLook, keepers
from drilltui.domain.errors import Blocked, CloudError, JournalError, Kept
from drilltui.domain.exercise import Exercise
from drilltui.domain.language import marked, tr
from drilltui.domain.ports import Clock, Cloud
from drilltui.domain.record import Action, broken_at
from drilltui.domain.rules import rules
from drilltui.domain.sending import DONE_BY_CLOUD, SUBNET_IN_USE, Sending
from drilltui.services.exercises import Exercises, Opening
from drilltui.services.sending import Answer, Sender, Submission, Told
from drilltui.services.sight import Target
from drilltui.services.vpc_looks import look_at_vpc
from drilltui.services.watcher import Watcher

_PASSES = SUBNET_IN_USE | {"VPC.0104"}
"""Refusals for what is still in it, which a deleted drill's own things are for a while."""


_HAS_SUBNETS = marked("The VPC still has subnets.")


class Clearing:
    """Removes the subnets and the VPC of a plan, in its order, as long as nothing keeps them.

    Right before each call the VPC, its subnets, all ports in them, the project's drills and the
    records are read again: no earlier look is trusted. The first thing that is not proven to be the
    drill's ends it.
    """

    def __init__(
        self, cloud: Cloud, exercises: Exercises, sender: Sender, watcher: Watcher, clock: Clock
    ) -> None:
        self._cloud = cloud
        self._exercises = exercises
        self._sender = sender
        self._watcher = watcher
        self._clock = clock

    async def clear(self, plan: Plan, told: Callable[[Step], None]) -> Cleared:
        """Remove what is planned until something stays; say of each step what came of it."""
        steps: list[Step] = []
        for removal in plan.removals:
            try:
                step = await self._removed(plan.record_id, removal, told)
            except Kept as kept:
                told(Step(removal, Stage.STAYS, kept.what))
                return Cleared(tuple(steps), kept.reasons)
            except (Blocked, JournalError) as error:
                if not steps:
                    raise
                return Cleared(tuple(steps), (error.what,))  # what is gone by now is told
            told(step)
            steps.append(step)
            if step.stage is not Stage.GONE:
                break
        return Cleared(tuple(steps))

    async def _removed(
        self, record_id: str, removal: Removal, told: Callable[[Step], None]
    ) -> Step:
        book, tries, waits = rules("clearing")["in_use"], 0, 0
        while True:
            told(Step(removal, Stage.LOOKING, tries=tries))
            exercise, look = await self._proven(record_id, removal)
            if not _is_there(removal, look):
                return Step(removal, Stage.GONE, tr("the service has no such thing"), tries)
            if removal.action is Action.DELETE_VPC and look.subnets:
                waits += 1  # they were read back as gone: the list comes after
                if waits >= book["tries"]:
                    return Step(removal, Stage.STAYS, tr(_HAS_SUBNETS), tries)
                told(Step(removal, Stage.AGAIN, tr(_HAS_SUBNETS), tries))
                await self._clock.sleep(book["pause"])
                continue
            tries += 1
            told(Step(removal, Stage.SENT, tries=tries))
            answer = await self._send(exercise, removal, look)
            sending = answer.sending
            if answer.open:
                told(Step(removal, Stage.SETTLING, answer.complaint, tries))
                sending = await self._settled(answer, removal)
            if sending in DONE_BY_CLOUD:
                return await self._read_back(removal, tries)
            if sending is Sending.UNKNOWN:
                return Step(removal, Stage.UNKNOWN, answer.complaint, tries)
            passes = sending is Sending.ABSENT or answer.told.get("code") in _PASSES
            if not passes or tries >= book["tries"]:
                return Step(removal, Stage.STAYS, answer.complaint, tries)
            told(Step(removal, Stage.AGAIN, answer.complaint, tries))
            await self._clock.sleep(book["pause"])

    async def _proven(self, record_id: str, removal: Removal) -> tuple[Exercise, VpcLook]:
        """Read all that allows the removal again; raises Kept when something speaks against it."""
        if broken_at(await self._exercises.events(record_id)) is not None:
            raise Kept(
                (tr("The record {record} is not whole: it proves nothing.", record=record_id),)
            )
        look = await look_at_vpc(self._cloud, removal.vpc_id)
        known = await self._exercises.here()
        return _allowed(record_id, removal, look, known), look

    async def _send(self, exercise: Exercise, removal: Removal, look: VpcLook) -> Answer:
        cloud, subnet = self._cloud, removal.action is Action.DELETE_SUBNET

        async def call(_target: Target) -> Told:
            try:
                if subnet:
                    await cloud.delete_subnet(removal.vpc_id, removal.id)
                else:
                    await cloud.delete_vpc(removal.id)
            except CloudError as error:
                if not is_missing(error):
                    raise
                return Told({"message": tr("it was gone already")}, sending=Sending.FOUND)
            return Told({})

        def check(known: Sequence[Exercise]) -> None:
            _allowed(exercise.record_id, removal, look, known)
            if not subnet and look.subnets:
                raise Kept((tr(_HAS_SUBNETS),))

        request = (
            cloud.delete_subnet_request(removal.vpc_id, removal.id)
            if subnet
            else cloud.delete_vpc_request(removal.id)
        )
        skew = cloud.skew
        submission = Submission(
            removal.action,
            removal.id,
            request,
            {
                "subject": removal.id,
                "name": removal.name,
                "vpc_id": removal.vpc_id,
                "why": removal.why,
                "skew": None if skew is None else skew.total_seconds(),
            },
            self._target(exercise, removal),
            call,
            check,
        )
        return await self._sender.send(submission, partial(_given, exercise.record_id))

    def _target(self, exercise: Exercise, removal: Removal) -> Target:
        return Target(
            job_id="",
            action=removal.action.value,
            record_id=exercise.record_id,
            group_id=exercise.group_id,
            drill_name=exercise.called,
            begun_at=self._clock.now(),
            begun=self._clock.monotonic(),
            drill_id=exercise.drill_id,
            vpc_id=removal.vpc_id,
            subject=removal.id,
        )

    async def _settled(self, answer: Answer, removal: Removal) -> Sending:
        """Wait, for a while, until the watcher has settled the call; UNKNOWN when it has not."""
        book, waited = rules("clearing")["settle"], 0.0
        while waited < book["patience"]:
            exercise = await self._exercises.load(answer.record_id)
            call = exercise.call_of(removal.action, removal.id)
            if call is not None and not call.open:
                return call.sending
            await self._clock.sleep(book["every"])
            waited += book["every"]
        return Sending.UNKNOWN

    async def _read_back(self, removal: Removal, tries: int) -> Step:
        """Look until it is gone, a bounded number of times: an acceptance proves nothing yet."""
        book = rules("clearing")["read_back"]
        subnet = removal.action is Action.DELETE_SUBNET
        for look in range(book["looks"]):
            if look:
                await self._clock.sleep(book["pause"])
            try:
                await (self._cloud.subnet if subnet else self._cloud.vpc)(removal.id)
            except CloudError as error:
                if is_missing(error):
                    return Step(removal, Stage.GONE, tr("read back: gone"), tries)
                words = tr("taken by the service, and not read back: {error}", error=error)
                return Step(removal, Stage.UNKNOWN, words, tries)
        words = tr("the service took it, and still shows it")
        return Step(removal, Stage.STAYS, words, tries)


def _allowed(
    record_id: str, removal: Removal, look: VpcLook, known: Sequence[Exercise]
) -> Exercise:
    """Return the record when it allows the removal by now.

    Raises Kept when something keeps the VPC, Blocked while a call of the record is not settled.
    """
    exercise = next((one for one in known if one.record_id == record_id), None)
    if exercise is None:
        raise Kept((tr("The record {record} is closed.", record=record_id),))
    check_closable(exercise)
    if keeps := keepers(exercise, look, known):
        raise Kept(keeps)
    if look.vpc is not None and not same_id(look.vpc.id, removal.vpc_id):
        raise Kept((tr("The service shows another VPC for {vpc}.", vpc=removal.vpc_id),))
    return exercise


def _is_there(removal: Removal, look: VpcLook) -> bool:
    found = look.vpc if removal.action is Action.DELETE_VPC else None
    if found is not None:
        return True
    return any(same_id(one.id, removal.id) for one in look.subnets)


async def _given(record_id: str) -> Opening:
    return Opening(record_id)
