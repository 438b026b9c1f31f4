"""The commands, one a file; see `drilltui.cli.catalogue`."""
