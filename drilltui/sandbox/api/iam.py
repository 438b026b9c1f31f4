"""IAM v3: tokens, projects, accounts."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from drilltui.sandbox.accounts import Account, Project
from drilltui.sandbox.api.catalog import catalog_json
from drilltui.sandbox.api.query import Query
from drilltui.sandbox.api.times import iam
from drilltui.sandbox.caller import Caller
from drilltui.sandbox.iam_refusals import IamRefusal
from drilltui.sandbox.sign_in import SignIn
from drilltui.sandbox.tokens import Grant, Tokens

TOKENS_PATH: Final = "/v3/auth/tokens"
VERSION_PATHS: Final = ("/v3", "/v3/")

_LARGEST_PAGE: Final = 5000


class IamApi:
    """Signing in, and finding one's projects.

    ``clock`` is the gateway's. With ``enterprise_projects`` the catalog tells of EPS.
    """

    def __init__(
        self,
        account: Account,
        sign_in: SignIn,
        tokens: Tokens,
        clock: Callable[[], datetime],
        *,
        enterprise_projects: bool,
    ) -> None:
        self._account = account
        self._enterprise_projects = enterprise_projects
        self._sign_in = sign_in
        self._tokens = tokens
        self._clock = clock

    def routes(self) -> list[Route]:
        """The APIs this class answers."""
        return [
            *(Route(path, self.show_version, methods=["GET"]) for path in VERSION_PATHS),
            Route(TOKENS_PATH, self.issue_token, methods=["POST"]),
            Route("/v3/projects", self.list_projects, methods=["GET"]),
            Route("/v3/projects/{wanted_id}", self.show_project, methods=["GET"]),
            Route("/v3/auth/projects", self.list_reachable_projects, methods=["GET"]),
            Route("/v3/auth/domains", self.list_accounts, methods=["GET"]),
        ]

    async def show_version(self, request: Request) -> Response:
        """``GET /v3``, where a client of OpenStack begins."""
        version = {
            "id": "v3.6",
            "status": "stable",
            "updated": "2016-04-04T00:00:00Z",
            "links": [{"rel": "self", "href": f"{request.base_url}v3/"}],
            "media-types": [
                {
                    "base": "application/json",
                    "type": "application/vnd.openstack.identity-v3+json",
                }
            ],
        }
        return JSONResponse({"version": version})

    async def issue_token(self, request: Request) -> Response:
        """The token is in ``X-Subject-Token``; the catalog is left out only with ``nocatalog``."""
        try:
            document = json.loads(await request.body())
        except ValueError:
            raise IamRefusal(HTTPStatus.BAD_REQUEST, "The request body is not JSON.") from None
        grant = self._sign_in.grant(document, self._clock())
        catalog: list[dict[str, Any]] = []
        if not Query(request).get("nocatalog"):
            catalog = catalog_json(
                str(request.base_url),
                self._account.region,
                grant,
                enterprise_projects=self._enterprise_projects,
            )
        headers = {"X-Subject-Token": self._tokens.issue(grant)}
        return JSONResponse({"token": self._token_json(grant, catalog)}, 201, headers)

    async def list_projects(self, request: Request) -> Response:
        """The projects of the account, filtered and, on request, in pages.

        Needs a right of IAM's own, which no role of a project brings along.
        """
        self._check_list_right(request)
        query = Query(request)
        projects = [
            project
            for project in self._account.projects
            if all(query.get(key) in ("", fact) for key, fact in self._facts(project).items())
        ]
        page = [self._project_json(request, project) for project in _page(query, projects)]
        links = {"self": str(request.url), "next": None, "previous": None}
        return JSONResponse({"projects": page, "links": links})

    async def show_project(self, request: Request) -> Response:
        """One project."""
        self._check_list_right(request)
        project = self._account.project_with_id(request.path_params["wanted_id"])
        if project is None:
            raise IamRefusal(HTTPStatus.NOT_FOUND, "Could not find project.")
        return JSONResponse({"project": self._project_json(request, project)})

    async def list_reachable_projects(self, request: Request) -> Response:
        """Every project the user can reach."""
        projects = [self._project_json(request, project) for project in self._account.projects]
        return JSONResponse({"projects": projects, "links": {"self": str(request.url)}})

    async def list_accounts(self, request: Request) -> Response:
        """The one account there is."""
        account = {
            "id": self._account.id,
            "name": self._account.name,
            "description": "",
            "enabled": True,
            "links": {"self": f"{request.base_url}v3/domains/{self._account.id}"},
        }
        links = {"self": str(request.url), "next": None, "previous": None}
        return JSONResponse({"domains": [account], "links": links})

    def _check_list_right(self, request: Request) -> None:
        if not _caller(request).user.may_list_projects:
            raise IamRefusal(
                HTTPStatus.FORBIDDEN,
                "You are not authorized to perform the requested action: "
                "iam:projects:listProjects.",
            )

    def _facts(self, project: Project) -> dict[str, str]:
        """What a list of projects can be filtered by."""
        return {
            "domain_id": self._account.id,
            "name": project.name,
            "parent_id": project.parent_id,
            "enabled": "true",
            "is_domain": "false",
        }

    def _project_json(self, request: Request, project: Project) -> dict[str, Any]:
        url = f"{request.base_url}v3/projects/{project.id}"
        return {
            "id": project.id,
            "name": project.name,
            "description": "",
            "enabled": True,
            "is_domain": False,
            "domain_id": self._account.id,
            "parent_id": project.parent_id,
            "links": {"self": url, "next": None, "previous": None},
        }

    def _token_json(self, grant: Grant, catalog: list[dict[str, Any]]) -> dict[str, Any]:
        account = {"id": self._account.id, "name": self._account.name}
        token: dict[str, Any] = {
            "catalog": catalog,
            "methods": list(grant.methods),
            "issued_at": iam(grant.issued),
            "expires_at": iam(grant.expires),
            "roles": [{"id": "0", "name": name} for name in grant.user.roles],
            "user": {
                "id": grant.user.id,
                "name": grant.user.name,
                "password_expires_at": "",
                "domain": account,
            },
        }
        if grant.project is None:
            return {**token, "domain": account}
        project = {"id": grant.project.id, "name": grant.project.name, "domain": account}
        return {**token, "project": project}


def _caller(request: Request) -> Caller:
    caller: Caller = request.state.caller
    return caller


def _page(query: Query, projects: Sequence[Project]) -> Sequence[Project]:
    """The page asked for by ``page`` (from 1) and ``per_page``: both or none of them."""
    page, size = query.get("page"), query.get("per_page")
    if not page and not size:
        return projects
    if not (page.isdecimal() and size.isdecimal()) or not 1 <= int(size) <= _LARGEST_PAGE:
        raise IamRefusal(HTTPStatus.BAD_REQUEST, "page and per_page must both be given, from 1 on.")
    if int(page) < 1:
        raise IamRefusal(HTTPStatus.BAD_REQUEST, "page must be 1 or more.")
    return projects[(int(page) - 1) * int(size) : int(page) * int(size)]
