"""What the service has not told of what is protected: no rule takes that for fine.

Each returns None when all is told. It never stops: a drill that is allowed stays possible.
"""

from __future__ import annotations

from drilltui.domain.language import marked, tr
from drilltui.domain.preflight.facts import Facts, Unseen
from drilltui.domain.preflight.judgement import Judgement, could_not_look, unknown


def untold_instances(facts: Facts) -> Judgement | None:
    """Return that not every protected instance is known."""
    if isinstance(facts.instances, Unseen):
        return could_not_look(marked("protected instances"), facts.instances)
    listed, counted = len(facts.instances), facts.group.instance_count
    return _fewer(listed, counted, marked("{listed} of {counted} protected instances are listed"))


def untold_pairs(facts: Facts) -> Judgement | None:
    """Return that not every replication pair is known."""
    if isinstance(facts.pairs, Unseen):
        return could_not_look(marked("replication pairs"), facts.pairs)
    listed, counted = len(facts.pairs), facts.group.pair_count
    return _fewer(listed, counted, marked("{listed} of {counted} replication pairs are listed"))


def untold_standby(facts: Facts) -> Judgement | None:
    """Return that not every server is known that drill servers are made like."""
    return _standing_by(facts, facts.untold_standby)


def untold_places(facts: Facts) -> Judgement | None:
    """Return that not every address is known that drill servers will have."""
    return _standing_by(facts, facts.untold_places)


def _standing_by(facts: Facts, words: str) -> Judgement | None:
    if isinstance(facts.standby, Unseen):
        return could_not_look(marked("the servers standing by"), facts.standby)
    if isinstance(facts.instances, Unseen):
        return could_not_look(marked("protected instances"), facts.instances)
    return unknown(words) if words else None


def _fewer(listed: int, counted: int, words: str) -> Judgement | None:
    if listed >= counted:
        return None
    return unknown(tr(words, listed=listed, counted=counted), tr("look again"))
