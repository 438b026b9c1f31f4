import random

from hypothesis import given
from hypothesis import strategies as st

from drilltui.sandbox.timetable import Timetable, creation_timetable, deletion_timetable
from tests.sandbox.cloud import START

SEEDS = st.integers(0, 10_000)


def seconds(times: Timetable) -> float:
    return (times.whole.ends - START).total_seconds()


def check_order(times: Timetable) -> None:
    assert 2 <= (times.whole.begins - START).total_seconds() <= 3
    first = times.network.ends if times.network else times.whole.begins
    begins = [span.begins for span in times.servers]
    assert begins == sorted(begins)
    for span in times.servers:
        assert first <= span.begins < span.ends < times.whole.ends


@given(SEEDS, st.integers(1, 60), st.booleans())
def test_a_creation_takes_20_to_90_seconds_whatever_is_in_it(
    seed: int, servers: int, with_network: bool
) -> None:
    times = creation_timetable(random.Random(seed), START, servers, with_network=with_network)
    assert 20 <= seconds(times) <= 90
    assert len(times.servers) == servers
    assert (times.network is not None) == with_network
    check_order(times)


@given(SEEDS, st.integers(0, 60))
def test_a_deletion_takes_15_to_40_seconds(seed: int, servers: int) -> None:
    times = deletion_timetable(random.Random(seed), START, servers)
    assert 15 <= seconds(times) <= 40
    assert len(times.servers) == servers
    assert times.network is None
    check_order(times)


def test_more_servers_take_longer() -> None:
    one, many = (
        creation_timetable(random.Random(1), START, servers, with_network=True)
        for servers in (1, 6)
    )
    assert seconds(one) + 20 < seconds(many)
