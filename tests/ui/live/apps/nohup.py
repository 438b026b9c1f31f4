"""drilltui under `nohup`: with the terminal it is given as its own, and deaf to its hang-up."""

import fcntl
import signal
import sys
import termios

from drilltui.cli import main

signal.signal(signal.SIGHUP, signal.SIG_IGN)
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
sys.exit(main())
