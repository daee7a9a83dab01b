"""Figures with their targets, as a table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """Something measured, in a unit, with what it should be at most (0 for no target)."""

    name: str
    value: float
    unit: str
    target: float = 0.0

    @property
    def ratio(self) -> str:
        """The value as a part of the target."""
        return f"{self.value / self.target:.2f}" if self.target else ""

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The figure as a row."""
        target = f"{self.target:g} {self.unit}" if self.target else ""
        return self.name, f"{self.value:.1f} {self.unit}", target, self.ratio


HEAD = ("measured", "figure", "at most", "ratio")


def table(figures: list[Figure]) -> str:
    """The figures as a Markdown table whose columns line up."""
    rows = [HEAD, *(figure.cells for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = []
    for name, *cells in rows:
        placed = (f"{cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=True))
        lines.append(f"| {name:<{widths[0]}} | {' | '.join(placed)} |")
    rule = "| " + "-" * widths[0] + " | " + " | ".join("-" * (width - 1) + ":" for width in widths[1:]) + " |"
    return "\n".join([lines[0], rule, *lines[1:]])
