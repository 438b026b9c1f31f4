"""``drilltui credentials``: where secrets are kept, without the screens."""

from __future__ import annotations

from drilltui.cli.options import add_live, example, live_settings
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Awaitable, Callable
    from datetime import timedelta

    from drilltui.domain.ports import Vault
    from drilltui.domain.vault_choice import VaultChoice
    from drilltui.services.credentials import KeptEntry
    from drilltui.services.entrance import Entrance


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr("See, keep or forget the secrets of profiles. No value is ever shown.")
    parser.epilog = example("drilltui credentials set --profile prod")
    deeds = parser.add_subparsers(metavar="status|set|forget", dest="deed", required=True)

    status = deeds.add_parser("status", allow_abbrev=False, help=tr("where secrets are kept"))
    status.epilog = example("drilltui credentials status")
    status.set_defaults(act=_status)
    add_live(status, "profile")

    keep = deeds.add_parser("set", allow_abbrev=False, help=tr("check a secret and keep it"))
    keep.description = tr(
        "Ask for the secret of a profile (or read it: --secret-fd), check "
        "it with the smallest read call, say what that proved, and keep it."
    )
    keep.epilog = example(
        "drilltui credentials set --profile prod --secret-fd 3 3< <(pass show prod)"
    )
    keep.add_argument(
        "--keep",
        choices=("keyring", "kernel"),
        help=tr("where (otherwise: the keyring of the system)"),
    )
    keep.add_argument("--no-check", action="store_true", help=tr("send nothing; keep it as it is"))
    keep.set_defaults(act=_set)
    add_live(keep, "profile", "secret_fd")

    forget = deeds.add_parser("forget", allow_abbrev=False, help=tr("remove what is kept"))
    forget.epilog = example("drilltui credentials forget --profile prod --yes")
    forget.add_argument("--yes", action="store_true", help=tr("do not ask"))
    forget.set_defaults(act=_forget)
    add_live(forget, "profile")


def run(asked: Namespace) -> int:
    """Do what is asked for."""
    from drilltui.running import run as run_loop
    from drilltui.wiring import live

    act: Callable[[Entrance, Namespace], Awaitable[int]] = asked.act
    entrance = live.open_entrance(live_settings(asked))

    async def acted() -> int:
        return await act(entrance, asked)

    return run_loop(acted())


async def _status(entrance: Entrance, asked: Namespace) -> int:
    from drilltui.cli.output import say
    from drilltui.cli.table import Column, table, terminal_width
    from drilltui.domain.plain_text import plain

    known = entrance.configuration().profiles
    if asked.profile:
        known = {asked.profile: entrance.profile(asked.profile)}
    choice = await entrance.credentials.vaults()
    rows: list[tuple[str, str, str]] = []
    for name, resolved in known.items():
        if brought := entrance.credentials.brought(resolved.profile):
            rows.append((name, str(brought.origin), tr("this run")))
        entries = await entrance.credentials.kept(name)
        rows += [(name, tr(entry.vault), _left(entry)) for entry in entries]
        if not (brought or entries):
            rows.append((name, tr("not found") if choice.unseen else tr("nowhere"), "-"))
    say(plain(choice.sentence))
    if rows:
        profiles, places, left = zip(*rows, strict=True)
        columns = (
            Column(tr("PROFILE"), profiles),
            Column(tr("KEPT IN"), places),
            Column(tr("STAYS"), left),
        )
        say(*table(columns, terminal_width()))
    say(*_unseen(choice))
    return 0


def _unseen(choice: VaultChoice) -> list[str]:
    """Return where something may be kept that nobody could see now."""
    from drilltui.domain.plain_text import plain

    return [
        plain(
            tr(
                "Not looked at, and so not known: {subject}. {seen}",
                subject=tr(one.subject),
                seen=one.seen,
            )
        )
        for one in choice.unseen
    ]


def _left(entry: KeptEntry) -> str:
    """Return how long an entry stays: ``7 h 59 min``, or until it is forgotten."""
    if not entry.lasting:
        return tr("this run")
    return tr("until forgotten") if entry.time_left is None else _span(entry.time_left)


def _span(left: timedelta) -> str:
    hours, rest = divmod(max(0, int(left.total_seconds())), 3600)
    return (
        tr("{hours} h {minutes} min", hours=hours, minutes=rest // 60)
        if hours
        else tr("{minutes} min", minutes=rest // 60)
    )


async def _set(entrance: Entrance, asked: Namespace) -> int:
    from drilltui.cli.finding_text import as_text
    from drilltui.cli.output import complain, say
    from drilltui.cli.table import terminal_width
    from drilltui.cli.terminal_person import TerminalPerson
    from drilltui.domain.plain_text import plain

    person = TerminalPerson()
    profile = entrance.located(entrance.chosen(asked.profile)).profile
    vault = _vault(await entrance.credentials.vaults(), asked.keep)
    given = entrance.credentials.explicit(profile)
    credential = given.credential if given else person.credential(profile)
    if not asked.no_check:
        proof = await entrance.sign_in.check_as_usual(profile, credential, person)
        for finding in proof.findings:
            say(*as_text(finding, terminal_width()))
        if proof.error:
            why = ""
            if person.in_vain:
                why = tr("A passcode is needed, and nobody can be asked for it.")
            nothing = f"{why} {tr('Nothing was kept.')}".lstrip()
            return complain(nothing, proof.error.exit_code)
    told = await entrance.credentials.keep(profile, credential, vault)
    left = await vault.time_left(profile.name)
    where, name = tr(vault.name), profile.name
    kept = tr("Kept for {profile} in the {vault}.", profile=name, vault=where)
    if left is not None:
        kept = tr(
            "Kept for {profile} in the {vault} for {time}.",
            profile=name,
            vault=where,
            time=_span(left),
        )
    say(kept, *map(plain, told))
    return 0


def _vault(choice: VaultChoice, where: str | None) -> Vault:
    """Return the vault to keep in: `kernel` is the one with a time limit, `keyring` any other.

    The kernel's is taken only when it is named: what it keeps is gone after a while. VaultError
    when there is none of that kind.
    """
    from drilltui.domain.errors import VaultError

    limited = where == "kernel"
    lasting = [vault for vault in choice.vaults if vault.lasting]
    fitting = [vault for vault in lasting if (vault.keeps_for is not None) == limited]
    if fitting:
        return fitting[0]
    what = tr("kernel keyring") if limited else tr("keyring of the system")
    instead = tr("--keep kernel takes the kernel's.") if lasting and not where else ""
    raise VaultError(
        f"{tr('There is no {keyring} here to keep it in.', keyring=what)} {instead}".rstrip(),
        choice.sentence,
    )


async def _forget(entrance: Entrance, asked: Namespace) -> int:
    from drilltui.cli import prompt
    from drilltui.cli.output import say
    from drilltui.domain.errors import UsageError, VaultError
    from drilltui.domain.plain_text import plain

    # A profile that is gone from the configuration may have left something behind.
    name = asked.profile or entrance.chosen("")
    if not asked.yes:
        if not prompt.somebody_there():
            raise UsageError(
                tr("Nobody can be asked: standard input is no terminal."), tr("Add --yes.")
            )
        if not prompt.agreed(tr("Forget what is kept for {profile}?", profile=name)):
            return 0
    found = await entrance.credentials.forget(name)
    unseen = _unseen(await entrance.credentials.vaults())
    say(*unseen)
    if found:
        places = tr(", the ").join(map(tr, found))
        say(plain(tr("Forgotten: {profile} in the {vaults}.", profile=name, vaults=places)))
    elif name not in entrance.configuration().profiles:
        raise UsageError(
            tr(
                "There is no profile {profile}, and nothing was found that is kept for it.",
                profile=name,
            )
        )
    else:
        say(plain(tr("Nothing was found that is kept for {profile}.", profile=name)))
    return VaultError.exit_code if unseen else 0
