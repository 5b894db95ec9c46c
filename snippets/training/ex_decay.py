import torch

from snippets.training.data import TensorDataset, make_loader, three_sets
from snippets.training.loop import fit, make_net

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train_set, val_set, test_set = three_sets()
val_loader = make_loader(val_set)
few_loader = make_loader(TensorDataset(*train_set[:20]), shuffle=True)
# --8<-- [end:sets]

# --8<-- [start:answer]
torch.manual_seed(0)
for weight_decay in (0.0, 1.0, 30.0):
    torch.manual_seed(0)
    net = make_net(32)
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.01, weight_decay=weight_decay)
    train_loss, val_loss, _ = fit(net, optimizer, few_loader, val_loader, epochs=80)[-1]
    print(f"weight_decay {weight_decay:4}  train {train_loss:.1f}  val {val_loss:.1f}")
# --8<-- [end:answer]
