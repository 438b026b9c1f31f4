"""KWallet, the keyring of KDE: looked at without its window.

Since 5.97 it is a Secret Service too, and is met as that. This is for the older ones, which the
keyring library reaches by a package of Python that the system brings (dbus-python).
"""

from __future__ import annotations

from collections.abc import Mapping

from drilltui.domain.errors import VaultError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.store.vault import session_bus

BUS_NAME = "org.kde.kwalletd5"
PATH = "/modules/kwalletd5"
INTERFACE = "org.kde.KWallet"


def is_there(environ: Mapping[str, str]) -> bool:
    """Return whether a KWallet runs on the session bus. It is not started for this."""
    if session_bus.address(environ) is None:
        return False
    connection = session_bus.connect(environ)
    try:
        return session_bus.has_owner(connection, BUS_NAME)
    finally:
        connection.close()


def refuse_closed(environ: Mapping[str, str]) -> None:
    """Raise VaultError when the wallet is closed: opening it takes a window."""
    from jeepney import DBusAddress, new_method_call
    from jeepney.wrappers import unwrap_msg

    wallets = DBusAddress(PATH, bus_name=BUS_NAME, interface=INTERFACE)
    connection = session_bus.connect(environ)
    try:
        asked = new_method_call(wallets, "networkWallet")
        (wallet,) = unwrap_msg(connection.send_and_get_reply(asked))
        asked = new_method_call(wallets, "isOpen", "s", (wallet,))
        (is_open,) = unwrap_msg(connection.send_and_get_reply(asked))
    finally:
        connection.close()
    if not is_open:
        raise VaultError(
            tr("The wallet {wallet} of KWallet is closed.", wallet=repr(plain(str(wallet)))),
            tr("Open it in KWalletManager and start anew."),
        )
