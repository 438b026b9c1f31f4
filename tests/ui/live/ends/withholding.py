"""A way to the sandbox on which the answer to a create stays out, as on a link that has died."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

CREATES = "/disaster-recovery-drills"


@dataclass
class Withholding:
    """`endpoint` leads to the sandbox; each create that came there is counted, and told nothing."""

    endpoint: str = ""
    creates: int = 0
    came: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def withholding(sandbox: str, *, delivered: bool = True) -> Iterator[Withholding]:
    """Listen on loopback. Not `delivered`, a create is taken and goes nowhere."""
    way = Withholding()

    class Relay(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            withheld = self.command == "POST" and self.path.endswith(CREATES)
            if not withheld or delivered:
                self._hand_on(body, answered=not withheld)
            if withheld:
                way.creates += 1
                way.came.set()
                way.over.wait()
                self.close_connection = True

        def do_POST(self) -> None:
            self.do_GET()

        def _hand_on(self, body: bytes, *, answered: bool) -> None:
            far = HTTPConnection(urlsplit(sandbox).netloc)
            try:
                far.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
                for name, value in self.headers.items():
                    far.putheader(name, value)
                far.endheaders(body)
                answer = far.getresponse()
                content = answer.read()
            finally:
                far.close()
            if answered:
                self.send_response_only(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("transfer-encoding", "content-length"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing: what passes is not ours to tell."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Relay)
    server.daemon_threads = True
    server.block_on_close = False
    way.endpoint = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield way
    finally:
        way.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
