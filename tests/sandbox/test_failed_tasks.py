import pytest

from drilltui.sandbox.failed_tasks import DRILLS, FailedTaskFilter
from drilltui.sandbox.refusals import Refusal
from tests.sandbox.cloud import START
from tests.sandbox.worlds import Site


def names(site: Site, **wanted: str) -> list[str]:
    found = site.world.failed_tasks.tasks(site.project, FailedTaskFilter(**wanted), START)
    return [task.resource_name for task in found]


def test_without_a_group_only_tasks_of_group_level_are_listed() -> None:
    site = Site()
    ledger = site.group("pg-ledger").id
    assert names(site) == ["pg-mailrelay"]
    assert names(site, group_id=ledger) == ["drill-ledger-2"]
    assert names(site, group_id=site.group("pg-mailrelay").id) == ["pg-mailrelay", "drill-relay"]
    assert names(site, resource_type=DRILLS) == []
    assert names(site, group_id=ledger, resource_type="server_groups") == []


def test_other_filters() -> None:
    site = Site()
    relay = site.group("pg-mailrelay").id
    assert names(site, group_id=relay, failure_status="deleteFail") == ["drill-relay"]
    assert names(site, group_id=relay, resource_name="pg-") == ["pg-mailrelay"]
    for wrong in ({"failure_status": "x"}, {"resource_type": "protectedInstance"}):
        with pytest.raises(Refusal, match=r"SDRS\.0201"):
            FailedTaskFilter(**wrong)


def test_clearing() -> None:
    site = Site()
    tasks, relay = site.world.failed_tasks, site.group("pg-mailrelay").id
    tasks.clear_group_level(site.project, START)
    assert names(site, group_id=relay) == ["drill-relay"]
    row = tasks.tasks(site.project, FailedTaskFilter(group_id=relay), START)[0]
    tasks.clear(site.project, row.job_id, START)
    assert names(site, group_id=relay) == []
    with pytest.raises(Refusal):
        tasks.clear(site.project, row.job_id, START)
    ledger = site.group("pg-ledger").id
    tasks.clear_group(site.world.account.projects[1].id, ledger, START)
    assert names(site, group_id=ledger) == ["drill-ledger-2"]
    tasks.clear_group(site.project, ledger, START)
    assert names(site, group_id=ledger) == []


def test_clearing_does_not_reach_a_task_that_has_not_failed_yet() -> None:
    site = Site()
    drill = site.create("pg-ledger", START)
    site.world.failed_tasks.clear_group(site.project, drill.group_id, START)
    wanted = FailedTaskFilter(group_id=drill.group_id)
    assert site.world.failed_tasks.tasks(site.project, wanted, START) == []
    later = site.world.failed_tasks.tasks(site.project, wanted, drill.creation.ends)
    assert [task.resource_id for task in later] == [drill.id]
