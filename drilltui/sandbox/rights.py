"""What a user's roles are good for, and how a request beyond them is refused.

Sources: SDRS permissions (one role, SDRS Administrator, ``sdrs_adm``, which depends on Tenant Guest
and Server Administrator in the same project); IAM, system-defined roles. SDRS has no fine-grained
actions. That ``readonly`` alone reads groups, and that ``server_adm`` clears VPCs away and reads
disks, is our reading.
"""

from typing import Final

from drilltui.sandbox.accounts import User
from drilltui.sandbox.refusals import PolicyRefusal, Refusal

#: The roles this account knows: Tenant, SDRS, Server and VPC Administrator, and Tenant Guest.
ROLES: Final = ("te_admin", "sdrs_adm", "server_adm", "vpc_netadm", "readonly")

#: How a request beyond somebody's rights may be refused.
FORMS: Final = ("gateway", "policy", "service")

#: For each service, the sets of roles of which a user needs one: to read, and to change.
_READ: Final[dict[str, tuple[set[str], ...]]] = {
    "SDRS": ({"te_admin"}, {"sdrs_adm"}, {"readonly"}),
    "VPC": ({"te_admin"}, {"vpc_netadm"}, {"server_adm"}, {"readonly"}),
    "Ecs": ({"te_admin"}, {"server_adm"}, {"readonly"}),
    "EVS": ({"te_admin"}, {"server_adm"}, {"readonly"}),
    "EPS": ({"te_admin"}, {"readonly"}),
}
_CHANGE: Final[dict[str, tuple[set[str], ...]]] = {
    "SDRS": ({"te_admin"}, {"sdrs_adm", "server_adm", "readonly"}),
    "VPC": ({"te_admin"}, {"vpc_netadm"}, {"server_adm"}),
    "Ecs": ({"te_admin"}, {"server_adm"}),
    "EVS": ({"te_admin"}, {"server_adm"}),
    "EPS": ({"te_admin"},),
}

#: What the services beside SDRS refuse with, in codes of their own.
_FORBIDDEN: Final = {
    "VPC": "VPC.0010",
    "Ecs": "Ecs.0003",
    "EVS": "EVS.0003",
    "EPS": "EPS.0004",
}
_READING: Final = ("GET", "HEAD")


def check_right(user: User, service: str, method: str) -> None:
    """Raise what ``user`` is told when their roles do not cover a request to ``service``.

    ``service`` is the head of its error codes: ``SDRS``, ``VPC``, ``Ecs``, ``EVS`` or ``EPS``. The
    form is the user's: ``APIGW.0302`` (403), a policy's refusal (403), or a code of the service:
    of SDRS ``SDRS.0003`` (no role), ``0004`` (one it depends on is missing) or ``0005`` with 400,
    of VPC ``VPC.0010``, of ECS ``Ecs.0003``, of EVS ``EVS.0003`` and of EPS ``EPS.0004`` with 403.
    """
    reading = method in _READING
    sufficient = (_READ if reading else _CHANGE)[service]
    if any(needed <= set(user.roles) for needed in sufficient):
        return
    if user.denied == "gateway":
        raise Refusal("APIGW.0302")
    if service == "VPC":
        raise Refusal(_FORBIDDEN[service])
    if user.denied == "policy":
        raise PolicyRefusal(f"{service.lower()}:*:{'get' if reading else 'put'}")
    if service in _FORBIDDEN:
        raise Refusal(_FORBIDDEN[service])
    if not user.roles:
        raise Refusal("SDRS.0003")
    raise Refusal("SDRS.0004" if "sdrs_adm" in user.roles else "SDRS.0005")
