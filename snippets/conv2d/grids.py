from math import nan

from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

# --8<-- [start:grids]
# only: draws in the figures
def squares(ax, seen, colour):
    """The true places of a matrix, all in one path."""
    places = [(x, y) for y, row in enumerate(seen) for x, value in enumerate(row) if value]
    shapes = [Path.unit_rectangle().transformed(Affine2D().translate(x, y)) for x, y in places]
    ax.add_patch(PathPatch(Path.make_compound_path(*shapes), color=colour, alpha=0.4, linewidth=0, clip_on=False))


def lines(ax, start, width, height):
    """The lines between the squares, all in one path, from (start, start) on."""
    right, bottom = start + width, start + height
    across = [(x, y) for row in range(start, bottom + 1) for x, y in ((start, row), (right, row), (nan, nan))]
    down = [(x, y) for column in range(start, right + 1) for x, y in ((column, start), (column, bottom), (nan, nan))]
    ax.plot(*zip(*across, *down), color="gray", linewidth=0.8, clip_on=False)
    ax.set(xlim=(0, right + start), ylim=(bottom + start, 0), aspect="equal")
# --8<-- [end:grids]
