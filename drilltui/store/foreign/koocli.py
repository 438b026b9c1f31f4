"""The configuration of KooCLI (hcloud): JSON with profiles, whose keys it mostly encrypts.

Source: terraform-provider-huaweicloud, which reads the same file. How KooCLI marks an encrypted key
is not documented; a plain access key is 20 upper-case letters and digits, an encrypted one is not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from drilltui.domain.candidate import Candidate
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain
from drilltui.domain.profile import AuthMethod, Profile
from drilltui.store.foreign.parts import access_key, described, silent, source_of, unsafe
from drilltui.store.text_file import TextFile, UnusableFile, read_text_file

NAME = "koocli"
VARIABLE = "HW_SHARED_CONFIG_FILE"
ENCRYPTED = marked(
    "its key is encrypted by KooCLI and was not read: hcloud configure "
    "set --cli-auth-encrypt=false writes it in clear"
)

_PLAIN_AK = re.compile(r"[A-Z0-9]{20}", re.ASCII)
_KEYS = {"ak": "accessKeyId", "sk": "secretAccessKey", "security_token": "securityToken"}


def candidates(environ: Mapping[str, str], home: Path) -> tuple[Candidate, ...]:
    """Return its profiles, the current one first; nothing when there is no such file."""
    path = Path(environ.get(VARIABLE) or home / ".hcloud" / "config.json")
    try:
        file = read_text_file(path)
        if file is None:
            return ()
        profiles, current = _profiles(file.text)
    except UnusableFile as error:
        return (silent(path, NAME, tr("it {is_wrong}", is_wrong=error)),)
    wanted = environ.get("HW_PROFILE") or current
    profiles.sort(key=lambda profile: profile.get("name") != wanted)
    return tuple(_candidate(path, file, profile) for profile in profiles)


def _profiles(text: str) -> tuple[list[dict[str, object]], object]:
    import json

    try:
        document = json.loads(text)
    except (ValueError, RecursionError):  # its words would be about places only, but are not needed
        raise UnusableFile(tr("is no JSON")) from None
    if not isinstance(document, dict) or not isinstance(document.get("profiles"), list):
        raise UnusableFile(tr("has no profiles"))
    found = [one for one in document["profiles"] if isinstance(one, dict)]
    return found, document.get("current")


def _candidate(path: Path, file: TextFile, said: Mapping[str, object]) -> Candidate:
    name = plain(str(said.get("name") or NAME))
    holder = said
    if said.get("mode") == "SSO":
        sso = said.get("ssoAuth")
        token = sso.get("stsToken") if isinstance(sso, dict) else None
        holder = token if isinstance(token, dict) else {}
    elif said.get("mode") not in ("AKSK", None, ""):
        return silent(
            path, name, tr("its mode {mode} holds no access key", mode=plain(str(said["mode"])))
        )
    keys = {part: holder.get(key) for part, key in _KEYS.items()}
    if keys["ak"] and not _PLAIN_AK.fullmatch(str(keys["ak"])):
        return silent(path, name, tr(ENCRYPTED))
    keepsake, trouble = access_key(keys)
    if not keepsake.sk:
        return silent(path, name, *(trouble or [tr("it holds no access key")]))
    values = {"region": said.get("region"), "project_id": said.get("projectId")}
    profile, left_out = described(Profile(name), values, AuthMethod.AKSK)
    remarks = (*trouble, *left_out, *unsafe(path, file))
    return Candidate(source_of(path), profile, keepsake, remarks)
