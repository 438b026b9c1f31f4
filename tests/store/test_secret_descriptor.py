from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from drilltui.domain.credential import Keepsake
from drilltui.domain.errors import UsageError
from drilltui.domain.secret import Secret
from drilltui.store.secret_descriptor import LARGEST, read_secrets


def pipe(content: bytes) -> int:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as file:
        file.write(content)
    return reading


def secret(text: str) -> Secret:
    return Secret(text)


@pytest.mark.parametrize(
    ("content", "keepsake"),
    [
        (b"hunter2", Keepsake(sk=secret("hunter2"), password=secret("hunter2"))),
        (b"hunter2\n", Keepsake(sk=secret("hunter2"), password=secret("hunter2"))),
        (b"hunter2\r\n", Keepsake(sk=secret("hunter2"), password=secret("hunter2"))),
        (b"a b=c \n", Keepsake(password=secret("a b=c "))),
        ("größe".encode(), Keepsake(password=secret("größe"))),
        (b"ak=A\nsk=S\n", Keepsake("A", secret("S"))),
        (b"\nsk=S=\r\n\nak=A\n\n", Keepsake("A", secret("S="))),
        (b"ak=A\nsk=S\nsecurity_token=T", Keepsake("A", secret("S"), secret("T"))),
        (b"password=password=x y", Keepsake(password=secret("password=x y"))),
        (b"sk=S", Keepsake(sk=secret("S"))),
        (b"AK=A", Keepsake(sk=secret("AK=A"), password=secret("AK=A"))),
    ],
)
def test_the_forms(content: bytes, keepsake: Keepsake) -> None:
    assert read_secrets(pipe(content)) == keepsake


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "brings nothing"),
        (b"\n \n", "brings nothing"),
        (b"se\0kret", "a null character"),
        (b"\xffsekret", "no UTF-8 text"),
        (b"sekret\nsekret2", "several lines that are not all named"),
        (b"ak=A\nsekret", "several lines that are not all named"),
        (b"ak=A", "neither sk nor password"),
        (b"ak=A\nsk=", "brings sk, but the secret key is needed"),
        (b"password=", "brings password, but it is empty"),
        (b"ak=A\nsk=sek ret", "brings sk, but character 4 is in no secret key"),
        (b"sk=sekret\nsk=sekret", "brings sk twice"),
        (b"s" * (LARGEST + 1), "more than 64 kB"),
    ],
)
def test_what_cannot_be_a_secret_is_one_sentence_without_it(
    tmp_path: Path, content: bytes, why: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    fd = os.open(path, os.O_RDONLY)

    with pytest.raises(UsageError) as caught:
        read_secrets(fd)
    assert f"The file descriptor {fd} brings" in caught.value.what
    assert why in caught.value.what
    assert "sek" not in str(caught.value)
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(fd)


def test_it_is_closed_and_may_come_in_pieces_through_a_pipe_that_does_not_block() -> None:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    code = "import os, sys; [os.write(1, b'x' * 4096) for _ in range(15)]"
    with subprocess.Popen([sys.executable, "-c", code], stdout=writing):
        os.close(writing)
        kept = read_secrets(reading)

    assert kept.password == secret("x" * 4096 * 15)
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(reading)


def test_a_terminal_is_refused() -> None:
    ours, theirs = pty.openpty()
    try:
        with pytest.raises(UsageError, match="is a terminal"):
            read_secrets(theirs)
    finally:
        os.close(ours)


@pytest.mark.parametrize("fd", [1, 2])
def test_output_is_no_source(fd: int) -> None:
    with pytest.raises(UsageError, match="is for output"):
        read_secrets(fd)
    os.fstat(fd)


@pytest.mark.parametrize("fd", [-1, 987_654, 2**31, 2**80])
def test_what_is_not_open_is_refused(fd: int) -> None:
    with pytest.raises(UsageError, match=f"The file descriptor {fd} cannot be read: "):
        read_secrets(fd)


def test_what_only_takes_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    for fd in (
        os.open(tmp_path / "new", os.O_WRONLY | os.O_CREAT),
        os.open(tmp_path, os.O_RDONLY),
    ):
        with pytest.raises(UsageError, match="cannot be read: "):
            read_secrets(fd)


def test_standard_input_is_read_and_left_open_on_nothing() -> None:
    code = (
        "import os, sys\n"
        "from drilltui.store.secret_descriptor import read_secrets\n"
        "kept = read_secrets(0)\n"
        "print(kept.password.reveal() == 'hunter2', os.read(0, 1), os.open('/', 0) > 2)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=b"hunter2\n", capture_output=True, check=True
    )

    assert done.stdout == b"True b'' True\n"
