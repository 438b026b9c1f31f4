"""Key pairs of servers.

Source: ECS API reference, "Querying SSH Key Pairs".
"""

import base64
import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A key pair; ``public_key`` is in the form of OpenSSH and belongs to nobody."""

    project_id: str
    name: str
    public_key: str

    @property
    def fingerprint(self) -> str:
        """The MD5 of the key, in pairs of digits, as the service writes it."""
        digest = hashlib.md5(self._bits(), usedforsecurity=False).hexdigest()
        return ":".join(digest[place : place + 2] for place in range(0, len(digest), 2))

    def _bits(self) -> bytes:
        return base64.b64decode(self.public_key.split()[1])
