from itertools import groupby
from math import nan

from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

# --8<-- [start:grids]
# only: draws in the figures
def squares(ax, seen, colour, alpha=0.4):
    """The true places of a matrix, all in one path; neighbours in a row are one rectangle."""
    shapes = []
    for y, row in enumerate(seen):
        x = 0
        for value, run in groupby(map(bool, row)):
            width = len(list(run))
            if value:
                shapes.append(Path.unit_rectangle().transformed(Affine2D().scale(width, 1).translate(x, y)))
            x += width
    ax.add_patch(PathPatch(Path.make_compound_path(*shapes), color=colour, alpha=alpha, linewidth=0, clip_on=False))


def shades(ax, values, above, below, levels=3):
    """A matrix by its values, in few levels: the farther from 0, the stronger; one colour above 0 and one below."""
    marks = (values / values.abs().max() * levels).round()
    for level in range(1, levels + 1):
        for sign, colour in ((1, above), (-1, below)):
            if (marks == sign * level).any():
                squares(ax, (marks == sign * level).tolist(), colour, 0.9 * level / levels)


def lines(ax, start, width, height, inner=True):
    """The lines between the squares, all in one path, from (start, start) on; or the outer ones only."""
    right, bottom = start + width, start + height
    rows, columns = range(start, bottom + 1, 1 if inner else height), range(start, right + 1, 1 if inner else width)
    across = [(x, y) for row in rows for x, y in ((start, row), (right, row), (nan, nan))]
    down = [(x, y) for column in columns for x, y in ((column, start), (column, bottom), (nan, nan))]
    ax.plot(*zip(*across, *down), color="gray", linewidth=0.8, clip_on=False)
    ax.set(xlim=(0, right + start), ylim=(bottom + start, 0), aspect="equal")
# --8<-- [end:grids]
