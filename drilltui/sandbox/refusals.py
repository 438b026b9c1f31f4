"""What the cloud says no with: a service's code, its HTTP status and words of our own.

The codes and statuses are those of the API reference (SDRS "Error Codes", VPC, ECS, EVS, EPS and
gateway tables). The service does not promise its message texts, so these are not the originals.
"""

from typing import Final

_KNOWN: Final[dict[str, tuple[int, str]]] = {
    "APIGW.0101": (404, "The API does not exist or has not been published in the environment."),
    "APIGW.0201": (413, "The request body exceeds 12 MB."),
    "APIGW.0301": (401, "Incorrect IAM authentication information"),
    "APIGW.0302": (403, "The IAM user is not allowed to access the API."),
    "APIGW.0307": (401, "The token must be updated."),
    "APIGW.0802": (403, "The IAM user is forbidden in the current region."),
    "SDRS.0001": (400, "The tenant ID is invalid: the project is not the caller's own."),
    "SDRS.0003": (400, "The user has no role in this project."),
    "SDRS.0004": (400, "A role that SDRS Administrator depends on is missing."),
    "SDRS.0005": (400, "The user's roles do not permit this operation."),
    "SDRS.0201": (400, "A parameter of the request is invalid."),
    "SDRS.0202": (400, "The name is invalid: 1 to 64 bytes; letters, digits, . _ and - only."),
    "SDRS.0203": (400, "The availability zone is invalid."),
    "SDRS.0204": (400, "The VPC ID is invalid."),
    "SDRS.0207": (400, "The protection group ID is invalid."),
    "SDRS.0208": (400, "The protected instance ID is invalid."),
    "SDRS.0209": (400, "The protection group status is invalid."),
    "SDRS.0213": (400, "The replication pair ID is invalid."),
    "SDRS.0214": (400, "The replication pair status is invalid."),
    "SDRS.0221": (400, "The value of limit is out of range."),
    "SDRS.0222": (400, "The value of offset is out of range."),
    "SDRS.0225": (400, "A disk of the protection group is frozen."),
    "SDRS.0226": (400, "The list holds more than 30 IDs."),
    "SDRS.0404": (500, "The sub-job could not be submitted."),
    "SDRS.0408": (404, "The job does not exist."),
    "SDRS.1002": (400, "The protection group status does not allow this operation."),
    "SDRS.1013": (400, "The protection group does not exist."),
    "SDRS.1015": (400, "The protection group has no protected instance."),
    "SDRS.1314": (400, "A protected instance is abnormal."),
    "SDRS.1320": (400, "The protected instance does not exist."),
    "SDRS.1608": (400, "The replication pair does not exist."),
    "SDRS.1830": (400, "Replication pairs of the protection group are being synchronized."),
    "SDRS.1900": (400, "The DR drill ID is invalid."),
    "SDRS.1902": (400, "The DR drill does not exist."),
    "SDRS.1904": (500, "The snapshot does not exist."),
    "SDRS.1905": (500, "A disk could not be created from a snapshot."),
    "SDRS.1906": (500, "The snapshot could not be deleted."),
    "SDRS.1907": (400, "The drill VPC is the VPC of the protection group."),
    "SDRS.1908": (400, "The drill VPC has no subnet."),
    "SDRS.1909": (400, "The drill VPC lacks a CIDR block of the protection group's VPC."),
    "SDRS.1910": (400, "An IP address is in use in the drill VPC."),
    "SDRS.1911": (400, "The NIC is empty."),
    "SDRS.1912": (500, "The NIC could not be created."),
    "SDRS.1913": (400, "The DR drill cannot be deleted in its current status."),
    "SDRS.1914": (500, "The record of a drill server does not exist."),
    "SDRS.1915": (500, "The record of a drill disk does not exist."),
    "SDRS.1916": (500, "The snapshot ID is invalid."),
    "SDRS.1917": (500, "The record of a NIC does not exist."),
    "SDRS.1918": (500, "The NIC could not be deleted."),
    "SDRS.1919": (500, "The attachment information cannot be read."),
    "SDRS.1920": (500, "The attachment information is empty."),
    "SDRS.1921": (400, "The drill VPC is already used for a DR drill."),
    "SDRS.1922": (400, "The DR drill could not be created."),
    "SDRS.1923": (400, "The DR drill could not be deleted."),
    "SDRS.1924": (400, "The VPC of the DR site has no subnet."),
    "SDRS.1925": (400, "The drill VPC could not be created."),
    "SDRS.1926": (400, "A subnet of the drill VPC could not be created."),
    "SDRS.1927": (400, "A subnet of the drill VPC could not be deleted."),
    "SDRS.1928": (400, "The VPC does not exist."),
    "SDRS.1929": (400, "The quota of VPCs is used up."),
    "SDRS.1930": (400, "The quota of subnets is used up."),
    "VPC.0003": (404, "The VPC does not exist."),
    "VPC.0007": (400, "The project in the URL is not the project of the caller."),
    "VPC.0010": (403, "The user's policies do not permit this operation on the VPC service."),
    "VPC.0101": (400, "A parameter of the VPC request is invalid."),
    "VPC.0104": (409, "The VPC still has subnets."),
    # The reference names no code for a missing subnet, route table or ACL: these three are ours.
    "VPC.0202": (404, "The subnet does not exist."),
    "VPC.0602": (404, "The route table does not exist."),
    "VPC.0702": (404, "The network ACL does not exist."),
    "VPC.0208": (500, "The subnet is in use."),
    "Ecs.0001": (400, "The quota of servers is used up."),
    "Ecs.0003": (403, "The account is restricted: the user may not do this."),
    "Ecs.0005": (400, "A parameter of the ECS request is invalid."),
    "Ecs.0023": (400, "The project in the URL is not the project of the caller."),
    "Ecs.0114": (404, "The server does not exist."),
    "Ecs.0314": (400, "The key pair does not exist."),
    "EVS.0001": (400, "The project in the URL is not the project of the caller."),
    "EVS.0003": (403, "The user's roles do not permit this operation on the EVS service."),
    "EVS.1002": (400, "The disk ID is invalid."),
    "EVS.5400": (400, "A parameter of the EVS request is invalid."),
    "EVS.5404": (404, "The disk does not exist."),
    "EPS.0004": (403, "The user or the token may not do this on the EPS service."),
    "EPS.0017": (400, "The value of limit is out of range."),
    "EPS.0018": (400, "The value of offset is out of range."),
}


def is_known(code: str) -> bool:
    """Whether the cloud can decline a request with ``code``."""
    return code in _KNOWN


class Refusal(Exception):
    """The cloud declines a request.

    ``code`` names the reason and must be one the API reference lists (or, where the reference is
    silent, one listed here as ours); ``status`` is the HTTP status documented for it; ``message``
    is for people only.
    """

    def __init__(self, code: str, message: str | None = None, *, status: int | None = None) -> None:
        """``message`` and ``status`` take the place of the usual ones of ``code``."""
        usual_status, usual_message = _KNOWN[code]
        self.code = code
        self.message = usual_message if message is None else message
        self.status = usual_status if status is None else status
        super().__init__(f"{code}: {self.message}")


class PolicyRefusal(Exception):
    """A service declines a request because no policy allows its ``action``.

    Told in the style of OpenStack, under ``forbidden`` and with 403 for a code (API reference,
    "Error Codes": envelopes).
    """

    def __init__(self, action: str) -> None:
        self.message = f"Policy doesn't allow {action} to be performed."
        super().__init__(self.message)


def gateway_envelope(refusal: Refusal, request_id: str) -> dict[str, str]:
    """What the gateway's own refusals look like."""
    return {
        "error_code": refusal.code,
        "error_msg": refusal.message,
        "request_id": request_id,
    }
