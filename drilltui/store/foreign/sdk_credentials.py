"""The credentials file of the Huawei Cloud SDKs: INI with the sections [basic] and [global].

Source: huaweicloudsdkcore, ``auth/provider.py``. It knows no regions and no users.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from drilltui.domain.candidate import Candidate
from drilltui.domain.language import tr
from drilltui.domain.profile import AuthMethod, Profile
from drilltui.store.foreign.parts import IAM, access_key, described, silent, source_of, unsafe
from drilltui.store.text_file import UnusableFile, read_text_file

NAME = "huaweicloud"
VARIABLE = "HUAWEICLOUD_SDK_CREDENTIALS_FILE"


def candidates(environ: Mapping[str, str], home: Path) -> tuple[Candidate, ...]:
    """Return what the file holds; nothing when there is none."""
    path = Path(environ.get(VARIABLE) or home / ".huaweicloud" / "credentials")
    try:
        file = read_text_file(path)
        sections = _sections(file.text) if file else {}
    except UnusableFile as error:
        return (silent(path, NAME, tr("it {is_wrong}", is_wrong=error)),)
    if file is None:
        return ()
    basic = sections.get("basic", {})
    remarks = [] if "global" not in sections else [tr("its part [global] is of no use for SDRS")]
    if "idp_id" in basic or "id_token_file" in basic:
        remarks.append(tr("signing in by an identity provider is not known here"))
    keepsake, trouble = access_key(basic)
    if not keepsake.sk:
        return (silent(path, NAME, *remarks, *(trouble or [tr("it holds no access key")])),)
    said = {"project_id": basic.get("project_id"), IAM: basic.get("iam_endpoint")}
    profile, left_out = described(Profile(NAME), said, AuthMethod.AKSK)
    remarks += [*trouble, *left_out, *unsafe(path, file)]
    return (Candidate(source_of(path), profile, keepsake, tuple(remarks)),)


def _sections(text: str) -> dict[str, dict[str, str]]:
    from configparser import Error, RawConfigParser

    parser = RawConfigParser()  # a % in a secret means itself
    try:
        parser.read_string(text)
    except Error:  # its words quote the line, secret and all
        raise UnusableFile(tr("is no INI file")) from None
    return {name: dict(parser[name]) for name in parser.sections()}
