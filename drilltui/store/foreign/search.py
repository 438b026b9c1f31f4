"""The look through everything that other tools have set up on this host."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from drilltui.domain.candidate import Candidate
from drilltui.domain.conventions import read_environment
from drilltui.domain.language import tr
from drilltui.domain.resolution import environment_profile
from drilltui.store.foreign import clouds_yaml, koocli, sdk_credentials


def search(environ: Mapping[str, str], home: Path, here: Path) -> tuple[Candidate, ...]:
    """Return what there is, in the order in which drilltui would use it: environment, then files.

    `home` is the person's folder and `here` the one that they work in. Reads small files, waits for
    nothing, raises nothing: a file that cannot be read is a candidate that says so.
    """
    return (
        *_of_environment(environ),
        *sdk_credentials.candidates(environ, home),
        *koocli.candidates(environ, home),
        *clouds_yaml.candidates(environ, home, here),
    )


def _of_environment(environ: Mapping[str, str]) -> tuple[Candidate, ...]:
    surroundings = read_environment(environ)
    found = []
    for given in surroundings.given():
        profile = environment_profile(surroundings, given).profile
        remarks = () if profile.region else (tr("it names no region: say which one"),)
        if given.keepsake.security_token:
            remarks = (*remarks, tr("it is a temporary key: it ends within a day"))
        found.append(Candidate(given.origin, profile, given.keepsake, remarks))
    return tuple(found)
