"""What went wrong in a library that keeps secrets, in words a person can act on.

The keyring library lets exceptions of other libraries, and built-in ones, escape beside its own
`KeyringError`: a killed bus, a frozen one and an item that another daemon made each show a
different one. So here, and nowhere else in this package, `Exception` is caught.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from drilltui.domain.errors import VaultError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain

T = TypeVar("T")


def in_words(work: Callable[[], T], name: str) -> T:
    """Return what `work`, done with what people call `name`, returns.

    Whatever goes wrong in there is raised as VaultError. It is raised outside of the handler and
    tells the kind of error only: the libraries' frames, in which a crash report would look for
    local variables, and their messages may hold the secret.
    """
    try:
        return work()
    except VaultError:
        raise
    except ImportError as error:
        kind = tr("the Python module {name} is missing", name=plain(error.name or "?"))
        remedy = tr("Install drilltui anew, with what it depends on.")
    except Exception as error:  # noqa: BLE001  # see the top of this file
        kind = _kind(error)
        remedy = tr("Do it again; `drilltui doctor` tries the keyring and says what it finds.")
    raise VaultError(tr("The {name} failed ({kind}).", name=tr(name), kind=kind), remedy)


def _kind(error: Exception) -> str:
    """Return the name of an error; for one that came over D-Bus the name that it has there."""
    name = getattr(error, "name", None)
    dotted = isinstance(name, str) and "." in name and "/" not in name
    return plain(str(name))[:100] if dotted else type(error).__name__
