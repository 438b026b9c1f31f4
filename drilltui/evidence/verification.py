"""Whether an export is whole: every file, every line, and what was made of them. Pure.

It takes files by their names as they are, and no path: where they come from is `reading`'s.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drilltui.domain.language import LANGUAGES, marked, words_of
from drilltui.evidence import names
from drilltui.evidence.chain import Chain, read_chain
from drilltui.evidence.export import made_of
from drilltui.evidence.manifest import Manifest, NoManifest, read_manifest
from drilltui.evidence.redaction import is_mark

_REMADE = (names.MARKDOWN, names.PAGE, names.JSON, names.SCHEMA)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be: in which file, at which line and event, and why.

    `why` is a sentence for `tr`; `line` and `seq` are None where they say nothing.
    """

    file: str
    why: str
    line: int | None = None
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. `manifest` is None where there is none that can be read.

    `remade` is True when the reports were made again from the events and compared, which only the
    version that has made them can do. `hidden` is the number of events with hidden values.
    """

    faults: tuple[Fault, ...]
    manifest: Manifest | None = None
    remade: bool = False
    hidden: int = 0
    signed: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing was found amiss."""
        return not self.faults


def verify(files: Mapping[str, bytes], tool: str) -> Verdict:
    """Judge the files of an export; `tool` is the version of this program.

    Raises NewerFormat for an export of a later format.
    """
    signed = names.SIGNATURE in files
    strange = [Fault(name, marked("it is no part of an export")) for name in _strange(files)]
    if names.MANIFEST not in files:
        fault = Fault(names.MANIFEST, marked("it is missing"))
        return Verdict((fault, *strange), signed=signed)
    try:
        manifest = read_manifest(files[names.MANIFEST])
    except NoManifest as error:
        return Verdict((Fault(names.MANIFEST, str(error)), *strange), signed=signed)
    faults = [*strange, *_sums(manifest, files)]
    chain = read_chain(files.get(names.EVENTS, b""), manifest.record_id)
    faults += _chain_faults(chain, manifest)
    remade = not faults and manifest.tool == tool
    if remade:
        faults += _remade(chain, manifest, files)
    return Verdict(tuple(faults), manifest, remade, len(chain.hidden), signed)


def _strange(files: Mapping[str, bytes]) -> Iterator[str]:
    return (name for name in sorted(files) if name not in names.ALL)


def _sums(manifest: Manifest, files: Mapping[str, bytes]) -> Iterator[Fault]:
    if tuple(one.name for one in manifest.files) != names.CONTENT:
        yield Fault(names.MANIFEST, marked("it does not name the files of an export"))
    for one in manifest.files:
        content = files.get(one.name)
        if content is None:
            yield Fault(one.name, marked("it is missing"))
        elif len(content) != one.size:
            yield Fault(one.name, marked("its size is not the one in the manifest"))
        elif hashlib.sha256(content).hexdigest() != one.sha256:
            yield Fault(one.name, marked("its checksum is not the one in the manifest"))


def _chain_faults(chain: Chain, manifest: Manifest) -> Iterator[Fault]:
    for one in chain.breaks:
        yield Fault(names.EVENTS, one.why, one.line, one.seq)
    if chain.breaks:
        return
    if len(chain.events) != manifest.events:
        yield Fault(
            names.EVENTS,
            marked("the number of its events is not the one in the manifest"),
            len(chain.events),
        )
    elif chain.events[-1].hash != manifest.head:
        yield Fault(
            names.EVENTS, marked("its head is not the one in the manifest"), len(chain.events)
        )
    if tuple(chain.hidden) != manifest.hidden:
        yield Fault(names.EVENTS, marked("it hides other values than the manifest says"))
    if chain.events[0].data.get("mode", "") != manifest.mode and not _mode_hidden(chain):
        yield Fault(names.MANIFEST, marked("it names another mode than the record"))


def _mode_hidden(chain: Chain) -> bool:
    return is_mark(chain.events[0].data.get("mode"))


def _remade(chain: Chain, manifest: Manifest, files: Mapping[str, bytes]) -> Iterator[Fault]:
    """Make again what is made of the events, and compare."""
    if manifest.language not in LANGUAGES:
        yield Fault(names.MANIFEST, marked("it names a language that there is not"))
        return
    words = words_of(manifest.language)
    try:
        made = made_of(chain.events, words, manifest.previous, None)
    except OverflowError:
        yield Fault(names.EVENTS, marked("it tells a time that no calendar has"))
        return
    for name in _REMADE:
        if made[name] != files[name]:
            yield Fault(name, marked("it is not what the events make"))
