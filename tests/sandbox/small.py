"""The smallest worlds: one group, two VPCs, and what a test adds to them."""

from pathlib import Path

from tests.sandbox.cloud import Cloud, drill_body

WORLD = """
title = "small"
{tables}
[account]
name = "a"
region = "r-1"
projects = ["r-1"]
zones = ["r-1a", "r-1b"]
[[users]]
name = "u"
password = "p"
keys = [{{ ak = "AK", sk = "SK" }}]
[[vpcs]]
project = "r-1"
name = "own"
cidr = "10.0.0.0/16"
subnets = [{{ name = "a", cidr = "10.0.0.0/24" }}, {{ name = "b", cidr = "10.0.1.0/24" }}]
{own}
[[vpcs]]
project = "r-1"
name = "other"
cidr = "{other_cidr}"
subnets = [{other_subnets}]
{other}
[[groups]]
project = "r-1"
name = "g"
status = "{status}"
vpc = "own"
created = "9 days ago"
instances = [{instances}]
{group}
{more}
"""

SUBNETS = '{ name = "a", cidr = "10.0.0.0/24" }, { name = "b", cidr = "10.0.1.0/24" }'
INSTANCES = '{ name = "i" }, { name = "j" }, { name = "k", subnets = ["b"] }'


def small_file(
    folder: Path,
    *,
    tables: str = "",
    own: str = "",
    other: str = "",
    other_cidr: str = "10.0.0.0/16",
    other_subnets: str = SUBNETS,
    status: str = "protected",
    instances: str = INSTANCES,
    group: str = "",
    more: str = "",
) -> str:
    """The path of the small world's scenario: ``tables`` before it, the rest in its place."""
    path = folder / "small.toml"
    text = WORLD.format(
        tables=tables, own=own, other=other, other_cidr=other_cidr, other_subnets=other_subnets,
        status=status, instances=instances, group=group, more=more,
    )  # fmt: skip
    path.write_text(text, "utf-8")
    return str(path)


def small(folder: Path, **world: str) -> Cloud:
    """A sandbox of the small world."""
    return Cloud(small_file(folder, **world))


async def request(cloud: Cloud, vpc: str = "") -> dict[str, object]:
    """The body of a request for a drill of the group, in the VPC of that name or ID."""
    group = (await cloud.group("g"))["id"]
    if not vpc:
        return drill_body(group)
    vpcs = {one["name"]: one["id"] for one in (await cloud.get("vpcs"))["vpcs"]}
    return drill_body(group, drill_vpc_id=vpcs.get(vpc, vpc))
