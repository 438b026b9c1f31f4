from __future__ import annotations

import os
from pathlib import Path

import pytest

from drilltui.domain.verdict import Verdict
from drilltui.store.vault.refused import named, reason


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("keyring.backends.null.Keyring", "keeps nothing"),
        ("keyring.backends.fail.Keyring", "is no keyring"),
        ("keyring.backends.chainer.ChainerBackend", "hides which back-end"),
        ("keyrings.alt.file.PlaintextKeyring", "clear text"),
        ("keyrings.cryptfile.cryptfile.CryptFileKeyring", "clear text"),
        ("keyring_pass.PasswordStoreBackend", "is unknown to drilltui"),
        ("keyring.backends.libsecret.Keyring", "is unknown to drilltui"),
        ("keyrings.altered.Keyring", "is unknown to drilltui"),
        ("", "is unknown to drilltui"),
    ],
)
def test_each_is_refused_for_a_reason(name: str, why: str) -> None:
    assert why in str(reason(name))


@pytest.mark.parametrize(
    "name",
    [
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    ],
)
def test_real_ones_are_not(name: str) -> None:
    assert reason(name) is None


def write(folder: Path, text: str | bytes) -> dict[str, str]:
    file = folder / "python_keyring" / "keyringrc.cfg"
    file.parent.mkdir()
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return {"XDG_CONFIG_HOME": str(folder)}


def seen(environ: dict[str, str]) -> list[str]:
    return [one.seen for one in named(environ) if one.verdict is Verdict.WARN]


def test_a_variable_that_names_one_is_told(tmp_path: Path) -> None:
    environ = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "HOME": str(tmp_path)}

    assert seen(environ) == [
        "PYTHON_KEYRING_BACKEND is set to 'keyring.backends.null.Keyring' and not used:"
        " that back-end keeps nothing."
    ]
    assert "unset PYTHON_KEYRING_BACKEND" in named(environ)[0].remedy


@pytest.mark.parametrize("value", ["", "a\x1b[2J"])
def test_a_variable_with_rubbish_is_told_too(value: str, tmp_path: Path) -> None:
    (told,) = seen({"PYTHON_KEYRING_BACKEND": value, "HOME": str(tmp_path)})

    assert told.isprintable()


def test_a_file_that_names_one_is_told(tmp_path: Path) -> None:
    environ = write(
        tmp_path, "[backend]\ndefault-keyring=keyrings.alt.file.PlaintextKeyring\nkeyring-path=%x\n"
    )
    (told,) = seen(environ)

    assert "keyringrc.cfg names keyrings.alt.file.PlaintextKeyring and is not used" in told


@pytest.mark.parametrize("text", ["default-keyring=x", b"\xff\xfe[", "[backend]\n[backend]\n"])
def test_a_file_that_cannot_be_read_is_told(text: str | bytes, tmp_path: Path) -> None:
    (told,) = seen(write(tmp_path, text))

    assert "cannot be read, and is not used" in told


def test_a_pipe_in_its_place_is_told_and_not_waited_for(tmp_path: Path) -> None:
    environ = write(tmp_path, "")
    (file,) = tmp_path.rglob("keyringrc.cfg")
    file.unlink()
    os.mkfifo(file)

    (told,) = seen(environ)

    assert "cannot be read, and is not used" in told


def test_real_ones_are_no_news(tmp_path: Path) -> None:
    real = "keyring.backends.SecretService.Keyring"
    environ = write(tmp_path, f"[backend]\ndefault-keyring={real}\n")

    assert seen(environ | {"PYTHON_KEYRING_BACKEND": real}) == []


def test_an_installed_package_is_named_and_not_used(tmp_path: Path) -> None:
    told = [one for one in named({"HOME": str(tmp_path)}) if "keyrings.alt" in one.seen]

    assert [(one.verdict, one.subject) for one in told] == [(Verdict.OK, "keyring settings")]
    assert "is installed and not used: it writes secrets into a file" in told[0].seen
