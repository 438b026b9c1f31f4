import pytest

from drilltui.sandbox.groups import GroupFilter
from drilltui.sandbox.holding import Outline
from drilltui.sandbox.instances import InstanceFilter
from drilltui.sandbox.pairs import PairFilter
from drilltui.sandbox.refusals import Refusal
from tests.sandbox.cloud import START
from tests.sandbox.worlds import Site


@pytest.fixture(scope="module")
def site() -> Site:
    return Site()


def groups(site: Site, **wanted: str) -> set[str]:
    return {one.name for one in site.world.groups(site.project, GroupFilter(**wanted), START)}


def test_groups_are_filtered(site: Site) -> None:
    assert len(groups(site)) == 15
    assert groups(site, query_type="general") == groups(site)
    assert groups(site, name="pay") == {
        "pg-payments",
        "pg-payments-batch",
        "pg-paydesk",
        "pg-payroll",
    }
    assert groups(site, name="pay", status="protected") == {"pg-payments", "pg-payments-batch"}
    assert groups(site, zone="eu-demo-1b") == {"pg-payroll"}
    assert groups(site, query_type="status_abnormal") == {"pg-mailrelay"}
    assert groups(site, query_type="stop_protected") == {"pg-archive", "pg-crm"}


def test_instances_are_filtered(site: Site) -> None:
    def names(**wanted: object) -> set[str]:
        found = site.world.protection.instances(site.project, InstanceFilter(**wanted))  # type: ignore[arg-type]
        return {one.name for one in found}

    crm, fraud = site.group("pg-crm").id, site.group("pg-fraud").id
    ids = tuple(one.id for one in site.world.protection.instances_of(site.group("pg-crm")))
    assert names(group_id=crm) == {"crm-app-01", "crm-db-01"}
    assert names(group_id=crm, group_ids=(fraud,)) == {"fraud-score-01", "fraud-score-02"}
    assert names(group_ids=(fraud, site.project, crm, fraud)) >= {"crm-app-01", "fraud-score-02"}
    assert names(instance_ids=(*ids, site.project)) == {"crm-app-01", "crm-db-01"}
    assert names(instance_ids=ids, group_id=fraud) == {"fraud-score-01", "fraud-score-02"}
    assert names(status="fault") == {"fraud-score-01"}
    assert names(query_type="status_abnormal") == {
        "fraud-score-01",
        "relay-01",
        "relay-02",
        "erp-01",
    }
    assert names(name="payroll", zone="eu-demo-1a") == set()
    assert len(names(zone="eu-demo-1b")) == 3


def test_instances_of_another_project_are_not_found_by_id(site: Site) -> None:
    other = site.world.account.projects[1].id
    foreign = site.world.protection.instances(other)[0]
    wanted = InstanceFilter(instance_ids=(foreign.id,))
    assert site.world.protection.instances(site.project, wanted) == []
    assert site.world.protection.instances(other, wanted) == [foreign]
    by_group = InstanceFilter(group_id=foreign.group_id)
    assert site.world.protection.instances(site.project, by_group) == []


def test_pairs_are_filtered(site: Site) -> None:
    def names(**wanted: object) -> set[str]:
        found = site.world.protection.pairs(site.project, PairFilter(**wanted))  # type: ignore[arg-type]
        return {one.name for one in found}

    crm = site.group("pg-crm")
    app, database = site.world.protection.instances_of(crm)
    assert names(group_id=crm.id) == {"crm-app-01-sys", "crm-db-01-sys"}
    assert names(instance_id=app.id) == {"crm-app-01-sys"}
    assert names(instance_id=app.id, instance_ids=(database.id,)) == {"crm-db-01-sys"}
    assert names(instance_id=app.id, group_id=site.group("pg-kiosk").id) == {"kiosk-01-sys"}
    assert names(status="fault") == {"fraud-score-01-sys", "fraud-score-01-data1"}
    assert names(name="batch", status="protected") == {
        "pay-batch-01-sys",
        "pay-batch-01-data1",
        "pay-batch-02-sys",
    }


def test_a_group_is_as_far_as_the_pair_that_lags_most(site: Site) -> None:
    protection = site.world.protection
    assert protection.outline_of(site.group("pg-payments-batch")).progress == 63
    assert protection.outline_of(site.group("pg-payments")).progress == 100
    assert protection.outline_of(site.group("pg-archive")).progress == 0


def test_the_outline_of_a_group_is_the_sum_of_its_contents(site: Site) -> None:
    protection = site.world.protection
    projects = [project.id for project in site.world.account.projects]
    for group in (one for project in projects for one in protection.groups(project)):
        instances, pairs = protection.instances_of(group), protection.pairs_of(group)
        slowest = min((pair.progress for pair in pairs), default=0)
        assert protection.outline_of(group) == Outline(len(instances), len(pairs), slowest)


def test_one_kind_of_id_does_not_lead_to_another_kind_of_thing(site: Site) -> None:
    protection = site.world.protection
    (instance,) = protection.instances(site.project, InstanceFilter(name="kiosk-01"))
    (pair_id, _), *_ = instance.attachment
    for look, strangers in (
        (protection.group, (instance.id, pair_id, instance.source_server)),
        (protection.instance, (instance.group_id, pair_id, instance.source_server)),
        (protection.pair, (instance.group_id, instance.id, instance.source_server)),
    ):
        for stranger in strangers:
            with pytest.raises(Refusal):
                look(site.project, stranger)
    assert protection.instances(site.project, InstanceFilter(group_id=instance.id)) == []
    assert protection.pairs(site.project, PairFilter(instance_id=pair_id)) == []
    assert site.world.servers.find(site.project, instance.id, START) is None


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: GroupFilter(status="gone"), "SDRS.0209"),
        (lambda: GroupFilter(query_type="x"), "SDRS.0201"),
        (lambda: InstanceFilter(status="gone"), "SDRS.0201"),
        (lambda: InstanceFilter(query_type="stop_protected"), "SDRS.0201"),
        (lambda: PairFilter(status="gone"), "SDRS.0214"),
        (lambda: PairFilter(query_type="x"), "SDRS.0201"),
    ],
)
def test_filters_refuse_what_is_not_in_the_tables(make: object, code: str) -> None:
    assert callable(make)
    with pytest.raises(Refusal) as caught:
        make()
    assert caught.value.code == code
