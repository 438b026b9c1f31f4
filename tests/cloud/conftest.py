"""Certificates of one's own, made anew for each run: no key lies beside the tests."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

ISSUER = "Example Test Authority"


@dataclass(frozen=True)
class Authority:
    """`file` is the PEM file of an authority, `server` a context that it vouches for."""

    file: Path
    server: ssl.SSLContext

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.file)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    made = trustme.CA(organization_name=ISSUER)
    file = tmp_path_factory.mktemp("authority") / "authority.pem"
    made.cert_pem.write_to_path(str(file))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.issue_cert("localhost", "127.0.0.1", "::1", "sdrs.example.com").configure_cert(server)
    return Authority(file, server)
