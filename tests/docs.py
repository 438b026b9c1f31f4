"""The README as data, and the parts of it that are made from the code.

`python -m tests.docs` writes those parts anew.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from drilltui.domain.sending import MEANINGS
from drilltui.ui.keys import KEYS, SCOPES, key_name

README = Path(__file__).parents[1] / "README.md"
BEGIN = "<!-- keys: made from drilltui/ui/keys.py -->\n"
END = "<!-- end of keys -->\n"
SOURCES = "<!-- sources: checked against domain/rules/conventions.toml -->\n"
MEANINGS_BEGIN = "<!-- meanings: made from drilltui/domain/sending.py -->\n"
MEANINGS_END = "<!-- end of meanings -->\n"


def sections(text: str) -> dict[str, str]:
    """Each section of the second level, by its heading."""
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def secret_sources(text: str) -> list[str]:
    """Where secrets come from, in order: a sentence each."""
    told = text.partition(SOURCES)[2].split("\n\n")[0].strip()
    rows = re.findall(r"^(\d)\. (.+)[;.]$", told, flags=re.MULTILINE)
    assert [int(number) for number, _ in rows] == [*range(1, len(told.splitlines()) + 1)]
    return [sentence for _, sentence in rows]


def table(text: str) -> list[list[str]]:
    """The cells of the first table in `text`, without its head."""
    lines = text[text.index("| ") :].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("| \n").split(" | ")] for line in lines[2:]]


def sh_blocks(text: str) -> list[str]:
    """What the `sh` blocks hold, in order."""
    return re.findall(r"^```sh\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)


def with_keys(text: str) -> str:
    """`text` with the key table between the two marks as the code has it."""
    return _between(text, BEGIN, _key_table(), END)


def with_meanings(text: str) -> str:
    """`text` with the table of what a failure proves as the code has it."""
    rows = "".join(f"| {row.failure} | {row.sending.value} | {row.why} |\n" for row in MEANINGS)
    head = "| What came of the request | Then it is | Because |\n| --- | --- | --- |\n"
    return _between(text, MEANINGS_BEGIN, head + rows, MEANINGS_END)


def _key_table() -> str:
    rows = ["| Key | Where | What it does |", "| --- | --- | --- |"]
    for entry in KEYS:
        names = ", ".join(f"`{key_name(name)}`" for name in entry.keys)
        where = ", ".join(SCOPES[scope] for scope in entry.scopes)
        rows.append(f"| {names} | {where} | {entry.tells} |")
    return "\n".join(rows) + "\n"


def _between(text: str, begin: str, made: str, end: str) -> str:
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}{made}{end}{after}"


def main() -> None:
    """Write what is made from the code into the README."""
    README.write_text(with_meanings(with_keys(README.read_text("utf-8"))), "utf-8")
    sys.stdout.write(f"{README.name}: its tables are as the code has them\n")


if __name__ == "__main__":
    main()
