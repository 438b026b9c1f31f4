"""A signature by the real ssh-keygen, and by none."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from drilltui.domain.errors import DiskError, UsageError
from drilltui.evidence.program import Finished, run_program
from drilltui.evidence.signature import NotSigned, sign, signature_fault
from tests.evidence.test_corruptions import SMALL
from tests.requirements import need_ssh_keygen

MANIFEST = SMALL["manifest.json"]


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """A folder with the keys of ada and of eve, and who is allowed to sign: ada, and bob."""
    need_ssh_keygen()
    for name in ("ada", "eve"):
        make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f"]
        subprocess.run([*make, str(tmp_path / name)], check=True)
    public = (tmp_path / "ada.pub").read_text()
    (tmp_path / "allowed").write_text(f"ada@example.com {public}")
    return tmp_path


def test_a_signature_of_the_right_key_is_good(keys: Path) -> None:
    signature = sign(MANIFEST, keys / "ada")

    assert signature_fault(MANIFEST, signature, "ada@example.com", keys / "allowed") == ""


def test_one_of_another_key_is_none(keys: Path) -> None:
    signature = sign(MANIFEST, keys / "eve")

    assert signature_fault(MANIFEST, signature, "ada@example.com", keys / "allowed") != ""


def test_one_of_another_person_is_none(keys: Path) -> None:
    signature = sign(MANIFEST, keys / "ada")

    assert signature_fault(MANIFEST, signature, "bob@example.com", keys / "allowed") != ""


def test_one_over_another_file_is_none(keys: Path) -> None:
    signature = sign(MANIFEST, keys / "ada")
    changed = MANIFEST.replace(b"1", b"2", 1)

    assert signature_fault(changed, signature, "ada@example.com", keys / "allowed") != ""


def test_one_for_another_purpose_is_none(keys: Path) -> None:
    command = ["ssh-keygen", "-Y", "sign", "-q", "-n", "git", "-f", str(keys / "ada")]
    signature = run_program(command, MANIFEST).output

    assert signature_fault(MANIFEST, signature, "ada@example.com", keys / "allowed") != ""


@pytest.mark.parametrize("junk", [b"", b"junk", b"\x00" * 70_000])
def test_junk_is_no_signature(junk: bytes, keys: Path) -> None:
    assert signature_fault(MANIFEST, junk, "ada@example.com", keys / "allowed") != ""


def test_a_file_that_is_no_key_does_not_sign(keys: Path) -> None:
    (keys / "text").write_text("no key")
    (keys / "text").chmod(0o600)
    with pytest.raises(NotSigned, match="ssh-keygen has not signed") as refused:
        sign(MANIFEST, keys / "text")
    assert refused.value.exit_code == 2, "a wrong key is bad input, and no cloud has failed"


def test_files_that_are_not_there_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no key at"):
        sign(MANIFEST, tmp_path / "none")
    with pytest.raises(UsageError, match="no file of allowed signers"):
        signature_fault(MANIFEST, b"", "ada", tmp_path / "none")


def test_a_disk_that_takes_no_signature_is_no_fault_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "allowed").write_text("")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(DiskError, match="No temporary file can be written: No such file"):
        signature_fault(MANIFEST, b"", "ada", tmp_path / "allowed")


def test_no_program_is_a_sentence(tmp_path: Path) -> None:
    def absent(arguments: Sequence[str], given: bytes) -> Finished:
        raise FileNotFoundError(arguments[0])

    (tmp_path / "key").write_text("key")
    with pytest.raises(UsageError, match=r"ssh-keygen is not on this host. Install the OpenSSH"):
        sign(MANIFEST, tmp_path / "key", absent)


def test_no_shell_sees_what_was_typed(tmp_path: Path) -> None:
    seen: list[Sequence[str]] = []

    def watched(arguments: Sequence[str], given: bytes) -> Finished:
        seen.append(arguments)
        return Finished(255, b"", "\x1b[31mno\n")

    (tmp_path / "$(id); key").write_text("key")
    with pytest.raises(NotSigned) as refused:
        sign(MANIFEST, tmp_path / "$(id); key", watched)
    assert seen[0][-1].endswith("$(id); key")
    assert "\x1b" not in str(refused.value)
