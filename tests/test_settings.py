from pathlib import Path

import pytest

from drilltui.settings import CONFIG_FILE, LiveSettings, config_dir


def test_the_configuration_lies_where_the_person_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/elsewhere")

    assert config_dir() / CONFIG_FILE == Path("/elsewhere/drilltui/config.toml")


def test_a_run_that_was_asked_for_nothing_changes_nothing_of_what_is_set_up() -> None:
    settings = LiveSettings()

    assert (settings.profile, settings.readonly, settings.secrets) == ("", False, None)
    assert (settings.config_dir, settings.state_dir) == (None, None)
