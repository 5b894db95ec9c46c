import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path


# --8<-- [start:squares]
# only: draws the figures, a square for each weight above 0.02, its area in proportion; one path, so that the file stays small
def squares(ax, weights):
    corners, rows = [], np.asarray(weights)
    for (y, x), weight in np.ndenumerate(rows):
        if weight > 0.02:
            half = weight**0.5 / 2
            left, right, top, bottom = x + 0.5 - half, x + 0.5 + half, y + 0.5 - half, y + 0.5 + half
            corners += [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * (len(corners) // 5)
    ax.add_patch(PathPatch(Path(corners, codes), facecolor="C0", linewidth=0))
    height, width = rows.shape
    ax.set(xlim=(0, width), ylim=(height, 0), aspect="equal", xticks=[], yticks=[])
# --8<-- [end:squares]
