"""The command line in this process."""

from __future__ import annotations

import os

import pytest

from drilltui.cli import main


def run(*arguments: str) -> int:
    """Run the command; return its exit status."""
    try:
        return main(arguments)
    except SystemExit as leaving:
        return int(str(leaving.code))


def one_sentence(capsys: pytest.CaptureFixture[str]) -> str:
    """What was complained of: one line on standard error, nothing on standard output."""
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1, err
    assert err.startswith("drilltui: ")
    assert "Traceback" not in err
    return err.removeprefix("drilltui: ").strip()


def descriptor_with(text: str) -> int:
    """Return an open descriptor that brings `text`, as a shell makes it of ``3< <(command)``."""
    reader, writer = os.pipe()
    os.write(writer, text.encode())
    os.close(writer)
    return reader
