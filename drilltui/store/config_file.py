"""The configuration file: profiles without secrets, written by people and by drilltui."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from drilltui.domain.errors import ConfigError, DiskError, DrilltuiError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.domain.profile import Configuration, Profile
from drilltui.domain.profile_key import FLAT_KEYS, Value, values_of, with_values
from drilltui.store.config_keys import PROFILES, configuration_of, values_in
from drilltui.store.text_file import TextFile, UnusableFile, read_text_file
from drilltui.toml_text import NumberTooLong, TooDeep, parsed

_QUOTED = re.compile(r"""\(?(['"]).{2,}\1,?\)?""")
"""What the TOML library quotes of the file in its sentences: keys, alone or several of them."""

TRIES = 5
"""How often a change is made anew because somebody else wrote the file at the same moment."""


class ConfigFile:
    """The port `Profiles` over a TOML file. It is read anew for every call.

    Each fault is a `ConfigError` of one sentence that names the file, and the place in it; a disk
    without room for it is a `DiskError`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def path(self) -> str:
        """Where it lies, whether it exists or not."""
        return str(self._path)

    def load(self) -> Configuration:
        """Return what it says; an empty configuration when it does not exist."""
        file = self._read()
        return Configuration() if file is None else self._configuration(file.text)

    def save(self, profile: Profile, *, default: bool) -> None:
        """Write `profile` in place of what is said of its name; only what differs is changed."""
        from drilltui.store.config_edit import with_profile

        def changed(text: str) -> str:
            changes = self._changes(text, profile)
            return with_profile(text, profile.name, changes, default=default)

        self._change(profile.name, changed)

    def remove(self, name: str) -> bool:
        """Take the profile `name` out; False when there was none."""
        from drilltui.store.config_edit import without_profile

        if name not in self.load().profiles:
            return False
        self._change(name, lambda text: without_profile(text, name))
        return True

    def _read(self) -> TextFile | None:
        try:
            return read_text_file(self._path)
        except UnusableFile as error:
            raise ConfigError(
                f"{plain(self.path)} {error}.",
                tr("Put it right, or move it aside to begin anew."),
            ) from None

    def _document(self, text: str) -> dict[str, Any]:
        try:
            return parsed(text)
        except TooDeep:
            why = tr("it is nested too deep")
        except NumberTooLong:
            why = tr("a number is too long")
        except ValueError as error:  # the library's own
            # A key may be a secret in the wrong place.
            why = plain(_QUOTED.sub("…", str(error)))
        # Not chained: the library's error holds the whole text.
        raise ConfigError(
            tr("{path}: is no TOML: {why}.", path=plain(self.path), why=why),
            tr("Correct it there."),
        )

    def _configuration(self, text: str) -> Configuration:
        return configuration_of(self._document(text), self.path)

    def _changes(self, text: str, profile: Profile) -> dict[str, Value | None]:
        """Return what has to change in what `text` says of the profile; None takes a key out.

        A method of signing in that is the usual one need not be said, unless a user's name is.
        """
        tables = self._document(text).get(PROFILES, {})
        said = values_in(tables.get(profile.name, {}), profile.name, self.path)
        before = values_of(with_values(Profile(profile.name), said))
        after = values_of(profile)
        if "auth" not in said and (profile.name not in tables or profile.user or profile.user_id):
            del before["auth"]
        return {key: after.get(key) for key in FLAT_KEYS if before.get(key) != after.get(key)}

    def _change(self, name: str, changed: Callable[[str], str]) -> None:
        """Write what `changed` makes of the text, which has to be a configuration as well."""
        from drilltui.store.config_edit import NotEditable
        from drilltui.store.whole_file import ChangedMeanwhile, write_whole_file

        for _ in range(TRIES):
            file = self._read()
            text = file.text if file else ""
            self._configuration(text)
            try:
                new = changed(text)
            except NotEditable:
                raise self._by_hand(name) from None
            self._configuration(new)
            if new == text:
                return
            try:
                self._refuse_protected()
                write_whole_file(self._path, new, file)
            except ChangedMeanwhile:
                continue
            except OSError as error:
                raise self._unwritable(error) from None
            return
        raise ConfigError(
            tr("{path} is being written by another program.", path=plain(self.path)),
            tr("Do it again in a moment."),
        )

    def _refuse_protected(self) -> None:
        """A file that may not be written could be replaced all the same: that is not meant."""
        if self._path.exists() and not os.access(self._path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    def _by_hand(self, name: str) -> ConfigError:
        return ConfigError(
            tr(
                "{path}: {place}: is written in a way that cannot be changed without harm "
                "to the rest.",
                path=plain(self.path),
                place=f"{PROFILES}.{plain(name)}",
            ),
            tr("Change it by hand, or write it as a table of its own."),
        )

    def _unwritable(self, error: OSError) -> DrilltuiError:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return DiskError(
                tr("The disk that holds {path} is full.", path=plain(self.path)),
                tr("Make room and do it again: the file is as it was."),
            )
        return ConfigError(
            tr(
                "{path} cannot be written: {why}.",
                path=plain(self.path),
                why=error.strerror,
            ),
            tr(
                "Make the file and its folder yours to write in, or name another "
                "folder in XDG_CONFIG_HOME."
            ),
        )
