from __future__ import annotations

from pathlib import Path

import pytest

from drilltui.store.vault.programs import keyring_run, missing


def path_with(folder: Path, *names: str) -> dict[str, str]:
    for name in names:
        (folder / name).touch(0o755)
    return {"PATH": str(folder)}


def test_what_is_there_is_not_missing(tmp_path: Path) -> None:
    assert missing(path_with(tmp_path)) == ("dbus-daemon", "gnome-keyring-daemon")
    assert missing(path_with(tmp_path, "dbus-daemon")) == ("gnome-keyring-daemon",)
    environ = path_with(tmp_path, "gnome-keyring-daemon")
    assert missing(environ) == ()
    assert keyring_run(environ) == "`drilltui keyring run` opens a keyring."


@pytest.mark.parametrize(
    ("tool", "line"),
    [
        ("apt-get", "(as root: `apt-get install gnome-keyring dbus`)"),
        ("dnf", "(as root: `dnf install gnome-keyring /usr/bin/dbus-daemon`)"),
        ("zypper", "(as root: `zypper install gnome-keyring /usr/bin/dbus-daemon`)"),
        ("pkg", "the packages gnome-keyring and dbus"),
    ],
)
def test_what_is_missing_comes_with_the_line_that_installs_it(
    tool: str, line: str, tmp_path: Path
) -> None:
    sentence = keyring_run(path_with(tmp_path, tool))

    assert line in sentence
    assert sentence.endswith("then `drilltui keyring run` opens a keyring.")
