"""One measured figure beside the budget that it may not exceed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` and `budget` are in `unit`; `detail` says what the value was made from."""

    name: str
    value: float
    budget: float
    unit: str
    detail: str = ""

    @property
    def kept(self) -> bool:
        """Whether the value is within the budget."""
        return self.value <= self.budget

    @property
    def share(self) -> float | None:
        """The value as a multiple of the budget; None where the budget is to have nothing."""
        return self.value / self.budget if self.budget else None


HEAD: Final = f"{'FIGURE':36} {'MEASURED':>10} {'BUDGET':>10} {'RATIO':>6}         MADE FROM"
"""What stands above the rows."""


def row(figure: Figure) -> str:
    """Return figure, budget, their ratio, the verdict, and what the figure was made from."""
    measured, budget = (_quantity(number, figure.unit) for number in (figure.value, figure.budget))
    ratio = "" if figure.share is None else f"{figure.share:.2f}"
    verdict = "kept" if figure.kept else "BROKEN"
    return f"{figure.name:36} {measured:>10} {budget:>10} {ratio:>6}  {verdict:6} {figure.detail}"


def _quantity(number: float, unit: str) -> str:
    return f"{number:.0f} {unit}" if number >= 100 else f"{number:.3g} {unit}"
