"""drilltui with the terminal it is given as its own, as a login shell would start it."""

import fcntl
import sys
import termios

from drilltui.cli import main

fcntl.ioctl(0, termios.TIOCSCTTY, 0)
sys.exit(main())
