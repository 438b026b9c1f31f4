from __future__ import annotations

import asyncio
import os
import ssl
from pathlib import Path

import pytest

from drilltui.cloud import trust
from drilltui.cloud.trust import trusted
from drilltui.domain.errors import ConfigError, UsageError
from drilltui.domain.verdict import Verdict
from tests.cloud.conftest import ISSUER, Authority


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)


def names(context: ssl.SSLContext) -> str:
    return str(context.get_ca_certs())


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A host without any certificates."""
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    monkeypatch.setattr(ssl.SSLContext, "load_default_certs", lambda self, purpose: None)


def checks(context: ssl.SSLContext) -> bool:
    return context.verify_mode is ssl.CERT_REQUIRED and context.check_hostname


def test_the_hosts_own_store(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "4042bcee.0").symlink_to(authority.file)
    monkeypatch.setenv("SSL_CERT_DIR", f"{tmp_path / 'none'}:{tmp_path}")
    monkeypatch.setattr(trust, "_fall_back", lambda *_: pytest.fail("fell back"))
    context, finding = trusted()
    assert checks(context)
    assert finding.verdict is Verdict.OK
    monkeypatch.delenv("SSL_CERT_DIR")


def test_a_file_of_the_profile_is_added(authority: Authority) -> None:
    context, finding = trusted(str(authority.file))
    assert checks(context)
    assert ISSUER in names(context)
    assert finding.seen.endswith(f", and {authority.file}")


def test_the_environment_names_another_store(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    context, finding = trusted()
    assert ISSUER in names(context)
    assert (finding.verdict, finding.seen) == (Verdict.OK, str(authority.file))


@pytest.mark.usefixtures("bare")
def test_without_a_store_the_librarys_list_is_used_and_that_is_said(authority: Authority) -> None:
    context, finding = trusted(str(authority.file))
    assert checks(context)
    assert context.cert_store_stats()["x509_ca"] > 50
    assert ISSUER in names(context)
    assert finding.verdict is Verdict.WARN
    assert finding.seen.startswith("this host has none")
    assert "ca-certificates" in finding.remedy


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "cannot be read: No such file"),
        (b"", "holds no certificate"),
        (b"\x30\x82not pem", "holds no certificate"),
        (b"-----BEGIN CERTIFICATE-----\nxx\n-----END CERTIFICATE-----\n", "holds no certificate"),
    ],
)
def test_a_file_that_cannot_be_used(
    content: bytes | None, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=why) as caught:
        trusted(str(path))
    assert caught.value.what.startswith(f"ca_file {path}")
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with pytest.raises(UsageError, match=why) as other:
        trusted()
    assert other.value.what.startswith(f"SSL_CERT_FILE {path}")
    assert not isinstance(other.value, ConfigError)


@pytest.mark.parametrize("path", ["/", "a\0b", "/root/\x1b[2J"])
def test_what_is_no_path_is_told_in_a_sentence(path: str) -> None:
    with pytest.raises(ConfigError) as caught:
        trusted(path)
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize("variable", ["ca_file", "SSL_CERT_FILE"])
def test_a_pipe_is_not_waited_for(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    monkeypatch.setenv("SSL_CERT_FILE", str(pipe) if variable == "SSL_CERT_FILE" else "")
    with pytest.raises(UsageError, match=rf"{variable} .*/pipe cannot be read: it is no regular"):
        trusted(str(pipe) if variable == "ca_file" else "")


def test_a_file_without_end_is_not_read_to_the_end(tmp_path: Path) -> None:
    endless = tmp_path / "endless"
    with endless.open("wb") as file:
        file.truncate(trust.LONGEST * 100)
    with pytest.raises(ConfigError, match="it has more than 16 MB"):
        trusted(str(endless))


def test_a_home_that_nobody_has() -> None:
    with pytest.raises(ConfigError, match=r"~nosuchuser/ca\.pem cannot be read: no such home"):
        trusted("~nosuchuser/ca.pem")


def test_what_stands_between_certificates_is_passed_over(
    authority: Authority, tmp_path: Path
) -> None:
    bundle = tmp_path / "bundle.pem"
    bundle.write_text(f"# Prüfstelle\n{authority.file.read_text()}\n# Ende ✓\n")
    assert ISSUER in names(trusted(str(bundle))[0])


@pytest.mark.parametrize("name", ["keys", "no-such-folder/keys"])
async def test_the_keys_of_connections_are_written_nowhere(
    name: str, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / name))
    context, _ = trusted(str(authority.file))

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0, ssl=authority.server) as server:
        port = server.sockets[0].getsockname()[1]
        _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context)
        writer.close()
    assert os.listdir(tmp_path) == []
