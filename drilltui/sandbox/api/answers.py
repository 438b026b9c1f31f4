"""What the service APIs share: who may enter a project, and the envelopes of refusals."""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from drilltui.sandbox.caller import Caller
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.sign_in import IamRefusal


def project_of(request: Request, code: str) -> str:
    """The project in the path; raises the refusal ``code`` when it is not the caller's."""
    caller: Caller = request.state.caller
    project_id: str = request.path_params["project_id"]
    if not caller.may_enter(project_id):
        raise Refusal(code)
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


async def refused(_: Request, error: Exception) -> Response:
    """The answer to a refusal, in the envelope of the service whose code it has."""
    assert isinstance(error, Refusal)
    envelope: dict[str, object] = {"code": error.code, "message": error.message}
    if not error.code.startswith("VPC."):
        envelope = {"error": envelope}
    return JSONResponse(envelope, error.status)


async def refused_by_iam(_: Request, error: Exception) -> Response:
    """The answer to a refusal by IAM."""
    assert isinstance(error, IamRefusal)
    envelope = {
        "code": error.status.value,
        "message": error.message,
        "title": error.status.phrase,
    }
    return JSONResponse({"error": envelope}, error.status.value)
