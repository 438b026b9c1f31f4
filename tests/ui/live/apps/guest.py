"""drilltui on a terminal that is not its own (`setsid`): no signal tells that it is gone."""

import sys

from drilltui.cli import main

sys.exit(main())
