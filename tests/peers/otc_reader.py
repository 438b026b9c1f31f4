"""A program of `test_openstack`: reads the sandbox with otcextensions, prints JSON.

It knows the environment variables of OpenStack's clients and nothing of drilltui.
"""

from __future__ import annotations

import json

import openstack
from openstack import exceptions
from otcextensions import sdk

NOBODY = "00000000-0000-4000-8000-000000000000"


def main() -> None:
    cloud = openstack.connect()
    sdk.register_otc_extensions(cloud)
    sdrs, vpc = cloud.sdrs, cloud.vpc
    group, drill = sdrs.find_protection_group("pg-payroll"), sdrs.find_dr_drill("drill-0911")
    ready = sdrs.find_protection_group("pg-intranet")
    job = sdrs.create_dr_drill(server_group_id=ready.id, name="drill-otc")
    try:
        sdrs.get_dr_drill(NOBODY)
        refusal: list[object] = []
    except exceptions.HttpException as error:
        refusal = [error.status_code, error.details]
    seen = {
        "groups": {one.name: one.status for one in sdrs.protection_groups()},
        "group": [group.name, group.status, group.priority_station],
        "instances": [one.name for one in sdrs.protected_instances()],
        "drills": {one.name: one.status for one in sdrs.dr_drills()},
        "drill": [drill.name, drill.status],
        "vpcs": {one.name: one.cidr for one in vpc.vpcs()},
        "subnets": [one.name for one in vpc.subnets()],
        "quotas": {one.type: one.quota for quotas in sdrs.quotas() for one in quotas.resources},
        "job_id": job.job_id,
        "refusal": refusal,
    }
    print(json.dumps(seen))  # noqa: T201 (this is what the test reads)


main()
