import torch

from snippets.training.data import make_loader, three_sets
from snippets.training.loop import fit, make_net

# --8<-- [start:sets]
# only: the page has these from its sections above
torch.manual_seed(0)
train_set, val_set, test_set = three_sets()
train_loader, val_loader = make_loader(train_set, shuffle=True), make_loader(val_set)
# --8<-- [end:sets]

# --8<-- [start:compare]
torch.manual_seed(0)
makers = {
    "SGD, lr=0.01": lambda params: torch.optim.SGD(params, lr=0.01),
    "SGD, lr=0.1, momentum=0.9": lambda params: torch.optim.SGD(params, lr=0.1, momentum=0.9),
    "AdamW, lr=0.001": lambda params: torch.optim.AdamW(params, lr=0.001),
    "AdamW, lr=0.01": lambda params: torch.optim.AdamW(params, lr=0.01),
}
for name, make in makers.items():
    torch.manual_seed(0)
    net = make_net(32)
    train_loss, val_loss, val_accuracy = fit(net, make(net.parameters()), train_loader, val_loader, epochs=20)[-1]
    print(f"{name:26} train {train_loss:.1f}  val {val_loss:.1f}  accuracy {val_accuracy:.1f}")
# --8<-- [end:compare]
