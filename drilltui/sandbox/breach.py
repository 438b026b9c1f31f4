"""How a rule of creating a drill is broken."""

from dataclasses import dataclass

from drilltui.sandbox.stops import SERVERS


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule is broken: what is to be said, and how far a job gets that meets it.

    ``inner`` is the message of an inner service, which the job's reason quotes as a document.
    """

    message: str
    part: str = SERVERS
    after: int = 0
    inner: str = ""
