"""What this host tells of program and person."""

from __future__ import annotations

import re

from drilltui import __version__
from drilltui.wiring.operator import person
from drilltui.wiring.provenance import provenance


def test_this_host_tells_program_rules_and_person() -> None:
    known = provenance("ops", {"SSH_CONNECTION": "10.0.0.7 51022 10.0.0.2 22"})

    assert (known.tool, known.unix_user) == (__version__, person())
    assert (known.cloud_user, known.ssh_from) == ("ops", "10.0.0.7")
    assert re.fullmatch(r"[+-]\d\d:\d\d", known.utc_offset)
    assert known.build != known.rules
    assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in (known.build, known.rules))


def test_without_ssh_there_is_no_source() -> None:
    assert provenance("", {}).ssh_from == ""
