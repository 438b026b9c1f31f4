from __future__ import annotations

import httpx
import pytest

from drilltui.cloud.acls import AclApi
from drilltui.domain.errors import Refused
from tests.cloud.far_end import PROJECT, URL, FarEnd, Reply

FIREWALLS = f"/v3/{PROJECT}/vpc/firewalls"


def api(far: FarEnd) -> AclApi:
    return AclApi(far.caller(), URL, PROJECT)


async def test_acls_of_all_pages() -> None:
    def page(request: httpx.Request) -> Reply:
        last = request.url.params.get("marker") == "a"
        row = {"id": "b" if last else "a", "associations": [{"virsubnet_id": "n"}]}
        info = {"current_count": 1} if last else {"current_count": 1, "next_marker": "a"}
        return Reply(body={"firewalls": [row], "page_info": info, "request_id": "r"})

    far = FarEnd(page)
    found = await api(far).acls()
    assert [(acl.id, acl.subnet_ids) for acl in found] == [("a", ("n",)), ("b", ("n",))]
    assert far.targets() == [f"{FIREWALLS}?limit=1000", f"{FIREWALLS}?limit=1000&marker=a"]


async def test_a_region_without_acls_is_no_wrong_endpoint() -> None:
    far = FarEnd(Reply(404, {"error_code": "APIGW.0101", "error_msg": "The API does not exist"}))
    with pytest.raises(Refused, match=r"APIGW\.0101") as caught:
        await api(far).acls()
    assert caught.value.status == 404
    assert "look at them in the console" in caught.value.remedy


async def test_a_missing_role_is_told_as_that() -> None:
    far = FarEnd(Reply(403, {"error_code": "VPC.0010", "error_msg": "denied", "request_id": "r"}))
    with pytest.raises(Refused) as caught:
        await api(far).acls()
    assert "role" in caught.value.remedy
