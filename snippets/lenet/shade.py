# --8<-- [start:shade]
# only: draws the figures of the page
LEVELS = 4


def shade(ax, pictures, most, colour="C0"):
    """Pictures of equal cells, (values, left, top, side): the larger a value, the stronger; 1 unit of ax is 1 pt."""
    cell = pictures[0][3] / len(pictures[0][0])
    for level in range(1, LEVELS + 1):
        xs, ys = [], []
        for values, left, top, side in pictures:
            strong = (values / most * LEVELS).round().clamp(max=LEVELS)
            for row, line in enumerate((strong == level).tolist()):
                start = None
                for column, inside in enumerate([*line, False]):
                    if inside and start is None:
                        start = column
                    elif not inside and start is not None:
                        xs += [left + cell * start, left + cell * column, float("nan")]
                        ys += [top + cell * (row + 0.5)] * 2 + [float("nan")]
                        start = None
        if xs:
            ax.plot(xs, ys, colour, alpha=level / LEVELS, linewidth=cell, solid_capstyle="butt")
    xs, ys = [], []
    for _, left, top, side in pictures:
        xs += [left, left + side, left + side, left, left, float("nan")]
        ys += [top, top, top + side, top + side, top, float("nan")]
    ax.plot(xs, ys, "gray", linewidth=0.6)


def sheet(plt, width, height):
    """An empty figure of so many pt; y goes down."""
    _, ax = plt.subplots(figsize=(width / 72, height / 72))
    ax.set_position((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(height, 0))
    ax.axis("off")
    return ax
# --8<-- [end:shade]
