from datetime import timedelta

from drilltui.sandbox.lock import Lock
from tests.sandbox.cloud import START


def key_lock() -> Lock:
    return Lock(6, timedelta(minutes=5))


def test_five_failures_are_borne_and_the_sixth_locks_for_five_minutes() -> None:
    lock = key_lock()
    for _ in range(5):
        lock.failed("AK", START)
    assert not lock.is_locked("AK", START)
    lock.failed("AK", START)
    assert lock.is_locked("AK", START)
    assert lock.is_locked("AK", START + timedelta(minutes=5, seconds=-1))
    assert not lock.is_locked("AK", START + timedelta(minutes=5))
    assert not lock.is_locked("OTHER", START)


def test_a_right_try_starts_the_count_anew() -> None:
    lock = key_lock()
    for _ in range(5):
        lock.failed("AK", START)
    lock.succeeded("AK")
    lock.failed("AK", START)
    assert not lock.is_locked("AK", START)


def test_after_the_lock_five_more_are_borne() -> None:
    lock = key_lock()
    for _ in range(6):
        lock.failed("AK", START)
    later = START + timedelta(minutes=6)
    for _ in range(5):
        lock.failed("AK", later)
    assert not lock.is_locked("AK", later)


def test_one_try_can_be_enough() -> None:
    lock = Lock(1, timedelta(seconds=1))
    lock.failed("AK", START)
    assert lock.is_locked("AK", START)
