from __future__ import annotations

import os
from pathlib import Path

import pytest

from drilltui.domain.errors import VaultError
from drilltui.store.vault.keyring_folder import keyring_folder, refuse_unencrypted


def test_it_follows_the_base_directory_specification() -> None:
    assert keyring_folder({"XDG_DATA_HOME": "/d", "HOME": "/h"}) == Path("/d/keyrings")
    assert keyring_folder({"HOME": "/h"}) == Path("/h/.local/share/keyrings")
    assert keyring_folder({"XDG_DATA_HOME": "d", "HOME": "/h"}) == Path("/h/.local/share/keyrings")


@pytest.mark.parametrize(
    "start", [b"GnomeKeyring\n\r\0\n\0\0\0\0", b"", b"[keyrin", b"# \n[keyring]"]
)
def test_what_is_encrypted_or_no_keyring_is_let_through(start: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "keyrings"
    folder.mkdir()
    (folder / "login.keyring").write_bytes(start)
    (folder / "notes.txt").write_bytes(b"[keyring]\n")
    (folder / "gone.keyring").symlink_to("nowhere")
    (folder / "folder.keyring").mkdir()
    os.mkfifo(folder / "pipe.keyring")

    refuse_unencrypted({"XDG_DATA_HOME": str(tmp_path)})


def test_without_a_folder_there_is_nothing_to_refuse(tmp_path: Path) -> None:
    refuse_unencrypted({"XDG_DATA_HOME": str(tmp_path)})


def test_a_keyring_in_clear_text_is_refused_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "keyrings"
    folder.mkdir()
    (folder / "a.keyring").write_bytes(b"GnomeKeyring\n\r\0\n")
    (folder / "login.keyring").write_bytes(b"[keyring]\ndisplay-name=login\n")

    with pytest.raises(VaultError) as caught:
        refuse_unencrypted({"XDG_DATA_HOME": str(tmp_path)})

    assert caught.value.what == (
        f"The keyring {folder}/login.keyring is not encrypted: its password is empty."
    )
    assert f"mv '{folder}/login.keyring'" in caught.value.remedy
