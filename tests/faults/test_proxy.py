"""The fault proxy itself: what a plain client sees of each fault, and what reaches the cloud."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from itertools import count

import pytest

from drilltui.sandbox.embedded import Access
from tests.faults.catalogue import FAULTS, fault
from tests.faults.fault import Fault, Reading
from tests.faults.proxy import FaultProxy
from tests.faults.witness import Witness
from tests.served import served

PATIENCE = 0.3
DRILLS = "/disaster-recovery-drills$"
_numbers = count(1)


@pytest.fixture(scope="module")
def access() -> Iterator[Access]:
    with served("smooth", "--groups", "40", "--speed", "60") as access:
        yield access


@pytest.fixture(scope="module")
def witness(access: Access) -> Witness:
    return Witness.of(access)


@pytest.fixture
def proxy(access: Access) -> Iterator[FaultProxy]:
    with FaultProxy(access.endpoint) as proxy:
        yield proxy


class Client:
    """A client of few words: it sends a request whole and reads what there is, until the end."""

    def __init__(self, proxy: FaultProxy, witness: Witness) -> None:
        self._proxy = proxy
        self._witness = witness
        self.group_id = witness.drillable()[0].id

    def create(self, name: str) -> str:
        """Ask for a drill; what came of it in a few words."""
        wanted = {"disaster_recovery_drill": {"server_group_id": self.group_id, "name": name}}
        return self.send("POST", "disaster-recovery-drills", json.dumps(wanted))

    def list(self) -> str:
        """Ask for drills."""
        return self.send("GET", "disaster-recovery-drills", None)

    def send(self, method: str, path: str, body: str | None) -> str:
        """Send a request; its status and body, or how there was none."""
        connection = http.client.HTTPConnection(
            self._proxy.endpoint.removeprefix("http://"), timeout=PATIENCE
        )
        try:
            connection.request(
                method,
                f"/v1/{self._witness.access.project_id}/{path}",
                body,
                {"X-Auth-Token": self._witness.token, "Content-Type": "application/json"},
            )
            answer = connection.getresponse()
            return f"{answer.status} {_kind(answer.read())}"
        except http.client.IncompleteRead:
            return "cut"
        except (ConnectionRefusedError, ConnectionResetError, TimeoutError) as error:
            return type(error).__name__
        finally:
            connection.close()


def _kind(body: bytes) -> str:
    if not body:
        return "empty"
    if body.startswith(b"<"):
        return "page"
    try:
        told = json.loads(body)
    except ValueError:
        return "broken"
    known = (*told, "-") if isinstance(told, dict) else ("?",)
    kind = next((name for name in known if name in ("job_id", "error_code", "message")), "hollow")
    return f"{kind}, odd" if isinstance(told.get(kind), list) else kind


SEEN = {
    "reset unread": "ConnectionResetError",
    "reset unsent": "ConnectionResetError",
    "hang unsent": "TimeoutError",
    "hang accepted": "TimeoutError",
    "reset accepted": "ConnectionResetError",
    "late": "TimeoutError",
    "200 HTML": "200 page",
    "200 empty": "200 empty",
    "200 cut": "cut",
    "200 half": "200 broken",
    "200 types": "200 job_id, odd",
    "200 pointless": "200 hollow",
    "429": "429 error_code",
    "429 timed": "429 error_code",
    "401": "401 error_code",
    "401 lasting": "401 error_code",
    "401 elsewhere": "401 message",
    "401 accepted": "401 message",
    "twice, first": "200 job_id",
    "twice, second": "200 job_id",
} | {
    f"{status} {kind} {how}": f"{status} {seen}"
    for status in (502, 503, 504)
    for how in ("accepted", "unsent")
    for kind, seen in (("JSON", "error_code"), ("HTML", "page"), ("empty", "empty"))
}
"""What a client sees of each fault of the catalogue that strikes a request to create a drill."""

STRIKING = [one for one in FAULTS if one.reading is not Reading.NOTHING]


@pytest.mark.parametrize("one", STRIKING, ids=lambda one: one.name)
def test_a_fault_is_seen_as_it_says_and_reaches_the_cloud_as_often_as_it_says(
    proxy: FaultProxy, witness: Witness, one: Fault
) -> None:
    client, name = Client(proxy, witness), f"drill-proxy-{next(_numbers)}"
    proxy.arm(one, "POST", DRILLS)
    assert client.create(name) == SEEN[one.name]
    assert len(witness.named(client.group_id, name)) == one.deliveries
    assert proxy.delivered("POST", DRILLS) == one.deliveries
    assert [passage.fault for passage in proxy.passages] == [one.name]


def test_each_fault_has_a_name_and_a_sentence_of_its_own() -> None:
    assert len({one.name for one in FAULTS}) == len({one.sentence for one in FAULTS}) == len(FAULTS)


def test_what_does_not_match_passes(proxy: FaultProxy, witness: Witness) -> None:
    client = Client(proxy, witness)
    proxy.arm(fault("reset unsent"), "POST", DRILLS)
    assert client.list() == "200 hollow"
    assert client.send("POST", "disaster-recovery-drills-no", "{}") == "404 error_code"
    assert proxy.passages[0].delivered == 1


def test_a_fault_strikes_the_nth_time_once_or_always(proxy: FaultProxy, witness: Witness) -> None:
    client = Client(proxy, witness)
    proxy.arm(fault("502 HTML unsent"), "GET", DRILLS, nth=2)
    assert [client.list() for _ in range(3)] == ["200 hollow", "502 page", "200 hollow"]
    proxy.arm(fault("401 lasting"), "GET", DRILLS, nth=2)
    assert [client.list() for _ in range(3)] == ["200 hollow"] + ["401 error_code"] * 2
    proxy.disarm()
    assert client.list() == "200 hollow"


def test_nobody_listens_after_so_many_answers_until_told_to(
    proxy: FaultProxy, witness: Witness
) -> None:
    client = Client(proxy, witness)
    proxy.deaf_after(2)
    seen = [client.list() for _ in range(4)]
    assert seen == ["200 hollow"] * 2 + ["ConnectionRefusedError"] * 2
    proxy.listen()
    assert client.list() == "200 hollow"
    proxy.deaf_after(0)
    assert client.list() == "ConnectionRefusedError"
    proxy.disarm()
    assert client.list() == "200 hollow"


def test_it_knows_what_came_before(proxy: FaultProxy, witness: Witness) -> None:
    client = Client(proxy, witness)
    client.list()
    with pytest.raises(ValueError, match=r"^No POST "):
        proxy.came_before("POST", DRILLS)
    client.create(f"drill-proxy-{next(_numbers)}")
    assert proxy.came_before("POST", DRILLS) == 1


def test_it_tells_when_so_many_requests_have_come(proxy: FaultProxy, witness: Witness) -> None:
    client = Client(proxy, witness)
    assert not proxy.wait_for(1, 0.01)
    client.list()
    assert proxy.wait_for(1, 0.01)


def test_a_refused_connection_cannot_wait_for_a_request(proxy: FaultProxy) -> None:
    with pytest.raises(ValueError, match="deaf_after"):
        proxy.arm(fault("refused connection"), "POST", DRILLS)


def test_a_client_that_goes_away_in_the_middle_is_no_error(
    proxy: FaultProxy, witness: Witness
) -> None:
    for said in (b"", b"POST /v1/x/disa", b"POST /x HTTP/1.1\r\nContent-Length: 9\r\n\r\n{"):
        with socket.create_connection(("127.0.0.1", proxy.port)) as client:
            client.sendall(said)
    assert Client(proxy, witness).list() == "200 hollow"


def test_its_end_closes_what_hangs(access: Access, witness: Witness) -> None:
    with FaultProxy(access.endpoint) as proxy:
        proxy.arm(fault("hang unsent"), "GET", "^/x$")
        client = socket.create_connection(("127.0.0.1", proxy.port))
        client.sendall(b"GET /x HTTP/1.1\r\n\r\n")
        assert Client(proxy, witness).list() == "200 hollow"  # it has come to the hanging one
    with client:
        assert client.recv(1) == b""


def test_a_far_end_that_is_gone_is_told_loudly() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    proxy = FaultProxy(f"http://127.0.0.1:{port}").__enter__()
    with socket.create_connection(("127.0.0.1", proxy.port)) as client:
        client.sendall(b"GET /x HTTP/1.1\r\n\r\n")
        assert client.recv(1) == b""
    with pytest.raises(RuntimeError, match="far end"):
        proxy.__exit__()
