"""What the readers of other tools' files share: texts out of values, and remarks in one wording."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from drilltui.domain.candidate import Candidate
from drilltui.domain.credential import KEY_PARTS, Keepsake
from drilltui.domain.field import Problem
from drilltui.domain.iam_address import place_of
from drilltui.domain.language import tr
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.plain_text import plain
from drilltui.domain.profile import AuthMethod, Profile
from drilltui.domain.profile_key import Value, read_value, with_values
from drilltui.domain.secret import Secret
from drilltui.domain.sign_in_field import key_problem
from drilltui.store.text_file import TextFile

IAM = "endpoints.iam"


def source_of(path: Path) -> Origin:
    """Return the origin of what stands in the file at `path`."""
    return Origin(OriginKind.FILE, str(path))


def silent(path: Path, name: str, *remarks: str) -> Candidate:
    """Return a candidate for a file that is there and gives nothing: `remarks` say why."""
    return Candidate(source_of(path), Profile(name), Keepsake(), remarks)


def unsafe(path: Path, file: TextFile) -> tuple[str, ...]:
    """Return the remark on a file with secrets that others on this host may read."""
    if not file.seen_by_others:
        return ()
    name = plain(str(path))
    return (
        tr(
            "{name} can be read by others here (mode {mode:04o}): chmod 600 {name}",
            name=name,
            mode=file.mode,
        ),
    )


def described(
    profile: Profile, said: Mapping[str, object], method: AuthMethod
) -> tuple[Profile, list[str]]:
    """Return `profile` with what `said` says by flat key, and remarks on what cannot be used.

    An address of IAM tells region and cloud where nothing else does.
    """
    values: dict[str, Value] = {"auth": method.value}
    remarks = []
    for key, raw in said.items():
        if raw in (None, ""):
            continue
        value = read_value(key, raw.strip() if isinstance(raw, str) else raw)
        if isinstance(value, Problem):
            remarks.append(tr("its {key} is left out: {problem}", key=key, problem=value.text))
        elif value:
            values[key] = value
    region, cloud = place_of(str(values.get(IAM, "")))
    if region:
        values = {"region": region, "cloud": cloud, **values}
    if "region" not in values:
        remarks.append(tr("it names no region: say which one"))
    return with_values(profile, values), remarks


def access_key(said: Mapping[str, object]) -> tuple[Keepsake, list[str]]:
    """Return the access key in `said` (`ak`, `sk`, `security_token`), empty when it is not whole.

    The remarks say why, in words that hold nothing of it.
    """
    found: dict[str, str] = {}
    remarks = []
    for name, words in KEY_PARTS.items():
        value = said.get(name)
        if value in (None, ""):
            continue
        if not isinstance(value, str):
            remarks.append(tr("its {part} is no text: put it in quotes", part=tr(words)))
        elif problem := key_problem(value, words):
            remarks.append(
                tr("its {part} cannot be used: {problem}", part=tr(words), problem=problem.text)
            )
        else:
            found[name] = value
    if remarks or not found:
        return Keepsake(), remarks
    if missing := [KEY_PARTS[name] for name in ("ak", "sk") if name not in found]:
        return Keepsake(), [tr("the {part} is missing", part=tr(missing[0]))]
    token = found.get("security_token")
    if token:
        remarks.append(tr("it is a temporary key: it ends within a day"))
    return Keepsake(found["ak"], Secret(found["sk"]), Secret(token) if token else None), remarks
