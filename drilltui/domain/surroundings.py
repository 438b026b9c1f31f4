"""What the environment of this run says about profiles and secrets, variable by variable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from drilltui.domain.credential import Given, Keepsake
from drilltui.domain.finding import Finding
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.profile import SERVICES
from drilltui.domain.profile_key import ENDPOINTS, Value

DESCRIPTOR = Origin(OriginKind.DESCRIPTOR, "--secret-fd")

_ADDRESSES = ("cloud", f"{ENDPOINTS}.iam")
_PLACE = (*_ADDRESSES, "region", "project_id")


@dataclass(frozen=True, slots=True)
class Said:
    """A value of a profile's key, and the variable that says it."""

    value: Value
    variable: str

    @property
    def origin(self) -> Origin:
        """Where the value comes from."""
        return Origin(OriginKind.ENVIRONMENT, self.variable)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one convention says: values by the flat keys of a profile, and whole secrets.

    `told` are the values of `values` that no variable is for: an address tells them by its form.
    """

    convention: str
    values: Mapping[str, Said] = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    given: tuple[Given, ...] = ()

    def about(self, region: str, elsewhere: Said | None) -> Mapping[str, Said]:
        """Return the values that hold for somebody who works in `region`.

        A convention speaks of its own region, or of the one that is named `elsewhere` in the
        environment. Of another region than `region` it says nothing about the place. Where no
        region is named at all it may name a project, but not where requests go: the address that
        is left over of another tool would be sent this one's password.
        """
        own = self.values.get("region", elsewhere)
        if own and own.value == region:
            return self.values
        away = _PLACE if own else _ADDRESSES
        return {key: said for key, said in self.values.items() if key not in away}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all conventions say, in their order.

    `overrides` are addresses by the variable that says them, for one service in one region each.
    `ak` is the first access key that is named, with or without its secret. `findings` tell what is
    set in vain.
    """

    statements: tuple[Statement, ...] = ()
    overrides: Mapping[str, Said] = field(default_factory=dict)
    override_form: str = "{service}_{region}"
    ak: str = ""
    findings: tuple[Finding, ...] = ()

    def region(self) -> Said | None:
        """Return the region that is named: a variable for it goes before an address telling it."""
        naming = [one for one in self.statements if "region" in one.values]
        naming.sort(key=lambda one: "region" in one.told)
        return naming[0].values["region"] if naming else None

    def about(self, region: str) -> dict[str, Said]:
        """Return the values that hold in `region`; the first convention that says one counts."""
        found: dict[str, Said] = {}
        for service in SERVICES:
            if said := self.overrides.get(override(self.override_form, service, region)):
                found[f"{ENDPOINTS}.{service}"] = said
        for told in (False, True):
            for statement in self.statements:
                for key, said in statement.about(region, self.region()).items():
                    if (key in statement.told) is told:
                        found.setdefault(key, said)
        return found

    def given(self, descriptor: Keepsake | None = None) -> tuple[Given, ...]:
        """Return the secrets of this start in their order.

        `descriptor` is what ``--secret-fd`` brought. A secret key that came without its access key
        belongs to the first one that the environment names.
        """
        found = tuple(given for one in self.statements for given in one.given)
        if descriptor is None:
            return found
        whole = Keepsake(
            descriptor.ak or self.ak,
            descriptor.sk,
            descriptor.security_token,
            descriptor.password,
        )
        return (Given(whole, DESCRIPTOR), *found)


def override(form: str, service: str, region: str) -> str:
    """Return the variable for the address of `service` in `region`: upper case, `_` for `-`."""
    return form.format(service=service.upper(), region=region.upper().replace("-", "_"))
