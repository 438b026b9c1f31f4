"""What the service APIs share: who may enter a project, and the envelopes of refusals."""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from drilltui.sandbox.caller import Caller
from drilltui.sandbox.iam_refusals import IamRefusal
from drilltui.sandbox.refusals import PolicyRefusal, Refusal, gateway_envelope
from drilltui.sandbox.rights import check_right


def project_of(request: Request, code: str) -> str:
    """The project in the path.

    Raises the refusal ``code``, whose head names the service, when it is not the caller's, and
    what ``check_right`` raises when the caller's roles do not cover the request.
    """
    caller: Caller = request.state.caller
    project_id: str = request.path_params["project_id"]
    if not caller.may_enter(project_id):
        raise Refusal(code)
    check_right(caller.user, code.partition(".")[0], request.method)
    return project_id


def caller_of(request: Request, service: str) -> Caller:
    """Who asks a service that knows no projects; raises what ``check_right`` raises."""
    caller: Caller = request.state.caller
    check_right(caller.user, service, request.method)
    return caller


async def json_object(request: Request, key: str) -> dict[str, object]:
    """The object under ``key`` of a JSON body; raises ``SDRS.0201`` when there is none."""
    try:
        document = json.loads(await request.body())
    except ValueError:
        document = None
    found = document.get(key) if isinstance(document, dict) else None
    if not isinstance(found, dict):
        raise Refusal("SDRS.0201", f"The request body must hold an object {key}.")
    return found


async def refused(request: Request, error: Exception) -> Response:
    """The answer to a refusal, in the envelope of the service (or gateway) whose code it has."""
    assert isinstance(error, Refusal)
    return JSONResponse(_envelope(error, request), error.status)


def _envelope(refusal: Refusal, request: Request) -> dict[str, object]:
    """VPC tells a code bare (v1) or like the gateway (v3), the others under ``error``."""
    service = refusal.code.partition(".")[0]
    is_version_3 = request.url.path.startswith("/v3/")
    if service == "APIGW" or (service == "VPC" and is_version_3):
        return dict(gateway_envelope(refusal, request.state.request_id))
    if service == "EPS":
        return {"error": {"error_code": refusal.code, "error_msg": refusal.message}}
    plain = {"code": refusal.code, "message": refusal.message}
    return dict(plain) if service == "VPC" else {"error": plain}


async def refused_by_policy(_: Request, error: Exception) -> Response:
    """The answer to a request that no policy allows."""
    assert isinstance(error, PolicyRefusal)
    return JSONResponse({"forbidden": {"message": error.message, "code": 403}}, 403)


async def refused_by_iam(_: Request, error: Exception) -> Response:
    """The answer to a refusal by IAM, in one of its two envelopes."""
    assert isinstance(error, IamRefusal)
    if error.code:
        numbered = {"error_code": error.code, "error_msg": error.message}
        return JSONResponse(numbered, error.status.value)
    envelope = {
        "code": error.status.value,
        "message": error.message,
        "title": error.status.phrase,
    }
    return JSONResponse({"error": envelope}, error.status.value)
