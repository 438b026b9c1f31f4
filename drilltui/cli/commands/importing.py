"""``drilltui import``: take over the credentials that other tools have."""

from __future__ import annotations

from drilltui.cli.options import example, live_settings
from drilltui.domain.language import marked, tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from drilltui.domain.candidate import Candidate
    from drilltui.domain.ports import Vault
    from drilltui.services.entrance import Entrance
    from drilltui.services.importing import Importing


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Show the credentials that other tools have on this host, without "
        "their values, and move them to the keyring and to profiles, each "
        "on a yes."
    )
    parser.epilog = example("drilltui import --yes")
    parser.add_argument("--yes", action="store_true", help=tr("take all of them, without asking"))
    parser.add_argument(
        "--region",
        default="",
        metavar="NAME",
        help=tr("the region of what names none, such as eu-de"),
    )
    parser.add_argument("--json", action="store_true", help=tr("only list, one JSON object a line"))


def run(asked: Namespace) -> int:
    """List what there is, and take what is agreed to."""
    from drilltui.cli import prompt
    from drilltui.cli.output import say
    from drilltui.running import run as run_loop
    from drilltui.wiring import live

    settings = live_settings(asked)
    importing = live.open_importing(settings)
    found = importing.found()
    if asked.json:
        say(*map(as_line, found))
        return 0
    if not found:
        say(tr("Nothing was found that could be imported."))
        return 0
    for candidate in found:
        say(*as_text(candidate))
    whole = [candidate for candidate in found if candidate.whole]
    if whole and (asked.yes or prompt.somebody_there()):
        entrance = live.open_entrance(settings)
        return run_loop(_take(entrance, importing, whole, asked.region, unasked=asked.yes))
    if whole:
        prompt.tell(tr("Nothing was taken: standard input is no terminal to ask on. Add --yes."))
    return 0


async def _take(
    entrance: Entrance,
    importing: Importing,
    found: Sequence[Candidate],
    region: str,
    *,
    unasked: bool,
) -> int:
    """Take what is agreed to. One that lacks something keeps nobody from the next."""
    from drilltui.cli import prompt
    from drilltui.cli.output import complain, say
    from drilltui.domain.errors import UsageError
    from drilltui.domain.plain_text import plain

    vault = await _vault(entrance, unasked=unasked)
    status = 0
    for candidate in found:
        name = candidate.profile.name
        question = tr(
            "Move it from {source} into the {vault}, as profile {profile}?",
            source=candidate.source,
            vault=_named(vault),
            profile=name,
        )
        if not (unasked or prompt.agreed(question)):
            continue
        try:
            told = await importing.take(_placed(candidate, region, unasked), name, vault)
        except UsageError as error:
            status = complain(plain(str(error)), error.exit_code)
            continue
        say(
            *map(
                plain,
                (
                    tr("Taken: {profile}, kept in the {vault}.", profile=name, vault=_named(vault)),
                    *told,
                ),
            )
        )
    return status


def _placed(candidate: Candidate, region: str, unasked: bool) -> Candidate:
    """Return `candidate` with a region: its own, else the one said, else one that is asked for.

    The credentials file of the SDKs never names one.
    """
    from dataclasses import replace

    from drilltui.cli import prompt

    profile = candidate.profile
    if profile.region or (unasked and not region):
        return candidate
    said = (
        region
        or prompt.shown(tr("Region of {profile}, such as eu-de: ", profile=profile.name))
        or ""
    )
    return replace(candidate, profile=replace(profile, region=said.strip()))


async def _vault(entrance: Entrance, *, unasked: bool) -> Vault:
    """Return where to move secrets to. VaultError when nothing here lasts longer than this run.

    `unasked`, nothing is moved to where it is gone after a while.
    """
    from drilltui.domain.errors import VaultError

    choice = await entrance.credentials.vaults()
    if not choice.best.lasting:
        raise VaultError(tr("There is no keyring here to move secrets to."), choice.sentence)
    if unasked and choice.best.keeps_for is not None:
        raise VaultError(
            tr(
                "Only the {vault} is here, which keeps secrets for a while.",
                vault=tr(choice.best.name),
            ),
            tr("Without --yes you are asked whether that will do."),
        )
    return choice.best


def _named(vault: Vault) -> str:
    """Return what a vault is called, with how long it keeps a secret where that is limited."""
    if vault.keeps_for is None:
        return tr(vault.name)
    return tr(
        "{vault} (for {hours:g} h)",
        vault=tr(vault.name),
        hours=vault.keeps_for.total_seconds() / 3600,
    )


def as_text(candidate: Candidate) -> list[str]:
    """Return what a candidate is, in lines, without any value of a secret."""
    from drilltui.domain.plain_text import plain

    profile = candidate.profile
    facts = {
        marked("region"): profile.region or tr("(not said)"),
        marked("project"): profile.project_id,
        marked("user"): profile.user,
        marked("account"): profile.domain,
        marked("secrets"): ", ".join(map(tr, candidate.parts())),
    }
    told = "  ".join(f"{tr(name)} {value}" for name, value in facts.items() if value)
    lines = [f"{profile.name}: {candidate.source}", f"  {told}"] if candidate.whole else []
    lines = lines or [f"{candidate.source}"]
    return [*map(plain, lines), *(plain(f"  {remark}") for remark in candidate.remarks)]


def as_line(candidate: Candidate) -> str:
    """Return a candidate as one JSON object on one line."""
    from drilltui.cli.json_lines import json_line

    profile = candidate.profile
    return json_line(
        "candidate",
        source=str(candidate.source),
        name=profile.name,
        region=profile.region,
        auth=profile.auth.value,
        project_id=profile.project_id,
        user=profile.user,
        domain=profile.domain,
        secrets=list(candidate.parts()),
        whole=candidate.whole,
        remarks=list(candidate.remarks),
    )
