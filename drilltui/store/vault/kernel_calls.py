"""The few system calls that keep a key in the kernel's keyring of the user; see keyrings(7).

A key is kept by the keyring of the user (``@u``), which all sessions of the user share and which
outlives them. It can be read only by who possesses it, that is, reaches it from a keyring of their
own; whether the session's keyring leads to ``@u`` depends on how somebody logged in. So each call
here works from the keyring of its own thread, which is made for it and ends with it: call each in
a thread of its own.
"""

from __future__ import annotations

import errno
import platform
import sys
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ctypes

ADD_KEY_AND_KEYCTL = {"x86_64": (248, 250), "aarch64": (217, 219)}
"""The numbers of the two calls on the architectures that drilltui is used on (64 bits)."""

THREAD, USER = -1, -4  # KEY_SPEC_THREAD_KEYRING, KEY_SPEC_USER_KEYRING
REVOKE, SETPERM, LINK, UNLINK, SEARCH, READ, SET_TIMEOUT = 3, 5, 8, 9, 10, 11, 15
OWNER_SEES_POSSESSOR_DOES = 0x3F010000
"""Whoever possesses the key does everything; other processes of the user see that it is there and
how long yet; group and others see nothing. A process of another user cannot possess it."""

GONE = {errno.ENOKEY, errno.EKEYEXPIRED, errno.EKEYREVOKED}


def keep(description: bytes, payload: bytes, seconds: int) -> None:
    """Keep `payload` for `seconds`, in place of what had this description.

    It is linked to the user's keyring only when it has its limit, so that none without one can be
    left behind. Raises OSError.
    """
    key = _add_key(b"user", description, payload, len(payload), THREAD)
    _keyctl(SETPERM, key, OWNER_SEES_POSSESSOR_DOES)
    _keyctl(SET_TIMEOUT, key, seconds)
    _keyctl(LINK, key, USER)


def read(description: bytes) -> bytes | None:
    """Return what is kept under this description, None when there is nothing. Raises OSError."""
    import ctypes

    key = _search(description)
    size = 1024
    while key is not None:
        buffer = ctypes.create_string_buffer(size)
        try:
            needed = _keyctl(READ, key, buffer, size)
        except OSError as error:
            if error.errno in GONE:  # its time ended between the two calls
                return None
            raise
        if needed <= size:
            return buffer.raw[:needed]
        size = needed
    return None


def forget(description: bytes) -> bool:
    """Take away what is kept under this description; False when there is nothing. Raises OSError.

    It is revoked too: whoever holds it loses it as well, and the kernel wipes it.
    """
    key = _search(description)
    if key is None:
        return False
    _keyctl(UNLINK, key, USER)
    with suppress(OSError):  # its time has ended just now
        _keyctl(REVOKE, key)
    return True


def _search(description: bytes) -> int | None:
    """Return the key, which the keyring of this thread has then too."""
    try:
        return _keyctl(SEARCH, USER, b"user", description, THREAD)
    except OSError as error:
        if error.errno in GONE:
            return None
        raise


def _add_key(*arguments: int | bytes) -> int:
    return _call(_numbers()[0], *arguments)


def _keyctl(*arguments: int | bytes | ctypes.Array[ctypes.c_char]) -> int:
    return _call(_numbers()[1], *arguments)


def _numbers() -> tuple[int, int]:
    numbers = ADD_KEY_AND_KEYCTL.get(platform.machine())
    if numbers is None or sys.maxsize < 2**32:
        raise OSError(errno.ENOSYS, "the numbers of the system calls are not known here")
    return numbers


def _call(number: int, *arguments: int | bytes | ctypes.Array[ctypes.c_char]) -> int:
    import ctypes

    words = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    outcome: int = _libc().syscall(ctypes.c_long(number), *words)
    if outcome < 0:
        code = ctypes.get_errno()
        raise OSError(code, errno.errorcode.get(code, str(code)))
    return outcome


@cache
def _libc() -> ctypes.CDLL:
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    return libc
