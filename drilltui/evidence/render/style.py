"""How the HTML report looks, on a screen and on paper."""

from __future__ import annotations

STYLE = """\
:root { --ink: #1c1e21; --quiet: #5b6168; --line: #c9ced4; --gap: #8a1c1c; --mode: #5b6168; }
.rehearsal { --mode: #1f5f8b; }
.live { --mode: #a11212; }
* { box-sizing: border-box; }
body {
  margin: 0; color: var(--ink); background: #fff;
  font: 14px/1.45 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
}
.banner {
  position: sticky; top: 0; z-index: 1; padding: 6px 24px; color: #fff; background: var(--mode);
  font-weight: 700; letter-spacing: .06em;
}
header, main { padding: 0 24px; max-width: 1400px; }
h1 { font-size: 24px; margin: 18px 0 4px; }
h2 { font-size: 18px; margin: 26px 0 6px; border-bottom: 2px solid var(--mode); }
h3 { font-size: 14px; margin: 14px 0 4px; color: var(--quiet); }
p { margin: 4px 0; }
nav ol { columns: 3; margin: 12px 0; padding-left: 24px; }
.gaps { columns: 2; margin: 6px 0; padding-left: 20px; }
.gap, .gaps li { color: var(--gap); font-style: italic; }
table { border-collapse: collapse; width: 100%; font-size: 12px; }
th, td {
  border: 1px solid var(--line); padding: 3px 6px; text-align: left; vertical-align: top;
  overflow-wrap: anywhere;
}
thead th { background: #eef1f4; overflow-wrap: normal; }
.fields th { width: 260px; font-weight: 600; background: #f6f7f9; }
.chain_of, .calls, .jobs { font-size: 10px; }
.chain_of td:nth-child(n+5) { font-family: ui-monospace, monospace; font-size: 8px; }
.calls td:nth-child(2), .calls td:nth-child(6) { overflow-wrap: normal; }
svg { width: 100%; height: auto; }
@media (max-width: 800px) { nav ol, .gaps { columns: 1; } main { overflow-x: auto; } }
@media print {
  @page { size: A4 landscape; margin: 10mm; }
  body { font-size: 10px; }
  /* A table's head is what browsers repeat on every page; a fixed box would cover the text. */
  body { display: table; width: 100%; }
  header, main { display: table-row-group; }
  .banner {
    display: table-header-group; break-inside: avoid; position: static; color: var(--mode);
    background: #fff;
  }
  nav { display: none; }
  table { font-size: 8px; }
  .fields th { width: 200px; }
  .chain_of, .calls, .jobs { font-size: 7px; }
  .chain_of td:nth-child(n+5) { font-size: 5.5px; }
  h2, h3 { break-after: avoid; }
  tr, svg { break-inside: avoid; }
  thead { display: table-header-group; }
}
"""
