"""OpenStack's own clients, told a user name and a password and nothing else.

`openstack` (python-openstackclient) with the commands that otcextensions adds, which for SDRS are
the active-active domains and jobs; groups, drills and VPCs are read through the library below.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from drilltui.sandbox.embedded import Access
from drilltui.sandbox.scenario_file import load_scenario
from tests.peers.conftest import served
from tests.peers.marks import PEER

pytestmark = PEER

READER = Path(__file__).with_name("otc_reader.py")
COMMAND = str(Path(sysconfig.get_path("scripts")) / "openstack")
PATIENCE = 120

SCENARIO = load_scenario("smooth")


class OpenStack:
    """The client in processes of its own, with an environment of its own."""

    def __init__(self, access: Access, home: Path) -> None:
        self.environment = {
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "OS_AUTH_URL": f"{access.endpoint}/v3",
            "OS_IDENTITY_API_VERSION": "3",
            "OS_USERNAME": access.user,
            "OS_PASSWORD": access.password,
            "OS_USER_DOMAIN_NAME": access.domain,
            "OS_PROJECT_NAME": access.region,
            "OS_REGION_NAME": access.region,
            "OS_INTERFACE": "public",
            "NO_PROXY": "127.0.0.1",
        }

    def run(self, *command: str, **changed: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            env=self.environment | changed,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )

    def ask(self, *command: str) -> Any:
        """What `openstack` answers, read as JSON. It must succeed and have nothing to grumble."""
        done = self.run(COMMAND, *command, "-f", "json")
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def access(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Access]:
    """A sandbox of one's own: the library starts a drill, of which the SDK's tests know nothing."""
    for module in ("openstackclient", "otcextensions"):
        if find_spec(module) is None:
            pytest.fail(
                f"{module} is missing. Install it: pip install -e '.[test,peers]'", pytrace=False
            )
    with served(tmp_path_factory.mktemp("sandbox")) as access:
        yield access


@pytest.fixture(scope="module")
def openstack(access: Access, tmp_path_factory: pytest.TempPathFactory) -> OpenStack:
    return OpenStack(access, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def seen(openstack: OpenStack) -> Any:
    """What the library has read."""
    done = openstack.run(sys.executable, str(READER))
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_a_token_for_the_project(openstack: OpenStack, access: Access) -> None:
    token = openstack.ask("token", "issue")
    assert token["project_id"] == access.project_id
    assert len(token["user_id"]) == 32
    assert len(token["id"]) > 2000


def test_a_wrong_password_is_told_as_such(openstack: OpenStack) -> None:
    done = openstack.run(COMMAND, "token", "issue", OS_PASSWORD="wrong")
    assert done.returncode == 1
    assert "The username or password is wrong" in done.stderr


def test_the_catalog_has_the_services_in_the_region(openstack: OpenStack, access: Access) -> None:
    catalog = {one["Type"]: one["Endpoints"] for one in openstack.ask("catalog", "list")}
    for kind in ("iam", "identity", "sdrs", "vpc", "ecs", "compute"):
        (endpoint,) = catalog[kind]
        assert (endpoint["interface"], endpoint["region"]) == ("public", access.region)
    assert catalog["sdrs"][0]["url"] == f"{access.endpoint}/v1/{access.project_id}"


def test_projects(openstack: OpenStack, access: Access) -> None:
    listed = {one["Name"]: one["ID"] for one in openstack.ask("project", "list")}
    assert tuple(listed) == SCENARIO.account.projects
    assert listed[access.region] == access.project_id
    shown = openstack.ask("project", "show", f"{access.region}_insurance")
    assert shown["id"] == listed[f"{access.region}_insurance"]
    assert shown["parent_id"] == access.project_id


def test_servers(openstack: OpenStack) -> None:
    listed = openstack.ask("server", "list", "--no-name-lookup")
    payments = [one for one in listed if one["Name"] == "pay-app-01"]
    assert sorted(one["Status"] for one in payments) == ["ACTIVE", "SHUTOFF"]
    shown = openstack.ask("server", "show", payments[0]["ID"])
    assert shown["name"] == "pay-app-01"
    assert shown["addresses"] == payments[0]["Networks"]
    assert payments[0]["Flavor"] in json.dumps(shown["flavor"])


def test_sdrs_by_its_commands(openstack: OpenStack, seen: Any) -> None:
    (domain,) = openstack.ask("sdrs", "active", "domain", "list")
    assert domain["name"] == SCENARIO.account.domain
    zones = (domain["local_replication_cluster"], domain["remote_replication_cluster"])
    assert zones == SCENARIO.account.zones
    job = openstack.ask("sdrs", "job", "show", seen["job_id"])
    assert job["id"] == seen["job_id"]
    assert job["job_type"] == "createDisasterRecoveryDrill"
    assert job["status"] in ("INIT", "RUNNING", "SUCCESS")


def test_groups_instances_drills_and_vpcs_by_the_library(seen: Any, access: Access) -> None:
    own = [group for group in SCENARIO.groups if group.project == access.region]
    assert seen["groups"] == {group.name: group.status for group in own}
    assert seen["group"] == ["pg-payroll", "failed-over", "target"]
    instances = [one.name for group in own for one in group.instances]
    assert sorted(seen["instances"]) == sorted(instances)
    past = {drill.name for group in own for drill in group.drills if drill.deletion is None}
    assert past <= set(seen["drills"])
    assert seen["drill"] == ["drill-0911", "available"]
    vpcs = {vpc.name: vpc.cidr for vpc in SCENARIO.vpcs if vpc.project == access.region}
    assert vpcs.items() <= seen["vpcs"].items()
    assert {"subnet-app", "subnet-db", "subnet-lab"} <= set(seen["subnets"])
    assert seen["quotas"] == {
        "server_groups": SCENARIO.account.group_quota,
        "replications": SCENARIO.account.pair_quota,
    }


def test_a_refusal_reaches_the_library_s_user(seen: Any) -> None:
    assert seen["refusal"] == [400, "The DR drill does not exist."]
