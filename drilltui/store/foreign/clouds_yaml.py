"""The configuration of OpenStack's tools: ``clouds.yaml``, with ``secure.yaml`` beside it.

Sources: openstacksdk (where it looks, how the two are merged, ``<service>_endpoint_override``) and
python-otcextensions (`ak`, `sk`). Where an entry has both, the password is how these tools sign in,
and the key is for object storage; it may serve here all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from drilltui.domain.candidate import Candidate
from drilltui.domain.credential import Keepsake
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.domain.profile import SERVICES, AuthMethod, Profile
from drilltui.domain.secret import Secret
from drilltui.store.foreign.parts import IAM, access_key, described, silent, source_of, unsafe
from drilltui.store.foreign.yaml_text import mapping_in
from drilltui.store.text_file import TextFile, UnusableFile, read_text_file

NAME = "openstack"
VARIABLE = "OS_CLIENT_CONFIG_FILE"
_ENDINGS = ("yaml", "yml")
_SECRET_PLACES = (
    *(("auth", name) for name in ("password", "ak", "sk", "security_token")),
    *((name,) for name in ("ak", "sk", "security_token")),
)

Entry: TypeAlias = Mapping[str, object]


def candidates(environ: Mapping[str, str], home: Path, here: Path) -> tuple[Candidate, ...]:
    """Return the entries of the first file that is there, the one OS_CLOUD names first."""
    for path in _places(environ, home, here):
        try:
            file = read_text_file(path)
            if file is None:
                continue
            clouds = _clouds(file.text)
        except UnusableFile as error:
            return (silent(path, NAME, tr("it {is_wrong}", is_wrong=error)),)
        return tuple(_of_file(path, file, clouds, environ.get("OS_CLOUD", "")))
    return ()


def _places(environ: Mapping[str, str], home: Path, here: Path) -> Iterator[Path]:
    if named := environ.get(VARIABLE):
        yield Path(named)
    config = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
    for folder in (here, config / "openstack", Path("/etc/openstack")):
        yield from (folder / f"clouds.{ending}" for ending in _ENDINGS)


def _of_file(
    path: Path, file: TextFile, clouds: Mapping[str, Entry], wanted: str
) -> Iterator[Candidate]:
    beside, secrets = path, dict[str, Entry]()
    hidden: TextFile | None = None
    remarks: tuple[str, ...] = ()
    for one in (path.with_name(f"secure.{ending}") for ending in _ENDINGS):
        try:
            if hidden := read_text_file(one):
                beside, secrets = one, dict(_clouds(hidden.text))
                break
        except UnusableFile as error:
            remarks = (f"{plain(str(one))} {error}",)
            break
    for name in sorted(clouds, key=lambda name: name != wanted):
        here, there = clouds[name], secrets.get(name, {})
        apart = hidden is not None and any(_at(there, *place) for place in _SECRET_PLACES)
        holder, holding = (beside, hidden) if apart and hidden else (path, file)
        more = (*remarks, *unsafe(holder, holding))
        yield from _of_entry(holder, plain(name), _merged(here, there), more)


def _of_entry(path: Path, name: str, entry: Entry, more: tuple[str, ...]) -> Iterator[Candidate]:
    """Yield what one entry holds: a password, an access key, both, or a word on neither."""
    found = False
    password = _at(entry, "auth", "password")
    if password:
        found = True
        yield _login(path, name, entry, password, more)
    key, remarks = access_key({**_table(entry, "auth"), **_keys(entry)})
    if key.sk:
        label = f"{name}-key" if found else name
        said = {key: value for key, value in _place(entry).items() if key not in ("user", "domain")}
        profile, left_out = described(Profile(label), said, AuthMethod.AKSK)
        whole = (*remarks, *left_out, *_left_alone(entry), *more)
        yield Candidate(source_of(path), profile, key, whole)
    elif not found:
        yield silent(
            path, name, *(remarks or [tr("it holds neither a password nor an access key")])
        )


def _login(
    path: Path, name: str, entry: Entry, password: object, more: tuple[str, ...]
) -> Candidate:
    auth = _table(entry, "auth")
    said = _place(entry) | {
        "user": auth.get("username"),
        "user_id": auth.get("user_id"),
        "domain": auth.get("user_domain_name") or auth.get("domain_name"),
    }
    if "totp" in str(entry.get("auth_type", "")) or "v3totp" in _methods(entry):
        said["passcode"] = True
    profile, remarks = described(Profile(name), said, AuthMethod.PASSWORD)
    if not profile.domain:
        remarks.append(tr("it does not name the account (user_domain_name): say which one"))
    if not profile.user:
        remarks.append(tr("it does not name the user: say who"))
    whole = (*remarks, *_left_alone(entry), *more)
    if not isinstance(password, str):
        whole = (tr("its password is no text: put it in quotes"), *whole)
        return Candidate(source_of(path), profile, Keepsake(), whole)
    return Candidate(source_of(path), profile, Keepsake(password=Secret(password)), whole)


def _place(entry: Entry) -> dict[str, object]:
    """Return where an entry points to, by flat key."""
    auth = _table(entry, "auth")
    overrides = {
        f"endpoints.{service}": entry.get(f"{service}_endpoint_override") for service in SERVICES
    }
    addresses = {key: url for key, url in overrides.items() if url}
    return {
        "region": entry.get("region_name"),
        "project_id": auth.get("project_id") or auth.get("tenant_id"),
        "ca_file": entry.get("cacert"),
        IAM: auth.get("auth_url"),
        **addresses,
    }


def _left_alone(entry: Entry) -> Iterator[str]:
    """Yield remarks on what an entry asks for and does not get here."""
    auth = _table(entry, "auth")
    if entry.get("verify") is False or entry.get("insecure") is True:
        yield tr("certificates are checked all the same: name a ca_file where that is needed")
    if (auth.get("project_name") or auth.get("tenant_name")) and not auth.get("project_id"):
        yield tr("it names its project without the id: the project is found by the region")
    if auth.get("token"):
        yield tr("its token was left out: it ends and cannot be renewed")


def _keys(entry: Entry) -> dict[str, object]:
    return {name: entry[name] for name in ("ak", "sk", "security_token") if entry.get(name)}


def _methods(entry: Entry) -> list[object]:
    methods = entry.get("auth_methods")
    return methods if isinstance(methods, list) else []


def _clouds(text: str) -> dict[str, Entry]:
    """Return the entries of a file by name."""
    clouds = mapping_in(text).get("clouds")
    if not isinstance(clouds, dict):
        raise UnusableFile(tr("has no clouds"))
    return {str(name): entry for name, entry in clouds.items() if isinstance(entry, dict)}


def _merged(entry: Entry, secrets: Entry) -> Entry:
    """Return both, key by key; where both say something, `secrets` counts."""
    auth = {**_table(entry, "auth"), **_table(secrets, "auth")}
    return {**entry, **secrets, "auth": auth}


def _table(entry: Entry, key: str) -> Entry:
    table = entry.get(key)
    return table if isinstance(table, dict) else {}


def _at(entry: Entry, *keys: str) -> object:
    *tables, last = keys
    for key in tables:
        entry = _table(entry, key)
    return entry.get(last)
