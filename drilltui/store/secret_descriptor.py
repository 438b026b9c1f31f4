"""Secrets that come through an open file descriptor: ``drilltui --secret-fd 3 3< <(pass show dr)``.

The text has one of two forms. Lines that all begin with ``ak=``, ``sk=``, ``security_token=`` or
``password=`` name what they bring; empty lines are passed over. Anything else must be one line,
and that line is the secret: the password of a profile that signs in with one, the secret key of a
profile that signs in with an access key, whose name then comes from the environment. A password
that itself begins with such a word is written after ``password=``.
"""

from __future__ import annotations

import os

from drilltui.domain.credential import KEY_PARTS, Keepsake
from drilltui.domain.errors import UsageError
from drilltui.domain.language import marked, tr
from drilltui.domain.secret import Secret
from drilltui.domain.sign_in_field import key_problem

LARGEST = 64 * 1024
"""Bytes; the longest security tokens have a few thousand."""

_PASSWORD = "password"
_FORMS = marked("Give one secret, or lines that begin with ak=, sk=, security_token= or password=.")


def read_secrets(fd: int) -> Keepsake:
    """Return what the descriptor `fd` brings, and close it: no child of ours inherits it.

    Raises UsageError in words that hold nothing of what was read.
    """
    return _keepsake(_read(fd), tr("The file descriptor {fd}", fd=fd))


def _read(fd: int) -> bytes:
    if fd in (1, 2):
        raise UsageError(
            tr("The file descriptor {fd} is for output.", fd=fd), tr("Use another one, such as 3.")
        )
    try:
        if os.isatty(fd):
            raise UsageError(
                tr(
                    "The file descriptor {fd} is a terminal: what is typed there would be seen.",
                    fd=fd,
                ),
                tr("Give a pipe or a file, or sign in on the screen, which asks without showing."),
            )
        os.set_blocking(fd, True)
        content = b""
        while len(content) <= LARGEST and (more := os.read(fd, LARGEST + 1 - len(content))):
            content += more
        return content
    except (OSError, OverflowError) as error:
        why = (isinstance(error, OSError) and error.strerror) or tr("no such number")
        raise UsageError(
            tr("The file descriptor {fd} cannot be read: {why}.", fd=fd, why=why),
            tr("Open it: {fd}< FILE.", fd=fd),
        ) from None
    finally:
        _close(fd)


def _close(fd: int) -> None:
    """Close `fd`; standard input is left open on nothing, or the next file would take its place."""
    try:
        if fd == 0:
            nothing = os.open(os.devnull, os.O_RDONLY)
            os.dup2(nothing, 0, inheritable=True)
            os.close(nothing)
        else:
            os.close(fd)
    except (OSError, OverflowError):
        return  # it was not open


def _keepsake(content: bytes, subject: str) -> Keepsake:
    if len(content) > LARGEST:
        raise UsageError(
            tr(
                "{subject} brings more than {most} kB: this is no secret.",
                subject=subject,
                most=LARGEST // 1024,
            )
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError(
            tr("{subject} brings no UTF-8 text.", subject=subject), tr(_FORMS)
        ) from None
    lines = [line.removesuffix("\r") for line in text.split("\n") if line.strip()]
    if not lines:
        raise UsageError(tr("{subject} brings nothing.", subject=subject), tr(_FORMS))
    if any("\0" in line for line in lines):
        raise UsageError(
            tr("{subject} brings a null character: this is no secret.", subject=subject), tr(_FORMS)
        )
    pairs = [line.partition("=") for line in lines]
    if all(name in (*KEY_PARTS, _PASSWORD) and equals for name, equals, _ in pairs):
        return _named([(name, value) for name, _, value in pairs], subject)
    if len(lines) > 1:
        raise UsageError(
            tr("{subject} brings several lines that are not all named.", subject=subject),
            tr(_FORMS),
        )
    sole = Secret(lines[0])
    return Keepsake(sk=None if key_problem(lines[0], "secret key") else sole, password=sole)


def _named(pairs: list[tuple[str, str]], subject: str) -> Keepsake:
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise UsageError(
                tr("{subject} brings {name} twice.", subject=subject, name=name),
                tr("Give it once."),
            )
        problem = key_problem(value, KEY_PARTS[name]) if name in KEY_PARTS else None
        if problem or not value:
            why = problem.text if problem else tr("it is empty")
            raise UsageError(
                tr("{subject} brings {name}, but {why}.", subject=subject, name=name, why=why),
                tr(_FORMS),
            )
        found[name] = value
    secrets = {name: Secret(value) for name, value in found.items() if name != "ak"}
    if not secrets.keys() & {"sk", _PASSWORD}:
        raise UsageError(
            tr("{subject} brings neither sk nor password.", subject=subject), tr(_FORMS)
        )
    return Keepsake(found.get("ak", ""), **secrets)
