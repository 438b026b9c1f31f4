"""drilltui on a host whose resolver knows no name; nothing asks the network for one."""

import socket
import sys
from typing import Any

from drilltui.cli import main

true_look_up = socket.getaddrinfo


def look_up(host: Any, *arguments: Any, **more: Any) -> Any:
    if str(host) == "127.0.0.1":
        return true_look_up(host, *arguments, **more)
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


socket.getaddrinfo = look_up
sys.exit(main())
