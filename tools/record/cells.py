"""A matrix as a plot shows it. Examples import it; it counts in the hash of what they draw."""

from __future__ import annotations


def cells(ax, values, text: bool = True, form: str = "{:g}") -> None:
    """A matrix as tinted squares with its numbers: the stronger, the farther from 0; "C0" above, "C3" below.

    `values`: rows of numbers, a tensor or an array of shape (height, width). None in a row is an empty place.
    """
    rows = [list(map(lambda value: None if value is None else float(value), row)) for row in values]
    most = max((abs(value) for row in rows for value in row if value is not None), default=1) or 1
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if value is None:
                continue
            tint = dict(facecolor="C0" if value >= 0 else "C3", alpha=0.45 * abs(value) / most) if value else dict(fill=False)
            for style in ([dict(linewidth=0, **tint)] if value else []) + [dict(fill=False, edgecolor="gray", linewidth=0.8)]:
                ax.add_patch(_square(x, y, clip_on=False, **style))
            if text:
                ax.text(x + 0.5, y + 0.5, form.format(value).replace("-", "−"), ha="center", va="center", color="black")
    ax.set(xlim=(0, max(map(len, rows))), ylim=(len(rows), 0), aspect="equal")
    ax.axis("off")


def _square(x: float, y: float, **style):
    from matplotlib.patches import Rectangle

    return Rectangle((x, y), 1, 1, **style)
