from __future__ import annotations

import errno
import os
import stat
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from drilltui.domain.errors import ConfigError, DiskError
from drilltui.domain.ports import Profiles
from drilltui.domain.profile import AuthMethod, Configuration, Profile
from drilltui.store.config_file import ConfigFile
from tests.store.test_config_keys import EXAMPLE

PROD = Profile("prod", region="eu-de", rto_minutes=30, endpoints={"sdrs": "https://a.example"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


@pytest.fixture
def file(path: Path) -> Profiles:
    return ConfigFile(path)


def test_no_file_is_an_empty_configuration(file: Profiles, path: Path) -> None:
    assert file.load() == Configuration()
    assert file.path == str(path)
    assert not path.exists()


def test_what_is_saved_is_loaded(file: Profiles, path: Path) -> None:
    file.save(PROD, default=True)
    login = Profile("a.b", region="eu-nl", auth=AuthMethod.PASSWORD, user="u", domain="d")
    file.save(login, default=False)

    found = file.load()
    assert found.default_profile == "prod"
    assert {name: one.profile for name, one in found.profiles.items()} == {
        "prod": PROD,
        "a.b": login,
    }
    assert path.read_text() == (
        'default_profile = "prod"\n\n'
        '[profiles.prod]\nregion = "eu-de"\nauth = "aksk"\nrto_minutes = 30\n\n'
        '[profiles.prod.endpoints]\nsdrs = "https://a.example"\n\n'
        '[profiles."a.b"]\nregion = "eu-nl"\nauth = "password"\nuser = "u"\ndomain = "d"\n'
    )


def test_the_file_and_its_folder_are_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "drilltui" / "config.toml"
    ConfigFile(path).save(PROD, default=False)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_only_what_changed_is_changed(file: Profiles, path: Path) -> None:
    path.write_text(EXAMPLE)
    prod = file.load().profiles["prod"].profile
    file.save(prod, default=False)
    assert path.read_text() == EXAMPLE

    changed = replace(prod, readonly=True, rto_minutes=None, ca_file="/ca.pem")
    file.save(changed, default=True)

    assert path.read_text() == EXAMPLE.replace(
        "readonly = false\nrto_minutes = 30                   # optional target\n",
        'readonly = true\nca_file = "/ca.pem"\n',
    )
    assert file.load().profiles["prod"].profile == changed


def test_a_method_that_was_not_said_stays_so_unless_it_would_mean_another(
    file: Profiles, path: Path
) -> None:
    path.write_text("[profiles.a]\nregion = 'eu-de'\n")
    file.save(Profile("a", region="eu-nl"), default=False)
    assert path.read_text() == '[profiles.a]\nregion = "eu-nl"\n'

    file.save(Profile("a", region="eu-nl", user="u"), default=False)
    assert 'auth = "aksk"' in path.read_text()


def test_a_link_to_a_file_elsewhere_stays_one(file: Profiles, path: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles.toml"
    kept.write_text("# mine\n")
    path.symlink_to(kept)
    file.save(PROD, default=False)

    assert path.is_symlink()
    assert kept.read_text().startswith("# mine\n")
    assert file.load().profiles["prod"].profile == PROD


def test_removing_takes_the_profile_and_its_being_the_usual_one(file: Profiles, path: Path) -> None:
    path.write_text(EXAMPLE + '\n# the test place\n[profiles.test]\nregion = "eu-nl"\n')

    assert file.remove("prod")
    assert not file.remove("prod")
    assert path.read_text() == '\n\n# the test place\n[profiles.test]\nregion = "eu-nl"\n'
    assert set(file.load().profiles) == {"test"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"region = eu-de", "is no TOML: "),
        (b"a" * 10_000_000, "is larger than 128 kB"),
        (b"a = " + b"[" * 60_000, "is no TOML: it is nested too deep"),
        (b"a = " + b"{a = " * 20_000, "is no TOML: it is nested too deep"),
        (b"a = " + b"9" * 100_000, "is no TOML: a number is too long"),
        (b"a = 0x" + b"f" * 5_000, "is no TOML: a number is too long"),
        (b"a." * 60_000 + b"a = 1", "is no TOML: it is nested too deep"),
        (b"a." * 20 + b"a = 1", "a: is an unknown key"),
        (b"a = '\x00'", "is no TOML: "),
        (b"a = '\x1b[2J'", "is no TOML: "),
        (b"\xff", "is not UTF-8 text (byte 1)"),
        (b"a = 'sekrit", "is no TOML: "),
        (b"a = {'sekrit' = 1, 'sekrit' = 2}", "Duplicate inline table key … (at line 1, col"),
        (b"[sekrit.'a b']\n[sekrit.'a b']", "Cannot declare … twice (at line 2, col"),
        (b"[sekrit]\na.b = 1\n[sekrit.a]", "Cannot declare … twice (at line 3, col"),
    ],
)
def test_a_hostile_file_is_one_sentence(
    file: Profiles, path: Path, content: bytes, why: str
) -> None:
    path.write_bytes(content)

    for act in (file.load, lambda: file.save(PROD, default=True), lambda: file.remove("a")):
        with pytest.raises(ConfigError) as caught:
            act()
        assert caught.value.what.startswith(str(path))
        assert why in caught.value.what
        assert "sekrit" not in str(caught.value)
        assert len(caught.value.what.removeprefix(str(path))) < 200
        assert caught.value.what.isprintable()
        assert caught.value.remedy
        assert caught.value.__context__ is None or caught.value.__suppress_context__
    assert path.read_bytes() == content


def test_a_folder_in_its_place(file: Profiles, path: Path) -> None:
    path.mkdir()

    for act in (file.load, lambda: file.save(PROD, default=True)):
        with pytest.raises(ConfigError, match="is a folder"):
            act()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES])
def test_what_cannot_be_written_is_one_sentence(
    file: Profiles, path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    path.write_text(EXAMPLE)

    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(tempfile, "mkstemp", fail)
    full = code in (errno.ENOSPC, errno.EDQUOT)
    with pytest.raises(DiskError if full else ConfigError) as caught:
        file.save(PROD, default=False)

    assert caught.value.exit_code == (5 if full else 2)
    assert ("is full" if full else os.strerror(code)) in caught.value.what
    assert str(path) in caught.value.what
    assert caught.value.remedy
    assert path.read_text() == EXAMPLE


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_write_protected_is_not_replaced(file: Profiles, path: Path, what: str) -> None:
    path.write_text(EXAMPLE)
    locked = path if what == "file" else path.parent
    mode = stat.S_IMODE(locked.stat().st_mode)
    locked.chmod(mode & ~0o222)
    try:
        with pytest.raises(ConfigError, match="cannot be written: Permission denied"):
            file.save(PROD, default=False)
        assert path.read_text() == EXAMPLE
    finally:
        locked.chmod(mode)


def test_a_file_that_may_not_be_written_is_not_replaced(
    file: Profiles, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text(EXAMPLE)
    monkeypatch.setattr(os, "access", lambda *_: False)

    with pytest.raises(ConfigError, match="cannot be written: Permission denied"):
        file.save(PROD, default=False)
    assert path.read_text() == EXAMPLE


def test_what_an_editor_wrote_at_the_same_moment_is_kept(
    file: Profiles, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text("")
    writes = [f"# edit {n}\n[profiles.other]\nregion = 'eu-nl'\n" + "#" * n for n in range(3)]
    true_sync = os.fsync

    def sync(descriptor: int) -> None:
        true_sync(descriptor)
        if writes:
            path.write_text(writes.pop(0))

    monkeypatch.setattr(os, "fsync", sync)
    file.save(PROD, default=True)

    assert "# edit 2" in path.read_text()
    assert set(file.load().profiles) == {"other", "prod"}


def test_a_file_that_never_stands_still_is_given_up(
    file: Profiles, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = iter(range(100))
    monkeypatch.setattr(os, "fsync", lambda _: path.write_text("#" * next(count)))

    with pytest.raises(ConfigError, match="is being written by another program"):
        file.save(PROD, default=False)
    assert set(path.read_text()) <= {"#"}


@pytest.mark.parametrize(
    "wrong", [Profile("a b", region="eu-de"), Profile("a", region="EU"), Profile("a", user="\x1b")]
)
def test_a_profile_that_could_not_be_read_again_is_not_written(
    file: Profiles, path: Path, wrong: Profile
) -> None:
    with pytest.raises(ConfigError):
        file.save(wrong, default=False)
    assert not path.exists()


def test_a_form_that_cannot_be_changed_is_left_to_the_person(file: Profiles, path: Path) -> None:
    text = 'profiles.prod.region = "eu-de"\nprofiles.prod.auth = "aksk"\n'
    path.write_text(text)

    with pytest.raises(ConfigError, match=r"profiles\.prod: is written in a way") as caught:
        file.save(replace(PROD, region="eu-nl"), default=False)
    assert "by hand" in caught.value.remedy
    assert path.read_text() == text
