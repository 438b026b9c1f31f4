"""A look by the job: how old the call is by the cloud's times, and when the job is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from drilltui.domain.errors import Refused, SignInFault, SignInRefused, Unreachable
from drilltui.domain.job import RUNNING, Job
from drilltui.domain.record import Action
from drilltui.services.looking import Looks
from drilltui.services.lost_jobs import BARRED_FOR, LOST_AFTER
from drilltui.services.sight import Sight, Target
from tests.services.stage import DRILL, Stage, target
from tests.services.stub_cloud import CREATE_JOB, missing

TARGET = replace(target(Action.CREATE), begun=1000.0)
RECORDED = replace(TARGET, record_id="record-1")
UNRECORDED = replace(TARGET, record_id="")


def looks(stage: Stage) -> Looks:
    return Looks(stage.cloud, stage.exercises, stage.clock)


async def begun(stage: Stage, told: Target, age: float) -> float:
    """When the call began, after a look at a job that began `age` seconds ago by the cloud."""
    skew = stage.cloud.skew or timedelta()
    begin = stage.clock.now() + skew - timedelta(seconds=age)
    stage.cloud.known_jobs[CREATE_JOB] = Job(CREATE_JOB, "createDrill", RUNNING, begin=begin)
    return (await looks(stage).look(Sight(told, 0.0))).target.begun


@pytest.mark.parametrize("skew", [0, 600, -86_400])
async def test_a_call_is_as_old_as_the_cloud_says_whatever_the_clock_here_says(skew: int) -> None:
    stage = Stage()
    stage.cloud.skew = timedelta(seconds=skew)

    assert await begun(stage, UNRECORDED, 7200) == 1000 - 7200


@pytest.mark.parametrize(("age", "moved"), [(4.9, False), (-4.9, False), (5.1, True)])
async def test_a_few_seconds_are_left_alone_or_the_counter_would_hop(
    age: float, moved: bool
) -> None:
    stage = Stage()
    stage.cloud.skew = timedelta()

    assert (await begun(stage, UNRECORDED, age) != 1000) is moved


async def test_of_times_that_contradict_each_other_none_counts() -> None:
    stage = Stage()
    stage.cloud.skew = timedelta()

    assert await begun(stage, replace(UNRECORDED, begun=900.0), -60) == 900


async def test_without_the_clouds_clock_the_own_one_counts() -> None:
    stage = Stage()

    assert await begun(stage, UNRECORDED, 7200) == 1000


async def test_an_answer_that_took_long_proves_a_difference_less() -> None:
    stage = Stage()
    stage.cloud.skew = timedelta()
    begin = stage.clock.now() - timedelta(seconds=7)
    stage.cloud.known_jobs[CREATE_JOB] = Job(CREATE_JOB, "createDrill", RUNNING, begin=begin)

    async def dawdle() -> None:
        await stage.clock.advance(20)

    stage.cloud.during("job", dawdle)
    seen = await looks(stage).look(Sight(UNRECORDED, 0.0))

    assert seen.target.begun == 1000


NONE = missing("SDRS.0408", "job")


async def test_a_job_is_lost_after_so_many_answers_that_there_is_none() -> None:
    stage = Stage()
    stage.cloud.script("job", *[NONE] * LOST_AFTER)
    one = looks(stage)
    for _ in range(LOST_AFTER - 1):
        with pytest.raises(Refused):
            await one.look(Sight(RECORDED, 0.0))

    assert (await one.look(Sight(RECORDED, 0.0))).target.job_id == ""


async def test_failures_of_another_kind_do_not_lose_a_job_and_an_answer_begins_the_count_anew() -> (
    None
):
    stage = Stage()
    lost = Unreachable("No route.", sent=True)
    running = Job(CREATE_JOB, "createDrill", RUNNING)
    script = [lost] * 9 + [NONE, NONE, lost, running, NONE, NONE]
    stage.cloud.script("job", *script)
    one = looks(stage)
    for step in script:
        sight = Sight(RECORDED, 0.0, failures=9)
        if isinstance(step, Job):
            assert (await one.look(sight)).job == running
        else:
            with pytest.raises((Refused, Unreachable)):
                await one.look(sight)


async def test_a_job_without_a_record_has_nothing_else_to_be_followed_by() -> None:
    stage = Stage()
    stage.cloud.script("job", *[NONE] * 9)
    one = looks(stage)
    for _ in range(9):
        with pytest.raises(Refused):
            await one.look(Sight(UNRECORDED, 0.0))


BARRED = missing("SDRS.0201", "right", 403)
NOT_WHO = SignInRefused(SignInFault.NOT_ALLOWED, status=403, code="APIGW.0302", message="no")


async def barred(stage: Stage, told: Target, error: Refused, *pauses: float) -> Target:
    """Look at a job that is refused, so many seconds after one another; the last target."""
    one = looks(stage)
    stage.cloud.script("job", *[error] * (len(pauses) + 1))
    for pause in pauses:
        with pytest.raises(Refused):
            await one.look(Sight(told, 0.0))
        await stage.clock.advance(pause)
    return (await one.look(Sight(told, 0.0))).target


@pytest.mark.parametrize("pauses", [(BARRED_FOR,), (BARRED_FOR - 1, 1)])
async def test_a_job_that_may_lastingly_not_be_seen_is_followed_by_its_drill(
    pauses: tuple[float, ...],
) -> None:
    stage = Stage()
    assert (await barred(stage, RECORDED, BARRED, *pauses)).job_id == ""

    stage.add_drill()
    known = replace(UNRECORDED, drill_id=DRILL.id)
    assert (await barred(Stage(stage.cloud), known, BARRED, *pauses)) == known


@pytest.mark.parametrize("error", [BARRED, NOT_WHO], ids=["for a while", "a refused sign-in"])
async def test_a_right_that_is_missing_for_a_while_or_for_everything_loses_no_job(
    error: Refused,
) -> None:
    stage = Stage()
    with pytest.raises(Refused):
        await barred(stage, RECORDED, error, *[BARRED_FOR / 4] * (3 if error is BARRED else 30))


async def test_a_job_that_was_shown_again_is_barred_anew() -> None:
    stage = Stage()
    one = looks(stage)
    stage.cloud.script("job", BARRED, Job(CREATE_JOB, "createDrill", RUNNING), BARRED)
    with pytest.raises(Refused):
        await one.look(Sight(RECORDED, 0.0))
    await stage.clock.advance(BARRED_FOR)
    assert (await one.look(Sight(RECORDED, 0.0))).job is not None
    with pytest.raises(Refused):
        await one.look(Sight(RECORDED, 0.0))
