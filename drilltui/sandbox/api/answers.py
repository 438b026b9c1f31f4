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
    if error.code.startswith("APIGW."):
        return JSONResponse(gateway_envelope(error, request.state.request_id), error.status)
    envelope: dict[str, object] = {"code": error.code, "message": error.message}
    if not error.code.startswith("VPC."):
        envelope = {"error": envelope}
    return JSONResponse(envelope, error.status)


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
