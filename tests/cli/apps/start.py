import sys

from drilltui.cli import main

sys.exit(main())
