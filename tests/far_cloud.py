"""A real cloud's far end for tests: the embedded cloud, reached as a profile says.

The one place that opens a cloud for a profile in tests of the screens. It maps a refused sign-in as
the adapter does, lets it stand until a person tries again, and signs in with a password.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Generator
from random import Random
from typing import Any, cast

from drilltui.cloud.caller import Caller
from drilltui.cloud.ecs import EcsApi
from drilltui.cloud.http import AsyncBaseTransport, Auth, Request, Response, open_client
from drilltui.cloud.huawei import HuaweiCloud, open_cloud
from drilltui.cloud.iam import IamApi
from drilltui.cloud.sdrs import SdrsApi
from drilltui.cloud.vpc import VpcApi
from drilltui.domain.credential import AccessKey, Credential, Login
from drilltui.domain.errors import NotSignedIn, Refused, SignInFault, SignInRefused
from drilltui.domain.ports import Clock, Cloud, Person, RequestLog
from drilltui.domain.profile import Profile


def open_far_cloud(
    profile: Profile,
    credential: Credential,
    person: Person,
    *,
    endpoint: str,
    clock: Clock,
    log: RequestLog,
    transport: AsyncBaseTransport,
) -> Cloud:
    """Open the cloud of `profile` over `transport`; nothing is sent yet."""
    if isinstance(credential, AccessKey):
        cloud = open_cloud(
            endpoint=endpoint,
            project_id=profile.project_id,
            ak=credential.ak,
            sk=credential.sk,
            security_token=credential.security_token,
            clock=clock,
            log=log,
            chance=Random(1),
            transport=transport,
        )
    else:
        cloud = _with_token(profile, credential, person, endpoint, clock, log, transport)
    return cast(Cloud, Refusing(cloud))


def _with_token(
    profile: Profile,
    login: Login,
    person: Person,
    endpoint: str,
    clock: Clock,
    log: RequestLog,
    transport: AsyncBaseTransport,
) -> HuaweiCloud:
    client = open_client(transport)
    auth = TokenAuth(profile, login, person, endpoint)
    caller = Caller(client, auth=auth, clock=clock, log=log, chance=Random(1))
    project = profile.project_id
    return HuaweiCloud(
        client,
        SdrsApi(caller, endpoint, project),
        VpcApi(caller, endpoint, project),
        EcsApi(caller, endpoint, project),
        IamApi(caller, endpoint, auth),
    )


class TokenAuth(Auth):
    """Asks for a token before the first request, with a passcode when the login says so."""

    requires_response_body = True

    def __init__(self, profile: Profile, login: Login, person: Person, endpoint: str) -> None:
        self._region = profile.region
        self._login = login
        self._person = person
        self._endpoint = endpoint
        self._token = ""

    def sync_auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        raise AssertionError("only used from coroutines")

    async def async_auth_flow(self, request: Request) -> AsyncGenerator[Request, Response]:
        if not self._token:
            answer = yield Request(
                "POST", f"{self._endpoint}/v3/auth/tokens", json=await self._body()
            )
            if answer.status_code != 201:
                await answer.aread()
                raise SignInRefused(
                    SignInFault.PASSWORD,
                    status=answer.status_code,
                    code="401",
                    message=str(answer.json()["error"]["message"]),
                )
            self._token = answer.headers["X-Subject-Token"]
        request.headers["X-Auth-Token"] = self._token
        yield request

    async def _body(self) -> dict[str, Any]:
        login = self._login
        user = {
            "name": login.user,
            "password": login.password.reveal(),
            "domain": {"name": login.domain},
        }
        identity: dict[str, Any] = {"methods": ["password"], "password": {"user": user}}
        if login.passcode:
            digits = await self._person.passcode(login.user, "This user signs in with a passcode.")
            if digits is None:
                raise NotSignedIn("No passcode was given.")
            identity["methods"].append("totp")
            identity["totp"] = {"user": {"id": login.user_id, "passcode": digits}}
        return {"auth": {"identity": identity, "scope": {"project": {"name": self._region}}}}


class Refusing:
    """Passes calls on to a cloud; after a refused sign-in nothing more, until a person says so."""

    def __init__(self, cloud: HuaweiCloud) -> None:
        self._cloud = cloud
        self._refusal: SignInRefused | None = None

    def try_again(self) -> None:
        self._refusal = None

    async def group_pages(self) -> AsyncGenerator[Any, None]:
        self._stand()
        try:
            async for page in self._cloud.group_pages():
                yield page
        except Refused as error:
            raise self._told(error) from error

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._cloud, name)
        if name == "close" or name.endswith("_request") or not callable(found):
            return found
        return self._guarded(found)

    def _guarded(self, call: Callable[..., Any]) -> Callable[..., Any]:
        async def guarded(*args: Any) -> Any:
            self._stand()
            try:
                return await call(*args)
            except Refused as error:
                raise self._told(error) from error

        return guarded

    def _stand(self) -> None:
        if self._refusal is not None:
            raise NotSignedIn("The sign-in was refused before; nothing was sent.")

    def _told(self, error: Refused) -> Refused:
        """Return the refusal of a sign-in as one, and let it stand."""
        if error.status != 401:
            return error
        if not isinstance(error, SignInRefused):
            error = SignInRefused(
                SignInFault.SIGNATURE,
                status=error.status,
                code=error.code,
                message=error.message,
                request_id=error.request_id,
                remedy="Check the access key and the secret key; type both again.",
            )
        self._refusal = error
        return error
