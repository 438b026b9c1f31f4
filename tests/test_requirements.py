from __future__ import annotations

import shutil

import pytest

from drilltui.store.vault import kernel_calls
from tests import requirements


def nothing(_: str) -> None:
    return None


def refused(*_: object) -> None:
    raise OSError(1, "EPERM")


def test_what_is_missing_is_skipped_with_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", nothing)
    monkeypatch.setattr(kernel_calls, "keep", refused)
    monkeypatch.setattr(requirements, "REQUIRED", frozenset())

    with pytest.raises(pytest.skip.Exception, match="recommends gnome-keyring dbus"):
        requirements.need_keyring()
    with pytest.raises(pytest.skip.Exception, match="refused here"):
        requirements.need_kernel_keyring()


def test_where_it_is_required_its_absence_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", nothing)
    monkeypatch.setattr(kernel_calls, "keep", refused)
    monkeypatch.setattr(requirements, "REQUIRED", frozenset({"keyring", "kernel"}))

    with pytest.raises(pytest.fail.Exception, match="needs dbus-daemon and gnome-keyring"):
        requirements.need_keyring()
    with pytest.raises(pytest.fail.Exception, match="refused here"):
        requirements.need_kernel_keyring()
