import torch

from snippets.training.data import make_loader, three_sets
from snippets.training.loop import F, device, fit, make_net

# --8<-- [start:imports]
import csv
from pathlib import Path
# --8<-- [end:imports]

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train_set, val_set, test_set = three_sets()
train_loader, val_loader = make_loader(train_set, shuffle=True), make_loader(val_set)
# --8<-- [end:sets]

# --8<-- [start:csv]
torch.use_deterministic_algorithms(False)
torch.manual_seed(0)
net = make_net(32)
history = fit(net, torch.optim.AdamW(net.parameters(), lr=0.01), train_loader, val_loader, epochs=3)
with Path("log.csv").open("w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["epoch", "train_loss", "val_loss", "val_accuracy"])
    for epoch, row in enumerate(history, 1):
        writer.writerow([epoch, *(f"{value:.1f}" for value in row)])
print(Path("log.csv").read_text(), end="")
# --8<-- [end:csv]

# --8<-- [start:item]
x, target = (part.to(device) for part in val_set.tensors)
total, number = 0.0, 0.0
for _ in range(3):
    loss = F.cross_entropy(net(x), target)
    total += loss
    number += loss.item()
print("total keeps a graph:", total.requires_grad)
print("number is a", type(number).__name__)
# --8<-- [end:item]
