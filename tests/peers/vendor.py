"""The vendor's own SDK, pointed at a sandbox: a client that knows nothing of drilltui.

Importing this file needs the extra `peers`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event
from typing import Any

import huaweicloudsdkecs.v2 as ecs
import huaweicloudsdkiam.v3 as iam
import huaweicloudsdksdrs.v1 as sdrs
import huaweicloudsdkvpc.v2 as vpc
import pytest
from huaweicloudsdkcore.auth.credentials import BasicCredentials, GlobalCredentials
from huaweicloudsdkcore.exceptions import exceptions
from huaweicloudsdkcore.region.region import Region

from drilltui.sandbox.embedded import Access

PATIENCE = 30.0
"""Real seconds after which a job that is not over counts as stuck."""

_BETWEEN_LOOKS = 0.05


class Service:
    """One of the SDK's clients, its calls by name."""

    def __init__(self, models: Any, client: Any) -> None:
        self._models = models
        self._client = client

    def ask(self, call: str, **arguments: Any) -> Any:
        """Send the SDK's request for `call`: ``ask("show_server", server_id="...")``."""
        name = "".join(word.capitalize() for word in call.split("_"))
        request = getattr(self._models, f"{name}Request")(**arguments)
        return getattr(self._client, call)(request)

    def close(self) -> None:
        """Give connections and threads back, which the SDK leaves to the end of the process."""
        http = self._client.get_http_client()
        http.executor.shutdown()
        http.close()


class Vendor:
    """The four services in one project, and the few things these tests do often."""

    Error = exceptions.SdkException
    """What every exception of the SDK is."""

    Refused = exceptions.ClientRequestException
    """An answer from 400 to 499."""

    Failed = exceptions.ServerResponseException
    """An answer from 500 on."""

    def __init__(self, access: Access, security_token: str | None = None) -> None:
        own = BasicCredentials(access.ak, access.sk, access.project_id)
        if security_token is not None:
            own = own.with_security_token(security_token)

        def service(models: Any, kind: Any) -> Service:
            builder = kind.new_builder().with_credentials(own).with_endpoint(access.endpoint)
            return Service(models, builder.build())

        self.sdrs = service(sdrs, sdrs.SdrsClient)
        self.vpc = service(vpc, vpc.VpcClient)
        self.ecs = service(ecs, ecs.EcsClient)
        self.iam = service(iam, iam.IamClient)

    def close(self) -> None:
        """Close the four clients."""
        for service in (self.sdrs, self.vpc, self.ecs, self.iam):
            service.close()

    def group(self, name: str) -> Any:
        """The protection group with exactly this name."""
        found = self.sdrs.ask("list_protection_groups", name=name).server_groups
        return next(group for group in found if group.name == name)

    def network(self, name: str) -> Any:
        """The VPC with exactly this name."""
        return next(one for one in self.vpc.ask("list_vpcs").vpcs if one.name == name)

    def delete_network(self, vpc_id: str) -> None:
        """Delete a VPC, its subnets first."""
        for subnet in self.vpc.ask("list_subnets", vpc_id=vpc_id).subnets:
            self.vpc.ask("delete_subnet", vpc_id=vpc_id, subnet_id=subnet.id)
        assert self.vpc.ask("delete_vpc", vpc_id=vpc_id).status_code == 204

    def create_drill(self, group_id: str, name: str, vpc_id: str | None = None) -> str:
        """Ask for a drill; returns the job's id."""
        wanted = sdrs.CreateDisasterRecoveryDrillRequestParams(
            server_group_id=group_id, name=name, drill_vpc_id=vpc_id
        )
        body = sdrs.CreateDisasterRecoveryDrillRequestBody(disaster_recovery_drill=wanted)
        job_id: str = self.sdrs.ask("create_disaster_recovery_drill", body=body).job_id
        return job_id

    def drill(self, drill_id: str) -> Any:
        """One drill."""
        answer = self.sdrs.ask("show_disaster_recovery_drill", disaster_recovery_drill_id=drill_id)
        return answer.disaster_recovery_drill

    def rename_drill(self, drill_id: str, name: str) -> Any:
        """Rename a drill; returns it."""
        wanted = sdrs.UpdateDisasterRecoveryDrillNameRequestParams(name=name)
        body = sdrs.UpdateDisasterRecoveryDrillNameRequestBody(disaster_recovery_drill=wanted)
        answer = self.sdrs.ask(
            "update_disaster_recovery_drill_name", disaster_recovery_drill_id=drill_id, body=body
        )
        return answer.disaster_recovery_drill

    def delete_drill(self, drill_id: str) -> str:
        """Ask to delete a drill; returns the job's id."""
        answer = self.sdrs.ask(
            "delete_disaster_recovery_drill", disaster_recovery_drill_id=drill_id
        )
        job_id: str = answer.job_id
        return job_id

    def follow(self, job_id: str) -> list[Any]:
        """Look at a job until it is over; returns all that was seen, the end last."""
        seen: list[Any] = []
        nothing, deadline = Event(), time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            seen.append(self.sdrs.ask("show_job_status", job_id=job_id))
            if seen[-1].status in ("SUCCESS", "FAIL"):
                return seen
            nothing.wait(_BETWEEN_LOOKS)
        pytest.fail(f"job {job_id} is still {seen[-1].status} after {PATIENCE} s")

    @staticmethod
    def refusal(call: Callable[[], object]) -> Any:
        """The SDK's exception for an answer that says no; `call` must raise one."""
        with pytest.raises(exceptions.ServiceResponseException) as caught:
            call()
        return caught.value

    @staticmethod
    def found_project(access: Access, region: str) -> Any:
        """The project that the SDK finds by itself when it is told a region only.

        Raises the SDK's SdkException when there is none.
        """
        found = BasicCredentials(access.ak, access.sk).with_iam_endpoint(access.endpoint)
        _sign_in(sdrs, sdrs.SdrsClient, found, Region(region, access.endpoint))
        return found.project_id

    @staticmethod
    def found_account(access: Access) -> Any:
        """The account that the SDK finds by itself for a global service."""
        found = GlobalCredentials(access.ak, access.sk).with_iam_endpoint(access.endpoint)
        _sign_in(iam, iam.IamClient, found, Region(access.region, access.endpoint))
        return found.domain_id


def _sign_in(models: Any, kind: Any, credentials: Any, region: Any) -> None:
    # What the SDK has found once, it keeps for the whole process: a test wants it asked.
    type(credentials)._CACHE.clear()
    client = kind.new_builder().with_credentials(credentials).with_region(region).build()
    Service(models, client).close()
