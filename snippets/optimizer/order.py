import torch
from torch import nn

# --8<-- [start:path]
def path(order):
    w = nn.Parameter(torch.tensor(0.0))
    optimizer = torch.optim.SGD([w], lr=0.1)
    values = []
    for _ in range(5):
        for action in order.split():
            if action == "zero":
                optimizer.zero_grad()
            elif action == "forward":
                loss = (w - 3) ** 2
            elif action == "backward":
                loss.backward()
            elif action == "step":
                optimizer.step()
        values.append(round(w.item(), 2))
    return values
# --8<-- [end:path]


# --8<-- [start:right]
for order in ["zero forward backward step", "forward zero backward step", "forward backward step zero"]:
    print(order, path(order))
# --8<-- [end:right]

# --8<-- [start:wrong]
for order in [
    "forward backward step",
    "forward backward zero step",
    "zero forward step backward",
    "forward step zero backward",
]:
    print(order, path(order))
# --8<-- [end:wrong]
