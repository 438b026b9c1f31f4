"""From a scenario to the account: its projects, its users and what they prove themselves with."""

from datetime import datetime

from drilltui.sandbox.account_tables import KeyTable, UserTable
from drilltui.sandbox.accounts import AccessKey, Account, ActiveDomain, Project, User
from drilltui.sandbox.identifiers import identifiers_for
from drilltui.sandbox.scenario import Scenario


def account_of(scenario: Scenario, start: datetime, seed: int) -> Account:
    """The scenario's account; the lives of temporary keys begin at ``start``."""
    table = scenario.account
    account_id = identifiers_for(seed, "account", table.name).hex32()
    main = _project_id(seed, table.projects[0])
    return Account(
        id=account_id,
        name=table.name,
        region=table.region,
        projects=tuple(
            Project(_project_id(seed, name), name, main if place else account_id)
            for place, name in enumerate(table.projects)
        ),
        users=tuple(_user(user, start, seed) for user in scenario.users),
        domain=ActiveDomain(
            identifiers_for(seed, "domain", table.domain).uuid(), table.domain, *table.zones
        ),
        group_quota=table.group_quota,
        pair_quota=table.pair_quota,
    )


def _project_id(seed: int, name: str) -> str:
    return identifiers_for(seed, "project", name).hex32()


def _user(table: UserTable, start: datetime, seed: int) -> User:
    return User(
        id=identifiers_for(seed, "user", table.name).hex32(),
        name=table.name,
        password=table.password,
        keys=tuple(_key(key, start) for key in table.keys),
        totp_secret=table.totp_secret or None,
        login_protection=table.login_protection,
        roles=table.roles,
        denied=table.denied,
        disabled=table.disabled,
        programmatic_access=table.programmatic_access,
        region_access=table.region_access,
        may_list_projects=table.project_list,
    )


def _key(table: KeyTable, start: datetime) -> AccessKey:
    if not table.security_token:
        return AccessKey(table.ak, table.sk)
    return AccessKey(table.ak, table.sk, table.security_token, start + table.life)
