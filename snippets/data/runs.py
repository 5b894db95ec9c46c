import torch


# --8<-- [start:runs]
# only: for the figures
def runs(image, threshold, right=0, below=0):
    """The bright pixels as short lines along the rows: x and y for one call of plot()."""
    across, down = [], []
    zero = torch.zeros(1, dtype=torch.int64)
    for y, row in enumerate(image > threshold):
        edges = row.long().diff(prepend=zero, append=zero).nonzero().flatten().tolist()
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            across += [right + start, right + end, None]
            down += [below + y, below + y, None]
    return across, down
# --8<-- [end:runs]
