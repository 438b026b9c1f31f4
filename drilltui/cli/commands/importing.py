"""``drilltui import``: take over the credentials that other tools have."""

from __future__ import annotations

from drilltui.cli.options import live_settings

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from drilltui.domain.credential import Keepsake
    from drilltui.domain.ports import Vault
    from drilltui.services.entrance import Entrance
    from drilltui.wiring.live import Candidate, Importing


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = (
        "Show the credentials that other tools have on this host, without their values, and move "
        "them to the keyring and to profiles, each on a yes."
    )
    parser.epilog = "Example: drilltui import --yes"
    parser.add_argument("--yes", action="store_true", help="take all of them, without asking")
    parser.add_argument("--json", action="store_true", help="only list, one JSON object a line")


def run(asked: Namespace) -> int:
    """List what there is, and take what is agreed to."""
    import asyncio

    from drilltui.cli import prompt
    from drilltui.cli.output import say
    from drilltui.wiring import live

    settings = live_settings(asked)
    importing = live.open_importing(settings)
    found = importing.found()
    if asked.json:
        say(*map(as_line, found))
    elif not found:
        say("Nothing was found that could be imported.")
    else:
        for number, candidate in enumerate(found, start=1):
            say(*as_text(number, candidate))
        if asked.yes or prompt.somebody_there():
            entrance = live.open_entrance(settings)
            return asyncio.run(_take(entrance, importing, found, unasked=asked.yes))
        prompt.tell("Nothing was taken: standard input is no terminal to ask on. Add --yes.")
    return 0


async def _take(
    entrance: Entrance, importing: Importing, found: Sequence[Candidate], *, unasked: bool
) -> int:
    from drilltui.cli import prompt
    from drilltui.cli.output import say
    from drilltui.domain.plain_text import plain

    vault = await _vault(entrance)
    taken = set(entrance.configuration().profiles)
    for candidate in found:
        name = candidate.profile.name
        if name in taken:
            say(plain(f"Left out: there is a profile {name} already ({candidate.source})."))
            continue
        question = f"Take {name} from {candidate.source} into the {vault.name}?"
        if not (unasked or prompt.agreed(question)):
            continue
        await importing.take(candidate, name, vault)
        taken.add(name)
        say(plain(f"Taken: {name}, kept in the {vault.name}."))
    return 0


async def _vault(entrance: Entrance) -> Vault:
    """Return where to move secrets to. VaultError when nothing here lasts longer than this run."""
    from drilltui.domain.errors import VaultError

    choice = await entrance.credentials.vaults()
    if not choice.best.lasting:
        raise VaultError("There is no keyring here to move secrets to.", choice.sentence)
    return choice.best


def as_text(number: int, candidate: Candidate) -> list[str]:
    """Return what a candidate is, in lines, without any value of a secret."""
    from drilltui.domain.plain_text import plain

    profile = candidate.profile
    facts = {
        "region": profile.region or "(not said)",
        "project": profile.project_id,
        "user": profile.user,
        "account": profile.domain,
        "secrets": ", ".join(secrets(candidate.keepsake)),
    }
    told = "  ".join(f"{name} {value}" for name, value in facts.items() if value)
    lines = [f"{number}. {profile.name}, from {candidate.source}", f"   {told}"]
    return [*map(plain, lines), *(plain(f"   {remark}") for remark in candidate.remarks)]


def as_line(candidate: Candidate) -> str:
    """Return a candidate as one JSON object on one line."""
    from drilltui.cli.json_lines import json_line

    profile = candidate.profile
    return json_line(
        source=str(candidate.source),
        name=profile.name,
        region=profile.region,
        auth=profile.auth.value,
        project_id=profile.project_id,
        user=profile.user,
        domain=profile.domain,
        secrets=secrets(candidate.keepsake),
        remarks=list(candidate.remarks),
    )


def secrets(kept: Keepsake) -> list[str]:
    """Return what secrets there are, by their names."""
    there = {
        "access key": kept.ak,
        "secret key": kept.sk,
        "security token": kept.security_token,
        "password": kept.password,
    }
    return [name for name, value in there.items() if value]
