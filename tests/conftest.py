"""A clean room for every test: no settings of the person, no real home, no network."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from tests import requirements  # noqa: F401  # reads one variable before they are swept
from tests.faults import demand  # noqa: F401  # and so does this

# Before anything imports Textual, which reads some of these once and for all.
_SWEPT = ("TEXTUAL", "DRILLTUI_", "HUAWEICLOUD_", "HW_", "OS_", "SSH_", "XDG_", "CLICOLOR", "LC_")
_SWEPT_NAMES = {
    "NO_COLOR",
    "FORCE_COLOR",
    "COLORTERM",
    "COLUMNS",
    "LINES",
    "TMUX",
    "STY",
    "LANGUAGE",
}
for _name in list(os.environ):
    if (
        _name.startswith(_SWEPT)
        or _name in _SWEPT_NAMES
        or _name.lower().endswith("_proxy")  # the HTTP library would follow them
    ):
        del os.environ[_name]
os.environ |= {"TERM": "xterm-256color", "LANG": "C.UTF-8"}

settings.register_profile("drilltui", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("drilltui")


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        for name in ("CONFIG", "STATE", "DATA", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        patch.setenv("XDG_RUNTIME_DIR", str(home / "run"))
        yield


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Let no test speak in the language that the one before it chose."""
    from drilltui.domain.language import ENGLISH, speak

    yield
    speak(ENGLISH)


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Let sockets reach this machine only.

    `pytest.fail` raises what no `except Exception` or `except OSError` of ours can take for an
    unreachable cloud.
    """
    true_connect, true_look_up = socket.socket.connect, socket.getaddrinfo

    def connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not _is_here(address[0]):
            pytest.fail(f"a test tried to reach {address}")
        true_connect(self, address)

    def look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not _is_here(host):
            pytest.fail(f"a test tried to look up {host}")
        return true_look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket, "getaddrinfo", look_up)
        yield


def _is_here(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    return name is None or name in {"localhost", "::1", "", "0.0.0.0"} or name.startswith("127.")
