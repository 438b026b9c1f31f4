"""Each end in the middle of a drill: soon, without spinning, terminal restored, record whole.

A real process on a real pseudo terminal, over a served sandbox. `pytest -rP` shows the figures.
"""

from __future__ import annotations

import signal

import pytest

from tests.served import Host
from tests.ui.live.ends.conftest import is_being_made, is_open, keyed
from tests.ui.live.ends.drilling import SHELL, Drilling, adopting
from tests.ui.live.ends.withholding import Withholding
from tests.ui.terminal.session import STATUS_OF_SIGNAL

HUNG_UP = 129


# -- signals


@pytest.mark.parametrize(("number", "status"), STATUS_OF_SIGNAL)
def test_a_signal_ends_the_watching_and_not_the_drill(
    number: signal.Signals, status: int, host: Host, group: str
) -> None:
    with Drilling(environ=keyed(host)) as terminal:
        terminal.make_drill(group)
        terminal.about_to_end()
        terminal.signal(number)
        terminal.ended().is_soon(status)
        terminal.is_restored()
    is_being_made(host)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_while_the_answer_to_a_create_is_out_leaves_it_open(
    number: signal.Signals, host: Host, way: Withholding, group: str
) -> None:
    with Drilling(environ=keyed(host)) as terminal:
        terminal.create_without_answer(group, way)
        terminal.about_to_end()
        terminal.signal(number)
        terminal.ended().is_soon(128 + number)
        terminal.is_restored()
    is_open(host)
    assert way.creates == 1


def test_killed_the_record_says_what_it_said(host: Host, group: str) -> None:
    with Drilling(environ=keyed(host)) as terminal:
        terminal.make_drill(group)
        terminal.about_to_end()
        terminal.signal(signal.SIGKILL)
        terminal.ended().is_soon(-signal.SIGKILL)
    is_being_made(host)


def test_killed_while_the_answer_is_out_it_is_found_by_the_next_run(
    host: Host, way: Withholding, group: str
) -> None:
    with Drilling(environ=keyed(host)) as terminal:
        terminal.create_without_answer(group, way)
        terminal.about_to_end()
        terminal.signal(signal.SIGKILL)
        terminal.ended().is_soon(-signal.SIGKILL)
    is_open(host)


# -- a terminal that is gone


@pytest.mark.parametrize("app", ["seated.py", "nohup.py", "guest.py"])
def test_a_terminal_that_is_gone_ends_it(app: str, host: Host, group: str) -> None:
    with Drilling(environ=keyed(host), app=app) as terminal:
        terminal.make_drill(group)
        terminal.about_to_end()
        terminal.unplug()
        terminal.ended().is_soon(HUNG_UP)
        terminal.is_calm()
    is_being_made(host)


def test_a_terminal_that_is_gone_while_the_answer_is_out_leaves_it_open(
    host: Host, way: Withholding, group: str
) -> None:
    with Drilling(environ=keyed(host)) as terminal:
        terminal.create_without_answer(group, way)
        terminal.about_to_end()
        terminal.unplug()
        terminal.ended().is_soon(HUNG_UP)
    is_open(host)


@pytest.mark.parametrize("how", ["the shell is killed", "the link drops"])
def test_with_its_shell_it_ends_too(how: str, host: Host, group: str) -> None:
    with adopting(), Drilling(environ=keyed(host, PS1="prompt>"), app=SHELL) as terminal:
        program = terminal.run_in_shell()
        terminal.make_drill(group)
        terminal.about_to_end(program)
        if how == "the shell is killed":
            terminal.signal(signal.SIGKILL)
        else:
            terminal.unplug()
        terminal.ended(program).is_soon(HUNG_UP)
        if how == "the shell is killed":
            terminal.is_restored()
    is_being_made(host)


def test_the_end_of_its_input_ends_it_with_the_screen_restored(host: Host, group: str) -> None:
    with Drilling(environ=keyed(host), app="guest.py", own_keys=True) as terminal:
        terminal.make_drill(group)
        terminal.about_to_end()
        terminal.pull_keys()
        terminal.ended().is_soon(HUNG_UP)
        terminal.is_restored()
    is_being_made(host)


# -- left by a key


def test_ctrl_q_asks_and_leaves(host: Host, group: str) -> None:
    with Drilling(environ=keyed(host)) as terminal:
        terminal.make_drill(group)
        terminal.leave_by_key()
        terminal.ended().is_soon(0)
        terminal.is_restored()
    is_being_made(host)


def test_ctrl_q_leaves_while_the_answer_is_out(host: Host, way: Withholding, group: str) -> None:
    with Drilling(environ=keyed(host)) as terminal:
        terminal.create_without_answer(group, way)
        terminal.leave_by_key()
        terminal.ended().is_soon(0)
        terminal.is_restored()
    is_open(host)


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_stopped_and_continued_it_can_be_left(
    number: signal.Signals, host: Host, group: str
) -> None:
    with Drilling(environ=keyed(host)) as terminal:
        terminal.make_drill(group)
        terminal.stop_and_continue(number)
        terminal.leave_by_key()
        terminal.ended().is_soon(0)
        terminal.is_restored()
    is_being_made(host)
