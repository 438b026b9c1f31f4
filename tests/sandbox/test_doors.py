"""Every way in that the scenario ``doors`` has, and every way to be turned away, over HTTP."""

import json
from typing import Any

import httpx
import pytest

from drilltui.sandbox.account_genesis import account_of
from drilltui.sandbox.account_tables import UserTable
from drilltui.sandbox.passcode import passcode
from drilltui.sandbox.scenario_file import load_scenario
from tests.sandbox.cloud import DOORS, START, Cloud, Key, drill_body

HOST = {"Host": "cloud.example"}
SCENARIO = load_scenario("doors")
ACCOUNT = account_of(SCENARIO, START, 7)
USERS = {user.name: user for user in SCENARIO.users}
IDS = {user.name: user.id for user in ACCOUNT.users}
MAIN, BRANCH = ACCOUNT.projects
OPERATOR, MFA, READER = USERS["drill-operator"], USERS["drill-mfa"], USERS["drill-reader"]


async def sign_in(
    cloud: Cloud, user: UserTable, code: str | None = None, project: str = MAIN.name, **changed: str
) -> httpx.Response:
    known = {"name": user.name, "password": user.password, "domain": {"name": ACCOUNT.name}}
    identity: dict[str, Any] = {"methods": ["password"], "password": {"user": known | changed}}
    if code is not None:
        identity["methods"].append("totp")
        identity["totp"] = {"user": {"id": IDS[user.name], "passcode": code}}
    document = {"auth": {"identity": identity, "scope": {"project": {"name": project}}}}
    body = json.dumps(document).encode()
    return await cloud.raw("POST", "/v3/auth/tokens?nocatalog=1", HOST, body)


async def token_of(cloud: Cloud, user: UserTable) -> dict[str, str]:
    answer = await sign_in(cloud, user)
    assert answer.status_code == 201, answer.text
    return {"X-Auth-Token": answer.headers["x-subject-token"]}


async def signed(cloud: Cloud, user: UserTable, target: str, **headers: str) -> httpx.Response:
    key = Key(user.keys[0].ak, user.keys[0].sk)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await cloud.raw("GET", target, key.sign("GET", target, cloud.clock(), HOST | named))


async def with_token(
    cloud: Cloud, user: UserTable, method: str, target: str, document: object = None
) -> httpx.Response:
    body = b"" if document is None else json.dumps(document).encode()
    return await cloud.raw(method, target, HOST | await token_of(cloud, user), body)


async def test_the_first_user_is_handed_out_and_may_drill_with_key_and_password() -> None:
    cloud = Cloud("doors")
    assert (cloud.access.user, cloud.access.ak) == (OPERATOR.name, OPERATOR.keys[0].ak)
    assert cloud.access.project_id == MAIN.id
    group_id = (await cloud.group("pg-payments"))["id"]
    await cloud.create("pg-payments")
    answer = await with_token(
        cloud,
        OPERATOR,
        "POST",
        f"{cloud.project}/disaster-recovery-drills",
        drill_body(group_id, "drill-2"),
    )
    assert answer.status_code == 200, answer.text


async def test_a_token_lists_the_user_s_own_roles() -> None:
    cloud = Cloud("doors")
    for user in (OPERATOR, READER, USERS["drill-guest"]):
        roles = (await sign_in(cloud, user)).json()["token"]["roles"]
        assert roles == [{"id": "0", "name": name} for name in user.roles]


async def test_a_passcode_is_asked_for_and_serves_once() -> None:
    cloud = Cloud("doors")
    asked = await sign_in(cloud, MFA)
    assert asked.status_code == 401
    assert "passcode" in asked.json()["error"]["message"]
    code = passcode(MFA.totp_secret, START)
    assert (await sign_in(cloud, MFA, code)).status_code == 201
    again = await sign_in(cloud, MFA, code)
    assert again.status_code == 400
    assert again.json() == {"error_code": "IAM.1061", "error_msg": "Invalid TOTP passcode."}
    cloud.clock.tick(30)
    assert (await sign_in(cloud, MFA, passcode(MFA.totp_secret, cloud.clock()))).status_code == 201


def test_the_scenario_tells_the_id_that_the_passcode_needs() -> None:
    assert f"# User id: {IDS['drill-mfa']}\n" in DOORS.read_text("utf-8")


async def test_a_temporary_key_ends_within_the_quarter_of_an_hour() -> None:
    cloud, temporary = Cloud("doors"), USERS["drill-temporary"]
    target, token = f"{cloud.project}/server-groups", temporary.keys[0].security_token
    assert (await signed(cloud, temporary, target, X_Security_Token=token)).status_code == 200
    without = await signed(cloud, temporary, target)
    assert (without.status_code, without.json()["error_code"]) == (401, "APIGW.0301")
    cloud.clock.tick(900)
    ended = await signed(cloud, temporary, target, X_Security_Token=token)
    assert (ended.status_code, ended.json()["error_code"]) == (401, "APIGW.0301")
    assert "securityToken expired" in ended.json()["error_msg"]


async def test_a_reader_reads_all_and_changes_nothing() -> None:
    cloud = Cloud("doors")
    for path in ("server-groups", "vpcs", "cloudservers/detail"):
        for answer in (
            await with_token(cloud, READER, "GET", f"{cloud.project}/{path}"),
            await signed(cloud, READER, f"{cloud.project}/{path}"),
        ):
            assert answer.status_code == 200
    group_id = (await cloud.group("pg-payments"))["id"]
    answer = await with_token(
        cloud, READER, "POST", f"{cloud.project}/disaster-recovery-drills", drill_body(group_id)
    )
    assert (answer.status_code, answer.json()["error_code"]) == (403, "APIGW.0302")
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert len((await cloud.get("disaster-recovery-drills"))["disaster_recovery_drills"]) == 1
    vpc_id = (await cloud.vpc("vpc-drill"))["id"]
    answer = await with_token(cloud, READER, "DELETE", f"{cloud.project}/vpcs/{vpc_id}")
    assert (answer.status_code, answer.json()["error_code"]) == (403, "APIGW.0302")


@pytest.mark.parametrize(
    ("user", "path", "status", "envelope"),
    [
        ("drill-guest", "server-groups", 403, {"error_code": "APIGW.0302"}),
        ("drill-guest", "vpcs", 403, {"error_code": "APIGW.0302"}),
        ("drill-outsider", "server-groups", 403, {"forbidden": {"code": 403}}),
        ("drill-outsider", "cloudservers/detail", 403, {"forbidden": {"code": 403}}),
        ("drill-outsider", "vpcs", 200, {}),
        ("drill-server-admin", "server-groups", 400, {"error": {"code": "SDRS.0005"}}),
        ("drill-server-admin", "vpcs", 200, {}),
        ("drill-half-admin", "server-groups", 200, {}),
        ("drill-half-admin", "vpcs", 403, {"code": "VPC.0010"}),
        ("drill-half-admin", "cloudservers/detail", 403, {"error": {"code": "Ecs.0003"}}),
    ],
)
async def test_a_right_that_is_missing_in_each_form(
    user: str, path: str, status: int, envelope: dict[str, Any]
) -> None:
    cloud = Cloud("doors")
    for answer in (
        await with_token(cloud, USERS[user], "GET", f"{cloud.project}/{path}"),
        await signed(cloud, USERS[user], f"{cloud.project}/{path}"),
    ):
        assert answer.status_code == status, answer.text
        found = answer.json()
        for key, value in envelope.items():
            if isinstance(value, dict):
                assert {name: found[key][name] for name in value} == value
            else:
                assert found[key] == value


async def test_a_drill_without_the_roles_that_it_depends_on() -> None:
    cloud = Cloud("doors")
    group_id = (await cloud.group("pg-payments"))["id"]
    answer = await with_token(
        cloud,
        USERS["drill-half-admin"],
        "POST",
        f"{cloud.project}/disaster-recovery-drills",
        drill_body(group_id),
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "SDRS.0004")


async def test_a_guest_may_not_list_projects_but_ask_which_ones_they_reach() -> None:
    cloud, guest = Cloud("doors"), USERS["drill-guest"]
    for path in ("/v3/projects", f"/v3/projects/{MAIN.id}"):
        denied = await with_token(cloud, guest, "GET", path)
        assert (denied.status_code, denied.json()["error"]["title"]) == (403, "Forbidden")
        assert (await signed(cloud, guest, path)).status_code == 403
    reached = await with_token(cloud, guest, "GET", "/v3/auth/projects")
    assert [one["name"] for one in reached.json()["projects"]] == [MAIN.name, BRANCH.name]


async def test_the_sub_project_is_a_world_of_its_own() -> None:
    cloud = Cloud("doors")
    groups = (await cloud.get(f"/v1/{BRANCH.id}/server-groups"))["server_groups"]
    assert [group["name"] for group in groups] == ["pg-branch"]
    assert BRANCH.parent_id == MAIN.id


async def test_a_project_that_is_not_the_credential_s() -> None:
    cloud = Cloud("doors")
    stranger = f"/v1/{'0' * 32}/server-groups"
    own = f"{cloud.project}/server-groups"
    for answer in (
        await signed(cloud, OPERATOR, stranger),
        await signed(cloud, OPERATOR, own, X_Project_Id=BRANCH.id),
        await signed(cloud, OPERATOR, own, X_Project_Id="0" * 32),
        await with_token(cloud, OPERATOR, "GET", stranger),
        await with_token(cloud, OPERATOR, "GET", f"/v1/{BRANCH.id}/server-groups"),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "SDRS.0001")
    nowhere = await sign_in(cloud, OPERATOR, project="eu-demo-1_nowhere")
    assert nowhere.status_code == 404


async def test_three_wrong_passwords_lock_a_user_and_nobody_else() -> None:
    cloud, victim = Cloud("doors"), USERS["drill-lockout"]
    for _ in range(3):
        answer = await sign_in(cloud, victim, password="wrong")
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, 401)
    locked = await sign_in(cloud, victim)
    assert (locked.status_code, locked.json()["error_code"]) == (401, "IAM.0061")
    assert (await sign_in(cloud, OPERATOR)).status_code == 201
    assert (await signed(cloud, victim, f"{cloud.project}/server-groups")).status_code == 200
    cloud.clock.tick(900)
    assert (await sign_in(cloud, victim)).status_code == 201


@pytest.mark.parametrize(
    ("user", "iam", "gateway"),
    [
        ("drill-disabled", (403, "IAM.0082"), (401, "APIGW.0301")),
        ("drill-console", (403, "IAM.0081"), (401, "APIGW.0301")),
        ("drill-abroad", (403, "IAM.0083"), (403, "APIGW.0802")),
    ],
)
async def test_who_does_not_come_in(
    user: str, iam: tuple[int, str], gateway: tuple[int, str]
) -> None:
    cloud = Cloud("doors")
    password = await sign_in(cloud, USERS[user])
    assert (password.status_code, password.json()["error_code"]) == iam
    signature = await signed(cloud, USERS[user], f"{cloud.project}/server-groups")
    assert (signature.status_code, signature.json()["error_code"]) == gateway
