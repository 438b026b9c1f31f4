"""The catalog of a token: where the services are.

Types and addresses are those of Open Telekom Cloud's catalog: the cloud's own services by their
host's name, with version and project in the address; and what OpenStack's clients look for,
``identity`` and ``compute``, under the types of OpenStack.
"""

from typing import Any, Final

from drilltui.sandbox.tokens import Grant

#: Type, name, and address below the endpoint that all services share.
_OF_ALL: Final[tuple[tuple[str, str, str], ...]] = (
    ("iam", "iam", "v3"),
    ("identity", "keystone", "v3"),
)
_OF_A_PROJECT: Final = (
    ("sdrs", "sdrs", "v1/{}"),
    ("vpc", "vpc", "v1/{}"),
    ("ecs", "ecs", "v1/{}"),
    ("evs", "evs", "v2/{}"),
    ("compute", "nova", "v2.1/{}"),
)
_EPS: Final = ("eps", "eps", "v1.0")


def catalog_json(
    base_url: str, region: str, grant: Grant, *, enterprise_projects: bool
) -> list[dict[str, Any]]:
    """The services at ``base_url``; those of a project only when the token has one.

    EPS is among them where there are ``enterprise_projects``.
    """
    entries = (*_OF_ALL, _EPS) if enterprise_projects else _OF_ALL
    if grant.project is not None:
        project_id = grant.project.id
        entries += tuple((kind, name, at.format(project_id)) for kind, name, at in _OF_A_PROJECT)
    return [
        {
            "type": kind,
            "name": name,
            "id": kind,
            "endpoints": [
                {
                    "id": kind,
                    "interface": "public",
                    "region": region,
                    "region_id": region,
                    "url": f"{base_url}{at}",
                }
            ],
        }
        for kind, name, at in entries
    ]
