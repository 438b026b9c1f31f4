"""``drilltui sandbox``: the embedded cloud for any client of the API."""

from __future__ import annotations

from drilltui.cli.number import number
from drilltui.cli.options import add_world, example
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Serve the embedded cloud on 127.0.0.1 and print one JSON line that says how to reach it."
    )
    parser.epilog = example("drilltui sandbox --port 8080 --speed 10")
    parser.add_argument(
        "--port", type=number(int, 0, 65535), default=0, help=tr("0 to 65535; 0 takes a free one")
    )
    add_world(parser, speed=1.0)
    parser.add_argument("--tls", action="store_true", help=tr("serve HTTPS, with a CA of its own"))
    parser.add_argument(
        "--proxy", action="store_true", help=tr("open a proxy that asks for a login")
    )
    parser.add_argument(
        "--skew",
        type=number(float, -1440, 1440),
        default=0.0,
        metavar="MINUTES",
        help=tr("set the gateway's clock ahead, or behind with a minus (0)"),
    )


def run(asked: Namespace) -> int:
    """Serve until a signal ends it."""
    from drilltui.wiring.rehearsal import serve_sandbox

    return serve_sandbox(
        asked.scenario,
        port=asked.port,
        speed=asked.speed,
        groups=asked.groups,
        tls=asked.tls,
        proxy=asked.proxy,
        skew=asked.skew,
    )
