from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from jeepney import HeaderFields, MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

from drilltui.domain.errors import VaultError
from drilltui.store.vault import kwallet
from drilltui.store.vault.os_keyring import OsKeyring, kde_wallet
from tests.store.vault.host import Host


@contextmanager
def wallet(host: Host, *, is_open: bool) -> Iterator[None]:
    """Answer as kwalletd5 does, as far as it is asked."""
    connection = open_dbus_connection(bus=host.environ["DBUS_SESSION_BUS_ADDRESS"])
    Proxy(message_bus, connection).RequestName(kwallet.BUS_NAME)
    answers = {"networkWallet": ("s", ("kdewallet",)), "isOpen": ("b", (is_open,))}
    ended = threading.Event()

    def serve() -> None:
        while not ended.is_set():
            try:
                message = connection.receive(timeout=0.05)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                member = message.header.fields[HeaderFields.member]
                connection.send(new_method_return(message, *answers[member]))

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        connection.close()


def test_it_is_there_when_it_runs(host: Host) -> None:
    assert kwallet.is_there(host.environ) is False
    host.empty_bus()
    assert kwallet.is_there(host.environ) is False
    with wallet(host, is_open=True):
        assert kwallet.is_there(host.environ) is True


def test_a_closed_wallet_is_refused_without_its_window(host: Host) -> None:
    host.empty_bus()
    with (
        wallet(host, is_open=False),
        pytest.raises(VaultError, match="The wallet 'kdewallet' of KWallet is closed"),
    ):
        kwallet.refuse_closed(host.environ)


async def test_an_open_one_without_the_systems_package_is_a_sentence(host: Host) -> None:
    host.empty_bus()
    with (
        wallet(host, is_open=True),
        pytest.raises(VaultError, match="dbus-python, which is not installed"),
    ):
        await OsKeyring("KWallet", kde_wallet, host.environ).read("prod")
