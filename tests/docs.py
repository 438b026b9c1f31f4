"""The README as data, and the part of it that is made from the code.

`python -m tests.docs` writes that part anew.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from drilltui.ui.keys import markdown_table

README = Path(__file__).parents[1] / "README.md"
BEGIN = "<!-- keys: made from drilltui/ui/keys.py -->\n"
END = "<!-- end of keys -->\n"


def sections(text: str) -> dict[str, str]:
    """Each section of the second level, by its heading."""
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def table(text: str) -> list[list[str]]:
    """The cells of the first table in `text`, without its head."""
    lines = text[text.index("| ") :].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("| \n").split(" | ")] for line in lines[2:]]


def sh_blocks(text: str) -> list[str]:
    """What the `sh` blocks hold, in order."""
    return re.findall(r"^```sh\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)


def with_keys(text: str) -> str:
    """`text` with the key table between the two marks as the code has it."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{markdown_table()}{END}{after}"


def main() -> None:
    """Write the key table into the README."""
    README.write_text(with_keys(README.read_text("utf-8")), "utf-8")
    sys.stdout.write(f"{README.name}: the key table is as drilltui/ui/keys.py has it\n")


if __name__ == "__main__":
    main()
