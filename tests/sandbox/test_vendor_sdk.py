"""The vendor's own SDK, which knows nothing of us, drills in the sandbox."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = [
    pytest.mark.peers,
    pytest.mark.filterwarnings("default"),  # the SDK's warnings are not ours
]

SERVER = (
    "import sys; from drilltui.sandbox.server import serve;"
    "sys.exit(serve('smooth', port=0, speed=200.0, groups=0))"
)


@pytest.fixture(scope="module")
def access() -> Iterator[dict[str, str]]:
    """A sandbox in a process of its own, where an hour is 18 seconds."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


def client(kind: Any, access: dict[str, str], **changes: str) -> Any:
    from huaweicloudsdkcore.auth.credentials import BasicCredentials

    known = access | changes
    credentials = BasicCredentials(known["ak"], known["sk"], known["project_id"])
    return kind.new_builder().with_credentials(credentials).with_endpoint(known["endpoint"]).build()


def wait_for(sdrs: Any, models: Any, job_id: str) -> Any:
    """The job once it is over; the SDK cannot be handed a clock, so this asks until it is."""
    limit = time.monotonic() + 30
    while time.monotonic() < limit:
        job = sdrs.show_job_status(models.ShowJobStatusRequest(job_id=job_id))
        if job.status in ("SUCCESS", "FAIL"):
            return job
    pytest.fail("the job did not end")


def test_a_whole_drill_with_the_sdk(access: dict[str, str]) -> None:
    import huaweicloudsdkecs.v2 as ecs_models
    import huaweicloudsdksdrs.v1 as models
    import huaweicloudsdkvpc.v2 as vpc_models
    from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException

    sdrs = client(models.SdrsClient, access)
    groups = sdrs.list_protection_groups(models.ListProtectionGroupsRequest(name="pg-payments"))
    group = groups.server_groups[0]
    wanted = models.CreateDisasterRecoveryDrillRequestParams(
        server_group_id=group.id, name="sdk-drill"
    )
    body = models.CreateDisasterRecoveryDrillRequestBody(disaster_recovery_drill=wanted)
    created = sdrs.create_disaster_recovery_drill(
        models.CreateDisasterRecoveryDrillRequest(body=body)
    )
    job = wait_for(sdrs, models, created.job_id)
    assert job.status == "SUCCESS"
    assert len(job.entities.sub_jobs) == 5
    drills = sdrs.list_disaster_recovery_drills(
        models.ListDisasterRecoveryDrillsRequest(name="sdk-drill")
    )
    (drill,) = drills.disaster_recovery_drills
    assert (drill.status, len(drill.drill_servers)) == ("available", 4)

    server = client(ecs_models.EcsClient, access).show_server(
        ecs_models.ShowServerRequest(server_id=drill.drill_servers[0].drill_server_id)
    )
    assert server.server.status == "ACTIVE"
    subnets = client(vpc_models.VpcClient, access).list_subnets(
        vpc_models.ListSubnetsRequest(vpc_id=drill.drill_vpc_id)
    )
    assert len(subnets.subnets) == 2

    deleted = sdrs.delete_disaster_recovery_drill(
        models.DeleteDisasterRecoveryDrillRequest(disaster_recovery_drill_id=drill.id)
    )
    assert wait_for(sdrs, models, deleted.job_id).status == "SUCCESS"
    with pytest.raises(ClientRequestException) as caught:
        sdrs.show_disaster_recovery_drill(
            models.ShowDisasterRecoveryDrillRequest(disaster_recovery_drill_id=drill.id)
        )
    assert (caught.value.status_code, caught.value.error_code) == (400, "SDRS.1902")
    assert len(caught.value.request_id) == 32


def test_the_sdk_is_told_when_its_key_is_wrong(access: dict[str, str]) -> None:
    import huaweicloudsdksdrs.v1 as models
    from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException

    sdrs = client(models.SdrsClient, access, sk="wrong")
    with pytest.raises(ClientRequestException) as caught:
        sdrs.list_protection_groups(models.ListProtectionGroupsRequest())
    assert (caught.value.status_code, caught.value.error_code) == (401, "APIGW.0301")


def test_the_sdk_finds_the_project(access: dict[str, str]) -> None:
    import huaweicloudsdkiam.v3 as models
    from huaweicloudsdkcore.auth.credentials import GlobalCredentials

    credentials = GlobalCredentials(access["ak"], access["sk"], "0" * 32)
    builder = models.IamClient.new_builder().with_credentials(credentials)
    iam = builder.with_endpoint(access["endpoint"]).build()
    found = iam.keystone_list_projects(models.KeystoneListProjectsRequest(name=access["region"]))
    assert [project.id for project in found.projects] == [access["project_id"]]
